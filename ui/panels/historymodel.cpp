#include "ui/panels/historymodel.h"

#include "ui/document/coursedocument.h"
#include "ui/widgets/icon.h"

#include <QApplication>
#include <QDateTime>
#include <QLocale>
#include <QPalette>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kPage = 100;

QString iconOf(const QString& kind)
{
  static const QHash<QString, QString> kIcons{
      {u"import"_s, u"download"_s},  {u"undo"_s, u"undo-2"_s},
      {u"redo"_s, u"redo-2"_s},      {u"move"_s, u"move"_s},
      {u"add"_s, u"plus"_s},         {u"delete"_s, u"trash-2"_s},
      {u"field"_s, u"settings-2"_s}, {u"paste"_s, u"clipboard-paste"_s},
      {u"duplicate"_s, u"files"_s},  {u"restore"_s, u"history"_s},
      {u"publish"_s, u"globe"_s},    {u"file"_s, u"file"_s},
      {u"policy"_s, u"settings-2"_s}};
  return kIcons.value(kind, u"pencil"_s);
}

} // namespace

HistoryModel::HistoryModel(CourseDocument& document, QObject* parent)
    : QAbstractTableModel(parent), m_document(document)
{}

void HistoryModel::setBlock(BlockId block)
{
  m_block = block;
  refresh();
}

void HistoryModel::refresh()
{
  beginResetModel();
  m_ops.clear();
  m_versions.clear();
  m_isComplete = false;
  if (m_block.isValid()) {
    const auto changes = m_document.store().blockHistory(m_block, kPage * 5);
    for (const auto& change : changes.value_or({})) {
      m_ops.append(change.op);
      m_versions.append(change.newHead);
    }
    m_isComplete = true;
  }
  endResetModel();
  if (!m_isComplete)
    fetchMore({});
}

bool HistoryModel::canFetchMore(const QModelIndex& parent) const
{
  return !parent.isValid() && !m_isComplete;
}

void HistoryModel::fetchMore(const QModelIndex&)
{
  const auto more = m_document.store().history(kPage, m_ops.isEmpty() ? OpId() : m_ops.last().id);
  m_isComplete = !more || more->size() < kPage;
  if (!more || more->isEmpty())
    return;
  const int first = static_cast<int>(m_ops.size());
  beginInsertRows({}, first, first + static_cast<int>(more->size()) - 1);
  m_ops.append(*more);
  endInsertRows();
}

int HistoryModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_ops.size());
}

int HistoryModel::columnCount(const QModelIndex&) const
{
  return 3;
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
    return {};
  const QStringList names{tr("Step"), tr("By"), tr("When")};
  return names.value(section);
}

QVariant HistoryModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid())
    return {};
  const OpInfo& op = m_ops.at(index.row());
  const bool isDone = op.state == OpInfo::State::Done;
  if (role == Qt::DisplayRole && index.column() == 0)
    return isDone ? op.label : tr("%1 (undone)").arg(op.label);
  if (role == Qt::DisplayRole && index.column() == 1)
    return op.author;
  if (role == Qt::DisplayRole && index.column() == 2)
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(op.at), QLocale::ShortFormat);
  if (role == Qt::DecorationRole && index.column() == 0)
    return icon(iconOf(op.kind));
  if (role == Qt::ForegroundRole && !isDone)
    return QApplication::palette().brush(QPalette::PlaceholderText);
  if (role == Qt::ToolTipRole)
    return tr("%1\n%n block(s)", nullptr, op.blocks).arg(op.label);
  return {};
}

} // namespace scriptorium
