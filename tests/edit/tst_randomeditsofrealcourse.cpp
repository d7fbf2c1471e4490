// ctest-labels: slow
#include "edit/randomedits.h"
#include "exchange/importcourse.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestRandomEditsOfRealCourse : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void tenThousandStepsCanBeUndone()
  {
    const QString archive = sharedFolder() + u"/courses/openedx-demo-course.tar.gz"_s;
    if (!QFileInfo::exists(archive))
      QSKIP(kNoShared);
    QTemporaryDir folder;
    const auto workspace = Workspace::open(folder.path());
    QVERIFY(workspace);
    const BlockTypes types = BlockTypes::builtIn();
    const ManualClock clock;
    Progress progress;
    const auto imported = importCourse(*workspace, archive, {}, types, clock, progress);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    auto session = CourseSession::open(imported->course.path, CourseStore::Mode::ReadWrite, types, clock);
    QVERIFY2(session, qPrintable(session ? QString() : session.error().toString()));
    QCOMPARE(brokenInvariant((*session)->store()), QString());
    RandomEdits edits(**session, quint32(qEnvironmentVariableIntValue("SCRIPTORIUM_RANDOM_SEED")));
    QCOMPARE(edits.run(randomSteps(10000)), QString());
    qInfo().noquote() << edits.summary();
    QCOMPARE(edits.undoAll(), QString());
    QCOMPARE(edits.redoAll(), QString());
  }
};

SCRIPTORIUM_TEST(TestRandomEditsOfRealCourse)
#include "tst_randomeditsofrealcourse.moc"
