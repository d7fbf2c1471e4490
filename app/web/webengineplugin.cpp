#include "app/web/platform/namespaces.h"
#include "app/web/webengineview.h"

#include <QObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

/// The door of the plugin.
class WebEnginePlugin : public QObject, public WebViewMaker
{
  Q_OBJECT
  Q_PLUGIN_METADATA(IID "org.scriptorium.WebViewMaker/1")
  Q_INTERFACES(scriptorium::WebViewMaker)

public:
  /// The engine ends the whole program where it cannot fence in the processes that draw pages.
  QString obstacle() const override
  {
    if (qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX"))
      return {};
    if (isRoot())
      return tr("Pages of a course are not shown in the window for the administrator (root): start "
                "Scriptorium as an ordinary user.");
    if (!hasUserNamespaces())
      return tr("This system does not let programs fence in a web page (user namespaces are off), so none is "
                "shown in the window. The preview in the browser works.");
    return {};
  }

  WebView* make(QWidget* parent) const override { return new WebEngineView(parent); }
};

} // namespace scriptorium

#include "webengineplugin.moc"
