#pragma once

#include <QWidget>

class QTreeWidget;
class QTreeWidgetItem;

namespace scriptorium {

class Job;
class Jobs;

/// All long work of this run of the application: what runs, how far it is, how it ended.
class JobsPanel : public QWidget
{
  Q_OBJECT

public:
  explicit JobsPanel(Jobs& jobs, QWidget* parent = nullptr);

private:
  void add(Job* job);

  QTreeWidget* m_list;
};

/// "Reading archive: 512 of 2,048", "Done in 1.2 s", or why it failed.
QString jobText(const Job& job);

} // namespace scriptorium
