// ctest-labels: slow
#include "base/atomicfile.h"
#include "edit/operations.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/document/coursedocument.h"
#include "ui/outline/outlineview.h"

#include <QDir>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr int kChapters = 50;
constexpr int kUnits = 100;
constexpr int kComponents = 9;

/// 50 sections of 100 units of 9 texts, each section written in one file.
void writeLargeCourse(const QString& folder)
{
  QDir().mkpath(folder + u"/course"_s);
  QDir().mkpath(folder + u"/chapter"_s);
  (void) writeFile(folder + u"/course.xml"_s, "<course url_name=\"R\" org=\"Org\" course=\"Large\"/>\n");
  QByteArray course = "<course display_name=\"Large\">\n";
  for (int c = 0; c < kChapters; ++c) {
    const QByteArray name = "c" + QByteArray::number(c);
    course += "  <chapter url_name=\"" + name + "\"/>\n";
    QByteArray xml = "<chapter display_name=\"Section\">\n<sequential url_name=\"" + name + "s\">\n";
    for (int u = 0; u < kUnits; ++u) {
      const QByteArray unit = name + "u" + QByteArray::number(u);
      xml += "<vertical url_name=\"" + unit + "\" display_name=\"Unit\">\n";
      for (int k = 0; k < kComponents; ++k)
        xml += "<problem url_name=\"" + unit + "p" + QByteArray::number(k) + "\"><p>Text</p></problem>\n";
      xml += "</vertical>\n";
    }
    (void) writeFile(folder + u"/chapter/"_s + QString::fromLatin1(name) + u".xml"_s,
                     xml + "</sequential>\n</chapter>\n");
  }
  (void) writeFile(folder + u"/course/R.xml"_s, course + "</course>\n");
}

/// What this thread has used of a processor; unlike the clock on the wall it does not count other programs.
double threadMs()
{
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

} // namespace

/// What the author does in a course of 50,000 blocks. Figures are printed, not judged: the machine decides.
class TestLargeCourse : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyActionIsMeasured();

private:
  template <typename Run>
  void measure(const char* what, Run run)
  {
    QElapsedTimer timer;
    timer.start();
    const double before = threadMs();
    run();
    QCoreApplication::processEvents();
    qInfo("%-40s %7.1f ms of this thread, %7.1f ms in all", what, threadMs() - before,
          static_cast<double>(timer.nsecsElapsed()) / 1e6);
  }
};

void TestLargeCourse::everyActionIsMeasured()
{
  Desk desk;
  const QString folder = desk.folder() + u"/large"_s;
  writeLargeCourse(folder);
  QVERIFY(desk.importAndOpen(folder));
  auto* view = desk.find<OutlineView>(u"outlineView"_s);
  OutlineModel& model = desk.document().outlineModel();
  const qsizetype total = 1 + kChapters * (2 + kUnits * (1 + kComponents));
  QCOMPARE(model.outline().size(), total);
  const CourseInfo info = desk.document().info();
  measure("close", [&] { desk.window().showHome(); });
  measure("open until the window answers", [&] { desk.window().openCourse(info); });
  view = desk.find<OutlineView>(u"outlineView"_s);
  OutlineModel& opened = desk.document().outlineModel();
  const auto rows = desk.document().store().outline();
  QVERIFY(desk.waitForOutline());
  measure("take a new tree", [&] { opened.replace(*rows); });
  measure("expand all", [&] { view->expandAll(); });
  for (const double at : {0.1, 0.5, 0.9})
    measure("scroll and paint", [&] {
      view->verticalScrollBar()->setValue(static_cast<int>(view->verticalScrollBar()->maximum() * at));
      view->viewport()->repaint();
    });
  measure("filter, first letter", [&] { opened.setFilter(u"p"_s); });
  measure("filter, many matches", [&] { opened.setFilter(u"c1u"_s); });
  measure("filter, one match", [&] { opened.setFilter(u"c10u50p3"_s); });
  measure("filter off", [&] { opened.setFilter({}); });
  const BlockId unit = desk.block(u"vertical"_s, u"c3u4"_s);
  measure("rename", [&] { QVERIFY(desk.rename(unit, u"New"_s)); });
  measure("move one unit", [&] {
    QVERIFY(desk.document().run(
        steps::moveBlocks(desk.document(), {unit}, desk.block(u"sequential"_s, u"c7s"_s), 0)));
  });
  measure("choose a block", [&] { desk.document().selection().show(desk.block(u"problem"_s, u"c9u9p1"_s)); });
  QSignalSpy reloaded(&desk.document(), &CourseDocument::reloaded);
  const QList<BlockId> five{desk.block(u"chapter"_s, u"c20"_s), desk.block(u"chapter"_s, u"c21"_s),
                            desk.block(u"chapter"_s, u"c22"_s), desk.block(u"chapter"_s, u"c23"_s),
                            desk.block(u"chapter"_s, u"c24"_s)};
  measure("delete 5,010 blocks",
          [&] { QVERIFY(desk.document().run(steps::removeBlocks(desk.document(), five))); });
  QTRY_COMPARE_WITH_TIMEOUT(reloaded.size(), 1, 20000);
  measure("undo it", [&] { QVERIFY(desk.document().undo()); });
  QTRY_COMPARE_WITH_TIMEOUT(reloaded.size(), 2, 20000);
  QCOMPARE(opened.outline().size(), total);
}

SCRIPTORIUM_TEST(TestLargeCourse)
#include "tst_largecourse.moc"
