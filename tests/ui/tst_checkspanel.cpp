#include "base/atomicfile.h"
#include "support/testmain.h"
#include "ui/checks/checkspanel.h"
#include "ui/checks/livechecks.h"
#include "ui/desk.h"
#include "ui/editors/sourceeditor.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/panels/panels.h"
#include "ui/widgets/badges.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The checks of an open course: live, with places, fixes and approvals.
class TestChecksPanel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_desk = std::make_unique<Desk>();
    const QString course = writeCourse(m_desk->folder() + u"/course"_s);
    QVERIFY(writeFile(course + u"/html/hello.xml"_s,
                      "<html filename=\"hello\" display_name=\"&quot;Hello&quot;\"/>\n")
                .has_value());
    QVERIFY(writeFile(course + u"/problem/sum.xml"_s,
                      "<problem display_name=\"Sum\" show_reset_button=\"Yes\">\n"
                      "  <multiplechoiceresponse>\n    <choicegroup>\n"
                      "      <choice correct=\"false\">no</choice>\n    </choicegroup>\n"
                      "  </multiplechoiceresponse>\n</problem>\n")
                .has_value());
    QVERIFY(m_desk->importAndOpen(course));
    QVERIFY(m_desk->trigger(u"checks"_s));
    m_list = m_desk->find<QTreeView>(u"checksList"_s);
    QTRY_VERIFY_WITH_TIMEOUT(isUpToDate(), 30000);
  }
  void cleanup() { m_desk.reset(); }

  void theSentencesShareTheWidthAndCanBeCopied()
  {
    m_desk->window().resize(1900, 900);
    QTRY_VERIFY(m_list->columnWidth(0) > 600 && m_list->columnWidth(1) > 600);
    QVERIFY(m_list->columnWidth(2) < 400);
    m_list->setCurrentIndex(m_list->model()->index(0, 0));
    m_list->setFocus();
    QTest::keyClick(m_list, Qt::Key_C, Qt::ControlModifier);
    const QString copied = QGuiApplication::clipboard()->text();
    for (const int column : {0, 1})
      QVERIFY2(copied.contains(m_list->model()->index(0, column).data().toString()), qPrintable(copied));
  }

  void theWorstStandsFirst()
  {
    QVERIFY(count() >= 3);
    const auto severity = [this](int row) { return accessible(row).section(u':', 0, 0); };
    QCOMPARE(severity(0), u"Error"_s);
    QCOMPARE(m_desk->find<QTabWidget>(u"panelTabs"_s)->tabText(0), u"Checks (%1)"_s.arg(count()));
    QVERIFY(rowOf(u"show_reset_button"_s) > 0);
    show(u"Errors"_s);
    for (int row = 0; row < count(); ++row)
      QCOMPARE(severity(row), u"Error"_s);
    m_desk->find<QLineEdit>(u"checksFilter"_s)->setText(u"no such words"_s);
    QVERIFY(!m_list->isVisible());
  }

  void theOutlineShowsWhatHasErrors()
  {
    QVERIFY(badges(u"problem"_s, u"sum"_s).testFlag(Badge::Faulty));
    QVERIFY(!badges(u"html"_s, u"hello"_s).testFlag(Badge::Faulty));
    show(u"Errors"_s);
    m_list->selectAll();
    approve(u"meant"_s);
    QTRY_VERIFY(!badges(u"problem"_s, u"sum"_s).testFlag(Badge::Faulty));
    QVERIFY(m_desk->trigger(u"undo"_s));
    QTRY_VERIFY(badges(u"problem"_s, u"sum"_s).testFlag(Badge::Faulty));
  }

  void aFindingLeadsToItsSetting()
  {
    const int row = rowOf(u"show_reset_button"_s);
    QVERIFY(row >= 0);
    m_list->setCurrentIndex(m_list->model()->index(row, 0));
    Q_EMIT m_list->activated(m_list->currentIndex());
    QCOMPARE(m_desk->document().selection().current(), m_desk->block(u"problem"_s, u"sum"_s));
  }

  void aFindingLeadsToItsLine()
  {
    QVERIFY(m_desk->choose(u"html"_s, u"hello"_s));
    int row = -1;
    for (int i = 0; i < count() && row < 0; ++i)
      if (text(i, 2).contains(u":3"_s))
        row = i;
    QVERIFY2(row >= 0, qPrintable(text(0, 2)));
    m_list->setCurrentIndex(m_list->model()->index(row, 0));
    Q_EMIT m_list->activated(m_list->currentIndex());
    QCOMPARE(m_desk->document().selection().opened(), m_desk->block(u"problem"_s, u"sum"_s));
    const auto* editor = m_desk->find<SourceEditor>(u"sourceEditor"_s);
    QCOMPARE(editor->textCursor().blockNumber() + 1, 3);
  }

  void whatIsMendedGoes()
  {
    const int before = count();
    m_list->setCurrentIndex(m_list->model()->index(rowOf(u"show_reset_button"_s), 0));
    auto* mend = m_desk->find<QToolButton>(u"checkMend"_s);
    QVERIFY(mend->isEnabled());
    mend->click();
    QTRY_VERIFY(isUpToDate() && count() == before - 1);
    QCOMPARE(rowOf(u"show_reset_button"_s), -1);
    QVERIFY(m_desk->trigger(u"undo"_s));
    QTRY_COMPARE(count(), before);
  }

  void anApprovalHasAReasonAndCanBeWithdrawn()
  {
    const int before = count();
    const int row = rowOf(u"show_reset_button"_s);
    const QString message = text(row, 0);
    m_list->setCurrentIndex(m_list->model()->index(row, 0));
    m_desk->find<QToolButton>(u"checkApprove"_s)->click();
    auto* done = m_desk->find<QPushButton>(u"checkReasonDone"_s);
    QVERIFY(done->isVisible() && !done->isEnabled());
    m_desk->find<QLineEdit>(u"checkReason"_s)->setText(u"We never show it."_s);
    done->click();
    QTRY_COMPARE(count(), before - 1);
    QVERIFY(!done->isVisible());
    show(u"Approved"_s);
    QCOMPARE(text(0, 0), message);
    m_list->setCurrentIndex(m_list->model()->index(0, 0));
    QVERIFY(
        m_desk->find<QLabel>(u"checkDetail"_s)->text().endsWith(u"Approved by Tester: We never show it."_s));
    m_desk->find<QToolButton>(u"checkWithdraw"_s)->click();
    show(u"All findings"_s);
    QTRY_COMPARE(count(), before);
  }

  void theyFollowAnEdit()
  {
    const int before = count();
    QVERIFY(m_desk->rename(m_desk->block(u"vertical"_s, u"u3"_s), u"null"_s));
    QTRY_COMPARE(count(), before + 1);
    QVERIFY(m_desk->rename(m_desk->block(u"vertical"_s, u"u3"_s), u"A title"_s));
    QTRY_COMPARE(count(), before);
  }

  void theKeyboardGoesRound()
  {
    QVERIFY(m_desk->trigger(u"next-finding"_s));
    QCOMPARE(m_list->currentIndex().row(), 0);
    QVERIFY(m_desk->trigger(u"previous-finding"_s));
    QCOMPARE(m_list->currentIndex().row(), count() - 1);
    QVERIFY(m_desk->trigger(u"next-finding"_s));
    QCOMPARE(m_list->currentIndex().row(), 0);
  }

  void closingStopsThem()
  {
    QVERIFY(m_desk->rename(m_desk->block(u"vertical"_s, u"u3"_s), u"null"_s));
    QVERIFY(m_desk->trigger(u"close"_s));
    QVERIFY(!m_desk->window().document());
  }

private:
  LiveChecks& checks() { return m_desk->window().page()->checks(); }
  bool isUpToDate() { return checks().isReady() && !checks().isBusy(); }
  int count() const { return m_list->model()->rowCount(); }
  QString text(int row, int column) const { return m_list->model()->index(row, column).data().toString(); }
  QString accessible(int row) const
  {
    return m_list->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
  }
  int rowOf(const QString& words) const
  {
    for (int row = 0; row < count(); ++row)
      if (text(row, 0).contains(words))
        return row;
    return -1;
  }
  void show(const QString& which)
  {
    auto* box = m_desk->find<QComboBox>(u"checksShow"_s);
    box->setCurrentText(which);
    Q_EMIT box->activated(box->currentIndex());
  }
  void approve(const QString& reason)
  {
    m_desk->find<QToolButton>(u"checkApprove"_s)->click();
    m_desk->find<QLineEdit>(u"checkReason"_s)->setText(reason);
    m_desk->find<QPushButton>(u"checkReasonDone"_s)->click();
  }
  Badges badges(const QString& type, const QString& urlName)
  {
    return m_desk->document()
        .outlineModel()
        .dataOf(m_desk->block(type, urlName), OutlineModel::BadgesRole)
        .value<Badges>();
  }

  std::unique_ptr<Desk> m_desk;
  QTreeView* m_list = nullptr;
};

SCRIPTORIUM_TEST(TestChecksPanel)
#include "tst_checkspanel.moc"
