#pragma once

#include "base/ids.h"
#include "ui/widgets/pane.h"

class QListView;
class QStackedWidget;

namespace scriptorium {

class BodyEditor;
class Breadcrumb;
class CourseDocument;
class ElidedLabel;
class EmptyState;
class UnitModel;

/// The centre: what is open. A container as the list of its blocks, a component as its source.
class UnitPane : public Pane
{
  Q_OBJECT

public:
  explicit UnitPane(CourseDocument& document, QWidget* parent = nullptr);

  BodyEditor* editor() const { return m_editor; }
  QListView* list() const { return m_list; }
  /// Whether a body is open for editing.
  bool hasText() const;
  /// Gives the keyboard to the list or the editor.
  void focusContent();
  void addHeaderAction(QAction* action);
  EmptyState* emptyUnit() const { return m_empty; }

Q_SIGNALS:
  void contentChanged();
  void menuRequested(const QPoint& globalPos);

private:
  void show(BlockId block);
  void showTitle();
  void follow();
  void takeSelection();
  void showSelection();

  CourseDocument& m_document;
  Breadcrumb* m_crumbs;
  ElidedLabel* m_title;
  ElidedLabel* m_facts;
  QStackedWidget* m_stack;
  UnitModel* m_model;
  QListView* m_list;
  BodyEditor* m_editor;
  EmptyState* m_empty;
  EmptyState* m_noText;
  EmptyState* m_nothing;
  bool m_isFollowing = false;
};

} // namespace scriptorium
