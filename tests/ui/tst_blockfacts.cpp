#include "support/testmain.h"
#include "ui/opencourse.h"
#include "ui/unit/unitmodel.h"
#include "ui/widgets/badges.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What lists tell of a block beside its title: when and for whom it is there.
class TestBlockFacts : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init() { m_course = std::make_unique<OpenCourse>(); }
  void cleanup() { m_course.reset(); }

  void whatIsSetIsTold_data();
  void whatIsSetIsTold();
  void whatLiesBelowIsForStaffToo();
  void aNewBlockInAPublishedUnitIsMarked();

private:
  CourseDocument& document() { return m_course->document(); }
  BlockId first(const QString& type);
  bool set(BlockId block, const QString& field, const QString& raw);
  Badges badges(BlockId block)
  {
    return document().outlineModel().dataOf(block, OutlineModel::BadgesRole).value<Badges>();
  }

  std::unique_ptr<OpenCourse> m_course;
};

BlockId TestBlockFacts::first(const QString& type)
{
  const Outline::Node* node = document().outline().top();
  while (node && node->row.type != type)
    node = node->children.empty() ? nullptr : node->children.front();
  return node ? node->row.id : BlockId();
}

bool TestBlockFacts::set(BlockId block, const QString& field, const QString& raw)
{
  const QString type = document().outline().find(block)->row.type;
  const FieldSpec* spec = document().types().field(type, field);
  return spec && document().run(steps::setField(document(), {block}, *spec, raw)).has_value();
}

void TestBlockFacts::whatIsSetIsTold_data()
{
  QTest::addColumn<QString>("type");
  QTest::addColumn<QString>("fields");
  QTest::addColumn<QStringList>("words");
  const auto row = [](const char* name, const QString& type, const QString& fields,
                      const QStringList& words) { QTest::newRow(name) << type << fields << words; };
  row("nothing", u"sequential"_s, {}, {});
  row("staff only", u"vertical"_s, u"visible_to_staff_only=true"_s, {u"Staff only"_s});
  row("a release date", u"chapter"_s, u"start=2026-05-01T00:00:00Z"_s, {u"from 1 May 2026"_s});
  row("a due date and what it counts for", u"sequential"_s,
      u"graded=true|format=Homework|due=2026-05-08T12:00:00Z"_s, {u"Homework"_s, u"due 8 May 2026"_s});
  row("graded as nothing", u"sequential"_s, u"graded=true"_s, {u"graded"_s});
  row("a type that does not count", u"sequential"_s, u"format=Homework"_s, {});
}

void TestBlockFacts::whatIsSetIsTold()
{
  QFETCH(QString, type);
  QFETCH(QString, fields);
  QFETCH(QStringList, words);
  const BlockId block = first(type);
  QVERIFY(block.isValid());
  QCOMPARE(document().facts(block).words(), QStringList());
  for (const auto& field : fields.split(u'|', Qt::SkipEmptyParts))
    QVERIFY(set(block, field.section(u'=', 0, 0), field.section(u'=', 1)));
  QCOMPARE(document().facts(block).words(), words);
  const QString tip = document().outlineModel().dataOf(block, Qt::ToolTipRole).toString();
  for (const auto& word : std::as_const(words))
    QVERIFY2(tip.contains(word), qPrintable(tip));
  QCOMPARE(badges(block).testFlag(Badge::StaffOnly), words.contains(u"Staff only"_s));
  QCOMPARE(badges(block).testFlag(Badge::Due), fields.contains(u"due="_s));
}

void TestBlockFacts::whatLiesBelowIsForStaffToo()
{
  QVERIFY(set(first(u"chapter"_s), u"visible_to_staff_only"_s, u"true"_s));
  QCOMPARE(document().facts(first(u"vertical"_s)).words(), QStringList(u"Staff only"_s));
  QVERIFY(!badges(first(u"vertical"_s)).testFlag(Badge::StaffOnly));
  QVERIFY(document().undo());
  QCOMPARE(document().facts(first(u"vertical"_s)).words(), QStringList());
}

void TestBlockFacts::aNewBlockInAPublishedUnitIsMarked()
{
  const BlockId unit = first(u"vertical"_s);
  const auto made = document().run(steps::addBlock(document(), unit, u"html"_s, 0));
  QVERIFY(made && made->size() == 1);
  QVERIFY(badges(made->first()) & (Badges(Badge::New) | Badge::Draft));
  QVERIFY(!(badges(unit) & Badge::New));
  UnitModel list(document());
  list.setContainer(unit);
  QVERIFY(list.index(0).data(UnitModel::ExcerptRole).toString().startsWith(u"new"_s));
}

SCRIPTORIUM_TEST(TestBlockFacts)
#include "tst_blockfacts.moc"
