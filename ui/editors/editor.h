#pragma once

#include "base/ids.h"

#include <QWidget>

#include <memory>

namespace scriptorium {

class CourseDocument;
class PendingBody;

/// What window and unit pane know of an editor of bodies. It is a view: text, timer and faults are those of
/// the PendingBody, which editors of the same block share. `Editors` chooses one for a type of block.
class Editor : public QWidget
{
  Q_OBJECT

public:
  explicit Editor(CourseDocument& document, QWidget* parent = nullptr);
  ~Editor() override;

  /// Stores what is pending and shows the body of another block; not valid: none.
  void open(BlockId block);
  /// Null when nothing is open.
  PendingBody* body() const { return m_body.get(); }
  /// Stores what is pending, now.
  void flush();

  virtual void focusText() { setFocus(Qt::ShortcutFocusReason); }
  virtual void openFind() {}
  /// Marks the first place of `text`, and leaves it to be found again.
  virtual void mark(const QString& text) { Q_UNUSED(text) }
  /// Goes to a line (1-based) of the body.
  virtual void goToLine(int line) { Q_UNUSED(line) }
  /// Whether there is typing to take back, or to do again, since the text was opened.
  virtual bool canUndo() const { return false; }
  virtual bool canRedo() const { return false; }
  /// Takes back what was done last to this text, be it typed just now or before the program was started;
  /// never anything else. False when there is nothing.
  virtual bool undo() { return false; }
  virtual bool redo() { return false; }

Q_SIGNALS:
  /// What `canUndo` and `canRedo` give.
  void undoChanged();

protected:
  CourseDocument& document() const { return m_document; }
  /// The body is another one than before, or gone; whoever wants its signals connects to it here.
  virtual void showBody() = 0;
  /// Gives the body what was typed but not handed over yet, for editors that do not at every key; they call
  /// `flush` in their destructor.
  virtual void handOver() {}

private:
  CourseDocument& m_document;
  std::shared_ptr<PendingBody> m_body; ///< shared with the other editors of the block
};

} // namespace scriptorium
