#include "store/childprogram.h"
#include "store/coursestore.h"
#include "store/samplestore.h"
#include "store/workspace.h"
#include "support/testmain.h"

#include <QCoreApplication>
#include <QFile>
#include <QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace scriptorium::testing {

std::unique_ptr<QProcess> startChild(const char* function, const QString& folder, const QString& fault)
{
  auto child = std::make_unique<QProcess>();
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"SCRIPTORIUM_TEST_FOLDER"_s, folder);
  environment.insert(u"SCRIPTORIUM_FAULT"_s, fault);
  environment.insert(u"SCRIPTORIUM_FAULT_LOG"_s, folder + u"/faults"_s);
  child->setProcessEnvironment(environment);
  child->setStandardOutputFile(QProcess::nullDevice());
  child->setStandardErrorFile(QProcess::nullDevice());
  child->start(QCoreApplication::applicationFilePath(), {u"tst_storechild"_s, QString::fromLatin1(function)});
  return child->waitForStarted() ? std::move(child) : nullptr;
}

int finishChild(QProcess& child)
{
  if (!child.waitForFinished(120000))
    child.kill();
  return child.exitStatus() == QProcess::NormalExit ? child.exitCode() : -1;
}

QString acknowledged(const QString& folder)
{
  return folder + u"/acknowledged"_s;
}

} // namespace scriptorium::testing

/// What other tests run in a process of its own.
class TestStoreChild : public QObject
{
  Q_OBJECT

private:
  QString m_folder = qEnvironmentVariable("SCRIPTORIUM_TEST_FOLDER");

  void acknowledge() const
  {
    const int file =
        ::open(QFile::encodeName(acknowledged(m_folder)).constData(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    QVERIFY(file >= 0 && ::write(file, ".", 1) == 1);
    ::close(file);
  }

private Q_SLOTS:
  void initTestCase()
  {
    if (m_folder.isEmpty())
      QSKIP("every test of this file was skipped: they run inside other tests");
  }

  /// Makes a course, as an import does.
  void addsACourse()
  {
    const auto workspace = Workspace::open(m_folder);
    QVERIFY(workspace.has_value());
    const auto staging = workspace->createStaging();
    QVERIFY(staging.has_value());
    const auto key = CourseKey::parse(u"course-v1:edX+Sample+2024"_s);
    const bool isDone = buildSample(*staging).has_value() && workspace->adopt(*staging, *key).has_value();
    if (!isDone)
      workspace->discardStaging(*staging);
    QVERIFY(isDone);
    acknowledge();
  }

  /// Edits until it is killed, or 40 times.
  void edits()
  {
    const auto store = CourseStore::open(m_folder, CourseStore::Mode::ReadWrite);
    QVERIFY(store.has_value());
    const auto block = (*store)->find(u"html"_s, u"welcome"_s);
    const QByteArray big(300000, 'b'); // goes to assets/
    for (int i = 1; i <= 40; ++i) {
      const QByteArray body = QByteArray::number(i) + (i % 5 == 0 ? big : QByteArray(" small"));
      QVERIFY(editBody(**store, *block, body).has_value());
      acknowledge();
    }
  }

  /// Holds the course until it is killed.
  void holds()
  {
    const auto store = CourseStore::open(m_folder, CourseStore::Mode::ReadWrite);
    QVERIFY(store.has_value());
    acknowledge();
    for (;;)
      ::pause();
  }

  /// Edits with a limit on the size of files, as on a full disk.
  void editsUntilTheDiskIsFull()
  {
    std::signal(SIGXFSZ, SIG_IGN);
    const auto store = CourseStore::open(m_folder, CourseStore::Mode::ReadWrite);
    QVERIFY(store.has_value());
    const auto block = (*store)->find(u"html"_s, u"welcome"_s);
    const rlimit limit{500000, 500000};
    QVERIFY(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    for (int i = 1; i <= 400; ++i) {
      const auto done = editBody(**store, *block, QByteArray::number(i) + QByteArray(20000, 'x'));
      if (!done) {
        QCOMPARE(done.error().kind, Error::Kind::Io);
        return;
      }
      acknowledge();
    }
    QFAIL("The disk was never full.");
  }
};

SCRIPTORIUM_TEST(TestStoreChild)
#include "tst_storechild.moc"
