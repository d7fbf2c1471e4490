#include "model/fieldvalue.h"
#include "support/testmain.h"
#include "ui/inspectors/datefield.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/opencourse.h"

#include <QCalendarWidget>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

EffectiveField valueOf(const FieldSpec& spec, const QString& json, FieldOrigin origin = FieldOrigin::Set)
{
  EffectiveField field;
  field.spec = &spec;
  field.name = spec.name;
  field.json = json;
  field.raw = json;
  field.origin = origin;
  return field;
}

} // namespace

/// One field of the inspector.
class TestFieldEditor : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();

  void aValueIsShownAsPeopleTypeIt_data();
  void aValueIsShownAsPeopleTypeIt();
  void whatIsTypedIsAnnouncedOnceWhenItIsDone();
  void nonsenseIsSaidAndNotAnnounced();
  void anErrorGoesWhenTheValueIsRightAgainOrCleared();
  void aDayTimeAndZoneAreChosen();
  void aSpanIsChosenByItsParts_data();
  void aSpanIsChosenByItsParts();
  void whatAnErrorAsksForIsTaken();
  void aListIsATable_data();
  void aListIsATable();
  void rowsOfAListComeAndGo();
  void theGradingPolicyIsToldInWords();
  void escapeTakesTypingBack();
  void aChoiceOffersWhatIsAllowedAndKeepsWhatIsNot();
  void theWheelDoesNotChangeAChoice();
  void aLongTextIsTakenOverWhenItIsLeft();
  void onlyASetFieldCanBeReset();
  void aReadOnlyFieldCannotBeTyped();
  void whatIsBeingTypedIsNotOverwritten();

private:
  FieldSpec m_number;
  FieldSpec m_choice;
  FieldSpec m_text;
};

void TestFieldEditor::init()
{
  m_number = {};
  m_number.name = u"attempts"_s;
  m_number.displayName = u"Attempts"_s;
  m_number.type = FieldType::Integer;
  m_number.minimum = 0;
  m_choice = {};
  m_choice.name = u"show"_s;
  m_choice.values = {{u"always"_s, u"Always"_s}, {u"never"_s, u"Never"_s}};
  m_text = {};
  m_text.name = u"note"_s;
  m_text.editor = u"multiline"_s;
}

void TestFieldEditor::aValueIsShownAsPeopleTypeIt_data()
{
  QTest::addColumn<int>("type");
  QTest::addColumn<QString>("json");
  QTest::addColumn<QString>("text");
  const auto row = [](const char* name, FieldType type, const QString& json, const QString& text) {
    QTest::newRow(name) << static_cast<int>(type) << json << text;
  };
  row("a text without its quotes", FieldType::String, u"\"a \\\"b\\\"\""_s, u"a \"b\""_s);
  row("a number", FieldType::Float, u"1.5"_s, u"1.5"_s);
  row("nothing", FieldType::Integer, u"null"_s, u""_s);
  row("a date", FieldType::Date, u"\"2026-12-31T23:59:00Z\""_s, u"2026-12-31 23:59 UTC"_s);
  row("an empty list", FieldType::List, u"[]"_s, u"[]"_s);
}

void TestFieldEditor::aValueIsShownAsPeopleTypeIt()
{
  QFETCH(int, type);
  QFETCH(QString, json);
  QFETCH(QString, text);
  FieldSpec spec;
  spec.name = u"x"_s;
  spec.type = static_cast<FieldType>(type);
  QCOMPARE(fieldText(valueOf(spec, json)), text);
  FieldEditor editor(spec, true);
  editor.showValue(valueOf(spec, json), u"set here"_s);
  QCOMPARE(editor.text(), text);
  QCOMPARE(editor.findChild<QLabel*>(u"origin"_s)->text(), u"set here"_s);
}

void TestFieldEditor::whatIsTypedIsAnnouncedOnceWhenItIsDone()
{
  FieldEditor editor(m_number, true);
  editor.showValue(valueOf(m_number, u"3"_s), {});
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* line = qobject_cast<QLineEdit*>(editor.control());
  line->selectAll();
  QTest::keyClicks(line, u"12"_s);
  QCOMPARE(entered.size(), 0);
  QTest::keyClick(line, Qt::Key_Return);
  editor.commit();
  QCOMPARE(entered.size(), 1);
  QCOMPARE(entered[0][0].toString(), u"12"_s);
}

void TestFieldEditor::nonsenseIsSaidAndNotAnnounced()
{
  FieldEditor editor(m_number, true);
  editor.showValue(valueOf(m_number, u"3"_s), {});
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* line = qobject_cast<QLineEdit*>(editor.control());
  line->setText(u"many"_s);
  editor.commit();
  QCOMPARE(entered.size(), 0);
  QVERIFY(line->property("invalid").toBool());
  line->setText(u"4"_s);
  editor.commit();
  QCOMPARE(entered.size(), 1);
  QVERIFY(!line->property("invalid").toBool());
}

void TestFieldEditor::anErrorGoesWhenTheValueIsRightAgainOrCleared()
{
  for (const QString& right : {u"4"_s, u""_s, u"3"_s}) {
    FieldEditor editor(m_number, true);
    editor.showValue(valueOf(m_number, right.isEmpty() ? u"null"_s : u"3"_s), {});
    auto* line = qobject_cast<QLineEdit*>(editor.control());
    line->setText(u"many"_s);
    editor.commit();
    QVERIFY(line->property("invalid").toBool());
    line->setText(u"man"_s);
    QVERIFY(line->property("invalid").toBool());
    line->setText(right); // nobody left the field yet
    QVERIFY(!line->property("invalid").toBool());
  }
}

void TestFieldEditor::aDayTimeAndZoneAreChosen()
{
  FieldSpec spec;
  spec.name = u"due"_s;
  spec.type = FieldType::Date;
  FieldEditor editor(spec, true);
  editor.showValue(valueOf(spec, u"\"2026-07-01T10:30:00Z\""_s), {});
  editor.show();
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* line = qobject_cast<DateField*>(editor.control());
  QVERIFY(line);
  QVERIFY(line->findChild<QToolButton*>()); // what one clicks on to choose
  line->choose();
  auto* calendar = line->findChild<QCalendarWidget*>(u"chooserCalendar"_s);
  QCOMPARE(calendar->selectedDate(), QDate(2026, 7, 1));
  calendar->setSelectedDate(QDate(2026, 7, 2));
  auto* zones = line->findChild<QComboBox*>(u"chooserZone"_s);
  QCOMPARE(zones->currentText(), u"UTC"_s);
  const int tokyo = zones->findText(u"Asia/Tokyo"_s);
  if (tokyo < 0)
    QSKIP("the system knows no time zones");
  zones->setCurrentIndex(tokyo);
  line->findChild<QPushButton*>(u"chooserSet"_s)->click();
  QCOMPARE(editor.text(), u"2026-07-02 01:30 UTC"_s);
  QCOMPARE(entered.size(), 1);
  QCOMPARE(entered[0][0].toString(), u"2026-07-02T01:30:00Z"_s);
}

void TestFieldEditor::aSpanIsChosenByItsParts_data()
{
  QTest::addColumn<int>("type");
  QTest::addColumn<QString>("json");
  QTest::addColumn<QString>("chosen");
  QTest::newRow("a span") << static_cast<int>(FieldType::Timedelta) << u"\"2 days 3600 seconds\""_s
                          << u"2 days 2 hours"_s;
  QTest::newRow("a place in a video")
      << static_cast<int>(FieldType::RelativeTime) << u"\"01:00:30\""_s << u"02:00:30"_s;
  QTest::newRow("nothing yet") << static_cast<int>(FieldType::Timedelta) << u"null"_s << u"2 hours"_s;
}

void TestFieldEditor::aSpanIsChosenByItsParts()
{
  QFETCH(int, type);
  QFETCH(QString, json);
  QFETCH(QString, chosen);
  FieldSpec spec;
  spec.name = u"span"_s;
  spec.type = static_cast<FieldType>(type);
  FieldEditor editor(spec, true);
  editor.showValue(valueOf(spec, json), {});
  editor.show();
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* line = qobject_cast<DateField*>(editor.control());
  line->choose();
  line->findChild<QSpinBox*>(u"chooserPart1"_s)->setValue(2);
  line->findChild<QPushButton*>(u"chooserSet"_s)->click();
  QCOMPARE(editor.text(), chosen);
  QCOMPARE(entered.size(), 1);
}

void TestFieldEditor::whatAnErrorAsksForIsTaken()
{
  FieldSpec spec;
  spec.name = u"due"_s;
  spec.type = FieldType::Date;
  const auto refused = parseTyped(spec, true, u"soon"_s);
  QVERIFY(!refused);
  QVERIFY2(refused.error().detail.contains(DateField::example(spec.type)),
           qPrintable(refused.error().detail));
  for (const auto type : {FieldType::Date, FieldType::Timedelta, FieldType::RelativeTime}) {
    spec.type = type;
    QVERIFY(parseTyped(spec, true, DateField::example(type)));
  }
}

void TestFieldEditor::aListIsATable_data()
{
  QTest::addColumn<int>("type");
  QTest::addColumn<QString>("json");
  QTest::addColumn<QString>("heads");
  QTest::addColumn<QString>("typed"); ///< into the last cell
  QTest::addColumn<QString>("entered");
  const auto row = [](const char* name, FieldType type, const QString& json, const QString& heads,
                      const QString& typed, const QString& entered) {
    QTest::newRow(name) << static_cast<int>(type) << json << heads << typed << entered;
  };
  row("texts", FieldType::List, u"[\"a.mp4\",\"b.mp4\"]"_s, u"Value"_s, u"c.mp4"_s,
      u"[\"a.mp4\", \"c.mp4\"]"_s);
  row("a text that looks like a number stays a text", FieldType::List, u"[\"1\"]"_s, u"Value"_s, u"2"_s,
      u"[\"2\"]"_s);
  row("pairs", FieldType::Dict, u"{\"en\":\"a.srt\"}"_s, u"Name,Value"_s, u"b.srt"_s,
      u"{\"en\": \"b.srt\"}"_s);
  row("pairs in an order of their own", FieldType::Dict, u"{\"z\":1,\"a\":2}"_s, u"Name,Value"_s, u"3"_s,
      u"{\"z\": 1, \"a\": 3}"_s);
  row("rows of two", FieldType::List, u"[[\"a\",\"b\"],[\"c\",\"d\"]]"_s, u"1,2"_s, u"e"_s,
      u"[[\"a\", \"b\"], [\"c\", \"e\"]]"_s);
  row("entries with names", FieldType::List, u"[{\"id\":1,\"name\":\"A\"},{\"id\":2,\"name\":\"B\"}]"_s,
      u"id,name"_s, u"C"_s, u"[{\"id\": 1, \"name\": \"A\"}, {\"id\": 2, \"name\": \"C\"}]"_s);
}

void TestFieldEditor::aListIsATable()
{
  QFETCH(int, type);
  QFETCH(QString, json);
  QFETCH(QString, heads);
  QFETCH(QString, typed);
  FieldSpec spec;
  spec.name = u"x"_s;
  spec.type = static_cast<FieldType>(type);
  FieldEditor editor(spec, true);
  editor.showValue(valueOf(spec, json), {});
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* table = editor.control()->findChild<QTableWidget*>(u"listTable"_s);
  QVERIFY(table);
  QStringList names;
  for (int column = 0; column < table->columnCount(); ++column)
    names.append(table->horizontalHeaderItem(column)->text());
  QCOMPARE(names.join(u','), heads);
  QCOMPARE(QJsonDocument::fromJson(editor.text().toUtf8()), QJsonDocument::fromJson(json.toUtf8()));
  table->item(table->rowCount() - 1, table->columnCount() - 1)->setText(typed);
  QCOMPARE(entered.size(), 1);
  QTEST(entered[0][0].toString(), "entered");
}

void TestFieldEditor::rowsOfAListComeAndGo()
{
  FieldSpec spec;
  spec.name = u"html5_sources"_s;
  spec.type = FieldType::List;
  FieldEditor editor(spec, true);
  editor.showValue(valueOf(spec, u"[\"a\"]"_s), {});
  QSignalSpy entered(&editor, &FieldEditor::entered);
  const auto click = [&](const QString& name) { editor.control()->findChild<QToolButton*>(name)->click(); };
  auto* table = editor.control()->findChild<QTableWidget*>(u"listTable"_s);
  click(u"listAdd"_s);
  QCOMPARE(entered.size(), 0); // an empty row is none yet
  table->item(1, 0)->setText(u"b"_s);
  QCOMPARE(entered.takeLast()[0].toString(), u"[\"a\", \"b\"]"_s);
  table->setCurrentCell(1, 0);
  click(u"listUp"_s);
  QCOMPARE(entered.takeLast()[0].toString(), u"[\"b\", \"a\"]"_s);
  click(u"listRemove"_s);
  QCOMPARE(entered.takeLast()[0].toString(), u"[\"a\"]"_s);
}

void TestFieldEditor::theGradingPolicyIsToldInWords()
{
  QCOMPARE(gradingSummary(R"({"GRADER":[{"type":"Homework","weight":0.4},{"type":"Exam","weight":0.6}],
                              "GRADE_CUTOFFS":{"Pass":0.5}})"),
           u"Homework: 40 %\nExam: 60 %\nPass from 50 %"_s);
  QVERIFY(gradingSummary("{}").startsWith(u"No grading policy"_s));
}

void TestFieldEditor::escapeTakesTypingBack()
{
  FieldEditor editor(m_number, true);
  editor.showValue(valueOf(m_number, u"3"_s), {});
  auto* line = qobject_cast<QLineEdit*>(editor.control());
  line->setText(u"many"_s);
  editor.commit();
  QTest::keyClick(line, Qt::Key_Escape);
  QCOMPARE(editor.text(), u"3"_s);
  QVERIFY(!line->property("invalid").toBool());
}

void TestFieldEditor::aChoiceOffersWhatIsAllowedAndKeepsWhatIsNot()
{
  FieldEditor editor(m_choice, true);
  auto* box = qobject_cast<QComboBox*>(editor.control());
  QVERIFY(box);
  QCOMPARE(box->count(), 2);
  QCOMPARE(box->itemText(1), u"Never"_s);
  editor.showValue(valueOf(m_choice, u"\"sometimes\""_s), {});
  QCOMPARE(editor.text(), u"sometimes"_s);
  QSignalSpy entered(&editor, &FieldEditor::entered);
  box->setCurrentIndex(0);
  Q_EMIT box->activated(0);
  QCOMPARE(entered.size(), 1);
  QCOMPARE(entered[0][0].toString(), u"always"_s);
}

void TestFieldEditor::theWheelDoesNotChangeAChoice()
{
  FieldEditor editor(m_choice, true);
  editor.showValue(valueOf(m_choice, u"\"always\""_s), {});
  QWidget* box = editor.control();
  QWheelEvent down(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -120), Qt::NoButton, {},
                   Qt::NoScrollPhase, false);
  QCoreApplication::sendEvent(box, &down);
  QCOMPARE(editor.text(), u"always"_s);
}

void TestFieldEditor::aLongTextIsTakenOverWhenItIsLeft()
{
  FieldEditor editor(m_text, true);
  editor.showValue(valueOf(m_text, u"\"one\""_s), {});
  QSignalSpy entered(&editor, &FieldEditor::entered);
  auto* text = qobject_cast<QPlainTextEdit*>(editor.control());
  QVERIFY(text);
  text->setPlainText(u"one\ntwo"_s);
  QFocusEvent left(QEvent::FocusOut);
  QCoreApplication::sendEvent(text, &left);
  QCOMPARE(entered.size(), 1);
  QCOMPARE(entered[0][0].toString(), u"one\ntwo"_s);
}

void TestFieldEditor::onlyASetFieldCanBeReset()
{
  FieldEditor editor(m_number, true);
  auto* reset = editor.findChild<QToolButton*>(u"reset"_s);
  QSignalSpy asked(&editor, &FieldEditor::resetRequested);
  editor.showValue(valueOf(m_number, u"3"_s, FieldOrigin::Default), u"default"_s);
  QVERIFY(reset->isHidden());
  QVERIFY(!editor.isSet());
  editor.showValue(valueOf(m_number, u"3"_s, FieldOrigin::Inherited), u"from Week 1"_s);
  QVERIFY(reset->isHidden());
  editor.showValue(valueOf(m_number, u"3"_s), {});
  QVERIFY(!reset->isHidden());
  reset->click();
  QCOMPARE(asked.size(), 1);
}

void TestFieldEditor::aReadOnlyFieldCannotBeTyped()
{
  FieldEditor editor(m_number, true);
  editor.setReadOnly(true);
  editor.showValue(valueOf(m_number, u"3"_s), {});
  QVERIFY(!editor.control()->isEnabled());
  QVERIFY(editor.findChild<QToolButton*>(u"reset"_s)->isHidden());
}

void TestFieldEditor::whatIsBeingTypedIsNotOverwritten()
{
  FieldEditor editor(m_number, true);
  editor.showValue(valueOf(m_number, u"3"_s), {});
  editor.show();
  editor.activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&editor));
  auto* line = qobject_cast<QLineEdit*>(editor.control());
  line->setFocus();
  line->setText(u"12"_s);
  editor.showValue(valueOf(m_number, u"4"_s), {});
  QCOMPARE(editor.text(), u"12"_s);
}

SCRIPTORIUM_TEST(TestFieldEditor)
#include "tst_fieldeditor.moc"
