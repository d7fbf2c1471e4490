#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/inspectorpane.h"

#include <QLineEdit>
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

private:
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

SCRIPTORIUM_TEST(TestInspector)
#include "tst_inspector.moc"
