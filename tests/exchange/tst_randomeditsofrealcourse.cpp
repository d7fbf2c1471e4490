// ctest-labels: slow
#include "edit/randomedits.h"
#include "exchange/import/importcourse.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QDebug>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// 10,000 random steps on a course from the world, back to its start and forth to the end. In parts, because
/// a test function has five minutes. SCRIPTORIUM_RANDOM_STEPS and SCRIPTORIUM_RANDOM_SEED choose others.
class TestRandomEditsOfRealCourse : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    const QString archive = sharedFolder() + u"/courses/openedx-demo-course.tar.gz"_s;
    if (!QFileInfo::exists(archive))
      QSKIP(kNoShared);
    const auto workspace = Workspace::open(m_folder.path());
    QVERIFY(workspace);
    Progress progress;
    const auto imported = importCourse(*workspace, archive, {}, m_types, m_clock, progress);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    auto session = CourseSession::open(imported->course.path, CourseStore::Mode::ReadWrite, m_types, m_clock);
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    m_session = *std::move(session);
    QCOMPARE(brokenInvariant(m_session->store()), QString());
    m_edits = std::make_unique<RandomEdits>(*m_session,
                                            quint32(qEnvironmentVariableIntValue("SCRIPTORIUM_RANDOM_SEED")));
  }

  void everyStepLeavesAWholeCourse_data() { addParts(); }
  void everyStepLeavesAWholeCourse()
  {
    QFETCH(int, part);
    QCOMPARE(m_edits->run(randomSteps(kSteps) / kParts), QString());
    if (part == kParts)
      qInfo().noquote() << m_edits->summary();
  }

  void undoingAllLeadsToTheStart_data() { addParts(); }
  void undoingAllLeadsToTheStart()
  {
    QFETCH(int, part);
    QCOMPARE(m_edits->undo(m_edits->count() * (kParts - part) / kParts), QString());
  }

  void redoingAllLeadsToTheEnd_data() { addParts(); }
  void redoingAllLeadsToTheEnd()
  {
    QFETCH(int, part);
    QCOMPARE(m_edits->redo(m_edits->count() * part / kParts), QString());
  }

private:
  static constexpr int kSteps = 10000;
  static constexpr int kParts = 20;

  static void addParts()
  {
    QTest::addColumn<int>("part");
    for (int part = 1; part <= kParts; ++part)
      QTest::addRow("part %d", part) << part;
  }

  QTemporaryDir m_folder;
  BlockTypes m_types = BlockTypes::builtIn();
  ManualClock m_clock;
  std::unique_ptr<CourseSession> m_session;
  std::unique_ptr<RandomEdits> m_edits;
};

SCRIPTORIUM_TEST(TestRandomEditsOfRealCourse)
#include "tst_randomeditsofrealcourse.moc"
