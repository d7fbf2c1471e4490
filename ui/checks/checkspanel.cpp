#include "ui/checks/checkspanel.h"

#include "checks/rules.h"
#include "ui/checks/bodyline.h"
#include "ui/checks/findingrows.h"
#include "ui/checks/findingtext.h"
#include "ui/document/coursedocument.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Findings plain(const QList<CheckedFinding>& chosen)
{
  Findings findings;
  for (const auto& one : chosen)
    findings.append(one.finding);
  return findings;
}

bool hasFix(const CheckedFinding& one)
{
  const checks::Rule* rule = checks::findRule(one.finding.rule);
  return rule && rule->fix;
}

} // namespace

ChecksPanel::ChecksPanel(CourseDocument& document, LiveChecks& checks, QWidget* parent)
    : QWidget(parent), m_document(document), m_checks(checks), m_model(new ChecksModel(document, this))
{
  buildList();
  m_detail = makeLabel({}, u"muted"_s, this);
  m_detail->setObjectName(u"checkDetail"_s);
  m_detail->setWordWrap(true);
  m_detail->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 4, 8, 8);
  layout->addLayout(buildRow());
  layout->addWidget(m_stack, 1);
  layout->addWidget(m_detail);
  layout->addWidget(buildReason());
  connect(&checks, &LiveChecks::reported, this, &ChecksPanel::takeReport);
  connect(&checks, &LiveChecks::progressed, this, &ChecksPanel::showProgress);
  connect(&checks, &LiveChecks::busyChanged, this, &ChecksPanel::showState);
  takeReport();
}

QToolButton* ChecksPanel::addButton(const QString& iconName, const QString& text, const QString& tip,
                                    const QString& name)
{
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setIcon(icon(iconName));
  button->setText(text);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  button->setToolTip(tip);
  return button;
}

QLayout* ChecksPanel::buildRow()
{
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(u"checksFilter"_s);
  m_filter->setPlaceholderText(tr("Filter findings"));
  m_filter->setAccessibleName(tr("Filter findings"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
  m_show = new QComboBox(this);
  m_show->setObjectName(u"checksShow"_s);
  m_show->setAccessibleName(tr("Which findings"));
  m_show->addItems({tr("All findings"), tr("Errors"), tr("Warnings"), tr("Notes"), tr("Approved")});
  m_summary = makeLabel({}, u"small"_s, this);
  m_summary->setObjectName(u"checksSummary"_s);
  m_mend = addButton(u"sparkles"_s, tr("Mend"), tr("Mend what is chosen, as one step that undo takes back"),
                     u"checkMend"_s);
  m_approve =
      addButton(u"check"_s, tr("Approve…"),
                tr("Say that it is meant to be so, and why; kept with the course"), u"checkApprove"_s);
  m_withdraw = addButton(u"rotate-ccw"_s, tr("Withdraw approval"), tr("Show it among the findings again"),
                         u"checkWithdraw"_s);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_filter, 1);
  row->addWidget(m_show);
  row->addWidget(m_summary);
  for (QToolButton* button : {m_mend, m_approve, m_withdraw})
    row->addWidget(button);
  connect(m_filter, &QLineEdit::textChanged, this, &ChecksPanel::applyFilter);
  connect(m_show, &QComboBox::activated, this, &ChecksPanel::applyFilter);
  connect(m_mend, &QToolButton::clicked, this, &ChecksPanel::mend);
  connect(m_approve, &QToolButton::clicked, this, &ChecksPanel::askReason);
  connect(m_withdraw, &QToolButton::clicked, this, &ChecksPanel::withdraw);
  return row;
}

void ChecksPanel::buildList()
{
  m_list = new QTreeView(this);
  m_list->setObjectName(u"checksList"_s);
  m_list->setAccessibleName(tr("What the checks found"));
  m_list->setModel(m_model);
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  wrapFindings(*m_list);
  auto* copyKey = new QShortcut(QKeySequence::Copy, m_list, nullptr, nullptr, Qt::WidgetShortcut);
  connect(copyKey, &QShortcut::activated, this, &ChecksPanel::copy);
  m_empty = new EmptyState(u"list-checks"_s, {}, {}, this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_list);
  const auto open = [this](const QModelIndex& index) {
    if (chosen().size() == 1)
      choose(index.row());
  };
  connect(m_list, &QTreeView::clicked, this, open);
  connect(m_list, &QTreeView::activated, this, open);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ChecksPanel::showDetail);
}

QWidget* ChecksPanel::buildReason()
{
  m_reasonRow = new QWidget(this);
  m_reason = new QLineEdit(m_reasonRow);
  m_reason->setObjectName(u"checkReason"_s);
  m_reason->setPlaceholderText(tr("Why is this meant to be so?"));
  m_reason->setAccessibleName(tr("Why is this meant to be so?"));
  m_reasonDone = new QPushButton(tr("Approve"), m_reasonRow);
  m_reasonDone->setObjectName(u"checkReasonDone"_s);
  m_reasonDone->setProperty("primary", true);
  m_reasonDone->setEnabled(false);
  auto* cancel = new QPushButton(tr("Cancel"), m_reasonRow);
  auto* row = new QHBoxLayout(m_reasonRow);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(m_reason, 1);
  row->addWidget(m_reasonDone);
  row->addWidget(cancel);
  m_reasonRow->hide();
  connect(m_reason, &QLineEdit::textChanged, this,
          [this](const QString& text) { m_reasonDone->setEnabled(!text.trimmed().isEmpty()); });
  connect(m_reason, &QLineEdit::returnPressed, this, &ChecksPanel::approve);
  connect(m_reasonDone, &QPushButton::clicked, this, &ChecksPanel::approve);
  connect(cancel, &QPushButton::clicked, m_reasonRow, &QWidget::hide);
  auto* escape = new QShortcut(Qt::Key_Escape, m_reasonRow);
  escape->setContext(Qt::WidgetWithChildrenShortcut);
  connect(escape, &QShortcut::activated, m_reasonRow, &QWidget::hide);
  return m_reasonRow;
}

int ChecksPanel::openCount() const
{
  return m_model->counts()[0] + m_model->counts()[1] + m_model->counts()[2];
}

void ChecksPanel::focusFilter()
{
  m_filter->setFocus(Qt::ShortcutFocusReason);
  m_filter->selectAll();
}

/// What is chosen stays chosen, as far as it is still there.
void ChecksPanel::takeReport()
{
  const QList<CheckedFinding> before = chosen();
  m_model->setReport(m_checks.report());
  auto* selection = m_list->selectionModel();
  for (const auto& one : before)
    if (const int row = m_model->rowOf(one.finding); row >= 0) {
      const QModelIndex index = m_model->index(row, 0);
      selection->setCurrentIndex(index, QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
  showState();
  Q_EMIT countChanged();
}

void ChecksPanel::showProgress(qint64 done, qint64 total)
{
  m_progress =
      total > 0 && !m_checks.isReady() ? tr("Checking the course, %1 %").arg(done * 100 / total) : QString();
  showState();
}

void ChecksPanel::applyFilter()
{
  m_model->narrow(static_cast<ChecksModel::Show>(m_show->currentIndex()), m_filter->text().trimmed());
  showState();
}

void ChecksPanel::showState()
{
  wrapFindings(*m_list);
  m_stack->setCurrentWidget(m_model->rowCount() == 0 ? static_cast<QWidget*>(m_empty) : m_list);
  if (!m_checks.isReady())
    m_empty->setText(m_progress.isEmpty() ? tr("Checking the course") : m_progress,
                     tr("The rules look at every block once, then at what you change."));
  else if (m_checks.report().findings.isEmpty())
    m_empty->setText(
        tr("Nothing found"),
        tr("No rule has anything to say about this course. It is asked again after each change."));
  else
    m_empty->setText(tr("None of these"), tr("Another filter shows more."));
  m_summary->setText(m_checks.isReady() ? FindingText::counts(m_model->counts()) : QString());
  showDetail();
}

void ChecksPanel::showDetail()
{
  const QList<CheckedFinding> findings = chosen();
  QString text;
  if (findings.size() == 1) {
    const CheckedFinding& one = findings.first();
    text = FindingText::whole(one.finding);
    if (one.approval)
      text += u'\n' + tr("Approved by %1: %2").arg(one.approval->author, one.approval->reason);
  } else if (!findings.isEmpty()) {
    text = tr("%n finding(s) chosen", nullptr, static_cast<int>(findings.size()));
  }
  m_detail->setText(text);
  m_detail->setVisible(!text.isEmpty());
  const bool isApproved =
      static_cast<ChecksModel::Show>(m_show->currentIndex()) == ChecksModel::Show::Approved;
  const bool canWrite = !m_document.isReadOnly() && !findings.isEmpty();
  m_mend->setVisible(!isApproved);
  m_approve->setVisible(!isApproved);
  m_withdraw->setVisible(isApproved);
  m_mend->setEnabled(canWrite && std::ranges::any_of(findings, hasFix));
  m_approve->setEnabled(canWrite);
  m_withdraw->setEnabled(canWrite);
  if (findings.isEmpty())
    m_reasonRow->hide();
}

QList<CheckedFinding> ChecksPanel::chosen() const
{
  QList<CheckedFinding> findings;
  const QModelIndexList rows = m_list->selectionModel()->selectedRows();
  for (const auto& index : rows)
    findings.append(m_model->at(index.row()));
  return findings;
}

void ChecksPanel::copy() const
{
  QStringList texts;
  for (const auto& one : chosen())
    texts.append(FindingText::whole(one.finding));
  QGuiApplication::clipboard()->setText(texts.join(u"\n\n"_s));
}

void ChecksPanel::choose(int row)
{
  const CheckedFinding finding = m_model->at(row);
  Q_EMIT placeChosen(finding, bodyLine(m_document, finding.block, finding.finding.place));
}

void ChecksPanel::step(int by)
{
  const int count = m_model->rowCount();
  if (count == 0)
    return;
  const QModelIndex current = m_list->currentIndex();
  const int from = current.isValid() ? current.row() : (by > 0 ? -1 : count);
  const int row = (from + by + count) % count;
  m_list->setCurrentIndex(m_model->index(row, 0));
  choose(row);
}

void ChecksPanel::mend()
{
  m_document.run(steps::mend(m_document, plain(chosen())));
}

void ChecksPanel::askReason()
{
  m_reasonRow->show();
  m_reason->setFocus(Qt::OtherFocusReason);
  m_reason->selectAll();
}

void ChecksPanel::approve()
{
  const QString reason = m_reason->text().trimmed();
  if (reason.isEmpty())
    return;
  const Findings findings = plain(chosen());
  m_reasonRow->hide();
  m_document.run(steps::approve(findings, reason));
}

void ChecksPanel::withdraw()
{
  m_document.run(steps::approve(plain(chosen()), std::nullopt));
}

} // namespace scriptorium
