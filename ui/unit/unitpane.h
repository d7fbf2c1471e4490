#pragma once

#include "ui/document/outline.h"
#include "ui/widgets/pane.h"

#include <QHash>

class QListView;
class QStackedWidget;
class QToolButton;

namespace scriptorium {

class Breadcrumb;
class CourseDocument;
class Editor;
class Editors;
class ElidedLabel;
class EmptyState;
class LiveUnit;
class UnitModel;
struct BlockType;

/// The centre: what is open. A container as the list of its blocks, or a unit live, as its learners see it; a
/// component as its text, in the editor that `editors` has for its type.
class UnitPane : public Pane
{
  Q_OBJECT

public:
  /// `editors` outlives the pane.
  UnitPane(CourseDocument& document, const Editors& editors, QWidget* parent = nullptr);
  ~UnitPane() override;

  /// The one that is shown; null while something else is.
  Editor* editor() const { return m_editor; }
  QListView* list() const { return m_list; }
  LiveUnit* live() const { return m_live; }
  /// Whether units are shown live, where the computer can, instead of as cards.
  void setLive(bool isLive);
  /// Whether the list is shown and has this block.
  bool hasCard(BlockId block) const;
  /// Whether a body is open for editing.
  bool hasText() const { return m_editor != nullptr; }
  /// Gives the keyboard to the list or the editor.
  void focusContent();
  /// Gives its button, which has the pane for parent.
  QToolButton* addHeaderAction(QAction* action);
  /// The switch between live and cards: its button is there while a unit is open that can be live.
  void setLiveAction(QAction* action);
  EmptyState* emptyUnit() const { return m_empty; }

Q_SIGNALS:
  void contentChanged();
  void menuRequested(const QPoint& globalPos);
  /// Blocks were let go on the list, which cannot take them; the reason, for people.
  void dropRefused(const QString& why);

private:
  void show(BlockId block);
  bool canBeLive(const Outline::Node& node) const;
  QWidget* containerPage(const Outline::Node& node) const;
  void showEditor(BlockId block, const BlockType& type);
  void showTitle();
  void showSeveral();
  void follow();
  void takeSelection();
  void showSelection();

  CourseDocument& m_document;
  const Editors& m_editors;
  Breadcrumb* m_crumbs;
  ElidedLabel* m_title;
  ElidedLabel* m_facts;
  QStackedWidget* m_stack;
  UnitModel* m_model;
  QListView* m_list;
  LiveUnit* m_live;
  bool m_wantsLive = false;
  QToolButton* m_liveButton = nullptr;
  QHash<QString, Editor*> m_made; ///< by kind
  Editor* m_editor = nullptr;
  EmptyState* m_empty;
  EmptyState* m_noText;
  EmptyState* m_nothing;
  EmptyState* m_several;
  bool m_isFollowing = false;
};

} // namespace scriptorium
