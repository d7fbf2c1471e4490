#include "support/testmain.h"
#include "ui/desk.h"

#include <QApplication>
#include <QMenuBar>
#include <QSplitter>
#include <QSplitterHandle>
#include <QTest>
#include <QToolBar>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The sizes of the panes, as the author left them.
class TestLayout : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup() { m_desk.reset(); }

  void theFirstWindowHasOneFont();
  void panesKeepTheirSizesOverARestart();
  void panesKeepTheirSizesInAnotherWindowSize();
  void sizesAreKeptWithoutAnOrderlyEnd();

private:
  QSplitter* columns() { return m_desk->find<QSplitter>(u"columns"_s); }
  QSplitter* rows() { return m_desk->find<QSplitter>(u"rows"_s); }
  static void drag(QSplitter& splitter, int handle, QPoint by);

  std::unique_ptr<Desk> m_desk;
};

void TestLayout::init()
{
  m_desk = std::make_unique<Desk>();
  QVERIFY(m_desk->importAndOpen(writeCourse(m_desk->folder() + u"/course"_s)));
  QVERIFY(m_desk->waitForOutline());
  m_desk->action(u"show-panels"_s)->setChecked(true);
  QCoreApplication::processEvents();
}

/// The window is there before the first look brings the font.
void TestLayout::theFirstWindowHasOneFont()
{
  const QString family = QApplication::font().family();
  QCOMPARE(m_desk->window().menuBar()->font().family(), family);
  QCOMPARE(m_desk->find<QToolBar>(u"tools"_s)->font().family(), family);
}

/// As a hand does it: handle 1 lies before the second pane.
void TestLayout::drag(QSplitter& splitter, int handle, QPoint by)
{
  QSplitterHandle* grip = splitter.handle(handle);
  const QPoint from = grip->rect().center();
  QTest::mousePress(grip, Qt::LeftButton, {}, from);
  const QPointF to = from + by;
  QMouseEvent move(QEvent::MouseMove, to, grip->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
  QCoreApplication::sendEvent(grip, &move);
  QTest::mouseRelease(grip, Qt::LeftButton, {}, from);
}

void TestLayout::panesKeepTheirSizesOverARestart()
{
  drag(*columns(), 1, QPoint(70, 0));
  drag(*columns(), 2, QPoint(-40, 0));
  drag(*rows(), 1, QPoint(0, -60));
  const QList<int> wide = columns()->sizes();
  const int high = rows()->sizes().last();
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  QCoreApplication::processEvents();
  QCOMPARE(columns()->sizes(), wide);
  QVERIFY2(qAbs(rows()->sizes().last() - high) < 5, qPrintable(QString::number(rows()->sizes().last())));
}

void TestLayout::panesKeepTheirSizesInAnotherWindowSize()
{
  drag(*columns(), 1, QPoint(70, 0));
  const int outline = columns()->sizes().first();
  const int inspector = columns()->sizes().last();
  m_desk->window().resize(1700, 900);
  QCoreApplication::processEvents();
  QCOMPARE(columns()->sizes().first(), outline);
  QCOMPARE(columns()->sizes().last(), inspector);
  m_desk->window().resize(1000, 700);
  QCoreApplication::processEvents();
  QVERIFY(columns()->sizes().first() < outline);
  m_desk->window().resize(1280, 800);
  QCoreApplication::processEvents();
  QCOMPARE(columns()->sizes().first(), outline);
}

void TestLayout::sizesAreKeptWithoutAnOrderlyEnd()
{
  drag(*columns(), 1, QPoint(70, 0));
  QTRY_COMPARE(m_desk->settings().value(u"layout/outlineWidth"_s).toInt(), columns()->sizes().first());
}

SCRIPTORIUM_TEST(TestLayout)
#include "tst_layout.moc"
