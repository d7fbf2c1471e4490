#include "base/atomicfile.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/inspectorpane.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The inspector's forms: what they show of a block, and that they do not hold up the window.
class TestInspector : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void aFieldOfOneBlockIsNotShownForTheNext();
  void aFieldThatIsSetIsShownWithTheOwnOnes();
  void tabbingFollowsTheForm();
  void theFormOfACourseIsMadeBitByBit();
  void aSettingOfSeveralBlocksChangesAllInOneStep();
  void severalValuesAreSaid();
  void aSettingThatNotAllHaveSaysSo();
  void otherTypesWriteTheSameValueTheirWay();
  void manyBlocksAreComparedBitByBit();
  void whatTheFilterHidesIsSaid();

private:
  void chooseAll(const QStringList& names);
  QString value(const QString& name, const QString& field);
  void type(const QString& field, const QString& text);
  FieldEditor* field(const QString& name);
  QToolButton* moreButton();

  std::unique_ptr<Desk> m_desk;
};

void TestInspector::init()
{
  m_desk = std::make_unique<Desk>();
  const QString course = writeCourse(m_desk->folder() + u"/course"_s);
  QVERIFY(writeFile(course + u"/vertical/u3.xml"_s,
                    "<vertical display_name=\"Unit 3\">\n  <problem url_name=\"odd\" odd_one=\"1\" "
                    "days_early_for_beta=\"2\"><p>Text</p></problem>\n</vertical>\n"));
  QVERIFY(m_desk->importAndOpen(course));
}

void TestInspector::cleanup()
{
  m_desk.reset();
}

FieldEditor* TestInspector::field(const QString& name)
{
  return m_desk->window().page()->inspector().fieldEditor(name);
}

QToolButton* TestInspector::moreButton()
{
  for (auto* button : m_desk->window().findChildren<QToolButton*>(u"moreFields"_s))
    if (button->isVisible())
      return button;
  return nullptr;
}

void TestInspector::aFieldOfOneBlockIsNotShownForTheNext()
{
  QVERIFY(m_desk->choose(u"problem"_s, u"odd"_s));
  QVERIFY(moreButton());
  moreButton()->click();
  QVERIFY(field(u"odd_one"_s));
  QVERIFY(field(u"odd_one"_s)->isVisible());
  QCOMPARE(field(u"odd_one"_s)->text(), u"1"_s);
  QWidget* shown = field(u"odd_one"_s);
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QVERIFY(!field(u"odd_one"_s));
  QVERIFY(!shown->isVisible());
}

void TestInspector::aFieldThatIsSetIsShownWithTheOwnOnes()
{
  QVERIFY(m_desk->choose(u"problem"_s, u"odd"_s));
  moreButton()->click();
  moreButton()->click();
  QVERIFY(!field(u"odd_one"_s) || !field(u"odd_one"_s)->isVisible());
  QVERIFY(field(u"days_early_for_beta"_s)->isVisible());
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QVERIFY(!field(u"days_early_for_beta"_s) || !field(u"days_early_for_beta"_s)->isVisible());
  QVERIFY(m_desk->choose(u"problem"_s, u"odd"_s));
  QVERIFY(field(u"days_early_for_beta"_s)->isVisible());
}

void TestInspector::tabbingFollowsTheForm()
{
  QVERIFY(m_desk->trigger(u"show-panels"_s));
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QVERIFY(field(u"display_name"_s));
  m_desk->window().activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
  auto* filter = m_desk->find<QLineEdit>(u"fieldFilter"_s);
  filter->setFocus();
  QTest::keyClick(filter, Qt::Key_Tab);
  QCOMPARE(QApplication::focusWidget(), field(u"display_name"_s)->control());
  QWidget* const last = moreButton();
  QStringList passed;
  for (int steps = 0; steps < 80 && QApplication::focusWidget() != last; ++steps) {
    passed.append(QApplication::focusWidget()->objectName());
    QVERIFY2(m_desk->window().page()->inspector().isAncestorOf(QApplication::focusWidget()),
             qPrintable(passed.join(u", "_s)));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
  }
  QCOMPARE(QApplication::focusWidget(), last);
  QVERIFY(passed.size() > 5);
}

void TestInspector::theFormOfACourseIsMadeBitByBit()
{
  // Nothing but the first few of a course's many fields stands in the way of the next frame.
  const auto made = [this] { return m_desk->window().findChildren<FieldEditor*>().size(); };
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  QVERIFY(field(u"display_name"_s));
  const qsizetype before = made();
  const BlockId course = m_desk->document().outline().top()->row.id;
  m_desk->document().selection().select({course}, course);
  const qsizetype atOnce = made() - before;
  QVERIFY(field(u"display_name"_s));
  QVERIFY2(atOnce < made() - before, qPrintable(QString::number(atOnce)));
}

void TestInspector::chooseAll(const QStringList& names)
{
  QList<BlockId> blocks;
  for (const auto& name : names)
    blocks.append(m_desk->block(name.section(u'/', 0, 0), name.section(u'/', 1)));
  m_desk->document().selection().select(blocks, blocks.last());
}

QString TestInspector::value(const QString& name, const QString& field)
{
  const BlockId block = m_desk->block(name.section(u'/', 0, 0), name.section(u'/', 1));
  return m_desk->document().store().version(block)->fields.value(field).value_or(u"(not set)"_s);
}

void TestInspector::type(const QString& name, const QString& text)
{
  auto* line = qobject_cast<QLineEdit*>(field(name)->control());
  QVERIFY(line);
  line->setText(text);
  Q_EMIT line->editingFinished();
}

void TestInspector::aSettingOfSeveralBlocksChangesAllInOneStep()
{
  chooseAll({u"problem/sum"_s, u"problem/odd"_s});
  type(u"max_attempts"_s, u"7"_s);
  QCOMPARE(value(u"problem/sum"_s, u"max_attempts"_s), u"7"_s);
  QCOMPARE(value(u"problem/odd"_s, u"max_attempts"_s), u"7"_s);
  QCOMPARE(field(u"max_attempts"_s)->text(), u"7"_s);
  QVERIFY2(m_desk->document().undoLabel().contains(u"2 blocks"_s),
           qPrintable(m_desk->document().undoLabel()));
  field(u"max_attempts"_s)->findChild<QToolButton*>(u"reset"_s)->click();
  QCOMPARE(value(u"problem/sum"_s, u"max_attempts"_s), u"(not set)"_s);
  QCOMPARE(value(u"problem/odd"_s, u"max_attempts"_s), u"(not set)"_s);
  QVERIFY(m_desk->document().undo());
  QVERIFY(m_desk->document().undo());
  QCOMPARE(value(u"problem/sum"_s, u"max_attempts"_s), u"3"_s);
  QCOMPARE(value(u"problem/odd"_s, u"max_attempts"_s), u"(not set)"_s);
  QVERIFY(m_desk->document().undoLabel().isEmpty());
}

void TestInspector::severalValuesAreSaid()
{
  chooseAll({u"problem/sum"_s, u"problem/odd"_s});
  FieldEditor* attempts = field(u"max_attempts"_s);
  QCOMPARE(attempts->text(), QString());
  QCOMPARE(qobject_cast<QLineEdit*>(attempts->control())->placeholderText(), u"Several values"_s);
  QVERIFY(attempts->isSet()); // of one of them, so that all can be reset
  Q_EMIT qobject_cast<QLineEdit*>(attempts->control())->editingFinished(); // nothing was typed
  QVERIFY(m_desk->document().undoLabel().isEmpty());
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QCOMPARE(field(u"max_attempts"_s)->text(), u"3"_s);
  QCOMPARE(qobject_cast<QLineEdit*>(field(u"max_attempts"_s)->control())->placeholderText(), u"Not set"_s);
}

void TestInspector::aSettingThatNotAllHaveSaysSo()
{
  chooseAll({u"html/hello"_s, u"problem/sum"_s});
  FieldEditor* weight = field(u"weight"_s);
  QVERIFY(!weight->control()->isEnabled());
  const auto* note = weight->findChild<QLabel*>(u"note"_s);
  QVERIFY(note && note->text().contains(u"“Hello”"_s));
  QVERIFY(field(u"display_name"_s)->control()->isEnabled());
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  QVERIFY(field(u"weight"_s)->control()->isEnabled());
  QVERIFY(note->text().isEmpty());
}

void TestInspector::otherTypesWriteTheSameValueTheirWay()
{
  CourseDocument& document = m_desk->document();
  const BlockId unit = m_desk->block(u"vertical"_s, u"u2"_s);
  const auto poll = document.run(steps::addBlock(document, unit, u"poll"_s, -1)); // a pure XBlock
  QVERIFY(poll);
  const BlockId block = poll->first();
  const BlockId problem = m_desk->block(u"problem"_s, u"sum"_s);
  document.selection().select({block, problem}, problem);
  type(u"display_name"_s, u"null"_s);
  for (const BlockId each : {problem, block}) {
    const QString tag = document.outline().find(each)->row.type;
    const auto raw = document.store().version(each)->fields.value(u"display_name"_s);
    QCOMPARE(*readField(*document.types().field(tag, u"display_name"_s),
                        document.types().type(tag).isXmlBlock, raw.value_or(QString())),
             u"\"null\""_s);
  }
}

void TestInspector::manyBlocksAreComparedBitByBit()
{
  CourseDocument& document = m_desk->document();
  QList<BlockId> blocks{m_desk->block(u"problem"_s, u"sum"_s)};
  QVERIFY(document.run(
      {u"add"_s, u"Many"_s, {}, [&](Edit& edit) -> Result<QList<BlockId>> {
         QList<BlockId> made;
         for (int i = 0; i < 400; ++i) {
           SCRIPTORIUM_TRY_ASSIGN(const BlockId block,
                                  edit::addBlock(edit, document.types(),
                                                 m_desk->block(u"vertical"_s, u"u2"_s), u"problem"_s, -1));
           made.append(block);
         }
         SCRIPTORIUM_TRY(edit::setField(edit, document.types(), made.last(), u"weight"_s, u"2"_s));
         blocks += made;
         return made;
       }}));
  document.selection().select(blocks, blocks.first());
  const auto placeholder = [this] {
    return qobject_cast<QLineEdit*>(field(u"weight"_s)->control())->placeholderText();
  };
  QTRY_COMPARE(placeholder(), u"Several values"_s);
  type(u"weight"_s, u"3"_s);
  for (const BlockId block : std::as_const(blocks))
    QCOMPARE(document.store().version(block)->fields.value(u"weight"_s), std::optional(u"3.0"_s));
}

void TestInspector::whatTheFilterHidesIsSaid()
{
  QVERIFY(m_desk->choose(u"problem"_s, u"sum"_s));
  auto* hidden = m_desk->find<QLabel>(u"filterHides"_s);
  QVERIFY(!hidden->isVisible());
  m_desk->find<QLineEdit>(u"fieldFilter"_s)->setText(u"attempts"_s);
  QTRY_VERIFY(hidden->isVisible());
  QVERIFY2(hidden->text().startsWith(u"The filter hides "_s), qPrintable(hidden->text()));
  QVERIFY(m_desk->choose(u"html"_s, u"hello"_s));
  QVERIFY(hidden->isVisible());
  m_desk->find<QPushButton>(u"filterClear"_s)->click();
  QVERIFY(!hidden->isVisible());
  QVERIFY(field(u"display_name"_s)->isVisible());
}

SCRIPTORIUM_TEST(TestInspector)
#include "tst_inspector.moc"
