#include "render/site/siteroutes.h"

#include "render/web/links.h"

#include <QMimeDatabase>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// The type of a file by its name alone; "srt" is none that browsers show.
QByteArray mimeType(const QString& path)
{
  static const QMimeDatabase types;
  if (path.endsWith(u".srt"_s))
    return "application/octet-stream";
  const QString name = types.mimeTypeForFile(path, QMimeDatabase::MatchExtension).name();
  return name.startsWith(u"text/"_s) ? name.toUtf8() + "; charset=utf-8" : name.toUtf8();
}

struct Range
{
  qsizetype from = 0;
  qsizetype to = 0; ///< the last byte
};

/// "bytes=0-99", "bytes=100-", "bytes=-5"; nothing when there is no such part of `size` bytes.
std::optional<Range> rangeOf(const QByteArray& header, qsizetype size)
{
  static const QRegularExpression kRange(u"^bytes=(\\d*)-(\\d*)$"_s);
  const auto match = kRange.match(QString::fromLatin1(header));
  if (!match.hasMatch() || (match.captured(1).isEmpty() && match.captured(2).isEmpty()))
    return std::nullopt;
  const qsizetype first = match.captured(1).toLongLong();
  const qsizetype second = match.captured(2).isEmpty() ? size - 1 : match.captured(2).toLongLong();
  const Range range = match.captured(1).isEmpty() ? Range{std::max<qsizetype>(0, size - second), size - 1}
                                                  : Range{first, std::min(second, size - 1)};
  return range.from > range.to ? std::nullopt : std::optional(range);
}

/// Looked up by name among the course's files; nothing of the address is a path.
WebReply asset(const Visit& visit)
{
  const CourseKey& key = visit.course.key();
  const bool isOurs = visit.captured[0] == key.org() + u'+' + key.number() + u'+' + key.run();
  const QString path = isOurs ? visit.course.assetPath(visit.captured[1]) : QString();
  const auto bytes = path.isEmpty() ? std::nullopt : visit.course.file(path);
  if (!bytes)
    return WebReply::notFound();
  WebReply reply{200, mimeType(path), *bytes, {}};
  reply.with("Accept-Ranges", "bytes");
  const QByteArray wanted = visit.request.header("range");
  const auto range = wanted.isEmpty() ? std::nullopt : rangeOf(wanted, bytes->size());
  if (!wanted.isEmpty() && range) {
    reply.status = 206;
    reply.body = bytes->sliced(range->from, range->to - range->from + 1);
    reply.with("Content-Range", "bytes " + QByteArray::number(range->from) + '-' +
                                    QByteArray::number(range->to) + '/' + QByteArray::number(bytes->size()));
  }
  return reply;
}

/// What a script of a page logs (as LMS: track/views, user_track).
WebReply event(const Visit& visit)
{
  const WebFields fields = visit.request.method == "POST" ? visit.request.form() : visit.request.query;
  Happening happening;
  happening.source = Happening::Source::Browser;
  for (const auto& [name, value] : fields) {
    if (name == "event_type"_L1)
      happening.name = value;
    else if (name == "event"_L1)
      happening.data = value.toUtf8();
    else if (name == "page"_L1)
      happening.page = value;
  }
  if (!happening.name.isEmpty())
    visit.tell(std::move(happening));
  return {200, "text/html; charset=utf-8", "success", {}};
}

} // namespace

void addSiteRoutes(Routes& routes)
{
  addRoute(routes, "GET",
           u"/(?:assets/courseware/v1/[0-9a-f]{32}/)?asset-v1:([^/]+)\\+type@asset\\+block[@/](.+)"_s, asset);
  addRoute(routes, "GET", u"/event/?"_s, event);
  addRoute(routes, "POST", u"/event/?"_s, event);
}

} // namespace scriptorium::render
