#pragma once

#include "model/userpartitions.h"

#include <QWidget>

class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace scriptorium {

/// Who may see a block: everyone, or the groups that are ticked, by name. Groups that the block names and the
/// course does not have are shown as such; what is not ticked or cleared here stays in the value.
class GroupAccessField : public QWidget
{
  Q_OBJECT

public:
  explicit GroupAccessField(QWidget* parent = nullptr);

  /// The configurations of the course. Those of content groups are offered, others where the value names
  /// them.
  void setPartitions(const QList<UserPartition>& partitions);
  /// The value of `group_access` as JSON text.
  void setText(const QString& json);
  /// "{}" for everyone.
  QString text() const;
  /// Several blocks say several things: nothing is ticked, and everyone is neither on nor off.
  void showMixed();

Q_SIGNALS:
  /// The author ticked or cleared something.
  void edited();
  /// The author wants to change the groups themselves.
  void groupsRequested();

private:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void fill();
  QTreeWidgetItem* addHead(const QString& text, bool isProblem);
  void addPartition(const UserPartition& partition, const QList<qint64>& ticked);
  void addTracks(const QList<qint64>& ticked);
  void addUnknown(const GroupUse& use);
  void addGroup(QTreeWidgetItem* head, qint64 partition, qint64 group, const QString& name, bool isTicked,
                bool isProblem = false);
  void take(QTreeWidgetItem* item);
  void fitHeight();

  QList<UserPartition> m_partitions;
  Json m_access = Json::object();
  QString m_other; ///< a value that is no object, kept as it is
  bool m_isMixed = false;
  bool m_isFilling = false;
  QTreeWidget* m_tree;
  QTreeWidgetItem* m_everyone = nullptr;
  QPushButton* m_groups;
};

} // namespace scriptorium
