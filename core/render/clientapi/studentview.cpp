#include "render/clientapi/studentview.h"

#include "render/access/courseaccess.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/handlers/dragproblem.h"
#include "render/web/discussiontopic.h"

#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

struct VideoFiles
{
  QStringList sources;
  QStringList languages;
};

/// What stands inside the element of a video.
VideoFiles filesOf(const QByteArray& olx)
{
  VideoFiles files;
  QXmlStreamReader reader(olx);
  while (!reader.atEnd()) {
    if (reader.readNext() != QXmlStreamReader::StartElement)
      continue;
    if (reader.name() == "source"_L1)
      files.sources.append(reader.attributes().value("src"_L1).toString());
    else if (reader.name() == "transcript"_L1 && reader.attributes().hasAttribute("src"_L1))
      files.languages.append(reader.attributes().value("language"_L1).toString());
  }
  return files;
}

QString youtubeId(const SiteCourse& course, int node)
{
  if (course.isSet(node, u"youtube"_s)) {
    for (const QString& part : course.textOf(node, u"youtube"_s).split(u',')) {
      if (part.trimmed().section(u':', 0, 0).toDouble() == 1.0)
        return part.trimmed().section(u':', 1);
    }
    return {};
  }
  const bool isSet = course.isSet(node, u"youtube_id_1_0"_s);
  return isSet ? course.textOf(node, u"youtube_id_1_0"_s) : u"3_yD_cEKoCk"_s; // as LMS: the default
}

/// Which stream apps take first is said in the Blocks API alone.
Json encodingJson(const QString& address, std::optional<int> priority)
{
  Json json = object({{"url", Json(address)}, {"file_size", Json(0)}});
  if (priority)
    json.set("stream_priority", Json(*priority));
  return json;
}

Json transcriptsJson(const Visit& visit, int node, QStringList languages)
{
  const SiteCourse& course = visit.course;
  const Json listed = course.field(node, u"transcripts"_s);
  for (const Json::Member& entry : listed.members())
    languages.append(QString::fromUtf8(entry.name));
  if (languages.isEmpty() || !course.textOf(node, u"sub"_s).isEmpty())
    languages.append(u"en"_s);
  languages.removeDuplicates();
  const QString base = u"/courses/%1/xblock/%2/handler_noauth/transcript/download?lang="_s.arg(
      course.keyText(), course.usageKey(node));
  Json result = Json::object();
  for (const QString& language : languages)
    result.set(language, Json(lmsAddress(visit, base + language)));
  return result;
}

Json videoData(const Visit& visit, int node, bool withPriorities)
{
  const SiteCourse& course = visit.course;
  if (course.isTrue(node, u"only_on_web"_s))
    return object({{"only_on_web", Json(true)}});
  VideoFiles files = filesOf(course.body(node));
  for (const Json& source : course.field(node, u"html5_sources"_s).items())
    files.sources.append(source.text());
  files.sources.removeDuplicates();
  const auto priority = [withPriorities](int value) {
    return withPriorities ? std::optional(value) : std::nullopt;
  };
  Json encodings = Json::object();
  Json sources = Json::list();
  if (!files.sources.isEmpty())
    encodings.set("fallback", encodingJson(files.sources.first(), priority(6)));
  if (const QString id = youtubeId(course, node); !id.isEmpty())
    encodings.set("youtube", encodingJson(u"https://www.youtube.com/watch?v="_s + id, priority(0)));
  for (const QString& source : std::as_const(files.sources))
    sources.append(Json(source));
  return object({{"only_on_web", Json(false)},
                 {"duration", Json(0.0)},
                 {"transcripts", transcriptsJson(visit, node, files.languages)},
                 {"encoded_videos", encodings},
                 {"all_sources", sources}});
}

/// As LMS: responsetypes.py, multi_device_support.
bool areResponsesForAllDevices(const QByteArray& olx)
{
  static const QSet<QString> kFew = {u"customresponse"_s,    u"symbolicresponse"_s,  u"imageresponse"_s,
                                     u"schematicresponse"_s, u"coderesponse"_s,      u"annotationresponse"_s,
                                     u"externalresponse"_s,  u"truefalseresponse"_s, u"choicetextresponse"_s,
                                     u"javascriptresponse"_s};
  QXmlStreamReader reader(olx);
  while (!reader.atEnd()) {
    if (reader.readNext() == QXmlStreamReader::StartElement && kFew.contains(reader.name().toString()))
      return false;
  }
  return true;
}

double secondsOf(const Json& place)
{
  const QStringList parts = place.text().split(u':');
  double seconds = 0;
  for (const QString& part : parts)
    seconds = seconds * 60 + part.toDouble();
  return seconds;
}

/// What apps ask of a video: where the learner stopped, and how fast it went.
WebReply videoViewState(const Visit& visit, int node)
{
  const auto state = visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState);
  Json json = videoData(visit, node, false);
  json.set("saved_video_position",
           Json(secondsOf(state ? state->find("saved_video_position").value_or(Json()) : Json())));
  json.set("speed", state ? state->find("speed").value_or(Json()) : Json());
  return WebReply::json(json);
}

WebReply viewState(const Visit& visit)
{
  const int node = visit.course.find(visit.captured.value(1));
  if (node < 0 || !CourseAccess(visit).isLoadable(node))
    return WebReply::notFound();
  const QString& type = visit.course.node(node).type;
  if (type == u"drag-and-drop-v2")
    return WebReply::json(DragProblem(visit, node).userState());
  return type == u"video" ? videoViewState(visit, node) : WebReply::notFound();
}

} // namespace

void addStudentViewRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/xblock/{block}/handler/student_view_user_state/?"_s, viewState);
}

Json studentViewData(const Visit& visit, int node)
{
  const QString& type = visit.course.node(node).type;
  if (type == u"video")
    return videoData(visit, node, true);
  if (type == u"html")
    return object(
        {{"enabled", Json(false)},
         {"message", Json(u"To enable, set FEATURES[\"ENABLE_HTML_XBLOCK_STUDENT_VIEW_DATA\"]"_s)}});
  if (type == u"drag-and-drop-v2")
    return DragProblem(visit, node).viewData();
  if (type == u"discussion")
    return object({{"topic_id", Json(discussionTopic(visit.course, node))}});
  return {};
}

bool isForAllDevices(const SiteCourse& course, int node)
{
  static const QSet<QString> kTypes = {u"html"_s,   u"drag-and-drop-v2"_s, u"poll"_s,
                                       u"survey"_s, u"word_cloud"_s,       u"lti_consumer"_s};
  const QString& type = course.node(node).type;
  return kTypes.contains(type) || (type == u"problem" && areResponsesForAllDevices(course.body(node)));
}

} // namespace scriptorium::render
