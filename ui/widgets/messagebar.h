#pragma once

#include "base/error.h"

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace scriptorium {

/// A message inside the window instead of a dialog in front of it: what happened, and buttons for what can be
/// done. One message at a time. What the author must know or decide (an error, anything with buttons) comes
/// back when the newer message in front of it is closed. Escape or the cross closes one.
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
  /// `topic`: what the message is about, so that it can be withdrawn; empty: it stays until it is closed.
  void showMessage(Kind kind, const QString& title, const QString& text = {},
                   const QList<Choice>& choices = {}, const QString& topic = {});
  /// Says an error in people's words (widgets/errortext.h).
  void showError(const Error& error, const QString& what, const QList<Choice>& choices = {},
                 const QString& topic = {});
  /// Takes away what was said about a topic, because its reason is gone.
  void withdraw(const QString& topic);
  /// Closes what is shown; the one behind it comes back.
  void dismiss();
  /// Closes all.
  void clear();
  QString title() const;
  QString text() const;

protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  struct Message
  {
    Kind kind = Kind::Info;
    QString title;
    QString text;
    QString detail;
    QList<Choice> choices;
    QString topic;
  };
  void put(const Message& message);
  void display();
  void showIcon();
  void clearChoices();
  void showCount();

  Message m_shown;
  QList<Message> m_behind; ///< the newest last
  QLabel* m_count;
  QLabel* m_icon;
  QLabel* m_title;
  QLabel* m_text;
  QHBoxLayout* m_choices;
};

} // namespace scriptorium
