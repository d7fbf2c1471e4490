#include "markup/markup.h"
#include "render/handlers/kinds.h"

#include <QMap>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

struct Cue
{
  qint64 start = 0; ///< ms
  qint64 end = 0;
  QString text;
};

/// File by language, below static/.
QMap<QString, QString> transcriptsOf(const Visit& visit, int node)
{
  QMap<QString, QString> files;
  const SiteCourse& course = visit.course;
  if (const QString sub = course.textOf(node, u"sub"_s); !sub.isEmpty())
    files.insert(u"en"_s, u"subs_"_s + sub + u".srt.sjson"_s);
  const Json transcripts = course.field(node, u"transcripts"_s);
  for (const Json::Member& member : transcripts.members())
    files.insert(QString::fromUtf8(member.name), member.value.text());
  if (const auto element = markup::parseXml(course.body(node)))
    for (const markup::Element* child : (*element)->childrenNamed(u"transcript"_s))
      if (!files.contains(child->attribute(u"language"_s)))
        files.insert(child->attribute(u"language"_s), child->attribute(u"src"_s));
  return files;
}

std::optional<QByteArray> transcriptBytes(const Visit& visit, const QString& file)
{
  const QString path = file.isEmpty() ? QString() : visit.course.assetPath(file);
  return path.isEmpty() ? std::nullopt : visit.course.file(path);
}

/// "00:00:02,100" or "00:00:02.100" in ms.
std::optional<qint64> momentOf(const QString& text)
{
  static const QRegularExpression kMoment(u"^\\s*(?:(\\d+):)?(\\d{1,2}):(\\d{1,2})[,.](\\d{1,3})"_s);
  const auto match = kMoment.match(text);
  if (!match.hasMatch())
    return std::nullopt;
  const qint64 seconds = match.captured(1).toLongLong() * 3600 + match.captured(2).toLongLong() * 60 +
                         match.captured(3).toLongLong();
  return seconds * 1000 + match.captured(4).leftJustified(3, u'0').toLongLong();
}

QList<Cue> cuesOfSrt(const QString& text)
{
  QList<Cue> cues;
  const QStringList lines = QString(text).remove(u'\r').split(u'\n');
  for (qsizetype at = 0; at < lines.size(); ++at) {
    const QStringList times = lines[at].split(u"-->"_s);
    const auto start = times.size() == 2 ? momentOf(times[0]) : std::nullopt;
    const auto end = start ? momentOf(times[1]) : std::nullopt;
    if (!end)
      continue;
    QStringList said;
    while (at + 1 < lines.size() && !lines[at + 1].trimmed().isEmpty())
      said.append(lines[++at]);
    cues.append({*start, *end, said.join(u' ')});
  }
  return cues;
}

/// As the player reads it: the times and the texts in lists of their own.
Json playerForm(const QByteArray& bytes)
{
  if (auto json = Json::parse(QByteArrayView(bytes)); json && json->isObject())
    return *json; // an sjson file is so already
  Json start = Json::list();
  Json end = Json::list();
  Json text = Json::list();
  for (const Cue& cue : cuesOfSrt(QString::fromUtf8(bytes))) {
    start.append(Json(cue.start));
    end.append(Json(cue.end));
    text.append(Json(cue.text));
  }
  Json json = Json::object();
  json.set("start", start);
  json.set("end", end);
  json.set("text", text);
  return json;
}

WebReply nothing(int status)
{
  return {status, "text/html; charset=UTF-8", {}, {}};
}

WebReply languages(const QMap<QString, QString>& files)
{
  Json list = Json::list();
  for (const QString& language : files.keys())
    if (language != "en"_L1)
      list.append(Json(language));
  if (files.contains(u"en"_s))
    list.append(Json(u"en"_s));
  return WebReply::json(list);
}

WebReply download(const Visit& visit, const QMap<QString, QString>& files)
{
  const QString asked = visit.request.queried(u"lang"_s);
  const QString language = files.contains(asked)     ? asked
                           : files.contains(u"en"_s) ? u"en"_s
                           : files.isEmpty()         ? QString()
                                                     : files.firstKey();
  const QString file = files.value(language);
  const auto bytes = transcriptBytes(visit, file);
  if (!bytes)
    return nothing(404);
  WebReply reply{200, "application/x-subrip; charset=utf-8", *bytes, {}};
  return reply.with("Content-Disposition", "attachment; filename=\"" + language.toUtf8() + ".srt\"");
}

} // namespace

WebReply answerTranscript(const Visit& visit, int node, const QString& dispatch)
{
  const QMap<QString, QString> files = transcriptsOf(visit, node);
  if (dispatch == "available_translations"_L1)
    return files.isEmpty() ? nothing(404) : languages(files);
  if (dispatch == "download"_L1)
    return download(visit, files);
  if (dispatch == "translation"_L1)
    return nothing(400);
  if (!dispatch.startsWith(u"translation/"_s))
    return nothing(404);
  const auto bytes = transcriptBytes(visit, files.value(dispatch.section(u'/', 1)));
  return bytes ? WebReply::json(playerForm(*bytes)) : nothing(404);
}

} // namespace scriptorium::render
