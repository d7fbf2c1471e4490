#include "support/testmain.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/opencourse.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>
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
