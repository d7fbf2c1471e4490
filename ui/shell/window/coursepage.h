#pragma once

#include "store/coursestore.h"
#include "ui/shell/commands/commands.h"
#include "ui/widgets/messagebar.h"

#include <QWidget>

#include <functional>
#include <optional>

class QSettings;
class QSplitter;

namespace scriptorium {

class BlockCommands;
class CourseDocument;
class DraftCommands;
class Editor;
class Editors;
class InspectorPane;
class Jobs;
class LiveChecks;
struct Place;
class OutlinePane;
class Panels;
class PreviewProcess;
class UnitPane;

/// The desk of one open course: outline, unit, inspector, panels. Each can be hidden; sizes are remembered.
class CoursePage : public QWidget
{
  Q_OBJECT

public:
  /// All of it outlives the page.
  CoursePage(CourseDocument& document, const Editors& editors, const Commands& commands, Jobs& jobs,
             QSettings& settings, QWidget* parent = nullptr);
  ~CoursePage() override;

  /// Stores everything that is still being typed.
  void flush();
  bool hasUnsavedText() const;
  /// Take back, or do again, what was done to the text that has the keyboard, else a step of the course. In
  /// an editor that has nothing more to undo a step elsewhere is offered, not taken.
  void undo();
  void redo();
  /// What undo and redo are about, for people; empty: nothing, or what only trying tells.
  QString undoLabel() const;
  QString redoLabel() const;
  Needs state() const;
  LiveChecks& checks() const { return *m_checks; }
  Panels& panels() const { return *m_panels; }
  OutlinePane& outline() const { return *m_outline; }
  UnitPane& unit() const { return *m_unit; }
  InspectorPane& inspector() const { return *m_inspector; }
  void setPanelsVisible(bool visible);
  /// Units can be shown live: gives the course's local LMS, when one first is.
  void setPreview(std::function<PreviewProcess*()> server);

Q_SIGNALS:
  /// What can be done has changed.
  void stateChanged();
  void pendingChanged();
  /// Something the author must decide.
  void asked(const QString& title, const QString& text,
             const QList<scriptorium::MessageBar::Choice>& choices);
  /// Something the author may want to do, in place of what was asked for.
  void offered(const QString& title, const QString& text,
               const QList<scriptorium::MessageBar::Choice>& choices);
  /// Something did not work that was no step of the course.
  void failed(const scriptorium::Error& error, const QString& what);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  void buildPanes(Jobs& jobs, const Editors& editors);
  void connectCommands();
  void connectPanels();
  void connectChecks();
  void showPlace(const Place& place, BlockId block, int line);
  /// The editor that has the keyboard; null when something else has.
  Editor* focusedEditor() const;
  void undoBeyond();
  void redoBeyond();
  bool isAboutOpened(const std::optional<OpInfo>& op) const;
  void setLive(bool isLive);
  void focusPane(int pane);
  void nextPane(int step);
  void showFirst();
  void keepSides();
  void fitSides();
  void restoreLayout();
  void saveLayout();
  void savePlace();
  void openQuickly();
  void showFile(const QString& path);
  void remember(BlockId block);

  CourseDocument& m_document;
  const Commands& m_commands;
  QSettings& m_settings;
  QList<BlockId> m_recent; ///< what was open, the newest first
  /// How wide the author made outline and inspector, and the page they did it in.
  struct Sides
  {
    int outline = 0;
    int inspector = 0;
    int page = 0;
  };
  Sides m_sides;
  QSplitter* m_columns;
  QSplitter* m_rows;
  LiveChecks* m_checks;
  OutlinePane* m_outline;
  UnitPane* m_unit;
  InspectorPane* m_inspector;
  Panels* m_panels;
  BlockCommands* m_blockCommands;
  DraftCommands* m_draftCommands;
};

} // namespace scriptorium
