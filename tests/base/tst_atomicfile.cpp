#include "base/atomicfile.h"
#include "base/faultchild.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// While it lives no file of this process grows beyond `bytes`: a write that fails half way, without a full
/// disk.
class SizeLimit
{
public:
  explicit SizeLimit(rlim_t bytes) : m_signal(std::signal(SIGXFSZ, SIG_IGN))
  {
    ::getrlimit(RLIMIT_FSIZE, &m_before);
    const rlimit limit{bytes, m_before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~SizeLimit()
  {
    ::setrlimit(RLIMIT_FSIZE, &m_before);
    std::signal(SIGXFSZ, m_signal);
  }
  SizeLimit(const SizeLimit&) = delete;
  SizeLimit& operator=(const SizeLimit&) = delete;

private:
  rlimit m_before{};
  void (*m_signal)(int);
};

const QByteArray kOld = "what was there before";

} // namespace

class TestAtomicFile : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_target = writtenFile(m_folder->path());
  }

  void whatIsWrittenIsReadBack_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("text") << QByteArray("Straße\n");
    QTest::newRow("bytes of every kind") << QByteArray("\0\xff\r\n\0", 5);
    QTest::newRow("more than a pipe takes") << QByteArray(3'000'000, 'x');
  }

  void whatIsWrittenIsReadBack()
  {
    QFETCH(const QByteArray, bytes);
    for (int turn = 0; turn < 2; ++turn) {
      QVERIFY(writeFile(m_target, bytes).has_value());
      QCOMPARE(*readFile(m_target), bytes);
      QCOMPARE(names(), QStringList{u"target"_s});
    }
  }

  void theTargetStaysAsItWasUntilCommit()
  {
    QVERIFY(writeFile(m_target, kOld).has_value());
    AtomicFile file(m_target);
    QVERIFY(file.open().has_value());
    QVERIFY(file.write("what comes ").has_value());
    QVERIFY(file.write("after").has_value());
    QCOMPARE(*readFile(m_target), kOld);
    QCOMPARE(*readFile(file.temporaryPath()), QByteArray(kNewBytes));
    QCOMPARE(QFileInfo(file.temporaryPath()).absolutePath(), m_folder->path());
    QVERIFY(file.commit().has_value());
    QCOMPARE(*readFile(m_target), QByteArray(kNewBytes));
    QCOMPARE(names(), QStringList{u"target"_s});
  }

  void withoutCommitNothingIsLeft()
  {
    {
      AtomicFile file(m_target);
      QVERIFY(file.open().has_value());
      QVERIFY(file.write(kNewBytes).has_value());
      QCOMPARE(names().size(), 1);
    }
    QCOMPARE(names(), QStringList());
  }

  void twoWritersDoNotMix()
  {
    AtomicFile first(m_target);
    AtomicFile second(m_target);
    QVERIFY(first.open().has_value() && second.open().has_value());
    QVERIFY(first.write("first").has_value() && second.write("second").has_value());
    QVERIFY(second.commit().has_value());
    QCOMPARE(*readFile(m_target), QByteArray("second"));
    QVERIFY(first.commit().has_value());
    QCOMPARE(*readFile(m_target), QByteArray("first"));
    QCOMPARE(names(), QStringList{u"target"_s});
  }

  void aWriteThatFailsHalfWayLeavesTheOldFile()
  {
    QVERIFY(writeFile(m_target, kOld).has_value());
    Result<Unit> written = Unit{};
    {
      const SizeLimit limit(1000);
      written = writeFile(m_target, QByteArray(5000, 'x'));
    }
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Io);
    QCOMPARE(written.error().where, m_target);
    QCOMPARE(*readFile(m_target), kOld);
    QCOMPARE(names(), QStringList{u"target"_s});
  }

  void aTargetThatCannotBeReplacedIsAnError_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<Error::Kind>("kind");
    QTest::newRow("no folder") << u"none/target"_s << Error::Kind::NotFound;
    QTest::newRow("a folder of this name") << u"full"_s << Error::Kind::Io;
    QTest::newRow("a file as folder") << u"full/file/target"_s << Error::Kind::Io;
    QTest::newRow("a name that is too long") << QString(300, u'n') << Error::Kind::Io;
  }

  void aTargetThatCannotBeReplacedIsAnError()
  {
    QFETCH(const QString, path);
    QFETCH(const Error::Kind, kind);
    QVERIFY(QDir(m_folder->path()).mkdir(u"full"_s));
    QVERIFY(writeFile(m_folder->filePath(u"full/file"_s), kOld).has_value());
    const auto written = writeFile(m_folder->filePath(path), kNewBytes);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, kind);
    QVERIFY(!written.error().detail.isEmpty());
    QCOMPARE(names(), QStringList{u"full"_s});
    QCOMPARE(*readFile(m_folder->filePath(u"full/file"_s)), kOld);
  }

  void aFaultShowsTheOldFileOrTheNewOne_data()
  {
    QTest::addColumn<QString>("point");
    QTest::addColumn<QString>("action");
    QTest::addColumn<bool>("isNew");
    QTest::addColumn<int>("left");
    for (const auto* action : {"full", "io", "kill"}) {
      const int left = qstrcmp(action, "kill") == 0 ? 1 : 0; // the dead cannot tidy up
      for (const auto* point : {"atomicfile.write", "atomicfile.sync", "atomicfile.rename"})
        QTest::addRow("%s, %s", point, action)
            << QString::fromLatin1(point) << QString::fromLatin1(action) << false << left;
      QTest::addRow("atomicfile.renamed, %s", action)
          << u"atomicfile.renamed"_s << QString::fromLatin1(action) << true << 0;
    }
  }

  void aFaultShowsTheOldFileOrTheNewOne()
  {
#ifndef SCRIPTORIUM_FAULT_POINTS
    QSKIP("built without fault points");
#endif
    QFETCH(const QString, point);
    QFETCH(const QString, action);
    QFETCH(const bool, isNew);
    QFETCH(const int, left);
    QVERIFY(writeFile(m_target, kOld).has_value());
    const auto run = runWithFault("writesAFile", m_folder->path(), point + u':' + action + u":1"_s);
    QCOMPARE(run.wasKilled, action == u"kill"_s);
    QCOMPARE(run.said, action == u"kill"_s ? "" : action == u"full"_s ? "io disk-full"_ba : "io "_ba);
    QCOMPARE(*readFile(m_target), isNew ? QByteArray(kNewBytes) : kOld);
    QCOMPARE(names().size(), 1 + left);
  }

  void whatCannotBeReadIsAnError()
  {
    const auto missing = readFile(m_target);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    QCOMPARE(missing.error().where, m_target);
    QCOMPARE(readFile(m_folder->path()).error().kind, Error::Kind::Io);
    QCOMPARE(syncFolder(m_folder->path() + u"/none"_s).error().kind, Error::Kind::NotFound);
    QVERIFY(syncFolder(m_folder->path()).has_value());
  }

  void systemErrorsSayWhatTheyAre_data()
  {
    QTest::addColumn<int>("systemError");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("reason");
    QTest::newRow("missing") << ENOENT << Error::Kind::NotFound << u""_s;
    QTest::newRow("not allowed") << EACCES << Error::Kind::Denied << u""_s;
    QTest::newRow("not permitted") << EPERM << Error::Kind::Denied << u""_s;
    QTest::newRow("disk full") << ENOSPC << Error::Kind::Io << u"disk-full"_s;
    QTest::newRow("share full") << EDQUOT << Error::Kind::Io << u"disk-full"_s;
    QTest::newRow("disk broken") << EIO << Error::Kind::Io << u""_s;
  }

  void systemErrorsSayWhatTheyAre()
  {
    QFETCH(const int, systemError);
    QFETCH(const Error::Kind, kind);
    QFETCH(const QString, reason);
    const Error error = ioError(u"a"_s, systemError);
    QCOMPARE(error.kind, kind);
    QCOMPARE(error.where, u"a"_s);
    QCOMPARE(QString(error.reason), reason);
    QVERIFY(error.detail.size() > 1);
  }

  void aDeviceThatIsFullSaysSo()
  {
    QFile full(u"/dev/full"_s);
    if (!full.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
      QSKIP("no /dev/full here");
    QVERIFY(full.write("x") < 1);
    QCOMPARE(ioError(full).reason, "disk-full"_L1);
    QFile missing(m_folder->filePath(u"none"_s));
    QVERIFY(!missing.open(QIODevice::ReadOnly));
    QVERIFY(ioError(missing).reason.isEmpty());
    QCOMPARE(ioError(missing).where, missing.fileName());
  }

private:
  QStringList names() const
  {
    return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  QString m_target;
};

SCRIPTORIUM_TEST(TestAtomicFile)
#include "tst_atomicfile.moc"
