#include "ui/inspectors/groupaccessfield.h"

#include "ui/widgets/icon.h"

#include <QEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kPartitionRole = Qt::UserRole;
constexpr int kGroupRole = Qt::UserRole + 1;
constexpr int kRowsShown = 9;
constexpr int kFrame = 12; ///< border and padding, as the style sheet has them
constexpr qint64 kTracks = 50;
constexpr qint64 kAudit = 1;
constexpr qint64 kVerified = 2;

constexpr QPair<qint64, qint64> kNoItem{-1, -1};

/// Which group a row stands for; 0 and 0 for everyone.
QPair<qint64, qint64> keyOf(const QTreeWidgetItem* item)
{
  return item ? QPair<qint64, qint64>(item->data(0, kPartitionRole).toLongLong(),
                                      item->data(0, kGroupRole).toLongLong())
              : kNoItem;
}

/// The partition's entry with the group in it or not; an entry that holds nothing goes.
Json changed(const Json& access, qint64 partition, qint64 group, bool isTicked)
{
  const QString key = QString::number(partition);
  Json groups = Json::list();
  for (const Json& each : access.find(key).value_or(Json()).items())
    if (each.whole() != group)
      groups.append(each);
  if (isTicked)
    groups.append(Json(group));
  Json result = access;
  if (groups.isEmpty())
    result.remove(key);
  else
    result.set(key, groups);
  return result;
}

} // namespace

GroupAccessField::GroupAccessField(QWidget* parent) : QWidget(parent)
{
  m_tree = new QTreeWidget(this);
  m_tree->setObjectName(u"accessTree"_s);
  m_tree->setProperty("look", u"boxes"_s);
  m_tree->setHeaderHidden(true);
  m_tree->setRootIsDecorated(false);
  m_tree->setItemsExpandable(false);
  m_tree->setIndentation(18);
  m_tree->setUniformRowHeights(true);
  m_tree->setFocusPolicy(Qt::StrongFocus);
  m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_tree->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_tree->installEventFilter(this);
  m_groups = new QPushButton(this);
  m_groups->setObjectName(u"accessGroups"_s);
  m_groups->setProperty("look", u"crumb"_s);
  m_groups->setAutoDefault(false);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(2);
  layout->addWidget(m_tree);
  layout->addWidget(m_groups, 0, Qt::AlignLeft);
  setFocusProxy(m_tree);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(m_tree, &QTreeWidget::itemChanged, this, &GroupAccessField::take);
  connect(m_groups, &QPushButton::clicked, this, &GroupAccessField::groupsRequested);
  fill();
}

void GroupAccessField::setPartitions(const QList<UserPartition>& partitions)
{
  if (partitions == m_partitions)
    return;
  m_partitions = partitions;
  fill();
}

void GroupAccessField::setText(const QString& json)
{
  const auto value = Json::parse(json.trimmed().isEmpty() ? u"{}"_s : json).value_or(Json(json));
  if (!m_isMixed && m_other.isEmpty() && value == m_access)
    return;
  m_isMixed = false;
  m_access = value.isObject() ? value : Json::object();
  m_other = value.isObject() || value.isNull() ? QString() : json;
  fill();
}

void GroupAccessField::showMixed()
{
  m_access = Json::object();
  m_other.clear();
  m_isMixed = true;
  fill();
}

QString GroupAccessField::text() const
{
  if (m_isMixed)
    return {};
  return m_other.isEmpty() ? m_access.toString() : m_other;
}

void GroupAccessField::fill()
{
  const QScopedValueRollback guard(m_isFilling, true);
  const int at = m_tree->verticalScrollBar()->value();
  const QPair<qint64, qint64> current = keyOf(m_tree->currentItem());
  m_tree->clear();
  const auto uses = groupAccess(m_access.toString());
  m_everyone = new QTreeWidgetItem(m_tree, {tr("Everyone")});
  m_everyone->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
  m_everyone->setCheckState(0, m_isMixed        ? Qt::PartiallyChecked
                               : uses.isEmpty() ? Qt::Checked
                                                : Qt::Unchecked);
  const auto usedOf = [&](qint64 id) {
    const auto found = std::ranges::find(uses, id, &GroupUse::partition);
    return found == uses.end() ? QList<qint64>() : found->groups;
  };
  for (const auto& partition : std::as_const(m_partitions)) {
    const auto ticked = usedOf(partition.id);
    const bool isOffered =
        partition.scheme == "cohort"_L1 && partition.isActive && !partition.groups.isEmpty();
    if (isOffered || !ticked.isEmpty())
      addPartition(partition, ticked);
  }
  addTracks(usedOf(kTracks));
  for (const auto& use : uses)
    if (use.partition != kTracks &&
        std::ranges::find(m_partitions, use.partition, &UserPartition::id) == m_partitions.end())
      addUnknown(use);
  m_tree->expandAll();
  m_groups->setText(m_partitions.isEmpty() ? tr("Make groups…") : tr("Change the groups…"));
  for (QTreeWidgetItem* item = m_everyone; item && current != kNoItem; item = m_tree->itemBelow(item))
    if (keyOf(item) == current)
      m_tree->setCurrentItem(item);
  fitHeight();
  m_tree->verticalScrollBar()->setValue(at);
}

QTreeWidgetItem* GroupAccessField::addHead(const QString& text, bool isProblem)
{
  auto* head = new QTreeWidgetItem(m_tree, {text});
  head->setFlags(Qt::ItemIsEnabled);
  head->setToolTip(0, text);
  head->setForeground(0, isProblem ? colours(palette()).error : colours(palette()).muted);
  return head;
}

void GroupAccessField::addGroup(QTreeWidgetItem* head, qint64 partition, qint64 group, const QString& name,
                                bool isTicked, bool isProblem)
{
  auto* item = new QTreeWidgetItem(head, {name});
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
  item->setCheckState(0, isTicked ? Qt::Checked : Qt::Unchecked);
  item->setData(0, kPartitionRole, partition);
  item->setData(0, kGroupRole, group);
  item->setToolTip(0, isProblem ? tr("The course has no such group: no learner is let in by it.") : name);
  if (isProblem)
    item->setForeground(0, colours(palette()).error);
}

void GroupAccessField::addPartition(const UserPartition& partition, const QList<qint64>& ticked)
{
  QTreeWidgetItem* head = addHead(partition.name, false);
  for (const auto& group : partition.groups)
    addGroup(head, partition.id, group.id, group.name, ticked.contains(group.id));
  for (const qint64 group : ticked)
    if (!partition.group(group))
      addGroup(head, partition.id, group, tr("Group %1, which is not there").arg(group), true, true);
}

/// The server makes them, and no course says which it has: those that nearly every site has are offered, and
/// those that the block names.
void GroupAccessField::addTracks(const QList<qint64>& ticked)
{
  QList<qint64> tracks = {kAudit, kVerified};
  for (const qint64 track : ticked)
    if (!tracks.contains(track))
      tracks.append(track);
  QTreeWidgetItem* head = addHead(tr("Enrolment tracks"), false);
  for (const qint64 track : std::as_const(tracks)) {
    const QString name = UserPartitions::trackName(track);
    addGroup(head, kTracks, track, name.isEmpty() ? tr("Group %1").arg(track) : name, ticked.contains(track));
  }
}

/// Those the server makes are not written in the course.
void GroupAccessField::addUnknown(const GroupUse& use)
{
  const bool isOfServer = UserPartitions::isOfServer(use.partition);
  QTreeWidgetItem* head = addHead(isOfServer ? tr("Access to graded content")
                                             : tr("Configuration %1, which is not there").arg(use.partition),
                                  !isOfServer);
  for (const qint64 group : use.groups)
    addGroup(head, use.partition, group, tr("Group %1").arg(group), true, !isOfServer);
}

void GroupAccessField::take(QTreeWidgetItem* item)
{
  if (m_isFilling)
    return;
  m_isMixed = false;
  m_other.clear();
  if (item != m_everyone)
    m_access = changed(m_access, item->data(0, kPartitionRole).toLongLong(),
                       item->data(0, kGroupRole).toLongLong(), item->checkState(0) == Qt::Checked);
  else
    m_access = Json::object();
  // Later: the tree is not made anew while it says what changed in it.
  QMetaObject::invokeMethod(
      this,
      [this] {
        fill();
        Q_EMIT edited();
      },
      Qt::QueuedConnection);
}

void GroupAccessField::fitHeight()
{
  int rows = 0;
  for (QTreeWidgetItem* item = m_tree->topLevelItem(0); item; item = m_tree->itemBelow(item))
    ++rows;
  m_tree->setFixedHeight(std::min(rows, kRowsShown) * m_tree->sizeHintForRow(0) + kFrame);
}

bool GroupAccessField::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_tree && event->type() == QEvent::KeyPress) {
    auto* key = static_cast<QKeyEvent*>(event);
    QTreeWidgetItem* item = m_tree->currentItem();
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter && item && item->flags().testFlag(Qt::ItemIsUserCheckable)) {
      item->setCheckState(0, item->checkState(0) == Qt::Checked ? Qt::Unchecked : Qt::Checked);
      return true;
    }
  }
  if (watched == m_tree && event->type() == QEvent::Show)
    fitHeight(); // it has its style now
  if (watched == m_tree && event->type() == QEvent::FocusIn && !m_tree->currentItem())
    m_tree->setCurrentItem(m_everyone);
  return QWidget::eventFilter(watched, event);
}

} // namespace scriptorium
