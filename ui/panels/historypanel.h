#pragma once

#include <QWidget>

class QCheckBox;
class QPushButton;
class QTreeView;

namespace scriptorium {

class CourseDocument;
class HistoryModel;

/// Every step that was ever made in the course, or in the current block, and the way back to any of them.
class HistoryPanel : public QWidget
{
  Q_OBJECT

public:
  explicit HistoryPanel(CourseDocument& document, QWidget* parent = nullptr);

protected:
  void showEvent(QShowEvent* event) override;

private:
  void refresh();
  void restore();
  void showButton();

  CourseDocument& m_document;
  HistoryModel* m_model;
  QTreeView* m_list;
  QCheckBox* m_onlyBlock;
  QPushButton* m_restore;
  bool m_isStale = true;
};

} // namespace scriptorium
