#pragma once

#include "model/userpartitions.h"

#include <QDialog>

#include <functional>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QVBoxLayout;

namespace scriptorium {

class CourseDocument;
class GroupTable;

/// The group configurations of the course: content groups and groups of experiments, with the blocks that
/// use them. Stored as one step, when the author says so; what is used is named before it goes.
class GroupsDialog : public QDialog
{
  Q_OBJECT

public:
  explicit GroupsDialog(CourseDocument& document, QWidget* parent = nullptr);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QWidget* makeList();
  QWidget* makeDetail();
  void addHeadFields(QVBoxLayout* layout);
  QWidget* makeEmpty();
  QWidget* makeQuestion();
  QPushButton* makeAddButton(const QString& name, QWidget* parent);
  void readUses();
  void fillList(qsizetype current);
  void showPartition();
  void fillGroups(const UserPartition& partition, int current);
  void fillSchemes(const QString& scheme);
  void add(const QString& scheme);
  void addGroup();
  void removePartition();
  void removeGroup();
  void rename(const QString& name);
  /// Does it when nobody uses what goes; else asks, naming the users.
  void askFirst(const QString& name, const QStringList& users, const std::function<void()>& work);
  void closeQuestion();
  /// The blocks that name the configuration, or that group of it, by their titles.
  QStringList usersOf(qint64 partition, std::optional<qint64> group = {}) const;
  qsizetype current() const;
  QString problem() const;
  void note();
  void store();

  CourseDocument& m_document;
  UserPartitions m_partitions;
  QString m_stored;
  std::optional<QList<GroupUse>> m_uses; ///< nothing while they are read
  bool m_isFilling = false;
  QStackedWidget* m_stack;
  QTreeWidget* m_list;
  QToolButton* m_remove;
  QLineEdit* m_name;
  QComboBox* m_scheme;
  QLineEdit* m_description;
  GroupTable* m_groups;
  QToolButton* m_removeGroup;
  QLabel* m_id;
  QWidget* m_question;
  QLabel* m_asked;
  std::function<void()> m_work; ///< what is asked about
  QLabel* m_problem;
  QPushButton* m_store;
};

} // namespace scriptorium
