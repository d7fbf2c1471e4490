// ctest-labels: concurrent;fast
#include "archive/gzip/parallelgzip.h"
#include "archive/members.h"
#include "base/atomicfile.h"
#include "base/sha256.h"
#include "support/testmain.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr qsizetype kMebibyte = 1 << 20;

QByteArray noise(qsizetype bytes, quint32 seed)
{
  QRandomGenerator random(seed);
  QByteArray data(bytes, Qt::Uninitialized);
  random.fillRange(reinterpret_cast<quint32*>(data.data()), bytes / 4);
  return data;
}

QByteArray text(qsizetype bytes)
{
  QByteArray data;
  for (int i = 0; data.size() < bytes; ++i)
    data += "<p>Paragraph " + QByteArray::number(i) + " of the text.</p>\n";
  return data.first(bytes);
}

Members mixed()
{
  Members members;
  for (quint32 i = 0; i < 6; ++i) {
    members.append(
        {ArchiveEntry::Kind::File, u"text%1"_s.arg(i), text(1'500'000 + 1000 * qsizetype(i)), false});
    members.append(
        {ArchiveEntry::Kind::File, u"noise%1"_s.arg(i), noise(2 * kMebibyte + 4 * qsizetype(i), i), false});
  }
  return members;
}

} // namespace

class TestParallelGzip : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void manyMembersComeBackInOrder()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.tar.gz"_s);
    {
      auto writer = createTarGz(path);
      QVERIFY(writer && writeMembers(**writer, mixed()));
    }
    const auto members = membersOf(path);
    QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
    QVERIFY(*members == mixed());
  }

  void everyRunGivesTheSameBytes()
  {
    const QTemporaryDir folder;
    QList<Sha256> hashes;
    for (const qsizetype piece : {qsizetype(4096), 3 * kMebibyte, qsizetype(65537)}) {
      const QString path = folder.filePath(u"a.tar.gz"_s);
      {
        auto writer = createTarGz(path);
        QVERIFY(writer && writeMembers(**writer, mixed(), piece));
      }
      hashes.append(sha256(*readFile(path)));
    }
    QCOMPARE(hashes[0], hashes[1]);
    QCOMPARE(hashes[0], hashes[2]);
  }

  void whatDoesNotPackIsStoredAtItsSize()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.gz"_s);
    const auto packedSize = [&path](const QByteArray& bytes) -> qint64 {
      const auto file = FileDescriptor::openToWrite(path);
      if (!file)
        return 0;
      ParallelGzip gzip(*file, path);
      return gzip.write(bytes) && gzip.finish() ? file->size() : 0;
    };
    const qint64 stored = packedSize(noise(8 * kMebibyte, 1));
    QVERIFY(stored >= 8 * kMebibyte && stored < 8 * kMebibyte * 1001 / 1000);
    QVERIFY(packedSize(text(8 * kMebibyte)) < 2 * kMebibyte);
    QVERIFY(packedSize({}) > 0);
  }

  void aWriterThatIsDroppedStopsItsThreads()
  {
    const QTemporaryDir folder;
    for (int i = 0; i < 20; ++i) {
      auto writer = createTarGz(folder.filePath(u"a.tar.gz"_s));
      QVERIFY(writer);
      QVERIFY((*writer)->begin(u"a"_s, 100 * kMebibyte));
      for (int k = 0; k < i; ++k)
        QVERIFY((*writer)->data(QByteArray(kMebibyte / 2, 'x')));
    }
  }

  void aReaderThatIsDroppedStopsItsThread()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.tar.gz"_s);
    {
      auto writer = createTarGz(path);
      QVERIFY(writer && writeMembers(**writer, mixed()));
    }
    for (int i = 0; i < 12; ++i) {
      CollectingSink sink;
      sink.stopAfter = i;
      Progress progress;
      QVERIFY(!readArchive(path, sink, {}, progress));
      QCOMPARE(sink.members.size(), i);
    }
  }

  void severalArchivesAreReadAndWrittenAtOnce()
  {
    const QTemporaryDir folder;
    std::array<bool, 3> isGood{};
    std::vector<std::thread> threads;
    for (size_t i = 0; i < isGood.size(); ++i)
      threads.emplace_back([&, i] {
        const QString path = folder.filePath(u"%1.tar.gz"_s.arg(i));
        {
          auto writer = createTarGz(path);
          if (!writer || !writeMembers(**writer, mixed()))
            return;
        }
        const auto members = membersOf(path);
        isGood[i] = members && *members == mixed();
      });
    for (auto& thread : threads)
      thread.join();
    for (const bool good : isGood)
      QVERIFY(good);
  }

  void aFullDiskIsAnError()
  {
    rlimit old = {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &old), 0);
    const rlimit small = {3 * kMebibyte, old.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    const QTemporaryDir folder;
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    QList<Result<Unit>> results;
    for (const auto create : {createTarGz, createZip, createFolder}) {
      auto writer = create(folder.filePath(u"out%1"_s.arg(results.size())));
      results.append(writer ? writeMembers(**writer, {{ArchiveEntry::Kind::File, u"a"_s,
                                                       noise(9 * kMebibyte, 1), false}})
                            : Result<Unit>(writer.error()));
    }
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &old), 0);
    for (const auto& result : results) {
      QVERIFY(!result);
      QCOMPARE(result.error().kind, Error::Kind::Io);
      QVERIFY(result.error().where.contains(u"out"_s));
    }
  }

  void brokenPromisesAreBugs()
  {
    const QTemporaryDir folder;
    for (const auto create : {createTarGz, createZip, createFolder}) {
      auto writer = create(folder.filePath(u"w"_s + QString::number(reinterpret_cast<quintptr>(create))));
      QVERIFY(writer);
      QVERIFY((*writer)->begin(u"a"_s, 3));
      QVERIFY(!(*writer)->data("four"));
      QVERIFY(!(*writer)->end());
      QVERIFY(!(*writer)->begin(u"b"_s, 3));
      QVERIFY(!(*writer)->finish());
      for (const auto& name : {u"../x"_s, u""_s, u"/x"_s, u"a//b"_s, u"a/"_s, u"./a"_s})
        QVERIFY(!(*writer)->addFolder(name));
    }
  }
};

SCRIPTORIUM_TEST(TestParallelGzip)
#include "tst_parallelgzip.moc"
