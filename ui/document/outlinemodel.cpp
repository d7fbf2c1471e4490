#include "ui/document/outlinemodel.h"

#include "ui/document/outlinesync.h"
#include "ui/widgets/badges.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QMimeData>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Badges badgesOf(const OutlineRow& row, const BlockFacts& facts, bool isFaulty, bool isHeld)
{
  Badges badges;
  badges.setFlag(Badge::Draft, row.isDraft);
  badges.setFlag(Badge::Changed, row.hasDraftChanges);
  badges.setFlag(Badge::Broken, row.isBroken);
  badges.setFlag(Badge::Faulty, isFaulty && !row.isBroken);
  badges.setFlag(Badge::StaffOnly, facts.isStaffOnly);
  badges.setFlag(Badge::Due, !facts.due.isEmpty());
  badges.setFlag(Badge::Graded, !facts.gradedAs.isEmpty());
  badges.setFlag(Badge::New, facts.isMadeHere && !row.isDraft);
  badges.setFlag(Badge::Held, isHeld);
  return badges;
}

QString stateText(const OutlineRow& row, const QString& before)
{
  if (row.isDraft)
    return before + OutlineModel::tr("draft");
  return row.hasDraftChanges ? before + OutlineModel::tr("changed since it was published") : QString();
}

} // namespace

OutlineModel::OutlineModel(const BlockTypes& types, QObject* parent)
    : QAbstractItemModel(parent), m_types(types), m_outline(std::make_unique<Outline>())
{}

Outline::Node* OutlineModel::nodeOf(const QModelIndex& index)
{
  return static_cast<Outline::Node*>(index.internalPointer());
}

const std::vector<Outline::Node*>& OutlineModel::childrenOf(const Outline::Node* node) const
{
  return isFiltered() ? node->shown : node->children;
}

QModelIndex OutlineModel::indexOf(const Outline::Node* node) const
{
  if (!node)
    return {};
  if (!node->parent)
    return createIndex(0, 0, node);
  const int row = isFiltered() ? node->shownIndex : node->index;
  return row < 0 ? QModelIndex() : createIndex(row, 0, node);
}

QModelIndex OutlineModel::indexOf(BlockId id) const
{
  return indexOf(m_outline->find(id));
}

BlockId OutlineModel::idOf(const QModelIndex& index)
{
  return BlockId(index.data(IdRole).toLongLong());
}

QString OutlineModel::title(const Outline::Node* node) const
{
  return node->row.title.isEmpty() ? m_types.type(node->row.type).displayName : node->row.title;
}

QModelIndex OutlineModel::index(int row, int column, const QModelIndex& parent) const
{
  if (column != 0 || row < 0)
    return {};
  if (!parent.isValid())
    return row == 0 && m_outline->top() ? createIndex(0, 0, m_outline->top()) : QModelIndex();
  const auto& children = childrenOf(nodeOf(parent));
  const auto at = static_cast<size_t>(row);
  return at < children.size() ? createIndex(row, 0, children[at]) : QModelIndex();
}

QModelIndex OutlineModel::parent(const QModelIndex& child) const
{
  return child.isValid() ? indexOf(nodeOf(child)->parent) : QModelIndex();
}

int OutlineModel::rowCount(const QModelIndex& parent) const
{
  if (!parent.isValid())
    return m_outline->top() ? 1 : 0;
  return static_cast<int>(childrenOf(nodeOf(parent)).size());
}

int OutlineModel::columnCount(const QModelIndex&) const
{
  return 1;
}

QVariant OutlineModel::data(const QModelIndex& index, int role) const
{
  return index.isValid() ? dataOf(nodeOf(index)->row.id, role) : QVariant();
}

QVariant OutlineModel::dataOf(BlockId block, int role) const
{
  const Outline::Node* node = m_outline->find(block);
  if (!node)
    return {};
  const auto facts = [&] { return m_factsOf ? m_factsOf(block) : BlockFacts(); };
  const auto factsText = [&](const QString& before) {
    const QStringList words = facts().words();
    return words.isEmpty() ? QString() : before + words.join(before);
  };
  switch (role) {
  case Qt::DisplayRole:
    return title(node);
  case FactsRole:
    return facts().words();
  case Qt::EditRole:
    return node->row.title;
  case Qt::ToolTipRole:
    return u"%1 · %2 · %3%4%5%6"_s.arg(
        title(node), m_types.type(node->row.type).displayName, node->row.urlName,
        m_faulty.contains(block) ? tr(" · has errors") : QString(),
        m_held.contains(block) ? tr(" · what was typed here is not part of the course yet") : QString(),
        stateText(node->row, u" · "_s) + factsText(u" · "_s));
  case Qt::AccessibleTextRole: {
    QString text = u"%1, %2"_s.arg(title(node), m_types.type(node->row.type).displayName);
    if (node->row.isBroken)
      text += tr(", cannot be read");
    else if (m_faulty.contains(block))
      text += tr(", has errors");
    if (m_held.contains(block))
      text += tr(", typed text is not part of the course yet");
    return text + stateText(node->row, u", "_s) + factsText(u", "_s);
  }
  case IdRole:
    return node->row.id.value;
  case TypeRole:
    return node->row.type;
  case TypeNameRole:
    return m_types.type(node->row.type).displayName;
  case IconRole:
    return m_types.type(node->row.type).icon;
  case BadgesRole:
    return QVariant::fromValue(
        badgesOf(node->row, facts(), m_faulty.contains(block), m_held.contains(block)));
  case IsContainerRole:
    return m_types.type(node->row.type).isContainer;
  default:
    return {};
  }
}

bool OutlineModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
  const QString title = value.toString().simplified();
  if (role != Qt::EditRole || !index.isValid() || title.isEmpty() || title == nodeOf(index)->row.title)
    return false;
  Q_EMIT renameRequested(idOf(index), title);
  return true;
}

Qt::ItemFlags OutlineModel::flags(const QModelIndex& index) const
{
  if (!index.isValid())
    return m_isEditable ? Qt::ItemIsDropEnabled : Qt::NoItemFlags;
  const Outline::Node* node = nodeOf(index);
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  if (node->children.empty() && !m_types.type(node->row.type).isContainer)
    flags |= Qt::ItemNeverHasChildren;
  if (!m_isEditable)
    return flags;
  flags |= Qt::ItemIsEditable;
  if (node->parent)
    flags |= Qt::ItemIsDragEnabled;
  if (m_types.type(node->row.type).isContainer)
    flags |= Qt::ItemIsDropEnabled;
  return flags;
}

void OutlineModel::setFaulty(const QSet<BlockId>& blocks)
{
  const QSet<BlockId> before = std::exchange(m_faulty, blocks);
  repaintBadges(before, m_faulty);
}

void OutlineModel::setHeld(const QSet<BlockId>& blocks)
{
  const QSet<BlockId> before = std::exchange(m_held, blocks);
  repaintBadges(before, m_held);
}

void OutlineModel::repaintBadges(const QSet<BlockId>& before, const QSet<BlockId>& after)
{
  const auto repaint = [this](const QSet<BlockId>& changed, const QSet<BlockId>& others) {
    for (const BlockId block : changed)
      if (const QModelIndex at = others.contains(block) ? QModelIndex() : indexOf(block); at.isValid())
        Q_EMIT dataChanged(at, at, {BadgesRole, Qt::ToolTipRole, Qt::AccessibleTextRole});
  };
  repaint(before, after);
  repaint(after, before);
}

void OutlineModel::relayout(const std::function<void()>& change)
{
  Q_EMIT layoutAboutToBeChanged();
  const QModelIndexList from = persistentIndexList();
  QList<BlockId> ids;
  ids.reserve(from.size());
  for (const auto& index : from)
    ids.append(nodeOf(index)->row.id);
  change();
  QModelIndexList to;
  to.reserve(from.size());
  for (const BlockId id : ids)
    to.append(indexOf(id));
  changePersistentIndexList(from, to);
  Q_EMIT layoutChanged();
}

void OutlineModel::replace(const QList<OutlineRow>& rows)
{
  auto fresh = std::make_unique<Outline>();
  fresh->load(rows);
  if (!m_outline->top() || !fresh->top()) {
    beginResetModel();
    m_outline = std::move(fresh);
    refilter();
    endResetModel();
    return;
  }
  // The old nodes stay until the views have looked at the new ones.
  std::unique_ptr<Outline> old;
  relayout([&] {
    old = std::exchange(m_outline, std::move(fresh));
    refilter();
  });
}

bool OutlineModel::apply(const ChangeSet& changes, const CourseStore& store)
{
  m_lastMoved.clear();
  if (!m_outline->top() || changes.blocks.size() > kPreciseRows)
    return false;
  if (!isFiltered())
    return OutlineSync(*this, store).apply(changes);
  // Under a filter rows come and go by matching; the tree is changed without it and filtered again.
  bool fits = true;
  relayout([&] {
    fits = OutlineSync(*this, store, OutlineSync::Announce::No).apply(changes);
    refilter();
  });
  return fits;
}

void OutlineModel::setFilter(const QString& text)
{
  if (text == m_filterText)
    return;
  m_filterText = text;
  relayout([&] {
    m_filter = OutlineFilter(text);
    refilter();
  });
}

void OutlineModel::refilter()
{
  m_matches = 0;
  if (isFiltered() && m_outline->top())
    refilter(m_outline->top());
}

bool OutlineModel::refilter(Outline::Node* node)
{
  node->shown.clear();
  for (Outline::Node* child : node->children) {
    child->shownIndex = -1;
    if (!refilter(child))
      continue;
    child->shownIndex = static_cast<int>(node->shown.size());
    node->shown.push_back(child);
  }
  const bool matches = m_filter.matches(node->row, title(node));
  m_matches += matches ? 1 : 0;
  return matches || !node->shown.empty();
}

BlockId OutlineModel::firstMatch() const
{
  const Outline::Node* node = isFiltered() && m_matches > 0 ? m_outline->top() : nullptr;
  while (node && !m_filter.matches(node->row, title(node)))
    node = node->shown.empty() ? nullptr : node->shown.front();
  return node ? node->row.id : BlockId();
}

int OutlineModel::realRow(const QModelIndex& parent, int row) const
{
  const Outline::Node* node = nodeOf(parent);
  const auto& shown = childrenOf(node);
  if (row < 0 || static_cast<size_t>(row) >= shown.size())
    return static_cast<int>(node->children.size());
  return shown[static_cast<size_t>(row)]->index;
}

bool OutlineModel::takesChildren(const Outline::Node* parent, const QStringList& types) const
{
  const BlockType& type = m_types.type(parent->row.type);
  if (!type.isContainer)
    return false;
  return std::ranges::all_of(types, [&](const QString& child) {
    if (!type.allowedChildren.isEmpty())
      return type.allowedChildren.contains(child);
    const QString category = m_types.type(child).category;
    return category != "structure"_L1 && category != "file"_L1;
  });
}

QStringList OutlineModel::mimeTypes() const
{
  return {QString::fromLatin1(kMimeType)};
}

QMimeData* OutlineModel::mimeData(const QModelIndexList& indexes) const
{
  QList<const Outline::Node*> nodes;
  for (const auto& index : indexes)
    nodes.append(nodeOf(index));
  std::ranges::sort(nodes, Outline::isBefore);
  QList<BlockId> blocks;
  for (const auto* node : std::as_const(nodes))
    blocks.append(node->row.id);
  return mimeOf(blocks);
}

QMimeData* OutlineModel::mimeOf(const QList<BlockId>& blocks) const
{
  QByteArray bytes;
  QDataStream stream(&bytes, QIODevice::WriteOnly);
  QList<qint64> ids;
  for (const BlockId block : blocks)
    ids.append(block.value);
  // A drag from another window or course is not ours: its numbers mean other blocks.
  stream << static_cast<quint64>(reinterpret_cast<quintptr>(this)) << QCoreApplication::applicationPid()
         << ids;
  auto* data = new QMimeData;
  data->setData(QString::fromLatin1(kMimeType), bytes);
  return data;
}

QList<BlockId> OutlineModel::draggedBlocks(const QMimeData* data) const
{
  QDataStream stream(data->data(QString::fromLatin1(kMimeType)));
  quint64 model = 0;
  qint64 process = 0;
  QList<qint64> ids;
  stream >> model >> process >> ids;
  QList<BlockId> blocks;
  if (model != reinterpret_cast<quintptr>(this) || process != QCoreApplication::applicationPid())
    return blocks;
  for (const qint64 id : ids)
    if (m_outline->find(BlockId(id)))
      blocks.append(BlockId(id));
  return blocks;
}

bool OutlineModel::canTake(const QMimeData* data, BlockId parent) const
{
  return m_outline->find(parent) && !draggedBlocks(data).isEmpty() && refusal(data, parent).isEmpty();
}

QString OutlineModel::refusal(const QMimeData* data, BlockId parent) const
{
  const Outline::Node* target = m_outline->find(parent);
  const QList<BlockId> blocks = draggedBlocks(data);
  if (!target || blocks.isEmpty())
    return {};
  if (!m_isEditable)
    return tr("The course is open for reading only.");
  for (const BlockId block : blocks)
    if (QString why = refusalOf(m_outline->find(block), target); !why.isEmpty())
      return why;
  return {};
}

QString OutlineModel::refusalOf(const Outline::Node* child, const Outline::Node* parent) const
{
  if (m_outline->isInside(parent, child))
    return tr("“%1” cannot go into itself.").arg(title(child));
  if (takesChildren(parent, {child->row.type}))
    return {};
  const BlockType& type = m_types.type(parent->row.type);
  if (!type.isContainer)
    return tr("“%1” is a %2, which holds no other blocks.").arg(title(parent), type.displayName);
  QStringList taken;
  for (const auto& allowed : type.allowedChildren)
    taken.append(m_types.type(allowed).displayName);
  const QString named =
      tr("“%1” (%2) cannot go into “%3” (%4).")
          .arg(title(child), m_types.type(child->row.type).displayName, title(parent), type.displayName);
  return named + u' ' +
         (taken.isEmpty() ? tr("That takes components only.")
                          : tr("That takes only: %1.").arg(taken.join(u", "_s)));
}

bool OutlineModel::canDropMimeData(const QMimeData* data, Qt::DropAction action, int, int,
                                   const QModelIndex& parent) const
{
  return action == Qt::MoveAction && parent.isValid() && canTake(data, idOf(parent));
}

bool OutlineModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& parent)
{
  if (!canDropMimeData(data, action, row, column, parent))
    return false;
  Q_EMIT moveRequested(draggedBlocks(data), idOf(parent), realRow(parent, row));
  return true;
}

} // namespace scriptorium
