#include "program.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// The main jobs of an admin, done with the real program on the sample course.
class TestCommands : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>(m_folder->path() + u"/store"_s);
    const auto imported = m_program->run({u"import"_s, sampleCourse()});
    QVERIFY2(imported.exitCode == 0, imported.err);
    m_id = imported.objects().first()[u"id"_s].toString();
  }

  void listNamesWhatWasImported()
  {
    const auto courses = m_program->run({u"list"_s}).objects();
    QCOMPARE(courses.size(), 1);
    QCOMPARE(courses.first()[u"id"_s].toString(), m_id);
    QVERIFY(courses.first()[u"key"_s].toString().startsWith(u"course-v1:"_s));
    QVERIFY(courses.first()[u"blocks"_s].toInt() > 20);
  }

  void whatWasImportedIsSound()
  {
    QByteArray why;
    QVERIFY2(m_program->isWhole(&why), why);
  }

  void importingTwiceIsAConflictThatNamesTheWaysOut()
  {
    const auto again = m_program->run({u"import"_s, sampleCourse()});
    QCOMPARE(again.exitCode, 3);
    QCOMPARE(again.objects().first()[u"error"_s][u"kind"_s].toString(), u"conflict"_s);
    QCOMPARE(again.objects().first()[u"error"_s][u"reason"_s].toString(), u"key-taken"_s);
    const QJsonValue key = m_program->run({u"list"_s}).objects().first()[u"key"_s];
    QCOMPARE(again.objects().first()[u"error"_s][u"items"_s].toArray(), QJsonArray({key}));
    QVERIFY(again.err.contains("eplace") && again.err.contains("key"));
  }

  void anArchiveThatFailsIsNamedOnce()
  {
    const QString path = m_folder->path() + u"/none.zip"_s;
    const auto missing = m_program->run({u"import"_s, path});
    QVERIFY(missing.exitCode != 0);
    const auto error = missing.objects().first()[u"error"_s].toObject();
    QCOMPARE(error[u"where"_s].toString(), path);
    QVERIFY(!error.contains(u"reason"_s) && !error.contains(u"items"_s));
    const auto again = m_program->run({u"import"_s, sampleCourse()});
    const QString where = again.objects().first()[u"error"_s][u"where"_s].toString();
    QCOMPARE(where.count(sampleCourse()), 1);
  }

  void aNameWithALineEndStaysOnItsLine()
  {
    const QString file = m_folder->path() + u"/a\nb: c.txt"_s;
    QVERIFY(QFile(sampleCourse() + u"/course.xml"_s).copy(file));
    const QString tree = m_folder->path() + u"/tree"_s;
    QVERIFY(m_program->run({u"export"_s, m_id, u"--out"_s, tree}).exitCode == 0);
    QVERIFY(QFile(file).rename(tree + u"/static/a\nb: c.txt"_s));
    QProcess report;
    report.start(Program::path(), {u"report"_s, tree});
    QVERIFY(report.waitForFinished());
    const QByteArray text = report.readAllStandardOutput();
    QVERIFY2(text.contains("static/a\\nb: c.txt: "), text);
    QVERIFY2(!text.contains("\nb: c.txt"), text);
  }

  void exportOfAnUntouchedCourseIsTheSameTree()
  {
    const QString out = m_folder->path() + u"/out"_s;
    const auto exported = m_program->run({u"export"_s, m_id, u"--out"_s, out});
    QVERIFY2(exported.exitCode == 0, exported.err);
    QCOMPARE(exported.objects().first()[u"rewritten"_s].toInt(), 0);
    QProcess diff;
    diff.start(u"diff"_s, {u"-r"_s, sampleCourse(), out});
    QVERIFY(diff.waitForFinished());
    QCOMPARE(diff.readAllStandardOutput(), QByteArray());
    QCOMPARE(diff.exitCode(), 0);
  }

  void diffTellsTheFieldThatChanged()
  {
    const auto same = m_program->run({u"diff"_s, m_id, sampleCourse()});
    QVERIFY2(same.exitCode == 0, same.out + same.err);
    QCOMPARE(m_program->run({u"set"_s, m_id, firstOf(u"problem"_s), u"max_attempts=7"_s}).exitCode, 0);
    const auto different = m_program->run({u"diff"_s, sampleCourse(), m_id});
    QCOMPARE(different.exitCode, 1);
    const auto rows = different.objects();
    QCOMPARE(rows.size(), 1);
    const auto parts = rows.first()[u"parts"_s].toArray();
    QCOMPARE(parts.size(), 1);
    QCOMPARE(parts.first()[u"what"_s].toString(), u"max_attempts"_s);
    QCOMPARE(parts.first()[u"after"_s].toString(), u"7"_s);
  }

  void aStepCanBeUndoneByAnotherProcess()
  {
    const QString problem = firstOf(u"problem"_s);
    const QString before = *m_program->title(problem);
    QCOMPARE(m_program->run({u"set"_s, m_id, problem, u"display_name=Changed"_s}).exitCode, 0);
    QCOMPARE(*m_program->title(problem), u"Changed"_s);
    QCOMPARE(m_program->run({u"undo"_s, m_id}).exitCode, 0);
    QCOMPARE(*m_program->title(problem), before);
    QCOMPARE(m_program->run({u"redo"_s, m_id}).exitCode, 0);
    QCOMPARE(*m_program->title(problem), u"Changed"_s);
  }

  void addMoveDuplicateAndRemoveChangeTheTree()
  {
    const QString unit = firstOf(u"vertical"_s);
    const auto added =
        m_program->run({u"add"_s, m_id, unit, u"html"_s, u"--at"_s, u"0"_s, u"--title"_s, u"Fresh"_s});
    QVERIFY2(added.exitCode == 0, added.err);
    const auto block = added.objects().first()[u"block"_s].toObject();
    QCOMPARE(block[u"title"_s].toString(), u"Fresh"_s);
    QCOMPARE(block[u"id"_s].toString().size(), 32);
    const QString name = u"html/"_s + block[u"id"_s].toString();
    QCOMPARE(childrenOf(unit).first(), name);
    QCOMPARE(m_program->run({u"move"_s, m_id, name, unit, u"--at"_s, u"2"_s}).exitCode, 0);
    QCOMPARE(childrenOf(unit).at(1), name);
    const auto copied = m_program->run({u"duplicate"_s, m_id, name});
    QVERIFY2(copied.exitCode == 0, copied.err);
    QCOMPARE(childrenOf(unit).at(2), u"html/"_s + copied.objects().first()[u"block"_s][u"id"_s].toString());
    QCOMPARE(m_program->run({u"remove"_s, m_id, name}).exitCode, 0);
    QVERIFY(!childrenOf(unit).contains(name));
    QCOMPARE(m_program->run({u"undo"_s, m_id, u"--steps"_s, u"4"_s}).exitCode, 0);
    QCOMPARE(m_program->run({u"diff"_s, m_id, sampleCourse()}).exitCode, 0);
  }

  void aBlocksOlxIsShown()
  {
    const QString unit = firstOf(u"vertical"_s);
    const auto shown = m_program->run({u"show"_s, m_id, unit, u"--olx"_s});
    QVERIFY2(shown.exitCode == 0, shown.err);
    const QString olx = shown.objects().first()[u"olx"_s].toString();
    QVERIFY2(olx.startsWith(u"<vertical url_name=\"%1\""_s.arg(unit.section(u'/', 1))), qPrintable(olx));
    for (const auto& child : childrenOf(unit))
      QVERIFY2(olx.contains(u"url_name=\"%1\""_s.arg(child.section(u'/', 1))), qPrintable(child));
    QCOMPARE(m_program->run({u"show"_s, m_id, u"--olx"_s}).exitCode, 3); // a course is no block of one
  }

  void aCopyOfACourseIsItsOwn()
  {
    const auto copied = m_program->run({u"duplicate-course"_s, m_id});
    QVERIFY2(copied.exitCode == 0, copied.err);
    const QString copy = copied.objects().first()[u"id"_s].toString();
    QVERIFY(copied.objects().first()[u"key"_s].toString().endsWith(u"_2"_s));
    const QString problem = firstOf(u"problem"_s);
    QCOMPARE(m_program->run({u"set"_s, copy, problem, u"display_name=Of the copy"_s}).exitCode, 0);
    const auto titleIn = [&](const QString& course) {
      return m_program->run({u"show"_s, course, problem}).objects().first()[u"title"_s].toString();
    };
    QCOMPARE(titleIn(copy), u"Of the copy"_s);
    QVERIFY(titleIn(m_id) != titleIn(copy));
    QCOMPARE(m_program->run({u"undo"_s, copy}).exitCode, 0);
    QCOMPARE(titleIn(m_id), titleIn(copy));
    const QString key = copied.objects().first()[u"key"_s].toString();
    QCOMPARE(m_program->run({u"duplicate-course"_s, m_id, u"--key"_s, key}).exitCode, 3);
    QCOMPARE(m_program->run({u"delete-course"_s, m_id, u"--yes"_s}).exitCode, 0);
    QCOMPARE(m_program->run({u"doctor"_s, copy}).exitCode, 0);
  }

  void aDeletedBlockIsNamedAndComesBack()
  {
    const QString unit = firstOf(u"vertical"_s);
    const auto before = childrenOf(unit);
    QCOMPARE(m_program->run({u"remove"_s, m_id, unit}).exitCode, 0);
    const auto gone = m_program->run({u"show"_s, m_id, unit});
    QCOMPARE(gone.exitCode, 3);
    QVERIFY(gone.err.contains("restore"));
    const auto steps = m_program->run({u"history"_s, m_id, unit}).objects();
    QCOMPARE(steps.first()[u"changes"_s].toArray().first().toString(), u"deleted"_s);
    const auto restored = m_program->run({u"restore"_s, m_id, unit});
    QVERIFY2(restored.exitCode == 0, restored.err);
    QCOMPARE(childrenOf(unit), before);
    QCOMPARE(m_program->run({u"diff"_s, m_id, sampleCourse()}).exitCode, 0);
    QCOMPARE(m_program->run({u"restore"_s, m_id, unit}).exitCode, 3);
    QCOMPARE(m_program->run({u"undo"_s, m_id}).exitCode, 0);
    QCOMPARE(m_program->run({u"show"_s, m_id, unit}).exitCode, 3);
    // Named with a step, it comes back as of then.
    const QString text = firstOf(u"html"_s);
    QCOMPARE(m_program->run({u"set"_s, m_id, text, u"display_name=Later"_s}).exitCode, 0);
    QCOMPARE(m_program->run({u"remove"_s, m_id, text}).exitCode, 0);
    QCOMPARE(m_program->run({u"restore"_s, m_id, text, u"--to"_s, u"1"_s}).exitCode, 0);
    QVERIFY(*m_program->title(text) != u"Later"_s);
  }

  void whatADraftDeletedStandsBelowItsUnit()
  {
    const QString course = m_folder->path() + u"/drafts"_s;
    for (const char* path : {"", "/vertical", "/html", "/drafts/vertical"})
      QVERIFY(QDir().mkpath(course + QString::fromLatin1(path)));
    write(u"drafts/course.xml"_s,
          "<course url_name='r' org='o' course='c'><chapter url_name='ch'><sequential url_name='s'>"
          "<vertical url_name='v'/><vertical url_name='w'/></sequential></chapter></course>");
    write(u"drafts/vertical/v.xml"_s, "<vertical><html url_name='h'/></vertical>");
    write(u"drafts/vertical/w.xml"_s, "<vertical/>");
    write(u"drafts/html/h.xml"_s, "<html filename='h'/>");
    write(u"drafts/html/h.html"_s, "x");
    write(u"drafts/drafts/vertical/v.xml"_s,
          "<vertical parent_url='i4x://o/c/sequential/s' index_in_children_list='0'/>");
    const QString key = u"course-v1:o+c+r"_s;
    QCOMPARE(m_program->run({u"import"_s, course}).exitCode, 0);
    const auto rows = m_program->run({u"tree"_s, key}).objects();
    QStringList shown;
    for (const auto& row : rows)
      shown.append(u"%1 %2%3"_s.arg(row[u"depth"_s].toInt())
                       .arg(row[u"id"_s].toString(), row[u"deleted"_s].toBool() ? u" deleted"_s : QString()));
    QCOMPARE(shown, QStringList({u"0 r"_s, u"1 ch"_s, u"2 s"_s, u"3 v"_s, u"4 h deleted"_s, u"3 w"_s}));
    QCOMPARE(m_program->run({u"restore"_s, key, u"html/h"_s}).exitCode, 0);
    QCOMPARE(m_program->run({u"tree"_s, key}).objects().at(4)[u"deleted"_s].toBool(), false);
  }

  void aBodyGoesOutAndComesBack()
  {
    const QString text = firstOf(u"html"_s);
    const QString file = write(u"body.html"_s, "<p>Grüße &nbsp;</p>\r\n<br>");
    QCOMPARE(m_program->run({u"body"_s, m_id, text, u"--from"_s, file}).exitCode, 0);
    const auto read = m_program->run({u"body"_s, m_id, text}).objects();
    QCOMPARE(read.first()[u"body"_s].toString(), u"<p>Grüße &nbsp;</p>\r\n<br>"_s);
  }

  void xmlThatDoesNotParseIsRefusedWithItsLine()
  {
    const QString file = write(u"body.xml"_s, "<problem>\n<p>one</q>\n</problem>");
    const auto refused = m_program->run({u"body"_s, m_id, firstOf(u"problem"_s), u"--from"_s, file});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(refused.objects().first()[u"error"_s][u"line"_s].toInt(), 2);
    QCOMPARE(m_program->run({u"diff"_s, m_id, sampleCourse()}).exitCode, 0);
  }

  void aWrongValueIsRefusedAndChangesNothing()
  {
    const auto refused = m_program->run({u"set"_s, m_id, firstOf(u"problem"_s), u"max_attempts=many"_s});
    QCOMPARE(refused.exitCode, 3);
    QCOMPARE(m_program->run({u"diff"_s, m_id, sampleCourse()}).exitCode, 0);
  }

  /// Studio lets the attributes of `<problem url_name="p" filename="f" weight="3"/>` override those of the
  /// file.
  void anEditOfABlockBehindAnOldPointerSurvivesTheExport()
  {
    const QString course = m_folder->path() + u"/old"_s;
    QVERIFY(QDir().mkpath(course + u"/problem"_s));
    write(u"old/course.xml"_s,
          "<course url_name='r' org='o' course='c'><chapter url_name='ch'><sequential url_name='s'>"
          "<vertical url_name='v'><problem url_name='p' filename='f' weight='3'/></vertical>"
          "</sequential></chapter></course>");
    write(u"old/problem/f.xml"_s, "<problem display_name='P'><p>x</p></problem>");
    const QString key = u"course-v1:o+c+r"_s;
    QCOMPARE(m_program->run({u"import"_s, course}).exitCode, 0);
    QCOMPARE(m_program->run({u"set"_s, key, u"problem/p"_s, u"weight=7"_s}).exitCode, 0);
    const QString out = m_folder->path() + u"/exported"_s;
    QCOMPARE(m_program->run({u"export"_s, key, u"--out"_s, out}).exitCode, 0);
    const auto same = m_program->run({u"diff"_s, key, out});
    QVERIFY2(same.exitCode == 0, same.out + same.err);
    QFile file(out + u"/problem/f.xml"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("weight=\"7"));
    QCOMPARE(m_program->run({u"undo"_s, key}).exitCode, 0);
    QCOMPARE(m_program->run({u"diff"_s, key, course}).exitCode, 0);
  }

  void wrongCallsAreUsageErrors_data()
  {
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("unknown command") << QStringList{u"frobnicate"_s};
    QTest::newRow("unknown option") << QStringList{u"list"_s, u"--colour"_s};
    QTest::newRow("missing argument") << QStringList{u"export"_s};
    QTest::newRow("missing option") << QStringList{u"export"_s, u"x"_s};
    QTest::newRow("option without its value") << QStringList{u"export"_s, u"x"_s, u"--out"_s, u"--quiet"_s};
    QTest::newRow("too many arguments") << QStringList{u"list"_s, u"a"_s};
  }

  void wrongCallsAreUsageErrors()
  {
    QFETCH(const QStringList, arguments);
    QCOMPARE(m_program->run(arguments).exitCode, 2);
  }

  void everyCommandHasHelpWithAnExample()
  {
    QProcess process;
    process.start(Program::path(), {u"--help"_s});
    QVERIFY(process.waitForFinished());
    const QByteArray overview = process.readAllStandardOutput();
    for (const QByteArray name :
         {"import",  "export",  "list", "tree",      "show",   "set",          "reset",
          "body",    "add",     "move", "duplicate", "remove", "undo",         "redo",
          "history", "restore", "diff", "report",    "doctor", "delete-course"})
    {
      QVERIFY2(overview.contains("  " + name), name);
      process.start(Program::path(), {QString::fromLatin1(name), u"--help"_s});
      QVERIFY(process.waitForFinished());
      QVERIFY2(process.readAllStandardOutput().contains("Example:\n  scriptorium-cli " + name), name);
    }
  }

  void twoProcessesNeverMixTheirEdits()
  {
    const QString problem = firstOf(u"problem"_s);
    const QStringList common{u"--store"_s, m_folder->path() + u"/store"_s, u"--quiet"_s};
    int done = 0;
    for (int i = 0; i < 20; ++i) {
      QProcess one;
      QProcess two;
      one.start(Program::path(),
                QStringList{u"set"_s, m_id, problem, u"display_name=One %1"_s.arg(i)} + common);
      two.start(Program::path(),
                QStringList{u"set"_s, m_id, problem, u"display_name=Two %1"_s.arg(i)} + common);
      QVERIFY(one.waitForFinished() && two.waitForFinished());
      for (const QProcess* process : {&one, &two}) {
        QVERIFY(process->exitCode() == 0 || process->exitCode() == 5);
        done += process->exitCode() == 0 ? 1 : 0;
      }
    }
    const auto steps = m_program->run({u"history"_s, m_id, problem}).objects();
    const auto isEdit = [](const QJsonObject& op) { return op[u"kind"_s] == u"field"_s; };
    QCOMPARE(std::count_if(steps.begin(), steps.end(), isEdit), done);
    QVERIFY(done >= 20);
  }

private:
  QString write(const QString& name, const QByteArray& bytes) const
  {
    QFile file(m_folder->path() + u'/' + name);
    if (!file.open(QIODevice::WriteOnly))
      return {};
    file.write(bytes);
    return file.fileName();
  }

  QString firstOf(const QString& type) const
  {
    const auto rows = m_program->run({u"tree"_s, m_id}).objects();
    for (const auto& row : rows)
      if (row[u"type"_s].toString() == type)
        return type + u'/' + row[u"id"_s].toString();
    return {};
  }

  QStringList childrenOf(const QString& block) const
  {
    QStringList names;
    const auto shown = m_program->run({u"show"_s, m_id, block}).objects();
    const auto children = shown.first()[u"children"_s].toArray();
    for (const auto& child : children)
      names.append(child[u"type"_s].toString() + u'/' + child[u"id"_s].toString());
    return names;
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
  QString m_id;
};

SCRIPTORIUM_TEST(TestCommands)
#include "tst_commands.moc"
