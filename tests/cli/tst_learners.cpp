#include "program.h"
#include "servedcourse.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
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

private:
  QString store() const { return m_folder->filePath(u"store"_s); }
  void write(const QString& path, const QByteArray& bytes) const
  {
    QDir(m_folder->path()).mkpath(QFileInfo(path).path());
    QFile file(m_folder->filePath(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
  QString m_id;
};

SCRIPTORIUM_TEST(TestLearners)
#include "tst_learners.moc"
