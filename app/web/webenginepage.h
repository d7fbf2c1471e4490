#pragma once

#include <QUrl>
#include <QWebEnginePage>
#include <QWebEngineUrlRequestInterceptor>

namespace scriptorium {

/// Lets a page ask its own origin alone.
class OwnOriginOnly : public QWebEngineUrlRequestInterceptor
{
  Q_OBJECT

public:
  using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;
  void setOrigin(const QUrl& address) { m_origin = address; }
  void interceptRequest(QWebEngineUrlRequestInfo& info) override;

private:
  QUrl m_origin;
};

/// A page that stays where the window opened it: links are told (`linkFollowed`), not followed, new windows
/// and permissions are refused.
class WebEnginePage : public QWebEnginePage
{
  Q_OBJECT

public:
  using QWebEnginePage::QWebEnginePage;

Q_SIGNALS:
  void linkFollowed(const QUrl& address);

protected:
  bool acceptNavigationRequest(const QUrl& address, NavigationType type, bool isMainFrame) override;
  QWebEnginePage* createWindow(WebWindowType) override { return nullptr; }
  void javaScriptConsoleMessage(JavaScriptConsoleMessageLevel, const QString&, int, const QString&) override
  {}
};

} // namespace scriptorium
