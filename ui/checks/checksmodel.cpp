#include "ui/checks/checksmodel.h"

#include "ui/checks/findingtext.h"
#include "ui/document/coursedocument.h"

#include <QPalette>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

ChecksModel::ChecksModel(const CourseDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{}

void ChecksModel::setReport(const CheckReport& report)
{
  m_report = report;
  m_counts = {0, 0, 0};
  for (const auto& one : m_report.findings)
    if (!one.approval)
      ++m_counts[static_cast<int>(one.finding.severity)];
  fill();
}

void ChecksModel::narrow(Show show, const QString& text)
{
  m_show = show;
  m_text = text;
  fill();
}

void ChecksModel::fill()
{
  beginResetModel();
  m_rows.clear();
  for (qsizetype i = 0; i < m_report.findings.size(); ++i)
    if (isShown(m_report.findings[i]))
      m_rows.append(i);
  endResetModel();
}

bool ChecksModel::isShown(const CheckedFinding& one) const
{
  if (one.approval.has_value() != (m_show == Show::Approved))
    return false;
  const auto severity = one.finding.severity;
  if ((m_show == Show::Errors && severity != Finding::Severity::Error) ||
      (m_show == Show::Warnings && severity != Finding::Severity::Warning) ||
      (m_show == Show::Notes && severity != Finding::Severity::Info))
    return false;
  const auto holds = [this](const QString& text) { return text.contains(m_text, Qt::CaseInsensitive); };
  return m_text.isEmpty() || holds(one.finding.message) || holds(one.finding.rule) || holds(placeText(one));
}

int ChecksModel::rowOf(const Finding& finding) const
{
  const auto it = std::ranges::find_if(m_rows, [&](qsizetype row) {
    const Finding& other = m_report.findings.at(row).finding;
    return other.rule == finding.rule && other.message == finding.message &&
           other.place.blockId == finding.place.blockId && other.place.blockType == finding.place.blockType;
  });
  return it == m_rows.cend() ? -1 : static_cast<int>(it - m_rows.cbegin());
}

int ChecksModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ChecksModel::columnCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : ColumnCount;
}

/// The block as people know it, then where it is written.
QString ChecksModel::placeText(const CheckedFinding& one) const
{
  const QString title = m_document.title(one.block);
  const Place& place = one.finding.place;
  return title.isEmpty() ? FindingText::place(place)
                         : u"%1 · %2"_s.arg(title, FindingText::place({place.file, place.line, {}, {}, {}}));
}

QVariant ChecksModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid() || index.row() >= m_rows.size())
    return {};
  const CheckedFinding& one = at(index.row());
  const auto text = [&] {
    return index.column() == MessageColumn  ? one.finding.message
           : index.column() == AdviceColumn ? one.finding.advice
                                            : placeText(one);
  };
  switch (role) {
  case Qt::DisplayRole:
  case Qt::ToolTipRole:
    return text();
  case Qt::DecorationRole:
    return index.column() == MessageColumn ? FindingText::icon(one.finding.severity) : QVariant();
  case Qt::AccessibleTextRole:
    return index.column() == MessageColumn
               ? u"%1: %2"_s.arg(FindingText::severity(one.finding.severity), one.finding.message)
               : text();
  default:
    return {};
  }
}

QVariant ChecksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QStringList names = {tr("What was found"), tr("What to do"), tr("Where")};
  return names.value(section);
}

} // namespace scriptorium
