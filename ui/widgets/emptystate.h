#pragma once

#include <QFrame>

class QAction;
class QBoxLayout;
class QLabel;

namespace scriptorium {

/// What a view says while it has nothing to show: an icon, what this place is for, and what to do next.
class EmptyState : public QFrame
{
  Q_OBJECT

public:
  EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent = nullptr);
  /// A button for an action; the first one is the primary one.
  void addAction(QAction* action);
  void setText(const QString& title, const QString& text);

protected:
  /// Where there is little height the text goes first: the icon stays away.
  void resizeEvent(QResizeEvent* event) override;

private:
  QWidget* m_emblem;
  QLabel* m_title;
  QLabel* m_text;
  QBoxLayout* m_buttons;
};

} // namespace scriptorium
