#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/listfield.h"
#include "ui/inspectors/valuedialog.h"
#include "ui/inspectors/valuetree.h"

#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// JSON with other quotes, as is good to read here.
QString quoted(QString text)
{
  return text.replace(u'\'', u'"');
}

const FieldSpec& spec(const QString& type, const QString& field)
{
  return *blockTypes().field(type, field);
}

} // namespace

/// Lists and objects that are filled in without JSON.
class TestValueTree : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void whatNobodyTouchedStaysAsItIs_data()
  {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("json");
    const auto row = [](const char* name, const QString& type, const QString& field, const QString& json) {
      QTest::newRow(name) << type << field << quoted(json);
    };
    row("members in another order, one unknown, one missing", u"course"_s, u"pdf_textbooks"_s,
        u"[{'url':'x','tab_title':'T','chapters':[{'url':'u','title':'t'},{'title':'s','odd':[1,{'b':2,'a':1}]}]}]"_s);
    row("pages", u"course"_s, u"tabs"_s,
        u"[{'type':'courseware','name':'Course','course_staff_only':false},{'type':'own','name':null}]"_s);
    row("numbers as they were", u"course"_s, u"other_course_settings"_s,
        u"{'z':1.0,'a':[1,2.50,true,null,''],'m':{'k':{}}}"_s);
    row("another form than the shape's", u"course"_s, u"teams_configuration"_s,
        u"{'topics':[{'name':'n'}],'max_team_size':'5'}"_s);
    row("pairs", u"video"_s, u"transcripts"_s, u"{'fr':'f.srt','de':'d.srt'}"_s);
    row("entries of a list", u"poll"_s, u"answers"_s,
        u"[['R',{'img':'','label':'Red','img_alt':''}],['B',{'label':'Blue'}]]"_s);
    row("spans", u"course"_s, u"discussion_blackouts"_s, u"[['2030-01-01','2030-02-01'],['a','b','c']]"_s);
  }
  void whatNobodyTouchedStaysAsItIs()
  {
    QFETCH(const QString, type);
    QFETCH(const QString, field);
    QFETCH(const QString, json);
    ValueTree tree;
    tree.setValue(*Json::parse(json), spec(type, field).shape);
    QCOMPARE(tree.value().toString(), Json::parse(json)->toString());
    ListField list(spec(type, field));
    list.setText(json);
    QCOMPARE(Json::parse(list.text())->toString(), Json::parse(json)->toString());
  }

  void aMissingMemberIsMadeWhenItIsFilledIn()
  {
    ValueTree tree;
    tree.setValue(*Json::parse(quoted(u"[{'type':'wiki','name':'Wiki'}]"_s)),
                  spec(u"course"_s, u"tabs"_s).shape);
    QTreeWidgetItem* page = shown(tree, {0});
    QCOMPARE(page->text(0), u"Page 1"_s);
    QCOMPARE(page->text(1), u"Wiki"_s);
    QCOMPARE(named(page, u"Hidden"_s)->text(1), QString());
    named(page, u"Hidden"_s)->setText(1, u"Yes"_s);
    QCOMPARE(tree.value().toString(), quoted(u"[{'type':'wiki','name':'Wiki','is_hidden':true}]"_s));
    named(page, u"Kind"_s)->setText(1, u"Progress"_s);
    named(page, u"Name"_s)->setText(1, u"How far"_s);
    QCOMPARE(tree.value().toString(), quoted(u"[{'type':'progress','name':'How far','is_hidden':true}]"_s));
    QCOMPARE(page->text(1), u"How far"_s);
  }

  void aNumberStaysOne()
  {
    ValueTree tree;
    tree.setValue(*Json::parse(quoted(u"{'a':1}"_s)), ValueShape());
    shown(tree, {0})->setText(1, u"many"_s);
    QCOMPARE(tree.value().toString(), quoted(u"{'a':1}"_s));
    QCOMPARE(shown(tree, {0})->text(1), u"1"_s);
    shown(tree, {0})->setText(1, u"2.5"_s);
    QCOMPARE(tree.value().toString(), quoted(u"{'a':2.5}"_s));
  }

  void aNameCanBeChangedInItsPlace()
  {
    ValueTree tree;
    tree.setValue(*Json::parse(quoted(u"{'b':{'id':'1'},'a':{'id':'2'}}"_s)),
                  spec(u"course"_s, u"discussion_topics"_s).shape);
    shown(tree, {0})->setText(0, u"General"_s);
    QCOMPARE(tree.value().toString(), quoted(u"{'General':{'id':'1'},'a':{'id':'2'}}"_s));
  }

  void entriesAreAddedMovedAndRemoved()
  {
    ValueTree tree;
    tree.setValue(*Json::parse(quoted(u"[{'x':1,'y':'a'},{'x':2,'y':'b'}]"_s)), ValueShape());
    tree.setCurrentItem(shown(tree, {1}));
    QVERIFY(tree.canMove(-1) && !tree.canMove(1));
    QTest::keyClick(&tree, Qt::Key_Up, Qt::AltModifier);
    QCOMPARE(tree.value().toString(), quoted(u"[{'x':2,'y':'b'},{'x':1,'y':'a'}]"_s));
    QTest::keyClick(&tree, Qt::Key_Delete);
    QCOMPARE(tree.value().toString(), quoted(u"[{'x':1,'y':'a'}]"_s));
    tree.setCurrentItem(nullptr);
    tree.add(); // of the kind of the last one
    QCOMPARE(tree.value().toString(), quoted(u"[{'x':1,'y':'a'},{'x':0,'y':''}]"_s));
  }

  void theJsonIsAtHandAsALastResort()
  {
    ValueDialog dialog(spec(u"course"_s, u"tabs"_s), quoted(u"[{'name':'n'}]"_s), false, nullptr);
    auto* tabs = dialog.findChild<QTabWidget*>(u"valueTabs"_s);
    auto* text = dialog.findChild<QPlainTextEdit*>(u"valueJson"_s);
    auto* store = dialog.findChild<QPushButton*>(u"valueStore"_s);
    tabs->setCurrentIndex(1);
    text->setPlainText(u"[{"_s);
    QVERIFY(!store->isEnabled());
    tabs->setCurrentIndex(0);
    QCOMPARE(tabs->currentIndex(), 1);
    text->setPlainText(quoted(u"[{'name':'m'}]"_s));
    tabs->setCurrentIndex(0);
    QCOMPARE(dialog.json(), quoted(u"[{'name':'m'}]"_s));
  }

  void aSummaryNamesTheEntries()
  {
    const auto summary = [](const QString& json, const QString& field) {
      return valueSummary(*Json::parse(quoted(json)), spec(u"course"_s, field).shape);
    };
    QCOMPARE(
        summary(u"[{'id':'0x','tab_title':'Algebra'},{'chapters':[{'title':'One'}]}]"_s, u"pdf_textbooks"_s),
        u"Algebra\nOne"_s);
    QCOMPARE(summary(u"{'cohorted':true,'odd':[1,2]}"_s, u"cohort_config"_s),
             u"Cohorts in use: yes\nodd: 2 item(s)"_s);
    QCOMPARE(summary(u"['a','b','c','d','e','f']"_s, u"lti_passports"_s), u"a\nb\nc\nd\nand 2 more"_s);
    QVERIFY(summary(u"[]"_s, u"tabs"_s).startsWith(u"Nothing yet"_s));
  }

  void aTableHasTheNamesOfItsShape()
  {
    ListField list(spec(u"video"_s, u"transcripts"_s));
    list.setText({});
    auto* table = list.findChild<QTableWidget*>(u"listTable"_s);
    QCOMPARE(table->horizontalHeaderItem(0)->text(), u"Language"_s);
    QCOMPARE(table->horizontalHeaderItem(1)->text(), u"File"_s);
    ListField spans(spec(u"course"_s, u"discussion_blackouts"_s));
    spans.findChild<QToolButton*>(u"listAdd"_s)->click();
    auto* rows = spans.findChild<QTableWidget*>(u"listTable"_s);
    QCOMPARE(rows->columnCount(), 2);
    rows->item(0, 0)->setText(u"2030-01-01"_s);
    rows->item(0, 1)->setText(u"2030-02-01"_s);
    QCOMPARE(Json::parse(spans.text())->toString(), quoted(u"[['2030-01-01','2030-02-01']]"_s));
  }

private:
  /// The item at this place below what is shown.
  static QTreeWidgetItem* shown(const ValueTree& tree, const QList<int>& places)
  {
    QTreeWidgetItem* item = tree.topLevelItem(0);
    for (const int place : places)
      item = item->child(place);
    return item;
  }
  static QTreeWidgetItem* named(const QTreeWidgetItem* item, const QString& name)
  {
    for (int i = 0; i < item->childCount(); ++i)
      if (item->child(i)->text(0) == name)
        return item->child(i);
    return nullptr;
  }
};

SCRIPTORIUM_TEST(TestValueTree)
#include "tst_valuetree.moc"
