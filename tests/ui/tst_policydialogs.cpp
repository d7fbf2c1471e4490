#include "base/atomicfile.h"
#include "edit/policies.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/policy/gradingvalue.h"

#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestPolicyDialogs : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(QDir().mkpath(course + u"/policies/R1"_s));
    QVERIFY(writeFile(course + u"/policies/R1/policy.json"_s,
                      R"({"course/R1": {"self_paced": false, "house_style": {"b": 1}}})")
                .has_value());
    QVERIFY(writeFile(course + u"/policies/R1/grading_policy.json"_s,
                      R"({"GRADER": [{"type": "Exam", "short_label": "Ex", "min_count": 1, "drop_count": 0,
                          "weight": 0.15, "note": "kept"}], "GRADE_CUTOFFS": {"Pass": 0.5}, "GRACE": "1 hour"})")
                .has_value());
    QVERIFY(m_desk->importAndOpen(course));
  }
  void cleanup() { m_desk.reset(); }

  void whatThePolicySetsStandsFirst()
  {
    openPolicy();
    const auto* list = m_desk->find<QTreeWidget>(u"policyList"_s);
    QCOMPARE(list->topLevelItem(0)->toolTip(0), u"house_style"_s);
    QCOMPARE(list->topLevelItem(1)->toolTip(0), u"self_paced"_s);
    QVERIFY(list->topLevelItemCount() > 40);
    m_desk->find<QLineEdit>(u"policyFilter"_s)->setText(u"advanced_modules"_s);
    int shown = 0;
    for (int row = 0; row < list->topLevelItemCount(); ++row)
      shown += list->topLevelItem(row)->isHidden() ? 0 : 1;
    QCOMPARE(shown, 1);
  }

  void aKnownSettingIsTyped()
  {
    openPolicy();
    choose(u"self_paced"_s);
    auto* editor = m_desk->find<QDialog>(u"policyDialog"_s)->findChild<FieldEditor*>(u"field:self_paced"_s);
    QVERIFY(editor && editor->isVisible());
    auto* box = qobject_cast<QComboBox*>(editor->control());
    box->setCurrentIndex(box->findData(u"true"_s));
    Q_EMIT box->activated(box->currentIndex());
    QCOMPARE(value(u"self_paced"_s), u"true"_s);
    m_desk->find<QPushButton>(u"policyUnset"_s)->click();
    QCOMPARE(value(u"self_paced"_s), QString());
    QVERIFY(m_desk->document().undo());
    QCOMPARE(value(u"self_paced"_s), u"true"_s);
    QVERIFY(m_desk->document().undo());
    QCOMPARE(value(u"self_paced"_s), u"false"_s);
  }

  void anotherKeyIsJson()
  {
    openPolicy();
    choose(u"house_style"_s);
    auto* text = m_desk->find<QPlainTextEdit>(u"policyJson"_s);
    auto* set = m_desk->find<QPushButton>(u"policySet"_s);
    QVERIFY(!set->isEnabled());
    text->setPlainText(u"{\n  \"b\": tru\n}"_s);
    QVERIFY(!set->isEnabled());
    QVERIFY(m_desk->find<QLabel>(u"policyJsonProblem"_s)->text().startsWith(u"Line 2, column"_s));
    text->setPlainText(u"{\"b\": true}"_s);
    set->click();
    QCOMPARE(value(u"house_style"_s), u"{\"b\":true}"_s);
    QVERIFY(!set->isEnabled());
  }

  void aListIsFilledInWithoutJson()
  {
    openPolicy();
    choose(u"advanced_modules"_s);
    FieldEditor* modules = editor(u"advanced_modules"_s);
    QVERIFY(modules && modules->isVisible());
    modules->findChild<QToolButton*>(u"listAdd"_s)->click();
    auto* table = modules->findChild<QTableWidget*>(u"listTable"_s);
    table->item(0, 0)->setText(u"poll"_s);
    QCOMPARE(value(u"advanced_modules"_s), uR"(["poll"])"_s);
    QVERIFY(m_desk->document().undo());
    QCOMPARE(value(u"advanced_modules"_s), QString());
  }

  void aNestedValueIsFilledInAsAForm()
  {
    openPolicy();
    choose(u"pdf_textbooks"_s);
    editor(u"pdf_textbooks"_s)->findChild<QPushButton*>(u"listSummary"_s)->click();
    auto* dialog = m_desk->find<QDialog>(u"valueDialog"_s);
    QVERIFY(dialog && dialog->isVisible());
    auto* add = dialog->findChild<QPushButton*>(u"valueAdd"_s);
    QVERIFY2(add->text().contains(u"Textbook"_s), qPrintable(add->text()));
    add->click();
    auto* tree = dialog->findChild<QTreeWidget*>(u"valueTree"_s);
    rowOf(tree, u"Title"_s)->setText(1, u"Algebra"_s);
    tree->setCurrentItem(rowOf(tree, u"Chapters"_s));
    add->click();
    rowOf(tree, u"Address"_s)->setText(1, u"/static/a.pdf"_s);
    dialog->findChild<QPushButton*>(u"valueStore"_s)->click();
    QCOMPARE(value(u"pdf_textbooks"_s),
             uR"([{"chapters":[{"title":"","url":"/static/a.pdf"}],"id":"","tab_title":"Algebra"}])"_s);
    QTRY_VERIFY(!m_desk->find<QDialog>(u"valueDialog"_s));
  }

  void groupsHaveTheirOwnDialog()
  {
    openPolicy();
    choose(u"user_partitions"_s);
    Q_EMIT editor(u"user_partitions"_s)->editRequested();
    QVERIFY(m_desk->find<QDialog>(u"groupsDialog"_s));
  }

  void aKeyThatNobodyKnowsCanBeAdded()
  {
    openPolicy();
    auto* other = m_desk->find<QLineEdit>(u"policyOther"_s);
    other->setText(u"my_key"_s);
    QTest::keyClick(other, Qt::Key_Return);
    m_desk->find<QPlainTextEdit>(u"policyJson"_s)->setPlainText(u"3"_s);
    m_desk->find<QPushButton>(u"policySet"_s)->click();
    QCOMPARE(value(u"my_key"_s), u"3"_s);
  }

  void gradingIsEditedInTables()
  {
    openGrading();
    auto* table = m_desk->find<QTableWidget>(u"gradingAssignments"_s);
    QCOMPARE(table->item(0, 4)->text(), u"15"_s);
    QVERIFY(m_desk->find<QLabel>(u"gradingSum"_s)->text().contains(u"15 %"_s));
    table->item(0, 4)->setText(u"40 %"_s);
    m_desk->find<QPushButton>(u"gradingAssignmentsAdd"_s)->click();
    QCOMPARE(table->rowCount(), 2);
    table->item(1, 0)->setText(u"Homework"_s);
    table->item(1, 4)->setText(u"60"_s);
    QVERIFY(m_desk->find<QLabel>(u"gradingSum"_s)->text().contains(u"100 %"_s));
    m_desk->find<QPushButton>(u"gradingStore"_s)->click();
    const GradingValue stored = grading();
    QCOMPARE(stored.assignments.size(), 2);
    QCOMPARE(stored.assignments[0].percent, 40.0);
    QCOMPARE(stored.assignments[0].rest[u"note"_s].toString(), u"kept"_s);
    QCOMPARE(stored.rest[u"GRACE"_s].toString(), u"1 hour"_s);
    QVERIFY(m_desk->document().undo());
    QCOMPARE(grading().assignments.size(), 1);
  }

  void theTwoPagesOfGradingShowTheSame()
  {
    openGrading();
    m_desk->find<QTableWidget>(u"gradingCutoffs"_s)->item(0, 1)->setText(u"60"_s);
    auto* tabs = m_desk->find<QTabWidget>(u"gradingTabs"_s);
    auto* text = m_desk->find<QPlainTextEdit>(u"gradingJson"_s);
    tabs->setCurrentIndex(1);
    QVERIFY2(text->toPlainText().contains(u"\"Pass\": 0.6"_s), qPrintable(text->toPlainText()));
    text->setPlainText(u"{"_s);
    QVERIFY(!m_desk->find<QPushButton>(u"gradingStore"_s)->isEnabled());
    tabs->setCurrentIndex(0);
    QCOMPARE(tabs->currentIndex(), 1);
    text->setPlainText(uR"({"GRADER": [], "GRADE_CUTOFFS": {"A": 0.9, "B": 0.8}})"_s);
    tabs->setCurrentIndex(0);
    QCOMPARE(m_desk->find<QTableWidget>(u"gradingCutoffs"_s)->rowCount(), 2);
  }

  void aGradingPolicyThatCannotWorkIsRefused()
  {
    openGrading();
    m_desk->find<QTableWidget>(u"gradingCutoffs"_s)->item(0, 1)->setText(u"500"_s);
    m_desk->find<QPushButton>(u"gradingStore"_s)->click();
    const auto* problem = m_desk->find<QLabel>(u"gradingProblem"_s);
    QVERIFY(problem && problem->isVisible() && problem->text().contains(u"from 0 to 1"_s));
    QCOMPARE(grading().cutoffs[0].percent, 50.0);
  }

private:
  void openPolicy()
  {
    QVERIFY(m_desk->trigger(u"course-policy"_s));
    QVERIFY(m_desk->find<QDialog>(u"policyDialog"_s));
  }
  void openGrading()
  {
    QVERIFY(m_desk->trigger(u"grading-policy"_s));
    QVERIFY(m_desk->find<QDialog>(u"gradingDialog"_s));
  }
  void choose(const QString& field)
  {
    auto* list = m_desk->find<QTreeWidget>(u"policyList"_s);
    for (int row = 0; row < list->topLevelItemCount(); ++row)
      if (list->topLevelItem(row)->toolTip(0) == field)
        list->setCurrentItem(list->topLevelItem(row));
    QCOMPARE(list->currentItem()->toolTip(0), field);
  }
  FieldEditor* editor(const QString& field)
  {
    return m_desk->find<QDialog>(u"policyDialog"_s)->findChild<FieldEditor*>(u"field:"_s + field);
  }
  /// The last row of this name.
  static QTreeWidgetItem* rowOf(QTreeWidget* tree, const QString& name)
  {
    return tree->findItems(name, Qt::MatchExactly | Qt::MatchRecursive).value(0);
  }
  /// The policy's JSON of a field; empty when it is not set.
  QString value(const QString& field)
  {
    const auto entries = edit::coursePolicy(m_desk->document().store());
    for (const auto& entry : entries.value_or(QList<edit::PolicyEntry>()))
      if (entry.field == field)
        return entry.json;
    return {};
  }
  GradingValue grading()
  {
    return GradingValue::fromJson(edit::gradingPolicy(m_desk->document().store()).value_or(QByteArray()));
  }

  std::unique_ptr<Desk> m_desk;
};

SCRIPTORIUM_TEST(TestPolicyDialogs)
#include "tst_policydialogs.moc"
