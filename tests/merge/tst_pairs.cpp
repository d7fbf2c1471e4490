#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "merge/pairchecks.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What must be so of any merge, with some random pairs; tst_manypairs has more.
class TestPairs : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void anyPairMergesRight_data()
  {
    QTest::addColumn<bool>("isSample");
    QTest::newRow("a small course with drafts") << false;
    QTest::newRow("the sample course") << true;
  }

  void anyPairMergesRight()
  {
    QFETCH(bool, isSample);
    const CourseBench bench;
    FileTree files = draftCourse();
    // One that the draft of its unit deleted: learners have it, and it stands in no list.
    files[u"course/vertical/v2.xml"_s].replace("</vertical>", "  <problem url_name=\"p9\"/>\n</vertical>");
    files.insert(u"course/problem/p9.xml"_s, "<problem>\n<p>x</p>\n</problem>");
    const auto imported = isSample ? bench.import(sampleCourse()) : importTree(bench, files);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const auto session = bench.open(imported->course);
    PairChecks checks(MemoryCourse::of((*session)->store()));
    for (quint32 seed = 0; seed < 300; ++seed)
      QVERIFY2(checks.run(seed).isEmpty(), qPrintable(u"pair %1: "_s.arg(seed) + checks.run(seed)));
    QVERIFY(checks.clean() > 30 && checks.disputed() > 30);
  }
};

SCRIPTORIUM_TEST(TestPairs)
#include "tst_pairs.moc"
