#include "support/testmain.h"
#include "ui/desk.h"
#include "ui/shell/window/helpwindow.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QTest>
#include <QTextBrowser>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The help in the window.
class TestHelpWindow : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyPageIsThereAndEveryLinkLeadsToOne();
  void aSearchFindsThePagesThatHoldTheWords();
  void theKeyOpensThePageOfWhatHasTheFocus();
  void aBlocksLinkAndKeyAreCopied();
};

void TestHelpWindow::everyPageIsThereAndEveryLinkLeadsToOne()
{
  HelpWindow help;
  auto* page = help.findChild<QTextBrowser*>(u"helpPage"_s);
  QVERIFY(HelpWindow::pages().size() >= 11);
  for (const auto& name : HelpWindow::pages()) {
    help.showPage(name);
    QVERIFY2(page->toPlainText().size() > 100, qPrintable(name));
    QVERIFY(!page->toPlainText().startsWith(u'#'));
  }
  Q_EMIT page->anchorClicked(QUrl(u"undo.md"_s));
  QVERIFY(page->toPlainText().startsWith(u"Undo"_s));
}

void TestHelpWindow::aSearchFindsThePagesThatHoldTheWords()
{
  HelpWindow help;
  auto* list = help.findChild<QListWidget*>(u"helpPages"_s);
  QCOMPARE(list->count(), HelpWindow::pages().size());
  help.findChild<QLineEdit*>(u"helpSearch"_s)->setText(u"jump_to_id run"_s);
  QVERIFY(list->count() >= 1 && list->count() < HelpWindow::pages().size());
  auto* page = help.findChild<QTextBrowser*>(u"helpPage"_s);
  QVERIFY(page->toPlainText().contains(u"jump_to_id"_s));
  QVERIFY(!page->extraSelections().isEmpty());
  help.findChild<QLineEdit*>(u"helpSearch"_s)->setText(u"no-such-word-anywhere"_s);
  QCOMPARE(list->count(), 1);
  QVERIFY(list->item(0)->text().startsWith(u"No page"_s));
}

void TestHelpWindow::theKeyOpensThePageOfWhatHasTheFocus()
{
  Desk desk;
  QVERIFY(desk.importAndOpen(writeCourse(desk.folder() + u"/course"_s)));
  QVERIFY(QTest::qWaitForWindowActive(&desk.window()));
  const auto opened = [&](const QString& widget) {
    desk.find<QWidget>(widget)->setFocus();
    if (!desk.trigger(u"help"_s))
      return QString();
    const auto* help = desk.window().findChild<HelpWindow*>();
    const QString name = help ? help->findChild<QTextBrowser*>()->property("page").toString() : QString();
    delete help;
    desk.window().activateWindow();
    return QTest::qWaitForWindowActive(&desk.window()) ? name : QString();
  };
  QCOMPARE(opened(u"outlineView"_s), u"outline"_s);
  QCOMPARE(opened(u"fieldFilter"_s), u"editing"_s);
  QVERIFY(desk.trigger(u"files"_s));
  QCOMPARE(opened(u"filesFilter"_s), u"files"_s);
  QCOMPARE(HelpWindow::pageOf(nullptr), HelpWindow::pages().first());
}

void TestHelpWindow::aBlocksLinkAndKeyAreCopied()
{
  Desk desk;
  QVERIFY(desk.importAndOpen(writeCourse(desk.folder() + u"/course"_s)));
  QVERIFY(desk.choose(u"html"_s, u"hello"_s));
  QVERIFY(desk.trigger(u"copy-link"_s));
  QCOMPARE(QGuiApplication::clipboard()->text(), u"/jump_to_id/hello"_s);
  QVERIFY(desk.trigger(u"copy-id"_s));
  QCOMPARE(QGuiApplication::clipboard()->text(), u"block-v1:Org+C1+R1+type@html+block@hello"_s);
  QVERIFY(desk.trigger(u"copy-olx"_s));
  const QString olx = QGuiApplication::clipboard()->text();
  QVERIFY2(olx.startsWith(u"<html url_name=\"hello\""_s) && olx.endsWith(u"</html>\n"_s), qPrintable(olx));
}

SCRIPTORIUM_TEST(TestHelpWindow)
#include "tst_helpwindow.moc"
