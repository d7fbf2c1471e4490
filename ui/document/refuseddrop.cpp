#include "ui/document/refuseddrop.h"

#include "ui/document/outlinemodel.h"

#include <QAbstractItemView>
#include <QDragMoveEvent>
#include <QGuiApplication>
#include <QToolTip>

#include <utility>

namespace scriptorium {

RefusedDrop::RefusedDrop(const OutlineModel& model, QAbstractItemView& view, TargetAt targetAt)
    : QObject(&view), m_model(model), m_view(view), m_targetAt(std::move(targetAt))
{
  view.viewport()->installEventFilter(this);
}

bool RefusedDrop::eventFilter(QObject* watched, QEvent* event)
{
  if (event->type() == QEvent::DragMove)
    hover(*static_cast<QDragMoveEvent*>(event));
  else if (event->type() == QEvent::DragLeave)
    leave();
  else if (event->type() == QEvent::Drop)
    m_why.clear();
  return QObject::eventFilter(watched, event);
}

void RefusedDrop::hover(const QDragMoveEvent& event)
{
  const Target target = m_targetAt(event.position().toPoint());
  // Over themselves they are not on their way anywhere.
  const bool isAtHome = m_model.draggedBlocks(event.mimeData()).contains(target.at);
  const QString why = isAtHome ? QString() : m_model.refusal(event.mimeData(), target.parent);
  if (why != std::exchange(m_why, why) || !why.isEmpty())
    QToolTip::showText(m_view.viewport()->mapToGlobal(event.position().toPoint()), why, &m_view);
}

/// A drag leaves a place that refuses it also when the button is let go there.
void RefusedDrop::leave()
{
  const QString why = std::exchange(m_why, QString());
  if (why.isEmpty())
    return;
  QToolTip::hideText();
  if (!QGuiApplication::mouseButtons().testFlag(Qt::LeftButton))
    Q_EMIT refused(why);
}

} // namespace scriptorium
