#include "ui/shell/commands/commands.h"

#include "ui/widgets/icon.h"

#include <QAction>
#include <QCoreApplication>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr auto kFile = QT_TRANSLATE_NOOP("Commands", "&File");
constexpr auto kEdit = QT_TRANSLATE_NOOP("Commands", "&Edit");
constexpr auto kBlock = QT_TRANSLATE_NOOP("Commands", "&Block");
constexpr auto kView = QT_TRANSLATE_NOOP("Commands", "&View");
constexpr auto kHelp = QT_TRANSLATE_NOOP("Commands", "&Help");

constexpr Needs kNone{};
constexpr Needs kCourse{Need::Course};
const Needs kWrite = Needs(Need::Course) | Need::Writable;
const Needs kChosen = Needs(Need::Course) | Need::Selection;
const Needs kEditChosen = kWrite | Need::Selection;
const Needs kMove = kEditChosen | Need::Movable;

} // namespace

#define TEXT(text) QT_TRANSLATE_NOOP("Commands", text)

const QList<CommandSpec>& Commands::table()
{
  using enum Command;
  constexpr auto kBlocks = CommandSpec::Scope::Blocks;
  constexpr auto kWindow = CommandSpec::Scope::Window;
  static const QList<CommandSpec> kTable{
      {GoHome, "home", TEXT("&Home"), "house", "Ctrl+Shift+H", kFile, kNone},
      {ImportArchive, "import", TEXT("&Import course…"), "download", "Ctrl+O", kFile, kNone},
      {ImportFolder, "import-folder", TEXT("Import &folder…"), "folder-open", "Ctrl+Shift+O", kFile, kNone},
      {OpenSample, "open-sample", TEXT("Open &sample course"), "book-open", "", kFile, kNone},
      {Export, "export", TEXT("&Export archive…"), "upload", "Ctrl+E", kFile, kCourse},
      {ExportFolder, "export-folder", TEXT("Export as fol&der…"), "folder", "Ctrl+Shift+E", kFile, kCourse},
      {CloseCourse, "close", TEXT("&Close course"), "x", "Ctrl+W", kFile, kCourse},
      {Quit, "quit", TEXT("&Quit"), "", "Ctrl+Q", kFile, kNone},

      {Undo, "undo", TEXT("&Undo"), "undo-2", "Ctrl+Z", kEdit, kWrite | Need::Undo},
      {Redo, "redo", TEXT("&Redo"), "redo-2", "Ctrl+Shift+Z, Ctrl+Y", kEdit, kWrite | Need::Redo},
      {Cut, "cut", TEXT("Cu&t"), "scissors", "Ctrl+X", kEdit, kMove, kBlocks},
      {Copy, "copy", TEXT("&Copy"), "copy", "Ctrl+C", kEdit, kChosen | Need::Movable, kBlocks},
      {Paste, "paste", TEXT("&Paste"), "clipboard-paste", "Ctrl+V", kEdit, kEditChosen | Need::Clipboard,
       kBlocks},
      {Find, "find", TEXT("&Find in text…"), "search", "Ctrl+F", kEdit, kCourse | Need::Text},
      {FilterOutline, "filter", TEXT("Fi&lter outline"), "filter", "Ctrl+L", kEdit, kCourse},

      {AddInside, "add", TEXT("&Add…"), "plus", "Ctrl+N", kBlock, kEditChosen},
      {OpenBlock, "open", TEXT("&Open"), "pencil", "Ctrl+Return", kBlock, kChosen, kBlocks},
      {OpenParent, "open-parent", TEXT("Open &parent"), "arrow-up", "Ctrl+Up", kBlock, kChosen},
      {Rename, "rename", TEXT("&Rename"), "text-cursor-input", "F2", kBlock, kEditChosen, kBlocks},
      {Duplicate, "duplicate", TEXT("D&uplicate"), "files", "Ctrl+D", kBlock, kMove, kBlocks},
      {Delete, "delete", TEXT("&Delete"), "trash-2", "Del", kBlock, kMove, kBlocks},
      {MoveUp, "move-up", TEXT("Move u&p"), "arrow-up", "Alt+Up", kBlock, kMove, kBlocks},
      {MoveDown, "move-down", TEXT("Move do&wn"), "arrow-down", "Alt+Down", kBlock, kMove, kBlocks},
      {CopyId, "copy-id", TEXT("Copy &usage key"), "link", "Ctrl+Shift+C", kBlock, kChosen, kBlocks},

      {ExpandAll, "expand", TEXT("&Expand all"), "", "Ctrl+Alt+Right", kView, kCourse},
      {CollapseAll, "collapse", TEXT("&Collapse all"), "", "Ctrl+Alt+Left", kView, kCourse},
      {ShowOutline, "show-outline", TEXT("Show &outline"), "panel-left", "Ctrl+Shift+1", kView, kCourse,
       kWindow, true},
      {ShowInspector, "show-inspector", TEXT("Show &inspector"), "panel-right", "Ctrl+Shift+3", kView,
       kCourse, kWindow, true},
      {ShowPanels, "show-panels", TEXT("Show &panels"), "panel-bottom", "Ctrl+Shift+4", kView, kCourse,
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

      {CommandPalette, "palette", TEXT("&Command palette…"), "command", "Ctrl+Shift+P", kHelp, kNone},
      {ShortcutSheet, "shortcuts", TEXT("&Keyboard shortcuts"), "keyboard", "Ctrl+/, F1", kHelp, kNone},
      {About, "about", TEXT("&About Scriptorium"), "info", "", kHelp, kNone},
  };
  return kTable;
}

#undef TEXT

QStringList Commands::categories()
{
  return {QString::fromLatin1(kFile), QString::fromLatin1(kEdit), QString::fromLatin1(kBlock),
          QString::fromLatin1(kView), QString::fromLatin1(kHelp)};
}

QString Commands::categoryText(const char* category)
{
  return QCoreApplication::translate("Commands", category);
}

Commands::Commands(QObject* parent) : QObject(parent)
{
  for (const auto& spec : table()) {
    auto* action = new QAction(QCoreApplication::translate("Commands", spec.text), this);
    action->setObjectName(QString::fromLatin1(spec.id));
    if (*spec.icon != '\0')
      action->setIcon(icon(QString::fromLatin1(spec.icon)));
    QList<QKeySequence> keys;
    for (const auto& key : QString::fromLatin1(spec.shortcut).split(u", "_s, Qt::SkipEmptyParts))
      keys.append(QKeySequence(key, QKeySequence::PortableText));
    action->setShortcuts(keys);
    if (spec.scope == CommandSpec::Scope::Blocks)
      action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setCheckable(spec.isCheckable);
    QString tip = plainText(action);
    if (!keys.isEmpty())
      tip += u" (%1)"_s.arg(keys.first().toString(QKeySequence::NativeText));
    action->setToolTip(tip);
    m_actions.insert(spec.command, action);
  }
}

QAction* Commands::action(Command command) const
{
  QAction* action = m_actions.value(command);
  Q_ASSERT(action);
  return action;
}

void Commands::on(Command command, QObject* context, const std::function<void()>& run) const
{
  connect(action(command), &QAction::triggered, context, [run] { run(); });
}

void Commands::update(Needs have)
{
  for (const auto& spec : table())
    action(spec.command)->setEnabled((spec.needs & have) == spec.needs);
}

QString Commands::plainText(const QAction* action)
{
  QString text = action->text();
  text.remove(u'&');
  return text;
}

} // namespace scriptorium
