// ctest-labels: slow
#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr int kFew = 1500;
constexpr int kTimesMore = 4;

/// What is linear takes 4 times as long for 4 times as many, what is quadratic 16 times.
constexpr double kTooMuch = 9;

struct Wide
{
  QList<BlockId> units;
  QList<BlockId> texts;
  BlockId lesson;
  BlockId other; ///< an empty lesson
};

/// One lesson of `count` units with a text each: published, or with drafts of both.
Wide makeWideCourse(const QString& folder, int count, bool hasDrafts)
{
  CourseMaker make(folder);
  Wide wide;
  const auto titled = [](const QString& name) { return Fields{{u"display_name"_s, name}}; };
  QList<Child> units;
  for (int i = 0; i < count; ++i) {
    const BlockId text = make.add(u"html"_s, u"h%1"_s.arg(i), {}, titled(u"H"_s), "<p>text</p>");
    const BlockId unit = make.add(u"vertical"_s, u"v%1"_s.arg(i), {pointer(text)}, titled(u"V"_s));
    if (hasDrafts) {
      const VersionId published = make.addVersion(unit, {pointer(text)}, titled(u"V"_s), {});
      const VersionId draft = make.addVersion(unit, {pointer(text)}, titled(u"V, new"_s), {});
      make.builder().setHeads(unit, draft, published);
    }
    wide.texts.append(text);
    wide.units.append(unit);
    units.append(pointer(unit));
  }
  wide.lesson = make.add(u"sequential"_s, u"s"_s, units);
  wide.other = make.add(u"sequential"_s, u"o"_s);
  const BlockId chapter = make.add(u"chapter"_s, u"c"_s, {pointer(wide.lesson), pointer(wide.other)});
  make.finish(make.add(u"course"_s, u"run"_s, {pointer(chapter)}));
  return wide;
}

using Work = std::function<Result<Unit>(const BlockTypes&, const Wide&, Edit&)>;

} // namespace
Q_DECLARE_METATYPE(Work)

/// Long lists are rare, but a paste into one must not take minutes.
class TestWideLists : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void timeGrowsWithTheNumberOfBlocks_data()
  {
    QTest::addColumn<bool>("hasDrafts");
    QTest::addColumn<Work>("work");
    const auto row = [](const char* name, bool hasDrafts, const Work& work) {
      QTest::newRow(name) << hasDrafts << work;
    };
    row("reorder", false, [](const BlockTypes& types, const Wide& wide, Edit& edit) {
      return edit::moveBlocks(edit, types, wide.units.mid(1), wide.lesson, 0);
    });
    row("move to another lesson", true, [](const BlockTypes& types, const Wide& wide, Edit& edit) {
      return edit::moveBlocks(edit, types, wide.units, wide.other, 0);
    });
    row("move drafts into one unit", true, [](const BlockTypes& types, const Wide& wide, Edit& edit) {
      return edit::moveBlocks(edit, types, wide.texts, wide.units.first(), 0);
    });
    row("set a field of each", false,
        [](const BlockTypes& types, const Wide& wide, Edit& edit) -> Result<Unit> {
          for (const BlockId unit : wide.units)
            SCRIPTORIUM_TRY(edit::rename(edit, types, unit, u"New"_s));
          return Unit{};
        });
    row("delete in drafts", true,
        [](const BlockTypes&, const Wide& wide, Edit& edit) { return edit::removeBlocks(edit, wide.texts); });
    row("delete drafts", true,
        [](const BlockTypes&, const Wide& wide, Edit& edit) { return edit::removeBlocks(edit, wide.units); });
    row("duplicate all", true, [](const BlockTypes& types, const Wide& wide, Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY(edit::duplicateBlock(edit, types, wide.lesson));
      return Unit{};
    });
    row("copy and paste", true, [](const BlockTypes& types, const Wide& wide, Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY_ASSIGN(const auto text, edit::copyBlocks(edit.store(), types, wide.units));
      SCRIPTORIUM_TRY(edit::pasteBlocks(edit, types, text, wide.lesson, 0));
      return Unit{};
    });
    row("publish all", true,
        [](const BlockTypes&, const Wide& wide, Edit& edit) { return edit::publish(edit, wide.lesson); });
    row("discard all", true, [](const BlockTypes&, const Wide& wide, Edit& edit) {
      return edit::discardDraft(edit, wide.lesson);
    });
    row("delete and bring back", true, [](const BlockTypes&, const Wide& wide, Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY_ASSIGN(const Block chapter, edit.block(wide.lesson));
      SCRIPTORIUM_TRY_ASSIGN(const Block before, edit.block(chapter.parent));
      SCRIPTORIUM_TRY(edit::removeBlocks(edit, {wide.lesson}));
      return edit::restoreVersion(edit, before.id, before.head);
    });
  }
  void timeGrowsWithTheNumberOfBlocks()
  {
    QFETCH(bool, hasDrafts);
    QFETCH(Work, work);
    const double few = std::max(30.0, measure(kFew, hasDrafts, work));
    const double many = measure(kFew * kTimesMore, hasDrafts, work);
    qInfo("%d: %.0f ms, %d: %.0f ms", kFew, few, kFew * kTimesMore, many);
    QVERIFY2(many < kTooMuch * few, qPrintable(u"%1 times as long"_s.arg(many / few)));
  }

private:
  /// Milliseconds of processor time.
  static double measure(int count, bool hasDrafts, const Work& work)
  {
    QTemporaryDir folder;
    const Wide wide = makeWideCourse(folder.path(), count, hasDrafts);
    const BlockTypes types = BlockTypes::builtIn();
    const ManualClock clock;
    const auto session = CourseSession::open(folder.path(), CourseStore::Mode::ReadWrite, types, clock);
    const std::clock_t start = std::clock();
    const auto done =
        (*session)->run(u"test"_s, u"Test"_s, [&](Edit& edit) { return work(types, wide, edit); });
    const double time = double(std::clock() - start) * 1e3 / CLOCKS_PER_SEC;
    if (!done)
      qFatal("%s", qPrintable(done.error().toString()));
    return time;
  }
};

SCRIPTORIUM_TEST(TestWideLists)
#include "tst_widelists.moc"
