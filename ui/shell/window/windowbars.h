#pragma once

class QMainWindow;
class QMenu;
class QToolBar;

namespace scriptorium {

class Commands;
class ElidedLabel;

/// The menus of the window, one a category, from the command table.
void buildMenus(QMainWindow& window, const Commands& commands);

/// The tool bar of an open course: the way home, undo and redo, the course's title, export, and the panes.
QToolBar* buildToolBar(QMainWindow& window, const Commands& commands, ElidedLabel* title);

} // namespace scriptorium
