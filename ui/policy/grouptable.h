#pragma once

#include "model/userpartitions.h"

#include <QTableWidget>

namespace scriptorium {

/// The groups of one configuration: names that can be changed, who uses each, and their ids. Enter changes
/// the name of the chosen group, Delete asks for its removal; changes nothing itself.
class GroupTable : public QTableWidget
{
  Q_OBJECT

public:
  enum Column
  {
    NameColumn,
    UsersColumn,
    IdColumn
  };

  explicit GroupTable(QWidget* parent);

  /// `users`: those of each group by their titles; nothing while they are not known. Chooses the row
  /// `current`, or the last.
  void showGroups(const QList<UserGroup>& groups, const std::optional<QList<QStringList>>& users,
                  int current);
  void editName(int row);

Q_SIGNALS:
  void renamed(int row, const QString& name);
  void removalRequested();

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  bool m_isFilling = false;
};

} // namespace scriptorium
