#include "support/testmain.h"
#include "ui/jobs/jobs.h"
#include "ui/panels/jobspanel.h"
#include "ui/shell/window/jobstrip.h"

#include <QLabel>
#include <QProgressBar>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include <atomic>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

/// Jobs as the author sees them: the strip below the window and the panel.
class TestJobViews : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void theStripIsThereWhileAJobRuns();
  void theStripSaysHowFarItIs();
  void theStripCountsTheOthers();
  void theButtonStopsTheJob();
  void thePanelKeepsWhatIsOver();
  void aFailedJobSaysWhyInThePanel();

private:
  /// Reports `done` of `total` until it is let go, or stopped.
  Job* startWaiting(const QString& title, qint64 done = 0, qint64 total = 0);
  QString stripText() const { return m_strip->findChild<QLabel*>()->text(); }

  std::unique_ptr<QWidget> m_window;
  std::unique_ptr<Jobs> m_jobs;
  JobStrip* m_strip = nullptr;
  std::atomic<bool> m_go = false;
};

void TestJobViews::init()
{
  m_go = false;
  m_jobs = std::make_unique<Jobs>();
  m_window = std::make_unique<QWidget>();
  m_strip = new JobStrip(*m_jobs, m_window.get());
  m_window->show();
}

void TestJobViews::cleanup()
{
  m_go = true;
  QTRY_VERIFY(!m_jobs->isBusy());
  m_window.reset();
  m_jobs.reset();
}

Job* TestJobViews::startWaiting(const QString& title, qint64 done, qint64 total)
{
  return m_jobs->start<int>(
      title,
      [this, done, total](Progress& progress) -> Result<int> {
        progress.begin(u"Counting"_s);
        while (!m_go) {
          SCRIPTORIUM_TRY(progress.report(done, total));
          QThread::yieldCurrentThread();
        }
        return 1;
      },
      this, [](const Result<int>&) {});
}

void TestJobViews::theStripIsThereWhileAJobRuns()
{
  QVERIFY(!m_strip->isVisible());
  startWaiting(u"Import a.tar.gz"_s);
  QVERIFY(m_strip->isVisible());
  QVERIFY2(stripText().startsWith(u"Import a.tar.gz – "_s), qPrintable(stripText()));
  m_go = true;
  QTRY_VERIFY(!m_strip->isVisible());
}

void TestJobViews::theStripSaysHowFarItIs()
{
  startWaiting(u"Import"_s, 3, 4);
  auto* bar = m_strip->findChild<QProgressBar*>(u"jobProgress"_s);
  QTRY_COMPARE(stripText(), u"Import – Counting: 75 %"_s);
  QCOMPARE(bar->value() * 4, bar->maximum() * 3);
}

void TestJobViews::theStripCountsTheOthers()
{
  startWaiting(u"One"_s);
  startWaiting(u"Two"_s);
  startWaiting(u"Three"_s);
  QTRY_VERIFY2(stripText().endsWith(u" · 2 more"_s), qPrintable(stripText()));
  QVERIFY2(stripText().startsWith(u"One"_s), qPrintable(stripText()));
}

void TestJobViews::theButtonStopsTheJob()
{
  Job* first = startWaiting(u"One"_s);
  Job* second = startWaiting(u"Two"_s);
  m_strip->findChild<QToolButton*>(u"jobCancel"_s)->click();
  QTRY_COMPARE(first->state(), Job::State::Cancelled);
  QVERIFY(second->isRunning());
  QTRY_VERIFY2(stripText().startsWith(u"Two"_s), qPrintable(stripText()));
}

void TestJobViews::thePanelKeepsWhatIsOver()
{
  startWaiting(u"One"_s);
  JobsPanel panel(*m_jobs);
  auto* list = panel.findChild<QTreeWidget*>(u"jobsList"_s);
  QCOMPARE(list->topLevelItemCount(), 1);
  startWaiting(u"Two"_s);
  QCOMPARE(list->topLevelItem(0)->text(0), u"Two"_s);
  m_go = true;
  QTRY_VERIFY2(list->topLevelItem(0)->text(1).startsWith(u"Done in"_s),
               qPrintable(list->topLevelItem(0)->text(1)));
  QTRY_VERIFY(list->topLevelItem(1)->text(1).startsWith(u"Done in"_s));
}

void TestJobViews::aFailedJobSaysWhyInThePanel()
{
  JobsPanel panel(*m_jobs);
  auto* list = panel.findChild<QTreeWidget*>(u"jobsList"_s);
  m_jobs->start<int>(
      u"One"_s,
      [](Progress&) -> Result<int> {
        return Error{Error::Kind::Io, u"a.tar.gz"_s, u"No space left on device"_s};
      },
      this, [](const Result<int>&) {});
  QTRY_VERIFY2(list->topLevelItem(0)->text(1).contains(u"No space left on device"_s),
               qPrintable(list->topLevelItem(0)->text(1)));
  Job* stopped = startWaiting(u"Two"_s);
  stopped->cancel();
  QTRY_COMPARE(list->topLevelItem(0)->text(1), u"Stopped; nothing was changed"_s);
}

SCRIPTORIUM_TEST(TestJobViews)
#include "tst_jobviews.moc"
