// ctest-labels: slow;always
#include "program.h"
#include "support/testmain.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

namespace {

/// How many random kills in all; SCRIPTORIUM_KILLS raises it for a long run.
int kills()
{
  const int wished = qEnvironmentVariableIntValue("SCRIPTORIUM_KILLS");
  return wished > 0 ? wished : 500;
}

QByteArray hashOf(const QString& path)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly))
    return {};
  QCryptographicHash hash(QCryptographicHash::Sha256);
  hash.addData(&file);
  return hash.result();
}

/// Microseconds an undisturbed run of the command takes on this machine; kills are spread over half as long
/// again.
int spanOf(const Program& program, const QStringList& arguments)
{
  QElapsedTimer timer;
  timer.start();
  program.run(arguments);
  return static_cast<int>(timer.nsecsElapsed() / 1000 * 3 / 2);
}

/// What is not a course in the folder of courses.
QStringList leftovers(const QString& courses)
{
  QStringList found;
  for (const auto& name : QDir(courses).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
    if (!QFile::exists(courses + u'/' + name + u"/course.db"_s) || name.startsWith(u'.'))
      found.append(name);
  return found;
}

const QString kBlock = u"course"_s;

} // namespace

/// kill -9 at any moment: no acknowledged edit is lost, no store is invalid, no export is partial, no import
/// half there.
class TestKill : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void anAcknowledgedEditIsNeverLost()
  {
    QTemporaryDir folder;
    const Program program(folder.path());
    QCOMPARE(program.run({u"import"_s, sampleCourse()}).exitCode, 0);
    const QString id = program.run({u"list"_s}).objects().first()[u"id"_s].toString();
    QRandomGenerator random(7);
    const int span = spanOf(program, {u"set"_s, id, kBlock, u"display_name=First"_s});
    QString acknowledged = *program.title(kBlock);
    int acknowledgements = 0;
    for (int i = 0; i < kills() * 6 / 10; ++i) {
      const QString title = u"Edit %1"_s.arg(i);
      const auto run =
          program.runAndKill({u"set"_s, id, kBlock, u"display_name="_s + title}, random.bounded(span));
      const auto now = program.title(kBlock);
      QVERIFY2(now.has_value(), run.err.constData());
      const bool wasAcknowledged = run.out.contains("\"label\"");
      acknowledgements += wasAcknowledged ? 1 : 0;
      QVERIFY2(*now == title || (!wasAcknowledged && *now == acknowledged),
               qPrintable(title + u" became "_s + *now));
      acknowledged = *now;
    }
    qInfo("%d edits acknowledged", acknowledgements);
    QVERIFY(acknowledgements > 0);
    QByteArray why;
    QVERIFY2(program.isWhole(&why), why.constData());
  }

  void anImportIsThereWholeOrNotAtAll()
  {
    QTemporaryDir first;
    const int span = spanOf(Program(first.path()), {u"import"_s, sampleCourse()});
    QRandomGenerator random(8);
    int arrived = 0;
    for (int i = 0; i < kills() * 2 / 10; ++i) {
      QTemporaryDir folder;
      const Program program(folder.path());
      program.runAndKill({u"import"_s, sampleCourse()}, random.bounded(span));
      const auto listed = program.run({u"list"_s});
      QCOMPARE(listed.exitCode, 0);
      const auto courses = listed.objects();
      if (courses.isEmpty()) {
        QCOMPARE(program.run({u"import"_s, sampleCourse()}).exitCode, 0);
      } else {
        ++arrived;
        QCOMPARE(courses.first()[u"problem"_s].toString(), QString());
      }
      QByteArray why;
      QVERIFY2(program.isWhole(&why), why.constData());
      QCOMPARE(leftovers(folder.path() + u"/courses"_s), QStringList());
    }
    qInfo("%d of the killed imports had arrived", arrived);
  }

  void anExportIsTheOldFileOrTheNewOne()
  {
    QTemporaryDir folder;
    const Program program(folder.path() + u"/store"_s);
    QCOMPARE(program.run({u"import"_s, sampleCourse()}).exitCode, 0);
    const QString id = program.run({u"list"_s}).objects().first()[u"id"_s].toString();
    const QString target = folder.path() + u"/course.tar.gz"_s;
    QCOMPARE(program.run({u"export"_s, id, u"--out"_s, target}).exitCode, 0);
    const QByteArray before = hashOf(target);
    QCOMPARE(program.run({u"set"_s, id, kBlock, u"display_name=New"_s}).exitCode, 0);
    const QString other = folder.path() + u"/other.tar.gz"_s;
    QCOMPARE(program.run({u"export"_s, id, u"--out"_s, other}).exitCode, 0);
    const QByteArray after = hashOf(other);
    QVERIFY(before != after);
    const int span = spanOf(program, {u"export"_s, id, u"--out"_s, other});
    QRandomGenerator random(9);
    for (int i = 0; i < kills() * 2 / 10; ++i) {
      program.runAndKill({u"export"_s, id, u"--out"_s, target}, random.bounded(span));
      const QByteArray now = hashOf(target);
      QVERIFY(now == before || now == after);
    }
    QCOMPARE(program.run({u"export"_s, id, u"--out"_s, target}).exitCode, 0);
    QCOMPARE(hashOf(target), after);
  }

  void everyFaultPointLeavesTheOldStateOrTheNew_data()
  {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("action");
    for (const char* command : {"import", "set", "export"})
      for (const char* action : {"kill", "full", "io"})
        QTest::addRow("%s, %s", command, action)
            << QString::fromLatin1(command) << QString::fromLatin1(action);
  }

  void everyFaultPointLeavesTheOldStateOrTheNew()
  {
    QFETCH(const QString, command);
    QFETCH(const QString, action);
    const auto points = pointsOf(command);
    QVERIFY2(!points.isEmpty(), qPrintable(command));
    for (auto it = points.cbegin(); it != points.cend(); ++it) {
      if (action != u"kill" && it.key().endsWith(u"committed"_s))
        continue; // behind the point of no return there is nothing left to fail
      QList<int> passes{1};
      if (it.value() > 1)
        passes.append(it.value());
      if (it.value() > 4)
        passes.append(it.value() / 2);
      for (const int pass : passes)
        tryPoint(command, action, it.key(), pass);
    }
  }

private:
  struct Stage
  {
    QTemporaryDir folder;
    Program program{folder.path() + u"/store"_s};
    QString id;
    QString target() const { return folder.path() + u"/out.tar.gz"_s; }
  };

  static void prepare(Stage& stage, const QString& command)
  {
    if (command == u"import")
      return;
    QCOMPARE(stage.program.run({u"import"_s, sampleCourse()}).exitCode, 0);
    stage.id = stage.program.run({u"list"_s}).objects().first()[u"id"_s].toString();
    QFile old(stage.target());
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("the export of yesterday");
  }

  static QStringList arguments(const Stage& stage, const QString& command)
  {
    if (command == u"import")
      return {command, sampleCourse()};
    if (command == u"set")
      return {command, stage.id, kBlock, u"display_name=Faulty"_s};
    return {command, stage.id, u"--out"_s, stage.target()};
  }

  /// Passes of each fault point during one undisturbed run of the command.
  static QMap<QString, int> pointsOf(const QString& command)
  {
    Stage stage;
    prepare(stage, command);
    const QString log = stage.folder.path() + u"/points"_s;
    const auto run = stage.program.run(
        arguments(stage, command), {{u"SCRIPTORIUM_FAULT"_s, u"list"_s}, {u"SCRIPTORIUM_FAULT_LOG"_s, log}});
    QMap<QString, int> points;
    QFile file(log);
    if (run.exitCode != 0 || !file.open(QIODevice::ReadOnly))
      return points;
    for (const auto& name : file.readAll().split('\n'))
      if (!name.isEmpty())
        ++points[QString::fromLatin1(name)];
    return points;
  }

  static void tryPoint(const QString& command, const QString& action, const QString& point, int pass)
  {
    const QByteArray name =
        (command + u' ' + point + u' ' + action + u' ').toUtf8() + QByteArray::number(pass) + ": ";
    Stage stage;
    prepare(stage, command);
    const QString before = stage.program.title(kBlock).value_or(QString());
    const auto run = stage.program.run(
        arguments(stage, command), {{u"SCRIPTORIUM_FAULT"_s, u"%1:%2:%3"_s.arg(point, action).arg(pass)}});
    if (action == u"kill")
      QVERIFY2(run.wasKilled, name);
    else
      QVERIFY2(run.exitCode == 4 && run.err.contains(action == u"full" ? "No space left" : "nput/output"),
               name + QByteArray::number(run.exitCode) + run.err);
    QByteArray why;
    QVERIFY2(stage.program.isWhole(&why), name + why);
    if (command == u"export") {
      QFile target(stage.target());
      QVERIFY(target.open(QIODevice::ReadOnly));
      QVERIFY2(target.size() > 1000 || target.readAll() == "the export of yesterday", name);
    } else if (command == u"set") {
      const QString now = stage.program.title(kBlock).value_or(QString());
      QVERIFY2(now == u"Faulty" || now == before, name);
    }
    const auto again = stage.program.run(arguments(stage, command));
    QVERIFY2(again.exitCode == 0 || (command == u"import" && again.exitCode == 3), name + again.err);
    QVERIFY2(leftovers(stage.folder.path() + u"/store/courses"_s).isEmpty(), name);
  }
};

SCRIPTORIUM_TEST(TestKill)
#include "tst_kill.moc"
