#include "ui/panels/reportpanel.h"

#include "ui/checks/bodyline.h"
#include "ui/checks/findingrows.h"
#include "ui/checks/findingtext.h"
#include "ui/document/coursedocument.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kShown = 5000;

} // namespace

ReportPanel::ReportPanel(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  m_summary = makeLabel({}, u"small"_s, this);
  m_list = new QTreeWidget(this);
  m_list->setObjectName(u"findings"_s);
  m_list->setAccessibleName(tr("Import report"));
  m_list->setHeaderLabels({tr("What was found"), tr("What to do"), tr("Where")});
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  wrapFindings(*m_list);
  auto* copyKey = new QShortcut(QKeySequence::Copy, m_list, nullptr, nullptr, Qt::WidgetShortcut);
  connect(copyKey, &QShortcut::activated, this, &ReportPanel::copy);
  m_detailBar = new QWidget(this);
  m_detail = makeLabel({}, u"muted"_s, m_detailBar);
  m_detail->setObjectName(u"findingDetail"_s);
  m_detail->setWordWrap(true);
  m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* copyButton = new QPushButton(tr("Copy"), m_detailBar);
  copyButton->setObjectName(u"findingCopy"_s);
  copyButton->setProperty("flat", true);
  copyButton->setAccessibleName(tr("Copy the finding and the advice"));
  connect(copyButton, &QPushButton::clicked, this, &ReportPanel::copy);
  auto* detailRow = new QHBoxLayout(m_detailBar);
  detailRow->setContentsMargins(0, 0, 0, 0);
  detailRow->addWidget(m_detail, 1);
  detailRow->addWidget(copyButton, 0, Qt::AlignTop);
  m_detail->hide();
  m_detailBar->hide();
  m_empty = new EmptyState(u"list-checks"_s, tr("No import report"),
                           tr("After an import this lists what Open edX Studio would drop, rename or read "
                              "otherwise, each with what to do about it."),
                           this);
  auto* page = new QWidget(this);
  auto* pageLayout = new QVBoxLayout(page);
  pageLayout->setContentsMargins(16, 4, 8, 8);
  pageLayout->addWidget(m_summary);
  pageLayout->addWidget(m_list, 1);
  pageLayout->addWidget(m_detailBar);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(page);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(m_stack);
  const auto open = [this](QTreeWidgetItem* item) {
    goTo(m_findings.at(item->data(0, Qt::UserRole).toInt()).place);
  };
  // Long sentences are cut off after some lines; of the one that is chosen all is said.
  connect(m_list, &QTreeWidget::currentItemChanged, this, &ReportPanel::showDetail);
  connect(m_list, &QTreeWidget::itemClicked, this, open);
  connect(m_list, &QTreeWidget::itemActivated, this, open);
}

void ReportPanel::setFindings(const Findings& findings)
{
  m_findings = findings;
  std::ranges::stable_sort(m_findings, std::ranges::greater{}, &Finding::severity);
  m_empty->setText(tr("Nothing to report"), tr("Open edX Studio reads this course as it is."));
  showFindings();
}

void ReportPanel::showFindings()
{
  m_list->clear();
  m_stack->setCurrentIndex(m_findings.isEmpty() ? 0 : 1);
  QList<int> counts{0, 0, 0};
  QList<QTreeWidgetItem*> items;
  for (qsizetype i = 0; i < m_findings.size(); ++i) {
    const Finding& finding = m_findings.at(i);
    ++counts[static_cast<int>(finding.severity)];
    if (i >= kShown)
      continue;
    auto* item = new QTreeWidgetItem({finding.message, finding.advice, FindingText::place(finding.place)});
    item->setIcon(0, FindingText::icon(finding.severity));
    item->setData(0, Qt::UserRole, static_cast<int>(i));
    item->setData(0, Qt::AccessibleTextRole,
                  u"%1: %2"_s.arg(FindingText::severity(finding.severity), finding.message));
    item->setToolTip(0, finding.message);
    item->setToolTip(1, finding.advice);
    items.append(item);
  }
  m_list->addTopLevelItems(items);
  wrapFindings(*m_list);
  QString summary = FindingText::counts(counts);
  if (m_findings.size() > kShown)
    summary += tr(" · the first %1 are shown").arg(kShown);
  m_summary->setText(summary);
}

void ReportPanel::showDetail(const QTreeWidgetItem* item)
{
  m_detail->setVisible(item != nullptr);
  m_detailBar->setVisible(item != nullptr);
  if (item)
    m_detail->setText(FindingText::whole(m_findings.at(item->data(0, Qt::UserRole).toInt())));
}

void ReportPanel::copy() const
{
  if (m_list->currentItem())
    QGuiApplication::clipboard()->setText(m_detail->text());
}

void ReportPanel::goTo(const Place& place)
{
  const auto block = place.blockId.isEmpty() ? Result<BlockId>(Error{})
                                             : m_document.store().find(place.blockType, place.blockId);
  if (block)
    Q_EMIT placeChosen(place, *block, bodyLine(m_document, *block, place));
  else if (!place.file.isEmpty())
    Q_EMIT placeChosen(place, {}, 0);
}

} // namespace scriptorium
