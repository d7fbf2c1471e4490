#include "base/atomicfile.h"
#include "store/heldtext.h"
#include "support/places.h"
#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/document/coursedocument.h"
#include "ui/document/pendingbody.h"
#include "ui/jobs/jobs.h"
#include "ui/panels/panels.h"
#include "ui/panels/reportpanel.h"
#include "ui/shell/window/exchangeflow.h"
#include "ui/widgets/messagebar.h"

#include <QDir>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include <cstdio>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Courses coming in and going out through the window, and the home page that shows them.
class TestExchangeFlow : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init();
  void cleanup();

  void coursesImportedTogetherStayOnTheShelf();
  void anImportDoesNotTakeTheAuthorAway();
  void aSecondClickImportsOnce();
  void aSecondClickExportsOnce();
  void anExportThatFailedCanBeTriedAgain();
  void aStoppedImportLeavesNothing();
  void theReportIsThereAgainAfterARestart();
  void noFailureHidesAnother();
  void anArchiveWithSeveralCoursesOffersThem();
  void aTakenKeyOffersBothWaysOut();
  void namesThatAreNotUtf8AreOfferedInTheirReadings();
  void textHeldForADeletedCourseIsNotTheNewOnes();
  void heldTextIsSaidBeforeAndAfterAnExport();
  void whatStudioRefusesIsSaidFirst();
  void webPagesAreWrittenIntoANewFolder();
  void homeOpensACourseFromTheKeyboard();
  void aSearchWithoutMatchSaysSo();

private:
  MessageBar& messages() { return m_desk->window().messages(); }
  ExchangeFlow& exchange() { return m_desk->window().exchange(); }
  QListView* cards() { return m_desk->find<QListView>(u"courses"_s); }
  bool isIdle() { return !m_desk->window().jobs().isBusy(); }
  /// The same course under a run of its own.
  QString course(const QString& run) { return writeCourse(m_desk->folder() + u'/' + run, run); }

  std::unique_ptr<Desk> m_desk;
};

void TestExchangeFlow::init()
{
  m_desk = std::make_unique<Desk>();
}

void TestExchangeFlow::cleanup()
{
  m_desk.reset();
}

void TestExchangeFlow::coursesImportedTogetherStayOnTheShelf()
{
  exchange().importPaths({course(u"A"_s), course(u"B"_s), course(u"C"_s)});
  QTRY_COMPARE_WITH_TIMEOUT(cards()->model()->rowCount(), 3, 20000);
  QTRY_VERIFY(isIdle());
  QVERIFY(!m_desk->window().document());
  QVERIFY(messages().isVisible());
}

void TestExchangeFlow::anImportDoesNotTakeTheAuthorAway()
{
  QVERIFY(m_desk->importAndOpen(course(u"A"_s)));
  QSignalSpy imported(&exchange(), &ExchangeFlow::imported);
  exchange().importPath(course(u"B"_s));
  QTRY_COMPARE_WITH_TIMEOUT(imported.size(), 1, 20000);
  QVERIFY(m_desk->document().info().key.endsWith(u"+A"_s));
  QVERIFY(messages().isVisible());
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 1);
  buttons.first()->click();
  QVERIFY(m_desk->document().info().key.endsWith(u"+B"_s));
}

void TestExchangeFlow::aSecondClickImportsOnce()
{
  const QString path = course(u"A"_s);
  exchange().importPath(path);
  exchange().importPath(path);
  QTRY_VERIFY_WITH_TIMEOUT(m_desk->window().document() && isIdle(), 20000);
  QCOMPARE(m_desk->window().jobs().all().size(), 1);
  QCOMPARE(m_desk->workspace().courses()->size(), 1);
}

void TestExchangeFlow::aSecondClickExportsOnce()
{
  QVERIFY(m_desk->importAndOpen(course(u"A"_s)));
  QSignalSpy exported(&exchange(), &ExchangeFlow::exported);
  const QString target = m_desk->folder() + u"/out.tar.gz"_s;
  exchange().exportTo(m_desk->document().info(), target);
  exchange().exportTo(m_desk->document().info(), target);
  QVERIFY(messages().title().contains(u"already"_s));
  QTRY_VERIFY_WITH_TIMEOUT(isIdle(), 20000);
  QCOMPARE(exported.size(), 1);
  exchange().exportTo(m_desk->document().info(), target);
  QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 2, 20000);
}

void TestExchangeFlow::anExportThatFailedCanBeTriedAgain()
{
  QVERIFY(m_desk->importAndOpen(course(u"A"_s)));
  QSignalSpy exported(&exchange(), &ExchangeFlow::exported);
  const QString folder = m_desk->folder() + u"/later"_s;
  exchange().exportTo(m_desk->document().info(), folder + u"/out.tar.gz"_s);
  QTRY_VERIFY_WITH_TIMEOUT(messages().isVisible(), 20000);
  QVERIFY(QDir().mkpath(folder));
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 1);
  buttons.first()->click();
  QTRY_COMPARE_WITH_TIMEOUT(exported.size(), 1, 20000);
  QVERIFY(QFile::exists(folder + u"/out.tar.gz"_s));
}

void TestExchangeFlow::aStoppedImportLeavesNothing()
{
  QSignalSpy imported(&exchange(), &ExchangeFlow::imported);
  exchange().importPath(course(u"A"_s));
  Job* job = m_desk->window().jobs().all().first();
  job->cancel();
  QVERIFY(job->isStopping());
  QTRY_VERIFY_WITH_TIMEOUT(isIdle(), 20000);
  QCOMPARE(job->state(), Job::State::Cancelled);
  QVERIFY(!job->isStopping());
  QCOMPARE(imported.size(), 0);
  QCOMPARE(m_desk->workspace().courses()->size(), 0);
  exchange().importPath(m_desk->folder() + u"/A"_s);
  QTRY_VERIFY_WITH_TIMEOUT(m_desk->window().document() != nullptr, 20000);
}

void TestExchangeFlow::theReportIsThereAgainAfterARestart()
{
  const QString path = course(u"A"_s);
  // A pointer to a block that is not there.
  QVERIFY(writeFile(path + u"/vertical/u3.xml"_s,
                    "<vertical display_name=\"Unit 3\">\n  <html url_name=\"lost\"/>\n</vertical>\n"));
  const auto findings = [this] { return m_desk->window().page()->panels().report()->count(); };
  QVERIFY(m_desk->importAndOpen(path));
  QTRY_VERIFY(findings() > 0);
  const qsizetype count = findings();
  m_desk->restart();
  QVERIFY(m_desk->waitForOutline());
  QTRY_COMPARE(findings(), count);
}

void TestExchangeFlow::noFailureHidesAnother()
{
  QStringList paths{m_desk->folder() + u"/one.zip"_s, m_desk->folder() + u"/two.zip"_s};
  for (const auto& path : std::as_const(paths))
    QVERIFY(writeFile(path, "this is no archive"));
  exchange().importPaths(paths + QStringList{course(u"A"_s)});
  QTRY_VERIFY_WITH_TIMEOUT(isIdle(), 20000);
  QStringList told;
  for (int i = 0; i < 5 && messages().isVisible(); ++i) {
    told.append(messages().title());
    messages().dismiss();
  }
  QCOMPARE(told.size(), 3);
  QVERIFY(told.join(u' ').contains(u"one.zip"_s) && told.join(u' ').contains(u"two.zip"_s));
}

void TestExchangeFlow::anArchiveWithSeveralCoursesOffersThem()
{
  for (const auto& run : {u"A"_s, u"B"_s})
    writeCourse(m_desk->folder() + u"/both/"_s + run, run);
  exchange().importPath(m_desk->folder() + u"/both"_s);
  QTRY_VERIFY_WITH_TIMEOUT(messages().isVisible(), 20000);
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2);
  QCOMPARE(buttons[0]->text(), u"A"_s);
  QCOMPARE(buttons[1]->text(), u"B"_s);
  buttons[1]->click();
  QTRY_COMPARE_WITH_TIMEOUT(m_desk->workspace().courses()->size(), 1, 20000);
}

void TestExchangeFlow::aTakenKeyOffersBothWaysOut()
{
  const QString path = course(u"A"_s);
  QVERIFY(m_desk->importAndOpen(path));
  exchange().importPath(path);
  QTRY_VERIFY_WITH_TIMEOUT(messages().isVisible(), 20000);
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2);
  QCOMPARE(buttons[0]->text(), u"Keep both"_s);
  buttons[0]->click();
  QTRY_COMPARE_WITH_TIMEOUT(m_desk->workspace().courses()->size(), 2, 20000);
}

void TestExchangeFlow::namesThatAreNotUtf8AreOfferedInTheirReadings()
{
  const QString folder = course(u"A"_s);
  QVERIFY(QDir(folder).mkpath(u"static"_s));
  // The file system takes any bytes, QFile does not.
  const QByteArray name = QFile::encodeName(folder) + "/static/\x90t\x82.txt";
  FILE* file = std::fopen(name.constData(), "wb");
  QVERIFY(file);
  std::fclose(file);
  exchange().importPath(folder);
  QTRY_VERIFY_WITH_TIMEOUT(messages().isVisible(), 20000);
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2); // Windows has no such byte
  QVERIFY(buttons[1]->text().contains(u"\u00C9t\u00E9.txt"_s));
  buttons[1]->click();
  QTRY_COMPARE_WITH_TIMEOUT(m_desk->workspace().courses()->size(), 1, 20000);
}

void TestExchangeFlow::textHeldForADeletedCourseIsNotTheNewOnes()
{
  const QString path = course(u"A"_s);
  QVERIFY(m_desk->importAndOpen(path));
  const CourseInfo first = m_desk->document().info();
  const BlockId hello = m_desk->block(u"html"_s, u"hello"_s);
  QVERIFY(HeldText(m_desk->document().store(), hello).write("<p>open"));
  QCOMPARE(HeldText::blocks(m_desk->document().store()), QList<BlockId>{hello});
  m_desk->window().showHome();
  QVERIFY(m_desk->workspace().remove(first));
  QVERIFY(m_desk->importAndOpen(path));
  QCOMPARE(m_desk->document().info().id, first.id);
  QCOMPARE(HeldText::blocks(m_desk->document().store()).size(), 0);
}

void TestExchangeFlow::heldTextIsSaidBeforeAndAfterAnExport()
{
  QVERIFY(m_desk->importAndOpen(course(u"A"_s)));
  const BlockId sum = m_desk->block(u"problem"_s, u"sum"_s);
  {
    const auto body = m_desk->document().bodies().of(sum);
    body->edit(u"<problem>\n<p>open</problem>"_s, nullptr);
    body->flush();
  }
  const QString target = m_desk->folder() + u"/out.tar.gz"_s;
  exchange().exportTo(m_desk->document().info(), target);
  QTRY_VERIFY_WITH_TIMEOUT(messages().text().contains("problem/sum"_L1), 20000);
  QVERIFY(!QFileInfo::exists(target));
  const auto buttons = messages().findChildren<QPushButton*>();
  QCOMPARE(buttons.size(), 2);
  buttons[0]->click();
  QCOMPARE(m_desk->document().selection().current(), sum);
  exchange().exportTo(m_desk->document().info(), target);
  QTRY_COMPARE_WITH_TIMEOUT(messages().findChildren<QPushButton*>().size(), 2, 20000);
  messages().findChildren<QPushButton*>()[1]->click();
  QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(target), 20000);
  QTRY_VERIFY_WITH_TIMEOUT(messages().text().contains("verified"_L1), 20000);
  QVERIFY2(messages().text().contains("problem/sum"_L1), qPrintable(messages().text()));
}

void TestExchangeFlow::whatStudioRefusesIsSaidFirst()
{
  const QString path = course(u"A"_s);
  QVERIFY(writeFile(path + u"/tags.csv"_s,
                    "Name,Type,ID,t\nV,vertical,block-v1:X+Y+R+type@vertical+block@v,A\n"));
  QVERIFY(m_desk->importAndOpen(path));
  auto* report = m_desk->window().findChild<QTreeWidget*>(u"findings"_s);
  QTRY_VERIFY_WITH_TIMEOUT(report->topLevelItemCount() > 0, 20000);
  QTRY_VERIFY_WITH_TIMEOUT(report->topLevelItem(0)->text(0).contains("import will fail"_L1), 20000);
  const QString target = m_desk->folder() + u"/out.tar.gz"_s;
  exchange().exportTo(m_desk->document().info(), target);
  QTRY_VERIFY_WITH_TIMEOUT(messages().title().contains("not be able to import"_L1), 20000);
  QVERIFY(!QFileInfo::exists(target));
  messages().findChildren<QPushButton*>()[1]->click();
  QTRY_VERIFY_WITH_TIMEOUT(messages().text().contains("verified"_L1), 20000);
  QVERIFY2(messages().text().contains("import will fail"_L1), qPrintable(messages().text()));
}

void TestExchangeFlow::webPagesAreWrittenIntoANewFolder()
{
  exchange().importPath(sampleCourse());
  QTRY_VERIFY_WITH_TIMEOUT(m_desk->window().document() != nullptr && isIdle(), 20'000);
  const QString folder = m_desk->folder() + u"/pages"_s;
  const CourseInfo info = m_desk->window().document()->info();
  exchange().exportPages(info, folder);
  QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + u"/index.html"_s) && isIdle(), 20'000);
  QTRY_VERIFY(messages().title().contains(u"pages"_s));
  exchange().exportPages(info, folder); // a folder that is there is left alone
  QTRY_VERIFY_WITH_TIMEOUT(messages().text().contains(u"there already"_s), 20'000);
}

void TestExchangeFlow::homeOpensACourseFromTheKeyboard()
{
  exchange().importPaths({course(u"A"_s), course(u"B"_s)});
  QTRY_COMPARE_WITH_TIMEOUT(cards()->model()->rowCount(), 2, 20000);
  m_desk->window().activateWindow();
  QVERIFY(QTest::qWaitForWindowActive(&m_desk->window()));
  QTRY_COMPARE(QApplication::focusWidget(), cards());
  QTest::keyClick(cards(), Qt::Key_Return);
  QTRY_VERIFY(m_desk->window().document() != nullptr);
  m_desk->window().showHome();
  QTRY_COMPARE(QApplication::focusWidget(), cards());
  auto* search = m_desk->find<QLineEdit>(u"courseFilter"_s);
  search->setFocus();
  QTest::keyClicks(search, u"+B"_s);
  QTest::keyClick(search, Qt::Key_Return);
  QTRY_VERIFY(m_desk->window().document() != nullptr);
  QVERIFY(m_desk->document().info().key.endsWith(u"+B"_s));
}

void TestExchangeFlow::aSearchWithoutMatchSaysSo()
{
  exchange().importPaths({course(u"A"_s), course(u"B"_s)});
  QTRY_COMPARE_WITH_TIMEOUT(cards()->model()->rowCount(), 2, 20000);
  auto* search = m_desk->find<QLineEdit>(u"courseFilter"_s);
  QTest::keyClicks(search, u"zzz"_s);
  QVERIFY(m_desk->find<QWidget>(u"noCourse"_s)->isVisible());
  search->clear();
  QVERIFY(!m_desk->find<QWidget>(u"noCourse"_s)->isVisible());
  QVERIFY(cards()->isVisible());
  QVERIFY(cards()->currentIndex().isValid());
}

SCRIPTORIUM_TEST(TestExchangeFlow)
#include "tst_exchangeflow.moc"
