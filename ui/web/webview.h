#pragma once

#include <QUrl>
#include <QVariant>
#include <QWidget>

#include <functional>

namespace scriptorium {

/// A page of the local LMS in the window. Declared without anything of the browser engine, which is a plugin
/// (app/web): a window that shows no page does not load it. GUI thread.
class WebView : public QWidget
{
public:
  using QWidget::QWidget;

  /// Shows an address of the origin that this first came from; what a page asks of others is refused.
  virtual void open(const QUrl& address) = 0;
  /// Runs JavaScript beside `script`, where the page's own cannot reach; `reply` gets what it comes to.
  virtual void run(const QString& code, std::function<void(const QVariant& value)> reply = {}) = 0;

  /// Set before `open`; may stay empty.
  QString script; ///< runs in each page once it is parsed, apart from the page's own scripts. `studio.tell`
                  ///< there calls `onTold`
  std::function<void(const QString& what, const QString& detail)> onTold;
  std::function<void(bool isThere)> onLoaded;
  std::function<void()> onGone; ///< the process that draws the page ended; `open` starts another
};

/// What the plugin gives.
class WebViewMaker
{
public:
  virtual ~WebViewMaker() = default;
  /// Why no page can be shown on this computer, as a sentence; empty when there is no reason.
  virtual QString obstacle() const = 0;
  virtual WebView* make(QWidget* parent) const = 0;
};

} // namespace scriptorium

Q_DECLARE_INTERFACE(scriptorium::WebViewMaker, "org.scriptorium.WebViewMaker/1")
