#pragma once

#include "ui/editors/highlighter.h"

#include <QPlainTextEdit>

namespace scriptorium {

/// A plain text editor for source: line numbers, colours, a mark on the line with the fault. The keys of undo
/// and redo are left to the window where it has actions for them.
class SourceEditor : public QPlainTextEdit
{
  Q_OBJECT

public:
  explicit SourceEditor(QWidget* parent = nullptr);

  /// Replaces the text, keeping the place in it as far as the two agree; with the keyboard here the cursor
  /// goes to where they differ. Forgets local undo.
  void load(const QString& text, Highlighter::Language language);
  /// Replaces the text as one piece of typing, which undo takes back.
  void replaceAll(const QString& text);
  /// Lets undo go on through earlier states of the text, the oldest first. Only while there is nothing to
  /// undo.
  void setPast(const QStringList& texts);
  /// The text exactly: unlike toPlainText it keeps non-breaking spaces.
  QString source() const;
  /// Marks a line (1-based) as faulty; 0 takes the mark away.
  void markFault(int line);
  void goToLine(int line);

  /// For the number area.
  int numberAreaWidth() const;
  void paintNumbers(QPaintEvent* event);

protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  bool canInsertFromMimeData(const QMimeData* source) const override;
  void changeEvent(QEvent* event) override;

private:
  void showMarks();
  QTextCursor replaceDifference(const QString& text);
  void indentNewLine();

  QWidget* m_numbers;
  Highlighter* m_highlighter = nullptr;
  Highlighter::Language m_language = Highlighter::Language::Plain;
  int m_faultLine = 0;
};

} // namespace scriptorium
