#include "app/web/webengineplugin.h"

#include "app/web/platform/namespaces.h"
#include "app/web/webengineview.h"

namespace scriptorium {

QString WebEnginePlugin::obstacle() const
{
  if (qEnvironmentVariableIsSet("QTWEBENGINE_DISABLE_SANDBOX"))
    return {};
  if (isRoot())
    return tr(
        "Pages of a course are not shown in the window for the administrator (root): start Scriptorium as "
        "an ordinary user.");
  if (!hasUserNamespaces())
    return tr(
        "This system does not let programs fence in a web page (user namespaces are off), so none is shown "
        "in the window. The preview in the browser works.");
  return {};
}

WebView* WebEnginePlugin::make(QWidget* parent) const
{
  return new WebEngineView(parent);
}

} // namespace scriptorium
