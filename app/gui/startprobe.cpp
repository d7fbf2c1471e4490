#include "app/gui/startprobe.h"

#include "ui/document/coursedocument.h"
#include "ui/shell/window/mainwindow.h"

#include <QApplication>
#include <QEvent>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

StartProbe::StartProbe(MainWindow& window) : m_window(window)
{
  qApp->installEventFilter(this);
}

bool StartProbe::eventFilter(QObject* watched, QEvent* event)
{
  const bool isOutline = watched->parent() && watched->parent()->objectName() == "outlineView"_L1;
  if (event->type() == QEvent::Paint && isOutline && m_window.document() && m_window.document()->isLoaded())
    // Queued: the rows are painted when this event has been handled.
    QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection);
  return false;
}

} // namespace scriptorium
