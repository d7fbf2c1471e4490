#include "ui/web/webplugin.h"

#include "ui/web/webview.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QPluginLoader>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// As seen from the program: of a build, of its tests, and installed.
QString pluginPath()
{
  const QString bin = QCoreApplication::applicationDirPath();
  for (const auto* place : {"/libscriptorium_web.so", "/../bin/libscriptorium_web.so",
                            "/../lib/scriptorium/libscriptorium_web.so"})
    if (const QString path = bin + QLatin1StringView(place); QFileInfo::exists(path))
      return path;
  return {};
}

Result<const WebViewMaker*> load()
{
  const QString path = pluginPath();
  if (path.isEmpty())
    return Error{
        Error::Kind::NotFound, u"libscriptorium_web.so"_s,
        QCoreApplication::translate("WebPlugin", "This Scriptorium was built without Qt WebEngine.")};
  QPluginLoader loader(path); // what it has loaded stays when it goes
  const auto* maker = qobject_cast<WebViewMaker*>(loader.instance());
  if (!maker)
    return Error{Error::Kind::NotFound, path, loader.errorString()};
  if (const QString obstacle = maker->obstacle(); !obstacle.isEmpty())
    return Error{Error::Kind::Denied, {}, obstacle};
  return maker;
}

} // namespace

Result<const WebViewMaker*> webPlugin()
{
  static const Result<const WebViewMaker*> loaded = load();
  return loaded;
}

} // namespace scriptorium
