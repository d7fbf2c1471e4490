#pragma once

#include "base/ids.h"

#include <QPointer>
#include <QUrl>
#include <QWidget>

#include <functional>

class QStackedWidget;

namespace scriptorium {

class CourseDocument;
class EmptyState;
class PreviewProcess;
class WebView;
struct Error;

/// The open unit as its learners see it, from the local LMS of the course. A click chooses a component, a
/// double click opens it; edits show as they are made. GUI thread; the server and the engine start when a
/// unit is first shown.
class LiveUnit : public QWidget
{
  Q_OBJECT

public:
  explicit LiveUnit(CourseDocument& document, QWidget* parent = nullptr);

  /// Gives the course's server; called when it is first needed. Without one nothing is live.
  void setServer(std::function<PreviewProcess*()> server) { m_server = std::move(server); }
  bool hasServer() const { return m_server != nullptr; }
  /// Whether this computer can show pages in the window; loads the engine when it is first asked.
  static bool canShow();
  /// Shows a unit; an invalid one: nothing, and the page is let go.
  void open(BlockId unit);
  /// Whether its page is there to be read.
  bool isShown() const { return m_isReady; }
  /// Where the page cannot be shown: what to do instead is put there.
  EmptyState* obstacle() const { return m_obstacle; }

Q_SIGNALS:
  /// Blocks to be chosen as a right click did, and where on the screen.
  void menuRequested(const QPoint& globalPos);
  void ready();

private:
  bool makeView();
  void load();
  void takeAddress(const QUrl& address);
  void hear(const QString& what, const QString& usage);
  void choose(BlockId block, bool adds);
  void showChosen();
  void follow();
  void fail(const QString& title, const QString& sentence);
  BlockId blockOf(const QString& usage) const;
  QString usageOf(BlockId block) const;

  CourseDocument& m_document;
  std::function<PreviewProcess*()> m_server;
  QPointer<PreviewProcess> m_process;
  QStackedWidget* m_stack;
  EmptyState* m_starting;
  EmptyState* m_obstacle;
  WebView* m_view = nullptr;
  BlockId m_unit;
  QUrl m_address;          ///< that starts the session; empty until the server runs
  bool m_isReady = false;  ///< the page's script answers
  bool m_isBehind = false; ///< the course changed since the page was asked for
  bool m_isChoosing = false;
};

} // namespace scriptorium
