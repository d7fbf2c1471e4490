#include "ui/shell/commands/commands.h"

#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

/// The one list of commands, a function for each menu.
namespace scriptorium {
namespace {

constexpr auto kFile = QT_TRANSLATE_NOOP("Commands", "&File");
constexpr auto kEdit = QT_TRANSLATE_NOOP("Commands", "&Edit");
constexpr auto kBlock = QT_TRANSLATE_NOOP("Commands", "&Block");
constexpr auto kCourseMenu = QT_TRANSLATE_NOOP("Commands", "&Course");
constexpr auto kView = QT_TRANSLATE_NOOP("Commands", "&View");
constexpr auto kHelp = QT_TRANSLATE_NOOP("Commands", "&Help");

constexpr Needs kNone{};
constexpr Needs kCourse{Need::Course};
const Needs kWrite = Needs(Need::Course) | Need::Writable;
const Needs kChosen = Needs(Need::Course) | Need::Selection;
const Needs kEditChosen = kWrite | Need::Selection;
const Needs kMove = kEditChosen | Need::Movable;

constexpr auto kWindow = CommandSpec::Scope::Window;
constexpr auto kBlocks = CommandSpec::Scope::Blocks;

#define TEXT(text) QT_TRANSLATE_NOOP("Commands", text)

QList<CommandSpec> fileCommands()
{
  using enum Command;
  return {
      {GoHome, "home", TEXT("&Home"), "house", "Ctrl+Shift+H", kFile, kNone},
      {ImportArchive, "import", TEXT("&Import course…"), "download", "Ctrl+O", kFile, kNone},
      {ImportFolder, "import-folder", TEXT("Import &folder…"), "folder-open", "Ctrl+Shift+O", kFile, kNone},
      {OpenSample, "open-sample", TEXT("Open &sample course"), "book-open", "", kFile, kNone},
      {Export, "export", TEXT("&Export archive…"), "upload", "Ctrl+E", kFile, kCourse},
      {ExportFolder, "export-folder", TEXT("Export as fol&der…"), "folder", "Ctrl+Shift+E", kFile, kCourse},
      {ExportPages, "export-pages", TEXT("Export as &web pages…"), "globe", "", kFile, kCourse},
      {CloseCourse, "close", TEXT("&Close course"), "x", "Ctrl+W", kFile, kCourse},
      {Quit, "quit", TEXT("&Quit"), "", "Ctrl+Q", kFile, kNone},
  };
}

QList<CommandSpec> editCommands()
{
  using enum Command;
  return {
      {Undo, "undo", TEXT("&Undo"), "undo-2", "Ctrl+Z", kEdit, kWrite | Need::Undo},
      {Redo, "redo", TEXT("&Redo"), "redo-2", "Ctrl+Shift+Z, Ctrl+Y", kEdit, kWrite | Need::Redo},
      {Cut, "cut", TEXT("Cu&t"), "scissors", "Ctrl+X", kEdit, kMove, kBlocks},
      {Copy, "copy", TEXT("&Copy"), "copy", "Ctrl+C", kEdit, kChosen | Need::Movable, kBlocks},
      {Paste, "paste", TEXT("&Paste"), "clipboard-paste", "Ctrl+V", kEdit, kEditChosen | Need::Clipboard,
       kBlocks},
      {Find, "find", TEXT("&Find in text…"), "search", "Ctrl+F", kEdit, kCourse | Need::Text},
      {SearchCourse, "search-course", TEXT("&Search the course…"), "search", "Ctrl+Shift+F", kEdit, kCourse},
      {QuickOpen, "quick-open", TEXT("&Quick open…"), "search", "Ctrl+P", kEdit, kCourse},
      {FilterOutline, "filter", TEXT("Fi&lter outline"), "filter", "Ctrl+L", kEdit, kCourse},
  };
}

QList<CommandSpec> blockCommands()
{
  using enum Command;
  return {
      {AddInside, "add", TEXT("&Add…"), "plus", "Ctrl+N", kBlock, kEditChosen},
      {OpenBlock, "open", TEXT("&Open"), "pencil", "Ctrl+Return", kBlock, kChosen, kBlocks},
      {OpenParent, "open-parent", TEXT("Open &parent"), "arrow-up", "Ctrl+Up", kBlock, kChosen},
      {Rename, "rename", TEXT("&Rename"), "text-cursor-input", "F2", kBlock, kEditChosen, kBlocks},
      {Duplicate, "duplicate", TEXT("D&uplicate"), "files", "Ctrl+D", kBlock, kMove, kBlocks},
      {Delete, "delete", TEXT("&Delete"), "trash-2", "Del", kBlock, kMove, kBlocks},
      {MoveUp, "move-up", TEXT("Move u&p"), "arrow-up", "Alt+Up", kBlock, kMove, kBlocks},
      {MoveDown, "move-down", TEXT("Move do&wn"), "arrow-down", "Alt+Down", kBlock, kMove, kBlocks},
      {Publish, "publish", TEXT("Pu&blish"), "globe", "Ctrl+Shift+B", kBlock, kEditChosen | Need::Draft},
      {DiscardDraft, "discard-draft", TEXT("D&iscard draft…"), "rotate-ccw", "", kBlock,
       kEditChosen | Need::DraftChanges},
      {CopyId, "copy-id", TEXT("Copy &usage key"), "link", "Ctrl+Shift+C", kBlock, kChosen, kBlocks},
      {CopyLink, "copy-link", TEXT("Copy &link for texts"), "link", "", kBlock, kChosen},
      {CopyOlx, "copy-olx", TEXT("Copy OL&X"), "code", "", kBlock, kChosen | Need::Movable},
  };
}

QList<CommandSpec> courseCommands()
{
  using enum Command;
  return {
      {Preview, "preview", TEXT("Pre&view in browser"), "eye", "F5", kCourseMenu, kCourse | Need::IsCourse},
      {SharePreview, "share-preview", TEXT("S&hare preview…"), "users-round", "", kCourseMenu,
       kCourse | Need::IsCourse},
      {Checks, "checks", TEXT("&Checks"), "circle-check", "Ctrl+Shift+K", kCourseMenu, kCourse},
      {NextFinding, "next-finding", TEXT("&Next finding"), "", "F8", kCourseMenu, kCourse},
      {PreviousFinding, "previous-finding", TEXT("P&revious finding"), "", "Shift+F8", kCourseMenu, kCourse},
      {Files, "files", TEXT("&Files"), "files", "Ctrl+Shift+L", kCourseMenu, kCourse},
      {CoursePolicy, "course-policy", TEXT("Course &policy…"), "settings-2", "", kCourseMenu,
       kCourse | Need::IsCourse},
      {GradingPolicy, "grading-policy", TEXT("&Grading policy…"), "graduation-cap", "", kCourseMenu,
       kCourse | Need::IsCourse},
      {GroupConfigurations, "group-configurations", TEXT("Gr&oup configurations…"), "users-round", "",
       kCourseMenu, kCourse | Need::IsCourse},
  };
}

QList<CommandSpec> viewCommands()
{
  using enum Command;
  return {
      {ExpandAll, "expand", TEXT("&Expand all"), "", "Ctrl+Shift+Right", kView, kCourse, kBlocks},
      {CollapseAll, "collapse", TEXT("&Collapse all"), "", "Ctrl+Shift+Left", kView, kCourse, kBlocks},
      {ShowOutline, "show-outline", TEXT("Show &outline"), "panel-left", "Ctrl+Shift+1", kView, kCourse,
       kWindow, true},
      {ShowInspector, "show-inspector", TEXT("Show &inspector"), "panel-right", "Ctrl+Shift+3", kView,
       kCourse, kWindow, true},
      {ShowPanels, "show-panels", TEXT("Show &panels"), "panel-bottom", "Ctrl+Shift+4", kView, kCourse,
       kWindow, true},
      {LiveUnits, "live-units", TEXT("Units as &learners see them"), "eye", "Ctrl+Shift+2", kView, kCourse,
       kWindow, true},
      {FocusOutline, "focus-outline", TEXT("Go to outline"), "", "Ctrl+1", kView, kCourse},
      {FocusUnit, "focus-unit", TEXT("Go to unit"), "", "Ctrl+2", kView, kCourse},
      {FocusInspector, "focus-inspector", TEXT("Go to inspector"), "", "Ctrl+3", kView, kCourse},
      {FocusPanels, "focus-panels", TEXT("Go to panels"), "", "Ctrl+4", kView, kCourse},
      {NextPane, "next-pane", TEXT("Next pane"), "", "F6", kView, kCourse},
      {PreviousPane, "previous-pane", TEXT("Previous pane"), "", "Shift+F6", kView, kCourse},
      {LookSystem, "look-system", TEXT("Look like the s&ystem"), "monitor", "", kView, kNone, kWindow, true},
      {LookLight, "look-light", TEXT("&Light"), "sun", "", kView, kNone, kWindow, true},
      {LookDark, "look-dark", TEXT("&Dark"), "moon", "", kView, kNone, kWindow, true},
  };
}

QList<CommandSpec> helpCommands()
{
  using enum Command;
  return {
      {Help, "help", TEXT("&Help"), "circle-help", "F1", kHelp, kNone},
      {CommandPalette, "palette", TEXT("&Command palette…"), "command", "Ctrl+Shift+P", kHelp, kNone},
      {ShortcutSheet, "shortcuts", TEXT("&Keyboard shortcuts"), "keyboard", "Ctrl+/", kHelp, kNone},
      {About, "about", TEXT("&About Scriptorium"), "info", "", kHelp, kNone},
  };
}

#undef TEXT

} // namespace

const QList<CommandSpec>& Commands::table()
{
  static const QList<CommandSpec> kTable =
      fileCommands() + editCommands() + blockCommands() + courseCommands() + viewCommands() + helpCommands();
  return kTable;
}

QStringList Commands::categories()
{
  return {QString::fromLatin1(kFile),       QString::fromLatin1(kEdit), QString::fromLatin1(kBlock),
          QString::fromLatin1(kCourseMenu), QString::fromLatin1(kView), QString::fromLatin1(kHelp)};
}

} // namespace scriptorium
