#include "program.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

/// Two editions of the sample course, put into one by the real program.
class TestMergeCommand : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  /// Theirs has another title and weight of a problem, ours another title and another number of attempts.
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    m_program = std::make_unique<Program>(m_folder->path() + u"/store"_s);
    const auto imported = m_program->run({u"import"_s, sampleCourse()});
    QVERIFY2(imported.exitCode == 0, imported.err);
    m_id = imported.objects().first()[u"id"_s].toString();
    const auto rows = m_program->run({u"tree"_s, m_id}).objects();
    for (const auto& row : rows)
      if (row[u"type"_s].toString() == "problem"_L1)
        m_problem = u"problem/"_s + row[u"id"_s].toString();
    set({u"display_name=Theirs"_s, u"weight=7"_s});
    QCOMPARE(m_program->run({u"export"_s, m_id, u"--out"_s, theirs()}).exitCode, 0);
    QCOMPARE(m_program->run({u"undo"_s, m_id}).exitCode, 0);
    set({u"display_name=Ours"_s, u"max_attempts=9"_s});
  }

  void conflictsAreListedAndNothingIsWritten()
  {
    const QString out = m_folder->path() + u"/merged.tar.gz"_s;
    for (const QStringList& more : {QStringList(), {u"--out"_s, out}, {u"--apply"_s}}) {
      const auto done = merge(more);
      QCOMPARE(done.exitCode, 1);
      QCOMPARE(done.objects().size(), 1);
      const auto conflict = done.objects().first();
      QCOMPARE(conflict[u"conflict"_s].toString(), u"display_name"_s);
      QCOMPARE(conflict[u"mine"_s].toString(), u"Ours"_s);
      QCOMPARE(conflict[u"theirs"_s].toString(), u"Theirs"_s);
      QCOMPARE(conflict[u"take"_s].toString(), m_problem + u"/display_name"_s);
    }
    QVERIFY(!QFile::exists(out));
    QCOMPARE(value(u"weight"_s), u"1.0"_s);
  }

  void aStoredCourseBecomesTheMergedOneInOneStep()
  {
    const auto done = merge({u"--apply"_s, u"--take"_s, m_problem + u"/display_name=theirs"_s});
    QVERIFY2(done.exitCode == 0, done.err);
    QCOMPARE(done.objects().first()[u"resolved"_s].toInt(), 1);
    QCOMPARE(value(u"display_name"_s), u"Theirs"_s);
    QCOMPARE(value(u"weight"_s), u"7.0"_s);
    QCOMPARE(value(u"max_attempts"_s), u"9"_s);
    QByteArray why;
    QVERIFY2(m_program->isWhole(&why), why);
    QCOMPARE(m_program->run({u"undo"_s, m_id}).exitCode, 0);
    QCOMPARE(value(u"display_name"_s), u"Ours"_s);
    QCOMPARE(value(u"weight"_s), u"1.0"_s);
  }

  void theMergedCourseIsWrittenElsewhere()
  {
    const QString out = m_folder->path() + u"/merged.tar.gz"_s;
    const auto done = merge({u"--out"_s, out, u"--take"_s, u"mine"_s});
    QVERIFY2(done.exitCode == 0, done.err);
    QCOMPARE(value(u"weight"_s), u"1.0"_s);
    const auto found = m_program->run({u"diff"_s, m_id, out}).objects();
    QCOMPARE(found.size(), 1);
    QVERIFY(m_problem.endsWith(found.first()[u"id"_s].toString()));
    QCOMPARE(found.first()[u"parts"_s].toArray().size(), 1);
    const auto swapped = m_program->run({u"merge"_s, sampleCourse(), theirs(), m_id, u"--out"_s,
                                         m_folder->path() + u"/swapped"_s, u"--take"_s, u"theirs"_s});
    QVERIFY2(swapped.exitCode == 0, swapped.err);
    QCOMPARE(m_program->run({u"diff"_s, out, m_folder->path() + u"/swapped"_s}).exitCode, 0);
  }

  void wrongResolutionsAreRefused()
  {
    QCOMPARE(merge({u"--apply"_s, u"--take"_s, u"problem/none=mine"_s}).exitCode, 3);
    QCOMPARE(merge({u"--apply"_s, u"--take"_s, u"yours"_s}).exitCode, 3);
    QCOMPARE(merge({u"--apply"_s, u"--out"_s, u"x.tar.gz"_s}).exitCode, 2);
    const auto file = m_program->run({u"merge"_s, sampleCourse(), theirs(), m_id, u"--apply"_s});
    QCOMPARE(file.exitCode, 3);
    QCOMPARE(value(u"display_name"_s), u"Ours"_s);
  }

private:
  QString theirs() const { return m_folder->path() + u"/theirs.tar.gz"_s; }
  Program::Run merge(const QStringList& more) const
  {
    return m_program->run(QStringList{u"merge"_s, sampleCourse(), m_id, theirs()} + more);
  }
  void set(const QStringList& values) const
  {
    QCOMPARE(m_program->run(QStringList{u"set"_s, m_id, m_problem} + values).exitCode, 0);
  }
  /// Empty when it is not set on the block.
  QString value(const QString& name) const
  {
    const auto fields = m_program->run({u"show"_s, m_id, m_problem}).objects().first()[u"fields"_s].toArray();
    for (const auto& field : fields)
      if (field[u"name"_s].toString() == name && field[u"origin"_s].toString() == "set"_L1)
        return field[u"raw"_s].toString();
    return {};
  }

  std::unique_ptr<QTemporaryDir> m_folder;
  std::unique_ptr<Program> m_program;
  QString m_id;
  QString m_problem;
};

SCRIPTORIUM_TEST(TestMergeCommand)
#include "tst_mergecommand.moc"
