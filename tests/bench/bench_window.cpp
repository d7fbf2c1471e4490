// Times the main window on a stored course, driven by keys and wheel as an author drives it.
// Usage: bench_window frames STORE COURSE   every frame of scrolling and expanding; prints one JSON object
//        bench_window look STORE COURSE     switches between light and dark, with many settings made; one
//        JSON object bench_window watch STORE           the window for use by hand; every stall of over 50 ms
//        is printed
#include "base/clock.h"
#include "ui/document/coursedocument.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/outline/outlineview.h"
#include "ui/shell/window/coursepage.h"
#include "ui/shell/window/mainwindow.h"
#include "ui/widgets/plurals.h"

#include <QAction>
#include <QApplication>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

constexpr double kStallMs = 50;

/// Tells every event that kept the GUI thread for too long.
class WatchedApplication : public QApplication
{
public:
  using QApplication::QApplication;

  bool notify(QObject* receiver, QEvent* event) override
  {
    if (!m_isWatching || m_depth > 0)
      return QApplication::notify(receiver, event);
    const QByteArray name = receiver->metaObject()->className() + (' ' + receiver->objectName().toUtf8());
    const int type = event->type();
    QElapsedTimer timer;
    timer.start();
    ++m_depth;
    const bool isHandled = QApplication::notify(receiver, event);
    --m_depth;
    if (const auto ms = static_cast<double>(timer.nsecsElapsed()) / 1e6; ms > kStallMs)
      std::fprintf(stderr, "stall: %.0f ms in event %d of %s\n", ms, type, name.constData());
    return isHandled;
  }
  void watch() { m_isWatching = true; }

private:
  bool m_isWatching = false;
  int m_depth = 0;
};

/// What this thread has used of a processor, which does not count other programs.
double threadMs()
{
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// The time of each frame: from an input to the end of all it caused, painting included.
class Frames
{
public:
  template <typename Input>
  void frame(Input input)
  {
    QElapsedTimer timer;
    timer.start();
    const double before = threadMs();
    input();
    QCoreApplication::processEvents();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // as the event loop would
    m_ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    m_threadMs.push_back(threadMs() - before);
  }
  void tell(QJsonObject& figures, const QString& name)
  {
    std::ranges::sort(m_ms);
    figures[name + u"_frames"_s] = static_cast<int>(m_ms.size());
    figures[name + u"_p50_ms"_s] = m_ms[m_ms.size() / 2];
    figures[name + u"_max_ms"_s] = m_ms.back();
    std::ranges::sort(m_threadMs);
    figures[name + u"_p50_thread_ms"_s] = m_threadMs[m_threadMs.size() / 2];
    figures[name + u"_max_thread_ms"_s] = m_threadMs.back();
    m_ms.clear();
    m_threadMs.clear();
  }

private:
  std::vector<double> m_ms;
  std::vector<double> m_threadMs;
};

void press(QWidget* widget, Qt::Key key, Qt::KeyboardModifiers modifiers = {})
{
  QKeyEvent down(QEvent::KeyPress, key, modifiers);
  QApplication::sendEvent(widget, &down);
  QKeyEvent up(QEvent::KeyRelease, key, modifiers);
  QApplication::sendEvent(widget, &up);
}

void roll(QAbstractScrollArea& view, int notches)
{
  const QPointF at = view.viewport()->rect().center();
  QWheelEvent wheel(at, view.viewport()->mapToGlobal(at), {}, {0, notches * 120}, {}, {}, {}, false);
  QApplication::sendEvent(view.viewport(), &wheel);
}

void expandEachBranch(OutlineView& view, Frames& frames)
{
  const QModelIndex top = view.model()->index(0, 0);
  const int sections = std::min(view.model()->rowCount(top), 200);
  for (int row = 0; row < sections; ++row) {
    QModelIndex index = view.model()->index(row, 0, top);
    for (; index.isValid() && view.model()->rowCount(index) > 0; index = view.model()->index(0, 0, index))
      frames.frame([&] {
        view.setCurrentIndex(index);
        press(&view, Qt::Key_Right);
      });
  }
}

OutlineView& loadedOutline(MainWindow& window)
{
  while (!window.document() || !window.document()->isLoaded())
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  QCoreApplication::processEvents();
  auto& view = *window.findChild<OutlineView*>(u"outlineView"_s);
  view.setFocus();
  return view;
}

/// One block of each type has been chosen, and all its settings were shown, as after a long day.
int measureLook(MainWindow& window)
{
  loadedOutline(window);
  Outline const& outline = window.document()->outline();
  QStringList types;
  const auto visit = [&](const auto& self, const Outline::Node* node) -> void {
    if (!types.contains(node->row.type)) {
      types.append(node->row.type);
      window.document()->selection().show(node->row.id);
      QCoreApplication::processEvents();
      if (auto* more = window.findChild<QToolButton*>(u"moreFields"_s); more && types.size() == 1)
        more->click();
      window.page()->inspector().fieldEditor(u"display_name"_s); // makes all that is still to be made
      QCoreApplication::processEvents();
      QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
    for (const Outline::Node* child : node->children)
      self(self, child);
  };
  visit(visit, outline.top());
  Frames frames;
  QJsonObject figures{{u"widgets"_s, QApplication::allWidgets().size()}, {u"types"_s, types.size()}};
  for (int i = 0; i < 10; ++i)
    frames.frame([&] { window.findChild<QAction*>(i % 2 ? u"look-light"_s : u"look-dark"_s)->trigger(); });
  frames.tell(figures, u"look"_s);
  std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}

int measureFrames(MainWindow& window)
{
  OutlineView& view = loadedOutline(window);
  Frames frames;
  QJsonObject figures{{u"rows"_s, static_cast<qint64>(window.document()->outline().size())}};
  expandEachBranch(view, frames);
  frames.tell(figures, u"expand_branch"_s);
  frames.frame([&] { view.expandAll(); });
  frames.tell(figures, u"expand_all"_s);
  for (int i = 0; i < 300; ++i)
    frames.frame([&] { roll(view, -10); });
  for (int i = 0; i < 300; ++i)
    frames.frame([&] { view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 300 * i); });
  frames.tell(figures, u"scroll"_s);
  for (int i = 0; i < 200; ++i)
    frames.frame([&] { press(&view, i < 100 ? Qt::Key_PageUp : Qt::Key_Up); });
  frames.tell(figures, u"walk_by_keys"_s);
  frames.frame([&] { view.collapseAll(); });
  frames.tell(figures, u"collapse_all"_s);
  std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}

} // namespace

int main(int argc, char** argv)
{
  WatchedApplication application(argc, argv);
  Plurals plurals;
  QApplication::installTranslator(&plurals);
  const QStringList arguments = QApplication::arguments();
  const bool isLook = arguments.value(1) == "look"_L1;
  const bool isFrames = arguments.value(1) == "frames"_L1;
  if (arguments.size() != (isFrames || isLook ? 4 : 3))
    return 2;
  const auto workspace = Workspace::open(arguments.at(2));
  if (!workspace) {
    std::fprintf(stderr, "bench_window: %s\n", qPrintable(workspace.error().toString()));
    return 1;
  }
  const BlockTypes types = BlockTypes::builtIn();
  const SystemClock clock;
  const QTemporaryDir folder;
  QSettings settings(folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
  settings.setValue(u"started"_s, true);
  const Studio studio{*workspace, types, clock, settings, {}, {}};
  MainWindow window(studio);
  window.show();
  window.start(arguments.mid(3));
  if (isLook)
    return measureLook(window);
  if (isFrames)
    return measureFrames(window);
  application.watch();
  return QApplication::exec();
}
