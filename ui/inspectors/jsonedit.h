#pragma once

#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace scriptorium {

/// A text that must be JSON: says while one types where it stops being it.
class JsonEdit : public QWidget
{
  Q_OBJECT

public:
  /// `name`: for screen readers, and as object name of the text.
  explicit JsonEdit(const QString& name, QWidget* parent = nullptr);

  /// Shows another text; what was typed is forgotten.
  void setText(const QString& text);
  QString text() const;
  bool isValid() const;
  bool isEdited() const { return text() != m_shown; }
  void setReadOnly(bool readOnly);
  /// Says what the course has against the value, until the next key.
  void setProblem(const QString& problem);

Q_SIGNALS:
  void edited();

private:
  void check();

  QPlainTextEdit* m_edit;
  QLabel* m_problem;
  QString m_shown;
};

/// JSON text laid out in lines as people read it; what is no JSON stays as it is.
QString indentedJson(const QString& json);

} // namespace scriptorium
