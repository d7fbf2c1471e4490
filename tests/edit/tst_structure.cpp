#include "edit/editcourse.h"
#include "edit/structure/erasetree.h"
#include "store/sql/database.h"
#include "support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestStructure : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aNewBlockStandsWhereItWasPut()
  {
    Course course;
    BlockId made;
    RUN((made = edit::addBlock(edit, course.types(), course.id("course/run"), u"chapter"_s, -1).value(),
         Result<Unit>(Unit{})));
    const Block block = course.store().block(made).value();
    QCOMPARE(block.position, 2);
    QCOMPARE(block.urlName.size(), 32);
    QCOMPARE(course.version("course/run").children.last().form, Child::Form::Raw);
    RUN(edit::addBlock(edit, course.types(), course.id("vertical/v1"), u"html"_s, 1));
    QCOMPARE(course.children("vertical/v1").size(), 3);
    QCOMPARE(course.children("vertical/v1").first(), u"h1"_s);
    QCOMPARE(course.children("vertical/v1").last(), u"p1"_s);
    REFUSES(Error::Kind::BadInput, edit::addBlock(edit, course.types(), course.id("html/h1"), u"html"_s, 0));
    REFUSES(Error::Kind::BadInput,
            edit::addBlock(edit, course.types(), course.id("chapter/c1"), u"vertical"_s, 0));
    REFUSES(Error::Kind::NotFound,
            edit::addBlock(edit, course.types(), course.id("vertical/v1"), u"problem"_s, 0, u"no such"_s));
  }

  void aLoopOfParentsEnds()
  {
    Course course;
    const BlockId top = course.id("sequential/s1");
    auto bend = course.store().database().prepare("UPDATE block SET parent = ? WHERE id = ?");
    bend.bind(0, course.id("vertical/v1").value).bind(1, top.value);
    QVERIFY(bend.run().has_value());
    QList<BlockId> tree;
    const auto seen = course.run([&](Edit& edit) {
      const auto found = edit::treeOf(edit, top);
      tree = found.value_or({});
      return unit(found);
    });
    QVERIFY2(seen, qPrintable(seen ? QString() : seen.error().toString()));
    QCOMPARE(tree.first(), top);
    QCOMPARE(QSet<BlockId>(tree.cbegin(), tree.cend()).size(), tree.size());
    QVERIFY(tree.contains(course.id("html/h1")));
  }

  void movingCountsRowsBeforeTheMove()
  {
    Course course;
    const auto move = [&](Edit& edit, std::initializer_list<const char*> names, const char* parent, int row) {
      QList<BlockId> blocks;
      for (const char* name : names)
        blocks.append(course.id(name));
      return edit::moveBlocks(edit, course.types(), blocks, course.id(parent), row);
    };
    RUN(move(edit, {"vertical/v1"}, "sequential/s1", 2));
    QCOMPARE(course.children("sequential/s1"), QStringList({u"v2"_s, u"v1"_s}));
    RUN(move(edit, {"vertical/v3", "vertical/v1"}, "sequential/s1", 1));
    QCOMPARE(course.children("sequential/s1"), QStringList({u"v2"_s, u"v3"_s, u"v1"_s}));
    QCOMPARE(course.children("sequential/s2"), QStringList({u"d1"_s}));
    const int before = int(course.store().history(100).value().size());
    RUN(move(edit, {"vertical/v3"}, "sequential/s1", 1));
    QCOMPARE(int(course.store().history(100).value().size()), before);
    REFUSES(Error::Kind::BadInput, move(edit, {"sequential/s1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"chapter/c1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"html/h1"}, "sequential/s1", 0));
    REFUSES(Error::Kind::BadInput, move(edit, {"course/run"}, "chapter/c1", 0));
  }

  void onlyWhatMovedIsAnnouncedAsMoved()
  {
    Course course;
    const auto changes = course.run([&](Edit& edit) {
      return edit::moveBlocks(edit, course.types(), {course.id("vertical/v1")}, course.id("sequential/s1"),
                              2);
    });
    QVERIFY(changes);
    QHash<BlockId, Aspects> aspects;
    for (const auto& entry : changes->blocks)
      aspects.insert(entry.block, entry.aspects);
    QCOMPARE(aspects.size(), 3);
    QVERIFY(aspects.value(course.id("sequential/s1")).testFlag(Aspect::Children));
    QCOMPARE(aspects.value(course.id("vertical/v1")), Aspects(Aspect::Place));
    QCOMPARE(aspects.value(course.id("vertical/v2")), Aspects(Aspect::Place));
  }

  void aReferenceMovesWithoutItsBlock()
  {
    Course course;
    const BlockId h1 = course.id("html/h1");
    const auto aliases = [&](const char* name) {
      const auto children = course.version(name).children;
      return std::ranges::count(children, Child::Form::Alias, &Child::form);
    };
    RUN(([&]() -> Result<Unit> {
      BlockVersion version = course.version("vertical/v2");
      version.children.append(Child{Child::Form::Alias, h1, {}});
      SCRIPTORIUM_TRY(edit.put(version));
      return Unit{};
    }()));
    const auto move = [&](Edit& edit, const char* from, const char* to) {
      return edit::moveAliases(edit, course.types(), {h1}, course.id(from), course.id(to), 0);
    };
    RUN(move(edit, "vertical/v2", "vertical/v3"));
    QCOMPARE(aliases("vertical/v2"), 0);
    QCOMPARE(aliases("vertical/v3"), 1);
    QCOMPARE(course.children("vertical/v1").first(), u"h1"_s);
    REFUSES(Error::Kind::NotFound, move(edit, "vertical/v2", "vertical/v3"));
    REFUSES(Error::Kind::BadInput, move(edit, "vertical/v3", "vertical/v1"));
    REFUSES(Error::Kind::BadInput, move(edit, "vertical/v3", "sequential/s1"));
    RUN(edit::moveBlocks(edit, course.types(), {h1}, course.id("vertical/v2"), 0));
    QCOMPARE(aliases("vertical/v3"), 1);
    RUN(edit::moveBlocks(edit, course.types(), {h1}, course.id("vertical/v3"), 0));
    QCOMPARE(aliases("vertical/v3"), 0);
    QCOMPARE(course.children("vertical/v3"), QStringList({u"h1"_s, u"h2"_s}));
    QVERIFY(course.session().undo());
    RUN(edit::removeAliases(edit, {h1}, course.id("vertical/v3")));
    QCOMPARE(aliases("vertical/v3"), 0);
    QVERIFY(course.id("html/h1").isValid());
  }

  void aDuplicateIsACopyInAllButItsName()
  {
    Course course;
    BlockId twin;
    RUN((twin = edit::duplicateBlock(edit, course.types(), course.id("vertical/v1")).value(),
         Result<Unit>(Unit{})));
    const Block block = course.store().block(twin).value();
    QCOMPARE(block.position, 1);
    QCOMPARE(course.store().version(twin).value().fields.value(u"display_name"_s), u"Unit 1 (copy)"_s);
    const auto inner = course.store().childBlocks(twin).value();
    QCOMPARE(inner.size(), 2);
    const auto html = course.store().version(inner.first()).value();
    QCOMPARE(html.body, course.version("html/h1").body);
    QCOMPARE(html.fields.value(u"display_name"_s), u"Hello"_s);
    QCOMPARE(html.bodyPath, u"html/%1.html"_s.arg(course.store().block(inner.first()).value().urlName));
    QVERIFY(!html.source.isValid());
  }
};

SCRIPTORIUM_TEST(TestStructure)
#include "tst_structure.moc"
