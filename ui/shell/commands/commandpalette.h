#pragma once

#include <QFrame>

class QLineEdit;
class QListWidget;

namespace scriptorium {

class Commands;

/// Every usable command by name: type a few letters, Enter runs it. A pop-up over the window.
class CommandPalette : public QFrame
{
  Q_OBJECT

public:
  CommandPalette(const Commands& commands, QWidget* window);
  void open();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void fill();
  void run();

  const Commands& m_commands;
  QLineEdit* m_text;
  QListWidget* m_list;
};

/// How well `text` answers to what was typed: 0 not at all; higher is better. Letters must occur in order.
int paletteScore(const QString& text, const QString& typed);

} // namespace scriptorium
