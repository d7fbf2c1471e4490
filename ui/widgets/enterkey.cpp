#include "ui/widgets/enterkey.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Qt leaves it to the platform which keys press a button; on most Linux desktops it is Space alone.
class EnterKey : public QObject
{
public:
  using QObject::QObject;

protected:
  bool eventFilter(QObject* watched, QEvent* event) override
  {
    if (event->type() != QEvent::KeyPress)
      return QObject::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (!isEnter || modifiers != Qt::NoModifier || key->isAutoRepeat())
      return QObject::eventFilter(watched, event);
    if (auto* tool = qobject_cast<QToolButton*>(watched); tool && tool->isEnabled()) {
      if (tool->menu())
        tool->showMenu();
      else
        tool->click();
      return true;
    }
    if (auto* button = qobject_cast<QPushButton*>(watched); button && button->isEnabled()) {
      button->click();
      return true;
    }
    return QObject::eventFilter(watched, event);
  }
};

} // namespace

void letEnterPressButtons(QApplication& application)
{
  const QString name = u"enterKey"_s;
  if (application.findChild<QObject*>(name, Qt::FindDirectChildrenOnly))
    return;
  auto* filter = new EnterKey(&application);
  filter->setObjectName(name);
  application.installEventFilter(filter);
}

} // namespace scriptorium
