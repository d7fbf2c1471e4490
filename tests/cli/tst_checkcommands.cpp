#include "program.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// The commands that look at problems, done with the real program on a course that never was imported.
class TestCheckCommands : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>(m_folder->path() + u"/store"_s);
    write(u"course.xml"_s,
          "<course org=\"A\" course=\"B\" url_name=\"c\"><chapter url_name=\"ch\"><sequential "
          "url_name=\"s\"><vertical url_name=\"v\"><problem url_name=\"good\"/>\n"
          "<problem url_name=\"bad\"/></vertical></sequential></chapter></course>\n");
    write(u"problem/good.xml"_s, "<problem display_name=\"Good\"><numericalresponse answer=\"4\">"
                                 "<formulaequationinput/></numericalresponse></problem>\n");
    write(u"problem/bad.xml"_s, "<problem display_name=\"Bad\">\n<p>How many?</p>\n<numericalresponse "
                                "answer=\"[3,2]\"><formulaequationinput/></numericalresponse></problem>\n");
  }

  void selfTestNamesBlockLineAndReason_data()
  {
    QTest::addColumn<bool>("isArchive");
    QTest::newRow("of a folder") << false;
    QTest::newRow("of an archive") << true;
  }

  void selfTestNamesBlockLineAndReason()
  {
    QFETCH(bool, isArchive);
    const auto run = m_program->run({u"selftest"_s, isArchive ? archive() : course()});
    QVERIFY2(run.exitCode == 1, run.err);
    const auto findings = run.objects();
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.first()[u"rule"_s].toString(), u"shown-answer-wrong"_s);
    QCOMPARE(findings.first()[u"id"_s].toString(), u"bad"_s);
    QCOMPARE(findings.first()[u"file"_s].toString(), u"problem/bad.xml"_s);
    QCOMPARE(findings.first()[u"line"_s].toInt(), 3);
    QVERIFY(findings.first()[u"message"_s].toString().contains(u"2.5"_s));
    QVERIFY(findings.first()[u"advice"_s].toString().size() > 20);
    const auto stored = m_program->run({u"list"_s});
    QVERIFY2(stored.objects().isEmpty(), stored.out); // looking stores nothing
  }

  void linesAreThoseOfTheFile()
  {
    // Broken behind a declaration and comments; a start tag of several lines; one inside its parent's file.
    write(u"problem/good.xml"_s, "<?xml version=\"1.0\"?>\n<!-- c -->\n\n<problem>\n<p>a</p\n</problem>\n");
    write(u"problem/bad.xml"_s,
          "<?xml version=\"1.0\"?>\n<problem\n  display_name=\"Bad\"\n  max_attempts=\"2\"\n"
          ">\n<p>a</p>\n<multiplechoiceresponse>\n<choicegroup><choice correct=\"false\">a"
          "</choice></choicegroup></multiplechoiceresponse></problem>\n");
    for (const QString& command : {u"check"_s, u"selftest"_s}) {
      QMap<QString, int> lines;
      for (const auto& finding : m_program->run({command, course()}).objects())
        lines.insert(finding[u"id"_s].toString() + u' ' + finding[u"rule"_s].toString(),
                     finding[u"line"_s].toInt());
      QCOMPARE(lines[u"good problem-load-error"_s], 6);
      if (command == u"check")
        QCOMPARE(lines[u"bad no-right-choice"_s], 8);
    }
  }

  void aBlockCanBeChosen()
  {
    QCOMPARE(m_program->run({u"selftest"_s, course(), u"problem/good"_s}).exitCode, 0);
    QCOMPARE(m_program->run({u"selftest"_s, course(), u"vertical/v"_s}).exitCode, 1);
    const auto unknown = m_program->run({u"selftest"_s, course(), u"problem/none"_s});
    QVERIFY(unknown.exitCode > 1);
    QVERIFY2(unknown.err.contains("none"), unknown.err);
  }

  void checkFindsWithoutImport()
  {
    const auto run = m_program->run({u"check"_s, course()});
    QVERIFY2(run.exitCode == 1, run.err);
    QCOMPARE(run.objects().first()[u"id"_s].toString(), u"bad"_s);
    QCOMPARE(m_program->run({u"check"_s, course(), u"problem/good"_s}).exitCode, 0);
  }

  void approvedFindingsAreHiddenUntilTheyChange()
  {
    QCOMPARE(m_program->run({u"import"_s, course()}).exitCode, 0);
    const QString key = u"course-v1:A+B+c"_s;
    const QString rule = u"answer-out-of-range"_s;
    QVERIFY(m_program->run({u"check"_s, key, u"--approve"_s, rule}).exitCode > 1); // no reason
    const auto approved = m_program->run({u"check"_s, key, u"--approve"_s, rule, u"--reason"_s, u"a trap"_s});
    QVERIFY2(approved.exitCode == 0, approved.err);
    QCOMPARE(m_program->run({u"check"_s, key}).exitCode, 0);
    const auto all = m_program->run({u"check"_s, key, u"--all"_s});
    QCOMPARE(all.exitCode, 0);
    QCOMPARE(all.objects().first()[u"approved"_s].toObject()[u"reason"_s].toString(), u"a trap"_s);
    QCOMPARE(m_program->run({u"undo"_s, key}).exitCode, 0);
    QCOMPARE(m_program->run({u"check"_s, key}).exitCode, 1);
  }

  void whatCanBeMendedIsMended()
  {
    write(u"problem/good.xml"_s, "<problem display_name=\"null\"><numericalresponse answer=\"4\">"
                                 "<formulaequationinput/></numericalresponse></problem>\n");
    QCOMPARE(m_program->run({u"import"_s, course()}).exitCode, 0);
    const QString key = u"course-v1:A+B+c"_s;
    const QStringList look = {u"check"_s, key, u"--rule"_s, u"string-null"_s};
    QCOMPARE(m_program->run(look).objects().size(), 1);
    const auto mended = m_program->run({u"check"_s, key, u"--fix"_s, u"string-null"_s});
    QVERIFY2(mended.exitCode == 0, mended.err);
    QCOMPARE(m_program->run(look).exitCode, 0);
    QCOMPARE(m_program->run({u"undo"_s, key}).exitCode, 0);
    QCOMPARE(m_program->run(look).exitCode, 1);
    QVERIFY(m_program->run({u"check"_s, key, u"--rule"_s, u"zork"_s}).exitCode > 1);
  }

  void aStoredCourseIsFoundByItsKey()
  {
    QCOMPARE(m_program->run({u"import"_s, course()}).exitCode, 0);
    QCOMPARE(m_program->run({u"selftest"_s, u"course-v1:A+B+c"_s}).exitCode, 1);
  }

  void whatIsNeitherAFileNorStoredIsSaidToBeNeither()
  {
    const auto run = m_program->run({u"check"_s, m_folder->path() + u"/none.tar.gz"_s});
    QVERIFY(run.exitCode > 1);
    QVERIFY2(run.err.contains("no such file or folder") && run.err.contains("no stored course"), run.err);
  }

  void wrongSeedsAreRefusedBeforeAnythingIsRead()
  {
    for (const QString& seeds : {u"0"_s, u"many"_s, u"1001"_s}) {
      const auto run = m_program->run({u"selftest"_s, u"/nowhere"_s, u"--seeds"_s, seeds});
      QVERIFY(run.exitCode > 1);
      QVERIFY2(run.err.contains("--seeds"), run.err);
    }
  }

private:
  QString course() const { return m_folder->path() + u"/course"_s; }

  QString archive() const
  {
    const QString path = m_folder->path() + u"/c.tar.gz"_s;
    QProcess tar;
    tar.start(u"tar"_s, {u"czf"_s, path, u"-C"_s, m_folder->path(), u"course"_s});
    return tar.waitForFinished() && tar.exitCode() == 0 ? path : QString();
  }

  void write(const QString& name, const QByteArray& bytes) const
  {
    const QString path = course() + u'/' + name;
    QVERIFY(QDir().mkpath(path.section(u'/', 0, -2)));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
};

SCRIPTORIUM_TEST(TestCheckCommands)
#include "tst_checkcommands.moc"
