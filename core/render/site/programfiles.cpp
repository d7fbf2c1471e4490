#include "render/site/programfiles.h"

#include <QDirIterator>
#include <QFile>

using namespace Qt::Literals::StringLiterals;

// Outside the namespace, as Q_INIT_RESOURCE demands: a static library's resources are not found without it.
static void loadPreviewResources()
{
  Q_INIT_RESOURCE(scriptorium_preview);
#ifdef SCRIPTORIUM_WEB_LIBRARIES
  Q_INIT_RESOURCE(scriptorium_weblibraries);
#endif
}

namespace scriptorium::render {
namespace {

QByteArray typeOf(const QString& name)
{
  if (name.endsWith(u".css"_s))
    return "text/css; charset=utf-8";
  if (name.endsWith(u".png"_s))
    return "image/png";
  if (name.endsWith(u".svg"_s))
    return "image/svg+xml";
  return name.endsWith(u".woff2"_s) ? "font/woff2" : "text/javascript; charset=utf-8";
}

const QString kOwn = u":/scriptorium/preview/"_s;
const QString kLibraries = u":/scriptorium/weblibraries/"_s;

WebReply fileOf(const QString& folder, const QString& name)
{
  loadPreviewResources();
  QFile file(folder + name);
  if (name.contains(u".."_s) || !file.open(QIODevice::ReadOnly))
    return WebReply::notFound();
  WebReply reply{200, typeOf(name), file.readAll(), {}};
  return reply.with("Cache-Control", "private, max-age=3600");
}

WebReply ownFile(const Visit& visit)
{
  return fileOf(kOwn, visit.captured[0]);
}

/// What the learning client gives handouts and updates to wear; of the LMS's own the preview has none.
WebReply styleOfTexts(const Visit&)
{
  return fileOf(kOwn, u"page.css"_s);
}

WebReply library(const Visit& visit)
{
  return fileOf(kLibraries, visit.captured[0]);
}

} // namespace

std::optional<QByteArray> programFile(const QString& name)
{
  const bool isLibrary = name.startsWith(u"lib/"_s);
  const WebReply reply = fileOf(isLibrary ? kLibraries : kOwn, isLibrary ? name.sliced(4) : name);
  return reply.status == 200 ? std::optional(reply.body) : std::nullopt;
}

QStringList programFilesBelow(const QString& folder)
{
  loadPreviewResources();
  QStringList names;
  for (QDirIterator files(kLibraries + folder.section(u'/', 1), QDir::Files, QDirIterator::Subdirectories);
       files.hasNext();)
    names.append(u"lib/"_s + files.next().sliced(kLibraries.size()));
  return names;
}

void addProgramFileRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/__preview/([a-z]+\\.(?:css|js|svg))"_s, ownFile);
  addRoute(routes, "GET", u"/static/css/bootstrap/lms-main\\.css"_s, styleOfTexts);
  addRoute(routes, "GET", u"/__preview/lib/([A-Za-z0-9._/-]+\\.(?:css|js|png|woff2))"_s, library);
}

} // namespace scriptorium::render
