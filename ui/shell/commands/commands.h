#pragma once

#include <QHash>
#include <QKeySequence>
#include <QList>
#include <QObject>

#include <functional>

class QAction;

namespace scriptorium {

/// Everything the author can do by name. The table in commandtable.cpp gives each its text, icon, shortcut,
/// category and condition; menus, tool bar, shortcuts, the palette and the shortcut sheet are made from it.
enum class Command
{
  GoHome,
  ImportArchive,
  ImportFolder,
  OpenSample,
  Export,
  ExportFolder,
  ExportPages,
  CloseCourse,
  Quit,
  Undo,
  Redo,
  Cut,
  Copy,
  Paste,
  Duplicate,
  Delete,
  Rename,
  Find,
  SearchCourse,
  QuickOpen,
  FilterOutline,
  AddInside,
  OpenBlock,
  OpenParent,
  MoveUp,
  MoveDown,
  CopyId,
  CopyLink,
  CopyOlx,
  Publish,
  DiscardDraft,
  Checks,
  NextFinding,
  PreviousFinding,
  Files,
  CoursePolicy,
  Preview,
  SharePreview,
  GroupConfigurations,
  GradingPolicy,
  ExpandAll,
  CollapseAll,
  ShowOutline,
  ShowInspector,
  ShowPanels,
  LiveUnits,
  FocusOutline,
  FocusUnit,
  FocusInspector,
  FocusPanels,
  NextPane,
  PreviousPane,
  LookSystem,
  LookLight,
  LookDark,
  Help,
  CommandPalette,
  ShortcutSheet,
  About,
};

/// What must hold for a command to be usable. A set of flags.
enum class Need : quint16
{
  Course = 1,    ///< a course is open
  Writable = 2,  ///< and may be changed
  Selection = 4, ///< a block is chosen
  Movable = 8,   ///< the chosen blocks are not the course itself
  Text = 16,     ///< a body is open in the editor
  Undo = 32,
  Redo = 64,
  Clipboard = 128,    ///< blocks lie on the clipboard
  Draft = 256,        ///< something of the chosen blocks is not what is published
  DraftChanges = 512, ///< and was published once
  IsCourse = 1024,    ///< what is open is a course, not a library
};
Q_DECLARE_FLAGS(Needs, Need)

/// One row of the table.
struct CommandSpec
{
  enum class Scope
  {
    Window,
    Blocks ///< its shortcut works only while a list of blocks has the focus
  };
  Command command;
  const char* id;
  const char* text; ///< source text of the translation
  const char* icon;
  const char* shortcut; ///< portable text; several separated by ", "
  const char* category;
  Needs needs;
  Scope scope = Scope::Window;
  bool isCheckable = false;
};

/// The actions of one window, made from the table.
class Commands : public QObject
{
  Q_OBJECT

public:
  explicit Commands(QObject* parent = nullptr);

  static const QList<CommandSpec>& table();
  /// Categories in the order of the menus.
  static QStringList categories();
  static QString categoryText(const char* category);

  QAction* action(Command command) const;
  /// What the command does.
  void on(Command command, QObject* context, const std::function<void()>& run) const;
  /// Enables each command whose needs `have` meets.
  void update(Needs have);
  /// The text without its mnemonic, for the palette and the sheet.
  static QString plainText(const QAction* action);

private:
  QHash<Command, QAction*> m_actions;
};

} // namespace scriptorium

Q_DECLARE_OPERATORS_FOR_FLAGS(scriptorium::Needs)
