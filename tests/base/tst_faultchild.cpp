#include "base/atomicfile.h"
#include "base/faultchild.h"
#include "base/faultpoint.h"
#include "support/testmain.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace scriptorium::testing {
namespace {

QByteArray contentOf(const QString& path)
{
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

FaultRun runWithFault(const char* job, const QString& folder, const QString& fault)
{
  QProcess child;
  auto environment = QProcessEnvironment::systemEnvironment();
  environment.insert(u"SCRIPTORIUM_TEST_FOLDER"_s, folder);
  environment.insert(u"SCRIPTORIUM_FAULT"_s, fault);
  environment.insert(u"SCRIPTORIUM_FAULT_LOG"_s, folder + u".log"_s);
  child.setProcessEnvironment(environment);
  child.start(QCoreApplication::applicationFilePath(), {u"tst_faultchild"_s, QString::fromLatin1(job)});
  if (!child.waitForFinished(60'000))
    return {};
  FaultRun run{child.exitStatus() == QProcess::CrashExit, contentOf(folder + u".said"_s),
               contentOf(folder + u".log"_s).split('\n')};
  run.passed.removeAll(QByteArray());
  for (const QString& end : {u".said"_s, u".log"_s})
    QFile::remove(folder + end);
  return run;
}

QString writtenFile(const QString& folder)
{
  return folder + u"/target"_s;
}

} // namespace scriptorium::testing

using namespace scriptorium::testing;

/// The jobs of `runWithFault`; without a folder they do nothing.
class TestFaultChild : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void writesAFile()
  {
    if (!m_folder.isEmpty())
      say(writeFile(writtenFile(m_folder), kNewBytes));
  }

  void passesPoints()
  {
    if (m_folder.isEmpty())
      return;
    Result<Unit> outcome = Unit{};
    for (const char* point : {"one", "two", "one", "two", "one"})
      if (outcome)
        outcome = faultPoint(point);
    say(outcome);
  }

private:
  void say(const Result<Unit>& outcome) const
  {
    QFile file(m_folder + u".said"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(outcome ? "done"
                       : QByteArray(kindName(outcome.error().kind).data()) + ' ' +
                             QString(outcome.error().reason).toLatin1());
  }

  QString m_folder = qEnvironmentVariable("SCRIPTORIUM_TEST_FOLDER");
};

SCRIPTORIUM_TEST(TestFaultChild)
#include "tst_faultchild.moc"
