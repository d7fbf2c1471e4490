#include "support/testmain.h"
#include "ui/opencourse.h"
#include "ui/panels/reportpanel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTest>
#include <QTreeWidget>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

Finding finding(Finding::Severity severity, const QString& message, const QString& block = {})
{
  Finding finding;
  finding.severity = severity;
  finding.rule = u"some-rule"_s;
  finding.message = message;
  finding.advice = u"Do this."_s;
  finding.place.file = u"html/h1.xml"_s;
  finding.place.line = 3;
  if (!block.isEmpty()) {
    finding.place.blockType = block.section(u'/', 0, 0);
    finding.place.blockId = block.section(u'/', 1);
  }
  return finding;
}

} // namespace

/// What an import found, the worst first, each leading to its block.
class TestReportPanel : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theWorstStandsFirst();
  void theSummaryCounts();
  void theChosenOneIsSaidInFull();
  void aFindingLeadsToItsBlock();
  void aFindingWithoutABlockLeadsToItsFile();
  void aCleanCourseSaysSo();
  void thousandsAreCutOffWithAWord();
  void theSentencesShareTheWidth();
  void longSentencesWrap();
  void whatIsChosenCanBeCopied();

private:
  QTreeWidget* listOf(const ReportPanel& panel) const { return panel.findChild<QTreeWidget*>(u"findings"_s); }
  QString wordsOf(const ReportPanel& panel) const;

  OpenCourse m_course;
};

QString TestReportPanel::wordsOf(const ReportPanel& panel) const
{
  QString words;
  for (const auto* label : panel.findChildren<QLabel*>())
    words += label->text() + u'\n';
  return words;
}

void TestReportPanel::theWorstStandsFirst()
{
  ReportPanel panel(m_course.document());
  panel.setFindings(
      {finding(Finding::Severity::Info, u"note"_s), finding(Finding::Severity::Error, u"error"_s),
       finding(Finding::Severity::Warning, u"warning"_s), finding(Finding::Severity::Error, u"error 2"_s)});
  QStringList messages;
  for (int row = 0; row < listOf(panel)->topLevelItemCount(); ++row)
    messages.append(listOf(panel)->topLevelItem(row)->text(0));
  QCOMPARE(messages, QStringList({u"error"_s, u"error 2"_s, u"warning"_s, u"note"_s}));
  QCOMPARE(panel.count(), 4);
  QCOMPARE(listOf(panel)->topLevelItem(0)->data(0, Qt::AccessibleTextRole).toString(), u"Error: error"_s);
}

void TestReportPanel::theSummaryCounts()
{
  ReportPanel panel(m_course.document());
  panel.setFindings({finding(Finding::Severity::Error, u"a"_s), finding(Finding::Severity::Warning, u"b"_s),
                     finding(Finding::Severity::Warning, u"c"_s)});
  QVERIFY2(wordsOf(panel).contains(u"1 error · 2 warnings · 0 notes"_s), qPrintable(wordsOf(panel)));
}

void TestReportPanel::theChosenOneIsSaidInFull()
{
  ReportPanel panel(m_course.document());
  panel.setFindings({finding(Finding::Severity::Error, u"What it is."_s)});
  auto* detail = panel.findChild<QLabel*>(u"findingDetail"_s);
  QVERIFY(detail->isHidden());
  listOf(panel)->setCurrentItem(listOf(panel)->topLevelItem(0));
  QVERIFY(!detail->isHidden());
  QCOMPARE(detail->text(), u"What it is. Do this.\nhtml/h1.xml:3"_s);
  QCOMPARE(listOf(panel)->topLevelItem(0)->text(2), u"html/h1.xml:3"_s);
}

void TestReportPanel::aFindingLeadsToItsBlock()
{
  ReportPanel panel(m_course.document());
  panel.setFindings({finding(Finding::Severity::Error, u"a"_s, u"html/h2"_s)});
  QCOMPARE(listOf(panel)->topLevelItem(0)->text(2), u"html/h2 · html/h1.xml:3"_s);
  QSignalSpy chosen(&panel, &ReportPanel::placeChosen);
  Q_EMIT listOf(panel)->itemClicked(listOf(panel)->topLevelItem(0), 0);
  QCOMPARE(chosen.size(), 1);
  QCOMPARE(chosen.first().at(1).value<BlockId>(), m_course.block(u"html/h2"_s));
}

void TestReportPanel::aFindingWithoutABlockLeadsToItsFile()
{
  ReportPanel panel(m_course.document());
  QSignalSpy chosen(&panel, &ReportPanel::placeChosen);
  m_course.document().selection().show(m_course.block(u"vertical/v1"_s));
  panel.setFindings(
      {finding(Finding::Severity::Error, u"a"_s), finding(Finding::Severity::Error, u"b"_s, u"html/gone"_s)});
  for (int row = 0; row < 2; ++row)
    Q_EMIT listOf(panel)->itemActivated(listOf(panel)->topLevelItem(row), 0);
  QCOMPARE(chosen.size(), 2);
  QVERIFY(!chosen.first().at(1).value<BlockId>().isValid());
  QCOMPARE(chosen.first().at(0).value<Place>().file, u"html/h1.xml"_s);
  QCOMPARE(m_course.document().selection().opened(), m_course.block(u"vertical/v1"_s));
}

void TestReportPanel::aCleanCourseSaysSo()
{
  ReportPanel panel(m_course.document());
  auto* stack = panel.findChild<QStackedWidget*>();
  QVERIFY(wordsOf(panel).contains(u"No import report"_s));
  panel.setFindings({finding(Finding::Severity::Info, u"a"_s)});
  QCOMPARE(stack->currentIndex(), 1);
  panel.setFindings({});
  QCOMPARE(stack->currentIndex(), 0);
  QVERIFY(wordsOf(panel).contains(u"Nothing to report"_s));
}

void TestReportPanel::thousandsAreCutOffWithAWord()
{
  ReportPanel panel(m_course.document());
  panel.setFindings(Findings(6000, finding(Finding::Severity::Warning, u"again"_s)));
  QCOMPARE(listOf(panel)->topLevelItemCount(), 5000);
  QVERIFY2(wordsOf(panel).contains(u"6000 warnings"_s) || wordsOf(panel).contains(u"6,000 warnings"_s),
           qPrintable(wordsOf(panel).left(300)));
  QVERIFY(wordsOf(panel).contains(u"the first 5000 are shown"_s));
}

void TestReportPanel::theSentencesShareTheWidth()
{
  ReportPanel panel(m_course.document());
  panel.setFindings({finding(Finding::Severity::Error, u"What it is."_s)});
  panel.resize(1900, 300);
  panel.show();
  const QHeaderView* header = listOf(panel)->header();
  QTRY_VERIFY(header->sectionSize(0) > 600 && header->sectionSize(1) > 600);
  QVERIFY(header->sectionSize(2) < 400);
}

void TestReportPanel::longSentencesWrap()
{
  ReportPanel panel(m_course.document());
  const QString sentence = u"Studio would drop these settings of the block. "_s;
  panel.setFindings({finding(Finding::Severity::Error, sentence.repeated(4)),
                     finding(Finding::Severity::Warning, sentence)});
  panel.resize(1000, 300);
  panel.show();
  QTreeWidget* list = listOf(panel);
  const auto height = [&](int row) { return list->visualItemRect(list->topLevelItem(row)).height(); };
  QTRY_VERIFY2(height(0) > height(1) + list->fontMetrics().lineSpacing(),
               qPrintable(QString::number(height(0))));
  const int narrow = height(0);
  panel.resize(1900, 300);
  QTRY_VERIFY(height(0) < narrow);
}

void TestReportPanel::whatIsChosenCanBeCopied()
{
  ReportPanel panel(m_course.document());
  panel.setFindings({finding(Finding::Severity::Error, u"What it is."_s)});
  panel.show();
  listOf(panel)->setCurrentItem(listOf(panel)->topLevelItem(0));
  panel.findChild<QPushButton*>(u"findingCopy"_s)->click();
  const QString copied = QGuiApplication::clipboard()->text();
  QVERIFY2(copied.startsWith(u"What it is. Do this.\nhtml/"_s), qPrintable(copied));
}

SCRIPTORIUM_TEST(TestReportPanel)
#include "tst_reportpanel.moc"
