#include "support/testmain.h"
#include "ui/editors/findbar.h"
#include "ui/opencourse.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Finding in a text, round its end and back.
class TestFindBar : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup() { m_window.reset(); }

  void typingFindsTheFirst();
  void enterGoesOnAndRoundTheEnd();
  void backwardsGoesRoundTheBeginning();
  void aLongerWordStaysWhereItMatches();
  void whatIsNotThereIsSaidAndLeavesTheCursor();
  void theSelectionIsWhatToFind();
  void escapeGoesBackToTheText();

private:
  int found() const { return m_text->textCursor().selectionStart(); }
  QString outcome() const { return m_bar->findChild<QLabel*>()->text(); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_line, key, modifiers); }

  std::unique_ptr<QWidget> m_window;
  QPlainTextEdit* m_text = nullptr;
  FindBar* m_bar = nullptr;
  QLineEdit* m_line = nullptr;
};

void TestFindBar::init()
{
  m_window = std::make_unique<QWidget>();
  m_text = new QPlainTextEdit(u"one two one three"_s, m_window.get());
  m_bar = new FindBar(m_text, m_window.get());
  m_line = m_bar->findChild<QLineEdit*>(u"findText"_s);
  m_window->show();
  m_bar->open();
}

void TestFindBar::typingFindsTheFirst()
{
  QTest::keyClicks(m_line, u"one"_s);
  QCOMPARE(m_text->textCursor().selectedText(), u"one"_s);
  QCOMPARE(found(), 0);
}

void TestFindBar::enterGoesOnAndRoundTheEnd()
{
  QTest::keyClicks(m_line, u"one"_s);
  press(Qt::Key_Return);
  QCOMPARE(found(), 8);
  QCOMPARE(outcome(), QString());
  press(Qt::Key_Return);
  QCOMPARE(found(), 0);
  QCOMPARE(outcome(), u"Around the end"_s);
}

void TestFindBar::backwardsGoesRoundTheBeginning()
{
  QTest::keyClicks(m_line, u"one"_s);
  press(Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(found(), 8);
  QCOMPARE(outcome(), u"Around the end"_s);
  press(Qt::Key_Return, Qt::ShiftModifier);
  QCOMPARE(found(), 0);
}

void TestFindBar::aLongerWordStaysWhereItMatches()
{
  QTest::keyClicks(m_line, u"t"_s);
  QCOMPARE(found(), 4);
  QTest::keyClicks(m_line, u"h"_s);
  QCOMPARE(found(), 12);
  QCOMPARE(m_text->textCursor().selectedText(), u"th"_s);
}

void TestFindBar::whatIsNotThereIsSaidAndLeavesTheCursor()
{
  QTest::keyClicks(m_line, u"two"_s);
  QTest::keyClicks(m_line, u"!"_s);
  QCOMPARE(outcome(), u"Not found"_s);
  QCOMPARE(found(), 4);
  m_line->clear();
  QCOMPARE(outcome(), QString());
}

void TestFindBar::theSelectionIsWhatToFind()
{
  m_bar->hide();
  QTextCursor cursor = m_text->textCursor();
  cursor.setPosition(12);
  cursor.setPosition(17, QTextCursor::KeepAnchor);
  m_text->setTextCursor(cursor);
  m_bar->open();
  QCOMPARE(m_line->text(), u"three"_s);
  QCOMPARE(m_line->selectedText(), u"three"_s);
  QVERIFY(m_bar->isVisible());
}

void TestFindBar::escapeGoesBackToTheText()
{
  press(Qt::Key_Escape);
  QVERIFY(!m_bar->isVisible());
  QCOMPARE(m_window->focusWidget(), m_text);
}

SCRIPTORIUM_TEST(TestFindBar)
#include "tst_findbar.moc"
