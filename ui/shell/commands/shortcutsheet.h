#pragma once

#include <QDialog>

namespace scriptorium {

class Commands;

/// All commands with their keys, by category.
class ShortcutSheet : public QDialog
{
  Q_OBJECT

public:
  ShortcutSheet(const Commands& commands, QWidget* parent);
};

} // namespace scriptorium
