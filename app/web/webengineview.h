#pragma once

#include "ui/web/webview.h"

#include <QObject>

class QWebEngineView;

namespace scriptorium {

class OwnOriginOnly;
class WebEnginePage;

/// What scripts of the studio in a page can call.
class WebStudio : public QObject
{
  Q_OBJECT

public:
  explicit WebStudio(WebView& view) : QObject(&view), m_view(view) {}
  Q_INVOKABLE void tell(const QString& what, const QString& detail)
  {
    if (m_view.onTold)
      m_view.onTold(what, detail);
  }

private:
  WebView& m_view;
};

/// A view with a profile of its own that keeps nothing.
class WebEngineView : public WebView
{
public:
  explicit WebEngineView(QWidget* parent);
  ~WebEngineView() override;

  void open(const QUrl& address) override;
  void run(const QString& code, std::function<void(const QVariant&)> reply) override;

private:
  void putScript();

  QWebEngineView* m_view;
  WebEnginePage* m_page;
  OwnOriginOnly* m_gate;
  bool m_hasScript = false;
};

} // namespace scriptorium
