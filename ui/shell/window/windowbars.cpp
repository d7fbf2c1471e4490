#include "ui/shell/window/windowbars.h"

#include "ui/shell/commands/commands.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The commands before which a menu has a line.
bool beginsGroup(Command command)
{
  using enum Command;
  static const QList<Command> kFirst{Export,      CloseCourse,  Quit,       Cut,    Find,
                                     Rename,      MoveUp,       Publish,    CopyId, CoursePolicy,
                                     ShowOutline, FocusOutline, LookSystem, About};
  return kFirst.contains(command);
}

} // namespace

void buildMenus(QMainWindow& window, const Commands& commands)
{
  const QStringList categories = Commands::categories();
  for (const auto& category : categories) {
    const QByteArray source = category.toLatin1();
    QMenu* menu = window.menuBar()->addMenu(Commands::categoryText(source.constData()));
    menu->setToolTipsVisible(false);
    for (const auto& spec : Commands::table()) {
      if (source != spec.category)
        continue;
      if (beginsGroup(spec.command))
        menu->addSeparator();
      menu->addAction(commands.action(spec.command));
    }
  }
}

QToolBar* buildToolBar(QMainWindow& window, const Commands& commands, ElidedLabel* title)
{
  auto* bar = new QToolBar(QMainWindow::tr("Tools"), &window);
  bar->setObjectName(u"tools"_s);
  bar->setMovable(false);
  bar->setIconSize(QSize(18, 18));
  bar->toggleViewAction()->setEnabled(false);
  const auto add = [&](std::initializer_list<Command> list) {
    for (const Command command : list) {
      bar->addAction(commands.action(command));
      if (QWidget* button = bar->widgetForAction(commands.action(command)))
        button->setAccessibleName(Commands::plainText(commands.action(command)));
    }
  };
  add({Command::GoHome});
  bar->addSeparator();
  add({Command::Undo, Command::Redo});
  bar->addSeparator();
  title->setMinimumWidth(80);
  title->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
  bar->addWidget(title);
  add({Command::CommandPalette, Command::Export});
  bar->addSeparator();
  add({Command::ShowOutline, Command::ShowPanels, Command::ShowInspector});
  window.addToolBar(bar);
  return bar;
}

} // namespace scriptorium
