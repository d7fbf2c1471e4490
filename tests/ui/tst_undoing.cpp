#include "olx/write/blocktext.h"
#include "store/heldtext.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/editors/sourceeditor.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/outline/outlineview.h"
#include "ui/widgets/messagebar.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Ctrl+Z and Ctrl+Y as an author presses them: in a text, and elsewhere.
class TestUndoing : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void heldTextIsTakenBackAndNothingElse();
  void heldTextOfAnEarlierDayIsTakenBackToo();
  void aTextGoesBackThroughItsOwnSteps();
  void bothKeysRedoTyping();
  void typingThatIsTakenBackLeavesNoStep();
  void aFieldRedoesTyping();
  void onePressTooManyIsNoError();
  void aStepElsewhereIsOfferedFirst();
  void whatUndoChangesElsewhereIsShown_data();
  void whatUndoChangesElsewhereIsShown();
  void whatUndoTakesAwayIsMissedInItsPlace();

private:
  BlockId id(const QString& name) { return m_desk->block(name.section(u'/', 0, 0), name.section(u'/', 1)); }
  QString text(const QString& name);
  SourceEditor* editor() { return m_desk->find<SourceEditor>(u"sourceEditor"_s); }
  QString fault() { return m_desk->find<QLabel>(u"faultText"_s)->isVisible() ? u"fault"_s : QString(); }
  void openText(const QString& name);
  void type(const QString& letters);
  void store() { m_desk->window().page()->flush(); }
  void press(Qt::Key key, Qt::KeyboardModifiers more = {});
  QStringList done();

  std::unique_ptr<Desk> m_desk;
};

void TestUndoing::init()
{
  m_desk = std::make_unique<Desk>();
  QVERIFY(m_desk->importAndOpen(writeCourse(m_desk->folder() + u"/course"_s)));
  m_desk->window().activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
}

void TestUndoing::cleanup()
{
  m_desk.reset();
}

QString TestUndoing::text(const QString& name)
{
  return QString::fromUtf8(olx::blockText(m_desk->document().store(), id(name)).value_or("gone"));
}

void TestUndoing::openText(const QString& name)
{
  m_desk->document().selection().show(id(name));
  editor()->setFocus();
  QVERIFY(editor()->hasFocus());
}

void TestUndoing::type(const QString& letters)
{
  editor()->moveCursor(QTextCursor::Start);
  editor()->moveCursor(QTextCursor::EndOfLine);
  QTest::keyClicks(editor(), letters);
}

void TestUndoing::press(Qt::Key key, Qt::KeyboardModifiers more)
{
  QTest::keyClick(m_desk->window().focusWidget(), key, Qt::ControlModifier | more);
}

/// The labels of the steps that are in force, newest first, without the import.
QStringList TestUndoing::done()
{
  QStringList labels;
  for (const auto& op : m_desk->document().store().history(100).value_or(QList<OpInfo>()))
    if (op.state == OpInfo::State::Done && op.kind != "undo"_L1 && op.kind != "redo"_L1 && op.id != OpId(1))
      labels.append(op.label);
  return labels;
}

void TestUndoing::heldTextIsTakenBackAndNothingElse()
{
  openText(u"html/hello"_s);
  type(u"<p>More.</p>"_s);
  store();
  const QString hello = text(u"html/hello"_s);
  const QString sum = text(u"problem/sum"_s);
  openText(u"problem/sum"_s);
  type(u"<p>open"_s);
  store();
  QCOMPARE(fault(), u"fault"_s);
  for (int i = 0; i < 12 && editor()->source() != sum; ++i)
    press(Qt::Key_Z);
  QCOMPARE(editor()->source(), sum);
  QCOMPARE(text(u"html/hello"_s), hello);
  QTRY_COMPARE(fault(), QString());
  QVERIFY(HeldText::blocks(m_desk->document().store()).isEmpty());
  press(Qt::Key_Y);
  QVERIFY(editor()->source() != sum);
}

void TestUndoing::heldTextOfAnEarlierDayIsTakenBackToo()
{
  openText(u"html/hello"_s);
  type(u"<p>More.</p>"_s);
  store();
  const QString hello = text(u"html/hello"_s);
  const QString sum = text(u"problem/sum"_s);
  openText(u"problem/sum"_s);
  type(u"<p>open"_s);
  store();
  const QString typed = editor()->source();
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  openText(u"problem/sum"_s);
  QCOMPARE(editor()->source(), typed);
  press(Qt::Key_Z);
  QCOMPARE(editor()->source(), sum);
  QCOMPARE(text(u"html/hello"_s), hello);
  press(Qt::Key_Y);
  QCOMPARE(editor()->source(), typed);
  press(Qt::Key_Z);
  store();
  QVERIFY(HeldText::blocks(m_desk->document().store()).isEmpty());
  QCOMPARE(done().size(), 1);
}

void TestUndoing::aTextGoesBackThroughItsOwnSteps()
{
  const QString first = text(u"html/hello"_s);
  openText(u"html/hello"_s);
  type(u"A"_s);
  store();
  const QString second = text(u"html/hello"_s);
  QVERIFY(m_desk->rename(id(u"vertical/u3"_s), u"Other"_s));
  type(u"B"_s);
  store();
  const QString third = text(u"html/hello"_s);
  openText(u"problem/sum"_s);
  type(u" "_s);
  store();
  const QString sum = text(u"problem/sum"_s);
  openText(u"html/hello"_s);
  press(Qt::Key_Z);
  QCOMPARE(editor()->source(), second);
  press(Qt::Key_Z);
  QCOMPARE(editor()->source(), first);
  store();
  QCOMPARE(text(u"html/hello"_s), first);
  QCOMPARE(text(u"problem/sum"_s), sum);
  QCOMPARE(m_desk->document().title(id(u"vertical/u3"_s)), u"Other"_s);
  press(Qt::Key_Y);
  press(Qt::Key_Y);
  QCOMPARE(editor()->source(), third);
  store();
  QCOMPARE(text(u"html/hello"_s), third);
}

void TestUndoing::bothKeysRedoTyping()
{
  openText(u"html/hello"_s);
  const QString before = editor()->source();
  type(u"X"_s);
  const QString typed = editor()->source();
  press(Qt::Key_Z);
  QCOMPARE(editor()->source(), before);
  press(Qt::Key_Y);
  QCOMPARE(editor()->source(), typed);
  press(Qt::Key_Z);
  press(Qt::Key_Z, Qt::ShiftModifier);
  QCOMPARE(editor()->source(), typed);
  store();
  press(Qt::Key_Z);
  store();
  QCOMPARE(text(u"html/hello"_s), before);
  press(Qt::Key_Y);
  store();
  QCOMPARE(text(u"html/hello"_s), typed);
}

void TestUndoing::typingThatIsTakenBackLeavesNoStep()
{
  QVERIFY(m_desk->rename(id(u"vertical/u3"_s), u"Other"_s));
  const auto before = m_desk->document().store().contentHash();
  openText(u"html/hello"_s);
  type(u"X"_s);
  store();
  QCOMPARE(done().size(), 2);
  press(Qt::Key_Z);
  store();
  QCOMPARE(done(), QStringList(u"Rename “Unit 3”"_s));
  QCOMPARE(*m_desk->document().store().contentHash(), *before);
  press(Qt::Key_Y);
  store();
  QCOMPARE(done().size(), 2);
  QTest::keyClick(editor(), Qt::Key_Backspace); // by hand
  store();
  QCOMPARE(done(), QStringList(u"Rename “Unit 3”"_s));
  QCOMPARE(m_desk->document().undoLabel(), u"Rename “Unit 3”"_s);
}

void TestUndoing::aFieldRedoesTyping()
{
  m_desk->document().selection().show(id(u"problem/sum"_s));
  auto* line = qobject_cast<QLineEdit*>(
      m_desk->window().page()->inspector().fieldEditor(u"max_attempts"_s)->control());
  line->setFocus();
  QTest::keyClicks(line, u"7"_s);
  const QString typed = line->text();
  press(Qt::Key_Z);
  QVERIFY(line->text() != typed);
  press(Qt::Key_Y);
  QCOMPARE(line->text(), typed);
}

void TestUndoing::onePressTooManyIsNoError()
{
  openText(u"html/hello"_s);
  for (const Qt::Key key : {Qt::Key_Z, Qt::Key_Y, Qt::Key_Z, Qt::Key_Y}) {
    press(key);
    QVERIFY2(!m_desk->window().messages().isVisible(), qPrintable(m_desk->window().messages().title()));
  }
  QVERIFY(!m_desk->document().undo());
  QVERIFY(!m_desk->document().redo());
  QVERIFY(!m_desk->window().messages().isVisible());
}

void TestUndoing::aStepElsewhereIsOfferedFirst()
{
  QVERIFY(m_desk->rename(id(u"vertical/u3"_s), u"Other"_s));
  openText(u"html/hello"_s);
  press(Qt::Key_Z);
  QCOMPARE(m_desk->document().title(id(u"vertical/u3"_s)), u"Other"_s);
  MessageBar& messages = m_desk->window().messages();
  QVERIFY(messages.isVisible());
  QVERIFY2(messages.text().contains(u"Rename “Unit 3”"_s), qPrintable(messages.text()));
  messages.findChild<QPushButton*>()->click();
  QCOMPARE(m_desk->document().title(id(u"vertical/u3"_s)), u"Unit 3"_s);
  QCOMPARE(m_desk->document().selection().current(), id(u"vertical/u3"_s));
  QVERIFY(!messages.isVisible());
}

void TestUndoing::whatUndoChangesElsewhereIsShown_data()
{
  QTest::addColumn<QString>("what");
  QTest::addColumn<QString>("shown");
  const auto row = [](const char* name, const QString& what, const QString& shown) {
    QTest::newRow(name) << what << shown;
  };
  row("a title", u"rename"_s, u"vertical/u3"_s);
  row("a setting", u"field"_s, u"problem/sum"_s);
  row("a text", u"text"_s, u"html/hello"_s);
  row("a deleted unit", u"delete"_s, u"vertical/u1"_s);
  row("a move", u"move"_s, u"vertical/u1"_s);
}

void TestUndoing::whatUndoChangesElsewhereIsShown()
{
  QFETCH(QString, what);
  QFETCH(QString, shown);
  CourseDocument& document = m_desk->document();
  const FieldSpec& attempts = *document.types().field(u"problem"_s, u"max_attempts"_s);
  const BlockId block = id(shown);
  if (what == "rename"_L1)
    QVERIFY(m_desk->rename(block, u"Other"_s));
  else if (what == "field"_L1)
    QVERIFY(document.run(steps::setField(document, {block}, attempts, u"5"_s)));
  else if (what == "text"_L1)
    QVERIFY(document.run(steps::setBody(document, block, "<p>Other</p>")));
  else if (what == "delete"_L1)
    QVERIFY(document.run(steps::removeBlocks(document, {block})));
  else
    QVERIFY(document.run(steps::moveBlocks(document, {block}, id(u"sequential/second"_s), -1)));
  for (const char* way : {"undo", "redo", "undo"}) {
    document.selection().show(id(u"sequential/second"_s));
    auto* view = m_desk->find<OutlineView>(u"outlineView"_s);
    view->setFocus();
    view->collapseAll();
    QVERIFY(m_desk->trigger(QString::fromLatin1(way)));
    if (what == "delete"_L1 && QByteArrayView(way) == "redo") {
      QCOMPARE(document.selection().current(), id(u"sequential/first"_s)); // what it was in
      continue;
    }
    QCOMPARE(document.selection().blocks(), QList<BlockId>{block});
    const QModelIndex index = document.outlineModel().indexOf(block);
    QVERIFY(view->viewport()->rect().contains(view->visualRect(index).center()));
  }
}

void TestUndoing::whatUndoTakesAwayIsMissedInItsPlace()
{
  CourseDocument& document = m_desk->document();
  QVERIFY(document.run(steps::addBlock(document, id(u"vertical/u2"_s), u"html"_s, -1)));
  document.selection().show(id(u"vertical/u3"_s));
  m_desk->find<OutlineView>(u"outlineView"_s)->setFocus();
  QVERIFY(m_desk->trigger(u"undo"_s));
  QCOMPARE(document.selection().current(), id(u"vertical/u2"_s));
}

SCRIPTORIUM_TEST(TestUndoing)
#include "tst_undoing.moc"
