#pragma once

#include "base/ids.h"
#include "ui/widgets/pane.h"

class QLabel;
class QLineEdit;
class QStackedWidget;
class QTimer;

namespace scriptorium {

class CourseDocument;
class EmptyState;
class OutlineView;

/// The left pane: the course's title, a filter, and the tree.
class OutlinePane : public Pane
{
  Q_OBJECT

public:
  explicit OutlinePane(CourseDocument& document, QWidget* parent = nullptr);

  OutlineView* view() const { return m_view; }
  void focusFilter();
  /// A button in the header for an action ("Add").
  void addHeaderAction(QAction* action);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void applyFilter();
  void goToFirstMatch(bool opens);
  void uncover(BlockId block);
  void showState();

  CourseDocument& m_document;
  OutlineView* m_view;
  QLineEdit* m_filter;
  QStackedWidget* m_stack;
  EmptyState* m_noMatch;
  QTimer* m_filterDelay;
};

} // namespace scriptorium
