#pragma once

#include "base/error.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace scriptorium {

/// A message inside the window instead of a dialog in front of it: what happened, and buttons for what can be
/// done. One message at a time; a new one replaces the old. Escape or its cross closes it.
class MessageBar : public QFrame
{
  Q_OBJECT

public:
  enum class Kind
  {
    Info,
    Good,
    Warning,
    Error
  };
  struct Choice
  {
    QString text;
    std::function<void()> run;
  };

  explicit MessageBar(QWidget* parent = nullptr);
  void showMessage(Kind kind, const QString& title, const QString& text, const QList<Choice>& choices = {});
  /// Says an error in people's words (widgets/errortext.h).
  void showError(const Error& error, const QString& what, const QList<Choice>& choices = {});
  QString title() const;
  QString text() const;

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  void clearChoices();

  QLabel* m_icon;
  QLabel* m_title;
  QLabel* m_text;
  QHBoxLayout* m_choices;
};

} // namespace scriptorium
