#pragma once

#include "ui/editors/editor.h"

class QLabel;
class QPushButton;

namespace scriptorium {

class FindBar;
class SourceEditor;

/// Edits the body of a block as source, whatever it is: colours, find, and a mark with a sentence at the line
/// that the course cannot take.
class BodyEditor : public Editor
{
  Q_OBJECT

public:
  explicit BodyEditor(CourseDocument& document, QWidget* parent = nullptr);

  void focusText() override;
  void openFind() override;
  void mark(const QString& text) override;
  void goToLine(int line) override;
  bool canUndo() const override;
  bool canRedo() const override;
  bool undo() override;
  bool redo() override;

protected:
  void showBody() override;

private:
  QWidget* makeFaultBar();
  void showText();
  void showFault();

  SourceEditor* m_editor;
  FindBar* m_find;
  QWidget* m_faultBar;
  QLabel* m_faultText;
  QPushButton* m_discard;
  bool m_isShowing = false;
};

} // namespace scriptorium
