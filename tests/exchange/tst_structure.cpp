#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// The blocks of the course by "type/url_name".
class Names
{
public:
  explicit Names(const CourseStore& store) : m_store(store) {}
  BlockId operator()(const QString& name) const
  {
    return m_store.find(name.section(u'/', 0, 0), name.section(u'/', 1)).value_or(BlockId());
  }

private:
  const CourseStore& m_store;
};

using Change = std::function<Result<Unit>(Edit&, const BlockTypes&, const Names&)>;

Result<Unit> done(const auto& result)
{
  return result ? Result<Unit>(Unit{}) : Result<Unit>(result.error());
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestStructure : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void changesTheRightFiles_data()
  {
    QTest::addColumn<Change>("change");
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char* name, Change change, const QStringList& expected) {
      QTest::newRow(name) << std::move(change) << expected;
    };
    row("nothing", [](Edit&, const BlockTypes&, const Names&) { return Result<Unit>(Unit{}); }, {});
    row("rename a unit",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::rename(e, t, n(u"vertical/v1"_s), u"New"_s);
        },
        {u"~course/vertical/v1.xml"_s});
    row("a field of an inline block",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::setField(e, t, n(u"discussion/d1"_s), u"discussion_id"_s, u"y"_s);
        },
        {u"~course/vertical/v1.xml"_s});
    row("the text of an html block",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::setBody(e, t, n(u"html/h1"_s), "<p>two</p>");
        },
        {u"~course/html/h1.html"_s});
    row("a setting of an html block",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::setField(e, t, n(u"html/h1"_s), u"editor"_s, u"raw"_s);
        },
        {u"~course/html/h1.xml"_s});
    row("edited and edited back",
        [](Edit& e, const BlockTypes& t, const Names& n) -> Result<Unit> {
          SCRIPTORIUM_TRY(edit::rename(e, t, n(u"problem/p1"_s), u"Other"_s));
          return edit::rename(e, t, n(u"problem/p1"_s), u"P"_s);
        },
        {});
    row("move a component to another unit",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::moveBlocks(e, t, {n(u"problem/p1"_s)}, n(u"vertical/v4"_s), 0);
        },
        {u"~course/vertical/v1.xml"_s, u"~course/vertical/v4.xml"_s});
    row("move an inline component to another unit",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::moveBlocks(e, t, {n(u"discussion/d1"_s)}, n(u"vertical/v4"_s), 0);
        },
        {u"~course/vertical/v1.xml"_s, u"~course/vertical/v4.xml"_s});
    row("reorder units",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::moveBlocks(e, t, {n(u"vertical/v2"_s)}, n(u"sequential/s1"_s), 0);
        },
        {u"~course/sequential/s1.xml"_s});
    row("delete a component",
        [](Edit& e, const BlockTypes&, const Names& n) { return edit::removeBlocks(e, {n(u"html/h1"_s)}); },
        {u"-course/html/h1.html"_s, u"-course/html/h1.xml"_s, u"~course/vertical/v1.xml"_s});
    row("delete a subsection",
        [](Edit& e, const BlockTypes&, const Names& n) {
          return edit::removeBlocks(e, {n(u"sequential/s2"_s)});
        },
        {u"-course/problem/p4.xml"_s, u"-course/sequential/s2.xml"_s, u"-course/vertical/v4.xml"_s,
         u"~course/chapter/c1.xml"_s});
    row("delete a unit with a draft",
        [](Edit& e, const BlockTypes&, const Names& n) {
          return edit::removeBlocks(e, {n(u"vertical/v2"_s)});
        },
        // What comes after it has another index.
        {u"-course/drafts/html/h2.html"_s, u"-course/drafts/html/h2.xml"_s,
         u"-course/drafts/vertical/v2.xml"_s, u"-course/html/h2.html"_s, u"-course/html/h2.xml"_s,
         u"-course/vertical/v2.xml"_s, u"~course/drafts/vertical/v3.xml"_s, u"~course/sequential/s1.xml"_s});
    row("the text of a draft",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::setBody(e, t, n(u"html/h2"_s), "<p>new</p>");
        },
        {u"~course/drafts/html/h2.html"_s});
    row("move a draft-only unit",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::moveBlocks(e, t, {n(u"vertical/v3"_s)}, n(u"sequential/s2"_s), -1);
        },
        {u"~course/drafts/vertical/v3.xml"_s});
    row("move a published component into a draft",
        [](Edit& e, const BlockTypes& t, const Names& n) {
          return edit::moveBlocks(e, t, {n(u"problem/p1"_s)}, n(u"vertical/v3"_s), 0);
        },
        {u"+course/drafts/problem/p1.xml"_s, u"-course/problem/p1.xml"_s, u"~course/drafts/vertical/v3.xml"_s,
         u"~course/vertical/v1.xml"_s});
    row("publish a draft",
        [](Edit& e, const BlockTypes&, const Names& n) { return edit::publish(e, n(u"vertical/v2"_s)); },
        {u"-course/drafts/html/h2.html"_s, u"-course/drafts/html/h2.xml"_s,
         u"-course/drafts/vertical/v2.xml"_s, u"~course/html/h2.html"_s});
    row("publish a draft-only unit",
        [](Edit& e, const BlockTypes&, const Names& n) { return edit::publish(e, n(u"vertical/v3"_s)); },
        {u"+course/problem/p3.xml"_s, u"+course/vertical/v3.xml"_s, u"-course/drafts/problem/p3.xml"_s,
         u"-course/drafts/vertical/v3.xml"_s, u"~course/sequential/s1.xml"_s});
    row("discard a draft",
        [](Edit& e, const BlockTypes&, const Names& n) { return edit::discardDraft(e, n(u"vertical/v2"_s)); },
        {u"-course/drafts/html/h2.html"_s, u"-course/drafts/html/h2.xml"_s,
         u"-course/drafts/vertical/v2.xml"_s});
    row("replace an asset",
        [](Edit& e, const BlockTypes&, const Names&) {
          return done(edit::setFile(e, u"static/a.png"_s, "new"));
        },
        {u"~course/static/a.png"_s});
    row("rename an asset",
        [](Edit& e, const BlockTypes& t, const Names&) {
          return edit::renameFile(e, t, u"static/a.png"_s, u"static/b.png"_s);
        },
        {u"+course/static/b.png"_s, u"-course/static/a.png"_s, u"~course/html/h1.html"_s});
    row("remove a file",
        [](Edit& e, const BlockTypes&, const Names&) { return edit::removeFile(e, u"unknown/thing.txt"_s); },
        {u"-course/unknown/thing.txt"_s});
  }

  void changesTheRightFiles()
  {
    QFETCH(Change, change);
    QFETCH(QStringList, expected);
    const CourseBench bench;
    const FileTree before = draftCourse();
    const auto imported = importTree(bench, before);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    const Names names((*session)->store());
    const auto changed = (*session)->run(u"test"_s, u"Change"_s,
                                         [&](Edit& edit) { return change(edit, bench.types(), names); });
    QVERIFY2(changed, qPrintable(changed ? QString() : changed.error().toString()));
    QCOMPARE(differences(bench, imported->course), expected);
    if (changed->isEmpty())
      return;
    QVERIFY((*session)->undo());
    QCOMPARE(differences(bench, imported->course), QStringList());
    QVERIFY((*session)->redo());
    QCOMPARE(differences(bench, imported->course), expected);
  }

  void whatWasExportedReadsBackTheSame_data() { changesTheRightFiles_data(); }

  /// What the files say of the edited course is what the store says.
  void whatWasExportedReadsBackTheSame()
  {
    QFETCH(Change, change);
    const CourseBench bench;
    const auto imported = importTree(bench, draftCourse());
    QVERIFY(imported);
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    const Names names((*session)->store());
    QVERIFY((*session)->run(u"test"_s, u"Change"_s,
                            [&](Edit& edit) { return change(edit, bench.types(), names); }));
    QVERIFY(bench.exportTo(imported->course, bench.path(u"again.tar.gz"_s)));
    const CourseBench other; // the key is taken in the first one
    const auto again = other.import(bench.path(u"again.tar.gz"_s));
    QVERIFY2(again, qPrintable(again ? QString() : again.error().toString()));
    const auto store = CourseStore::open(again->course.path, CourseStore::Mode::ReadOnly);
    QVERIFY(store);
    QCOMPARE(states(**store), states((*session)->store()));
  }

private:
  static QStringList differences(const CourseBench& bench, const CourseInfo& course)
  {
    FileTree after = bench.exported(course);
    after.removeIf([](auto file) { return file.key().endsWith(u'/'); });
    return treeDifferences(draftCourse(), after);
  }

  /// Every living block with its parent and whether it is published as it is.
  static QStringList states(const CourseStore& store)
  {
    QStringList lines;
    const auto outline = store.outline();
    for (const auto& row : *outline)
      lines.append(u"%1/%2 %3 %4 %5 %6"_s.arg(row.type, row.urlName, row.title)
                       .arg(row.position)
                       .arg(row.isDraft)
                       .arg(store.block(row.parent) ? store.block(row.parent)->urlName : QString()));
    return lines;
  }
};

SCRIPTORIUM_TEST(TestStructure)
#include "tst_structure.moc"
