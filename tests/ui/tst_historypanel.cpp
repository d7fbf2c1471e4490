#include "support/testmain.h"
#include "ui/opencourse.h"
#include "ui/panels/historypanel.h"

#include <QCheckBox>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The steps of the course as a list, and the way back to each.
class TestHistoryPanel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void theNewestStepStandsFirst();
  void aNewStepAppearsWhileItIsShown();
  void aHiddenPanelReadsWhenItIsShown();
  void anUndoneStepSaysSo();
  void onlyTheChosenBlocksStepsAreShown();
  void goingBackToAStepTakesAllLaterOnesBack();
  void aBlockGoesBackAlone();
  void aCourseOpenForReadingCannotGoBack();

private:
  CourseDocument& document() { return m_course->document(); }
  void rename(const QString& name, const QString& title);
  QStringList shown() const;
  void chooseRow(int row);

  std::unique_ptr<OpenCourse> m_course;
  std::unique_ptr<HistoryPanel> m_panel;
  QTreeView* m_list = nullptr;
  QPushButton* m_restore = nullptr;
  QCheckBox* m_onlyBlock = nullptr;
};

void TestHistoryPanel::init()
{
  m_course = std::make_unique<OpenCourse>();
  rename(u"vertical/v1"_s, u"First"_s);
  rename(u"vertical/v3"_s, u"Third"_s);
  m_panel = std::make_unique<HistoryPanel>(document());
  m_list = m_panel->findChild<QTreeView*>(u"historyList"_s);
  m_restore = m_panel->findChild<QPushButton*>(u"historyRestore"_s);
  m_onlyBlock = m_panel->findChild<QCheckBox*>(u"historyOfBlock"_s);
  m_panel->show();
}

void TestHistoryPanel::cleanup()
{
  m_panel.reset();
  m_course.reset();
}

void TestHistoryPanel::rename(const QString& name, const QString& title)
{
  QVERIFY(document().run(steps::rename(document(), m_course->block(name), title)));
}

QStringList TestHistoryPanel::shown() const
{
  QStringList labels;
  for (int row = 0; row < m_list->model()->rowCount(); ++row)
    labels.append(m_list->model()->index(row, 0).data().toString());
  return labels;
}

void TestHistoryPanel::chooseRow(int row)
{
  m_list->setCurrentIndex(m_list->model()->index(row, 0));
}

void TestHistoryPanel::theNewestStepStandsFirst()
{
  QCOMPARE(shown(), QStringList({u"Rename “Unit 3”"_s, u"Rename “Unit 1”"_s, u"Import small course"_s}));
  QCOMPARE(m_list->model()->columnCount(), 3);
  QCOMPARE(m_list->model()->index(2, 1).data().toString(), u"maker"_s);
}

void TestHistoryPanel::aNewStepAppearsWhileItIsShown()
{
  rename(u"vertical/v2"_s, u"Second"_s);
  QCOMPARE(shown().first(), u"Rename “Unit 2”"_s);
}

void TestHistoryPanel::aHiddenPanelReadsWhenItIsShown()
{
  m_panel->hide();
  rename(u"vertical/v2"_s, u"Second"_s);
  QCOMPARE(shown().size(), 3);
  m_panel->show();
  QCOMPARE(shown().size(), 4);
}

void TestHistoryPanel::anUndoneStepSaysSo()
{
  QVERIFY(document().undo());
  QVERIFY2(shown().contains(u"Rename “Unit 3” (undone)"_s), qPrintable(shown().join(u'\n')));
}

void TestHistoryPanel::onlyTheChosenBlocksStepsAreShown()
{
  document().selection().show(m_course->block(u"vertical/v1"_s));
  m_onlyBlock->click();
  QVERIFY(shown().contains(u"Rename “Unit 1”"_s));
  QVERIFY(!shown().contains(u"Rename “Unit 3”"_s));
  document().selection().show(m_course->block(u"vertical/v3"_s));
  QVERIFY(shown().contains(u"Rename “Unit 3”"_s));
  QVERIFY(!shown().contains(u"Rename “Unit 1”"_s));
}

void TestHistoryPanel::goingBackToAStepTakesAllLaterOnesBack()
{
  QVERIFY(!m_restore->isEnabled());
  chooseRow(2);
  QVERIFY(m_restore->isEnabled());
  m_restore->click();
  QCOMPARE(document().title(m_course->block(u"vertical/v1"_s)), u"Unit 1"_s);
  QCOMPARE(document().title(m_course->block(u"vertical/v3"_s)), u"Unit 3"_s);
  QCOMPARE(document().undoLabel(), u"Go back to after “Import small course”"_s);
  QVERIFY(document().undo());
  QCOMPARE(document().title(m_course->block(u"vertical/v3"_s)), u"Third"_s);
}

void TestHistoryPanel::aBlockGoesBackAlone()
{
  rename(u"vertical/v3"_s, u"Fourth"_s);
  document().selection().show(m_course->block(u"vertical/v3"_s));
  m_onlyBlock->click();
  chooseRow(static_cast<int>(shown().indexOf(u"Rename “Unit 3”"_s)));
  m_restore->click();
  QCOMPARE(document().title(m_course->block(u"vertical/v3"_s)), u"Third"_s);
  QCOMPARE(document().title(m_course->block(u"vertical/v1"_s)), u"First"_s);
  QCOMPARE(document().undoLabel(), u"Restore “Fourth” as of “Rename “Unit 3””"_s);
}

void TestHistoryPanel::aCourseOpenForReadingCannotGoBack()
{
  m_panel.reset();
  m_course->reopen(CourseStore::Mode::ReadOnly);
  m_panel = std::make_unique<HistoryPanel>(document());
  m_list = m_panel->findChild<QTreeView*>(u"historyList"_s);
  m_panel->show();
  chooseRow(1);
  QVERIFY(!m_panel->findChild<QPushButton*>(u"historyRestore"_s)->isEnabled());
}

SCRIPTORIUM_TEST(TestHistoryPanel)
#include "tst_historypanel.moc"
