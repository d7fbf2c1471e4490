#include "edit/randomedits.h"
#include "fakes/invariants.h"
#include "fakes/manualclock.h"
#include "fakes/smallcourse.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestRandomEdits : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whateverIsDoneCanBeUndone_data()
  {
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1U, 2U, 3U, 4U, 5U})
      QTest::addRow("seed %u", seed) << seed;
  }
  void whateverIsDoneCanBeUndone()
  {
    QFETCH(quint32, seed);
    QTemporaryDir folder;
    makeSmallCourse(folder.path());
    const BlockTypes types = BlockTypes::builtIn();
    const ManualClock clock;
    auto session = CourseSession::open(folder.path(), CourseStore::Mode::ReadWrite, types, clock);
    QVERIFY(session);
    RandomEdits edits(**session, seed);
    QCOMPARE(edits.run(randomSteps(500) / 5), QString());
    QCOMPARE(edits.undo(0), QString());
    QCOMPARE(edits.redo(edits.count()), QString());
    qInfo().noquote() << edits.summary();
  }
};

SCRIPTORIUM_TEST(TestRandomEdits)
#include "tst_randomedits.moc"
