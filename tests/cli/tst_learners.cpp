#include "program.h"
#include "servedcourse.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// What test learners did, from one preview to the next.
class TestLearners : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>(store());
    write(u"c/course.xml"_s, "<course url_name='r' org='o' course='c'/>");
    write(u"c/course/r.xml"_s, "<course display_name='C' start='2020-01-01T00:00:00Z'><chapter url_name='ch'>"
                               "<sequential url_name='s' graded='true'><vertical url_name='v'>"
                               "<problem url_name='p'/><problem url_name='q'/></vertical></sequential>"
                               "</chapter></course>");
    for (const QString& name : {u"p"_s, u"q"_s})
      write(u"c/problem/%1.xml"_s.arg(name), "<problem display_name='Sum'><stringresponse answer='right'>"
                                             "<textline/></stringresponse></problem>");
    const auto imported = m_program->run({u"import"_s, m_folder->filePath(u"c"_s)});
    QVERIFY2(imported.exitCode == 0, imported.err);
    m_id = imported.objects().first()[u"id"_s].toString();
  }

  void whatWasAnsweredSurvivesAKill()
  {
    ServedCourse first(store(), m_id);
    QVERIFY(first.enter());
    for (int i = 1; i < 6; ++i) {
      const QByteArray said = first.answer("p", "wrong");
      QVERIFY2(said.contains("\"attempts_used\": " + QByteArray::number(i)), said);
    }
    first.kill();
    ServedCourse second(store(), m_id);
    QVERIFY(second.enter());
    const QByteArray said = second.answer("p", "right");
    QVERIFY2(said.contains("\"attempts_used\": 6") && said.contains("\"success\": \"correct\""), said);
    second.stop();
    const auto listed = m_program->run({u"learners"_s, u"list"_s, m_id}).objects();
    QCOMPARE(listed.size(), 2);
    QCOMPARE(listed[1][u"learner"_s].toString(), u"learner1"_s);
    QCOMPARE(listed[1][u"answered"_s].toInt(), 1);
  }

  void anArchiveAndFreshBeginAnew_data()
  {
    QTest::addColumn<bool>("isStored");
    QTest::newRow("a folder") << false;
    QTest::newRow("--fresh") << true;
  }
  void anArchiveAndFreshBeginAnew()
  {
    QFETCH(bool, isStored);
    const QString course = isStored ? m_id : m_folder->filePath(u"c"_s);
    for (int i = 0; i < 2; ++i) {
      ServedCourse served(store(), course, isStored ? QStringList{u"--fresh"_s} : QStringList());
      QVERIFY(served.enter());
      QVERIFY(served.answer("p", "wrong").contains("\"attempts_used\": 1"));
      served.stop();
    }
    QCOMPARE(m_program->run({u"learners"_s, u"list"_s, m_id}).objects().size(), 0);
  }

  void twoPreviewsOfOneCourseSeeEachOther()
  {
    ServedCourse first(store(), m_id);
    ServedCourse second(store(), m_id);
    QVERIFY(first.enter() && second.enter());
    for (int i = 1; i < 9; ++i) {
      const QByteArray said = (i % 2 == 0 ? first : second).answer("p", "wrong");
      QVERIFY2(said.contains("\"attempts_used\": " + QByteArray::number(i)), said);
    }
    QByteArray why;
    QVERIFY2(m_program->isWhole(&why), why);
  }

  void changedProblemsAndResetsAreSeenByAnOpenPreview()
  {
    ServedCourse served(store(), m_id, {u"--draft"_s});
    QVERIFY(served.enter());
    served.answer("p", "right");
    served.answer("q", "right");
    write(u"p.xml"_s, "<problem><stringresponse answer='other'><textline/></stringresponse></problem>");
    const auto edited =
        m_program->run({u"body"_s, m_id, u"problem/p"_s, u"--from"_s, m_folder->filePath(u"p.xml"_s)});
    QVERIFY2(edited.exitCode == 0, edited.err + edited.out);
    const QByteArray unit = "/xblock/" + served.usage("vertical", "v");
    QTRY_COMPARE(served.get(unit).count("preview-stale"), 1);
    QCOMPARE(blocks({}), (QStringList{u"problem/p stale"_s, u"problem/q"_s}));
    QCOMPARE(served.post("/__preview/grade", "{\"block\":\"" + served.usage("problem", "p") + "\"}").left(12),
             QByteArray("HTTP/1.1 200"));
    QCOMPARE(blocks({}), (QStringList{u"problem/p"_s, u"problem/q"_s}));
    QCOMPARE(m_program->run({u"learners"_s, u"reset"_s, m_id, u"--block"_s, u"problem/q"_s}).exitCode, 0);
    QVERIFY(served.answer("q", "wrong").contains("\"attempts_used\": 1"));
    QVERIFY(served.answer("p", "wrong").contains("\"attempts_used\": 2"));
    const auto reset = m_program->run({u"learners"_s, u"reset"_s, m_id, u"--learner"_s, u"learner1"_s});
    QVERIFY(reset.objects().first()[u"forgotten"_s].toInt() >= 2);
    QVERIFY(served.answer("p", "wrong").contains("\"attempts_used\": 1"));
    QCOMPARE(m_program->run({u"learners"_s, u"reset"_s, m_id}).exitCode, 0);
    QCOMPARE(blocks({}), QStringList());
  }

  void wrongNamesAreSaid_data()
  {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("action") << QStringList{u"forget"_s} << 2;
    QTest::newRow("learner") << QStringList{u"list"_s, u"--learner"_s, u"nobody"_s} << 3;
  }
  void wrongNamesAreSaid()
  {
    QFETCH(QStringList, arguments);
    QFETCH(int, exitCode);
    arguments.insert(1, m_id);
    arguments.prepend(u"learners"_s);
    const auto run = m_program->run(arguments);
    QCOMPARE(run.exitCode, exitCode);
    QVERIFY(!run.err.isEmpty());
  }

private:
  QString store() const { return m_folder->filePath(u"store"_s); }
  void write(const QString& path, const QByteArray& bytes) const
  {
    QDir(m_folder->path()).mkpath(QFileInfo(path).path());
    QFile file(m_folder->filePath(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }
  /// Of the answered ones.
  QStringList blocks(const QStringList& options) const
  {
    QStringList found;
    const QStringList arguments{u"learners"_s, u"list"_s, m_id, u"--learner"_s, u"learner1"_s};
    for (const QJsonObject& row : m_program->run(arguments + options).objects())
      if (row[u"answered"_s].toBool())
        found.append(row[u"block"_s].toString() + (row[u"stale"_s].toBool() ? u" stale"_s : QString()));
    return found;
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
  QString m_id;
};

SCRIPTORIUM_TEST(TestLearners)
#include "tst_learners.moc"
