#include "ui/unit/unitmodel.h"

#include "ui/document/coursedocument.h"
#include "ui/unit/excerpts.h"

#include <QMimeData>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

UnitModel::UnitModel(CourseDocument& document, QObject* parent)
    : QAbstractListModel(parent), m_document(document), m_excerpts(new Excerpts(document, this))
{
  connect(&document, &CourseDocument::changed, this, &UnitModel::follow);
  connect(&document, &CourseDocument::reloaded, this, &UnitModel::follow);
  connect(&document.outlineModel(), &OutlineModel::dataChanged, this, [this](const QModelIndex& changed) {
    if (const QModelIndex here = indexOf(OutlineModel::idOf(changed)); here.isValid())
      Q_EMIT dataChanged(here, here);
  });
}

QList<BlockId> UnitModel::childrenNow() const
{
  QList<BlockId> blocks;
  if (const Outline::Node* node = m_document.outline().find(m_container))
    for (const Outline::Node* child : node->children)
      blocks.append(child->row.id);
  return blocks;
}

void UnitModel::setContainer(BlockId container)
{
  beginResetModel();
  m_container = container;
  m_blocks = childrenNow();
  endResetModel();
}

void UnitModel::follow()
{
  const QList<BlockId> now = childrenNow();
  if (now != m_blocks) {
    beginResetModel();
    m_blocks = now;
    endResetModel();
  } else if (!m_blocks.isEmpty()) {
    Q_EMIT dataChanged(index(0), index(static_cast<int>(m_blocks.size()) - 1));
  }
}

QModelIndex UnitModel::indexOf(BlockId block) const
{
  const qsizetype at = m_blocks.indexOf(block);
  return at < 0 ? QModelIndex() : index(static_cast<int>(at));
}

int UnitModel::rowCount(const QModelIndex& parent) const
{
  return parent.isValid() ? 0 : static_cast<int>(m_blocks.size());
}

QVariant UnitModel::data(const QModelIndex& index, int role) const
{
  if (!index.isValid())
    return {};
  const BlockId block = idAt(index);
  if (role == ExcerptRole) {
    QStringList parts = m_document.facts(block).words();
    parts.append(m_excerpts->of(block));
    return parts.join(u" · "_s);
  }
  const OutlineModel& outline = m_document.outlineModel();
  return outline.dataOf(block, role);
}

Qt::ItemFlags UnitModel::flags(const QModelIndex& index) const
{
  if (!index.isValid())
    return m_document.isReadOnly() ? Qt::NoItemFlags : Qt::ItemIsDropEnabled;
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
  flags.setFlag(Qt::ItemIsDragEnabled, !m_document.isReadOnly());
  return flags;
}

QStringList UnitModel::mimeTypes() const
{
  return m_document.outlineModel().mimeTypes();
}

QMimeData* UnitModel::mimeData(const QModelIndexList& indexes) const
{
  QModelIndexList rows = indexes;
  std::sort(rows.begin(), rows.end()); // as they stand, not as they were chosen
  QList<BlockId> blocks;
  for (const auto& index : std::as_const(rows))
    blocks.append(idAt(index));
  return m_document.outlineModel().mimeOf(blocks);
}

bool UnitModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int,
                                const QModelIndex&) const
{
  return action == Qt::MoveAction && m_document.outlineModel().canTake(data, m_container);
}

bool UnitModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                             const QModelIndex& parent)
{
  if (!canDropMimeData(data, action, row, column, parent))
    return false;
  const int at = row < 0 && parent.isValid() ? parent.row() : row;
  const QList<BlockId> blocks = m_document.outlineModel().draggedBlocks(data);
  return m_document.run(steps::moveBlocks(m_document, blocks, m_container, at)).has_value();
}

} // namespace scriptorium
