#pragma once

#include "base/ids.h"
#include "ui/shell/commands/commands.h"

#include <QObject>

class QMenu;
class QWidget;

namespace scriptorium {

class CourseDocument;
class OutlinePane;
class UnitPane;

/// What the commands do to blocks of one open course: the chosen ones of its selection.
class BlockCommands : public QObject
{
  Q_OBJECT

public:
  BlockCommands(const Commands& commands, CourseDocument& document, OutlinePane& outline, UnitPane& unit,
                QObject* parent);

  /// What holds for the selection now.
  Needs state() const;
  /// Shows the commands for blocks at a point of the screen.
  void showMenu(const QPoint& at);

private:
  void connectCommands();
  /// What a key acts on: the chosen blocks that can be seen where the focus is.
  QList<BlockId> chosen() const;
  bool copy();
  void cut();
  void paste();
  void duplicate();
  void remove();
  void moveBy(int direction);
  void openChosen();
  void openParent();
  void copyKey();
  /// As texts of the course refer to a block, in every run.
  void copyLink();
  void copyOlx();
  void showAddMenu();
  /// Where something new goes: into the current block, or behind it in its parent.
  struct Spot
  {
    BlockId parent;
    int row = -1;
  };
  Spot spotFor(const QStringList& types) const;

  const Commands& m_commands;
  CourseDocument& m_document;
  OutlinePane& m_outline;
  UnitPane& m_unit;
};

} // namespace scriptorium
