#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace scriptorium {

/// Finds text in an editor, forwards and backwards, around the end. Escape goes back to the text.
class FindBar : public QWidget
{
  Q_OBJECT

public:
  explicit FindBar(QPlainTextEdit* editor, QWidget* parent = nullptr);
  /// Shows the bar with the selected text as what to find.
  void open();
  /// The same with `text`, which is marked where it stands first.
  void openWith(const QString& text);

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  void find(bool backwards, bool fromStart);

  QPlainTextEdit* m_editor;
  QLineEdit* m_text;
  QLabel* m_outcome;
};

} // namespace scriptorium
