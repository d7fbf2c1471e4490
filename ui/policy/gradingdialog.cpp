#include "ui/policy/gradingdialog.h"

#include "edit/policies.h"
#include "ui/document/coursedocument.h"
#include "ui/inspectors/jsonedit.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonDocument>
#include <QLocale>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QStyle>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

enum Column
{
  TypeColumn,
  ShortColumn,
  CountColumn,
  DroppedColumn,
  WeightColumn
};
enum CutoffColumn
{
  GradeColumn,
  PercentColumn
};
/// Which entry of the policy a row was; rows that are new have none.
constexpr int kEntryRole = Qt::UserRole;

QString percentText(double percent)
{
  return QString::number(percent, 'g', 8);
}

/// "15", "15 %" and "15,5" are percents.
double percentFrom(QString text)
{
  text.remove(u'%').replace(u',', u'.');
  return text.trimmed().toDouble();
}

/// Names stand left, numbers right.
Qt::Alignment alignmentIn(const QTableWidget* table, int column)
{
  const bool isNumber = table->columnCount() == 2 ? column == PercentColumn : column >= CountColumn;
  return Qt::AlignVCenter | (isNumber ? Qt::AlignRight : Qt::AlignLeft);
}

void addRow(QTableWidget* table, const QStringList& cells, int entry)
{
  const int row = table->rowCount();
  table->insertRow(row);
  for (int column = 0; column < cells.size(); ++column) {
    auto* item = new QTableWidgetItem(cells[column]);
    item->setData(kEntryRole, entry);
    item->setTextAlignment(alignmentIn(table, column));
    table->setItem(row, column, item);
  }
}

QString cell(const QTableWidget* table, int row, int column)
{
  const QTableWidgetItem* item = table->item(row, column);
  return item ? item->text().trimmed() : QString();
}

} // namespace

GradingDialog::GradingDialog(CourseDocument& document, QWidget* parent)
    : QDialog(parent), m_document(document)
{
  setObjectName(u"gradingDialog"_s);
  setWindowTitle(tr("Grading policy"));
  resize(720, 600);
  m_json = new JsonEdit(u"gradingJson"_s, this);
  m_json->setReadOnly(document.isReadOnly());
  m_problem = makeLabel({}, u"problem"_s, this);
  m_problem->setObjectName(u"gradingProblem"_s);
  m_problem->setWordWrap(true);
  m_problem->hide();
  m_tabs = new QTabWidget(this);
  m_tabs->setObjectName(u"gradingTabs"_s);
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeTables(), tr("Assignments and grades"));
  m_tabs->addTab(m_json, tr("JSON"));
  auto* buttons = new QDialogButtonBox(this);
  m_store = new QPushButton(tr("Store"), buttons);
  m_store->setObjectName(u"gradingStore"_s);
  m_store->setProperty("primary", true);
  buttons->addButton(m_store, QDialogButtonBox::AcceptRole);
  buttons->addButton(QDialogButtonBox::Cancel);
  connect(buttons, &QDialogButtonBox::accepted, this, &GradingDialog::store);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 12, 16, 12);
  layout->setSpacing(12);
  layout->addWidget(m_tabs, 1);
  layout->addWidget(m_problem);
  layout->addWidget(buttons);

  const auto stored = edit::gradingPolicy(document.store());
  m_stored = stored.value_or(QByteArray());
  m_json->setText(indentedJson(QString::fromUtf8(m_stored)));
  showTables(GradingValue::fromJson(m_stored));
  if (!stored)
    setProblem(stored.error().detail);
  else if (!m_json->isValid() && !m_stored.isEmpty())
    m_tabs->setCurrentWidget(m_json);
  connect(m_json, &JsonEdit::edited, this, &GradingDialog::note);
  connect(m_tabs, &QTabWidget::currentChanged, this, &GradingDialog::changeTab);
  note();
}

QTableWidget* GradingDialog::makeTable(const QString& name, const QString& accessibleName,
                                       const QStringList& heads)
{
  auto* table = new QTableWidget(0, static_cast<int>(heads.size()), this);
  table->setObjectName(name);
  table->setAccessibleName(accessibleName);
  table->setHorizontalHeaderLabels(heads);
  table->verticalHeader()->hide();
  table->verticalHeader()->setDefaultSectionSize(34);
  table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  table->horizontalHeader()->setHighlightSections(false);
  for (int column = 0; column < heads.size(); ++column)
    table->horizontalHeaderItem(column)->setTextAlignment(alignmentIn(table, column));
  table->setShowGrid(false);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->setTabKeyNavigation(false);
  if (m_document.isReadOnly())
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  connect(table, &QTableWidget::itemChanged, this, &GradingDialog::note);
  return table;
}

QHBoxLayout* GradingDialog::makeRowButtons(QTableWidget* table, const QString& name, const QString& add,
                                           const QStringList& fresh)
{
  auto* plus = new QPushButton(icon(u"plus"_s), add, this);
  plus->setObjectName(name + u"Add"_s);
  plus->setAutoDefault(false);
  auto* remove = new QToolButton(this);
  remove->setObjectName(name + u"Remove"_s);
  remove->setIcon(icon(u"trash-2"_s));
  remove->setToolTip(tr("Remove the chosen row"));
  remove->setAccessibleName(tr("Remove the chosen row"));
  plus->setEnabled(!m_document.isReadOnly());
  remove->setEnabled(!m_document.isReadOnly());
  connect(plus, &QPushButton::clicked, this, [this, table, fresh] {
    addRow(table, fresh, -1);
    table->setCurrentCell(table->rowCount() - 1, 0);
    table->editItem(table->currentItem());
    note();
  });
  connect(remove, &QToolButton::clicked, this, [this, table] {
    table->removeRow(table->currentRow());
    note();
  });
  auto* row = new QHBoxLayout;
  row->addWidget(plus);
  row->addWidget(remove);
  row->addStretch();
  return row;
}

QWidget* GradingDialog::makeTables()
{
  auto* page = new QWidget(this);
  m_assignments =
      makeTable(u"gradingAssignments"_s, tr("Assignment types"),
                {tr("Assignment type"), tr("Short name"), tr("How many"), tr("Dropped"), tr("Weight in %")});
  m_cutoffs = makeTable(u"gradingCutoffs"_s, tr("Grades"), {tr("Grade"), tr("From %")});
  m_sum = makeLabel({}, u"small"_s, page);
  m_sum->setObjectName(u"gradingSum"_s);
  QHBoxLayout* assignmentRow = makeRowButtons(m_assignments, u"gradingAssignments"_s, tr("Add a type"),
                                              {tr("New assignment type"), QString(), u"1"_s, u"0"_s, u"0"_s});
  assignmentRow->addWidget(m_sum);
  auto* layout = new QVBoxLayout(page);
  layout->setContentsMargins(0, 12, 0, 0);
  layout->setSpacing(8);
  layout->addWidget(m_assignments, 3);
  layout->addLayout(assignmentRow);
  layout->addWidget(m_cutoffs, 2);
  layout->addLayout(makeRowButtons(m_cutoffs, u"gradingCutoffs"_s, tr("Add a grade"), {u"A"_s, u"90"_s}));
  return page;
}

void GradingDialog::showTables(const GradingValue& value)
{
  const QScopedValueRollback guard(m_isFilling, true);
  m_base = value;
  m_assignments->setRowCount(0);
  m_cutoffs->setRowCount(0);
  for (int entry = 0; entry < value.assignments.size(); ++entry) {
    const auto& each = value.assignments[entry];
    addRow(m_assignments,
           {each.type, each.shortName, QString::number(each.count), QString::number(each.dropped),
            percentText(each.percent)},
           entry);
  }
  for (const auto& each : value.cutoffs)
    addRow(m_cutoffs, {each.grade, percentText(each.percent)}, -1);
}

GradingValue GradingDialog::tableValue() const
{
  GradingValue value;
  value.rest = m_base.rest;
  for (int row = 0; row < m_assignments->rowCount(); ++row) {
    const int entry = m_assignments->item(row, TypeColumn)->data(kEntryRole).toInt();
    value.assignments.append({cell(m_assignments, row, TypeColumn), cell(m_assignments, row, ShortColumn),
                              cell(m_assignments, row, CountColumn).toInt(),
                              cell(m_assignments, row, DroppedColumn).toInt(),
                              percentFrom(cell(m_assignments, row, WeightColumn)),
                              entry >= 0 ? m_base.assignments[entry].rest : QJsonObject()});
  }
  for (int row = 0; row < m_cutoffs->rowCount(); ++row)
    value.cutoffs.append(
        {cell(m_cutoffs, row, GradeColumn), percentFrom(cell(m_cutoffs, row, PercentColumn))});
  return value;
}

/// Says what the tables add up to, and whether there is something to store.
void GradingDialog::note()
{
  if (m_isFilling)
    return;
  const double sum = tableValue().totalPercent();
  const bool isWhole = qAbs(sum - 100) < 1e-6 || m_assignments->rowCount() == 0;
  m_sum->setText(isWhole ? tr("The weights add up to 100 %")
                         : tr("The weights add up to %1 %, not 100").arg(percentText(sum)));
  m_sum->setProperty("role", isWhole ? u"small"_s : u"problem"_s);
  m_sum->style()->polish(m_sum);
  setProblem({});
  m_store->setEnabled(!m_document.isReadOnly() && (m_tabs->currentIndex() == 0 || m_json->isValid()));
}

/// What was entered on one page is shown on the other.
void GradingDialog::changeTab(int tab)
{
  if (tab == 1) {
    const QString json = QString::fromUtf8(tableValue().toJson());
    if (QJsonDocument::fromJson(json.toUtf8()) != QJsonDocument::fromJson(m_json->text().toUtf8()))
      m_json->setText(indentedJson(json));
  } else if (m_json->isValid()) {
    showTables(GradingValue::fromJson(m_json->text().toUtf8()));
  } else {
    m_tabs->setCurrentIndex(1); // tables of a text that is no JSON would be empty
  }
  note();
}

void GradingDialog::store()
{
  const QByteArray json = m_tabs->currentIndex() == 0 ? tableValue().toJson() : m_json->text().toUtf8();
  if (QJsonDocument::fromJson(json) == QJsonDocument::fromJson(m_stored) && !m_stored.isEmpty()) {
    accept();
    return;
  }
  if (const auto done = m_document.attempt(steps::setGradingPolicy(json)); !done)
    setProblem(done.error().detail);
  else
    accept();
}

void GradingDialog::setProblem(const QString& problem)
{
  m_problem->setText(problem);
  m_problem->setVisible(!problem.isEmpty());
}

} // namespace scriptorium
