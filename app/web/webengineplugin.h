#pragma once

#include "ui/web/webview.h"

#include <QObject>

namespace scriptorium {

/// The door of the plugin.
class WebEnginePlugin : public QObject, public WebViewMaker
{
  Q_OBJECT
  Q_PLUGIN_METADATA(IID "org.scriptorium.WebViewMaker/1")
  Q_INTERFACES(scriptorium::WebViewMaker)

public:
  /// The engine ends the whole program where it cannot fence in the processes that draw pages.
  QString obstacle() const override;
  WebView* make(QWidget* parent) const override;
};

} // namespace scriptorium
