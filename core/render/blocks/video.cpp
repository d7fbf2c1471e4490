#include "markup/markup.h"
#include "render/blocks/kinds.h"

#include <QLocale>
#include <QMap>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// What a video is made of: its fields, and the elements that stand for them in its body.
struct VideoParts
{
  QStringList sources;
  QMap<QString, QString> transcripts; ///< file by language
  QString track;                      ///< a transcript to download as it is
  QString handout;
};

VideoParts partsOf(const SiteCourse& course, int node)
{
  VideoParts parts;
  const Json sources = course.field(node, u"html5_sources"_s);
  for (const Json& source : sources.items())
    if (!source.text().isEmpty())
      parts.sources.append(source.text());
  const Json transcripts = course.field(node, u"transcripts"_s);
  for (const Json::Member& member : transcripts.members())
    parts.transcripts.insert(QString::fromUtf8(member.name), member.value.text());
  parts.track = course.textOf(node, u"track"_s);
  parts.handout = course.textOf(node, u"handout"_s);
  const auto body = markup::parseXml(course.body(node));
  if (!body)
    return parts;
  for (const auto& child : (*body)->children()) {
    const QString source = child->attribute(u"src");
    if (source.isEmpty())
      continue;
    if (child->tag == "source"_L1 && !parts.sources.contains(source))
      parts.sources.append(source);
    else if (child->tag == "transcript"_L1)
      parts.transcripts.insert(child->attribute(u"language"), source);
    else if (child->tag == "track"_L1)
      parts.track = source;
    else if (child->tag == "handout"_L1)
      parts.handout = source;
  }
  return parts;
}

/// "1.00:ID,1.25:ID", of the speeds that have a video.
QString youtubeStreams(const SiteCourse& course, int node)
{
  static const QList<std::pair<QString, QString>> kSpeeds{{u"0.75"_s, u"youtube_id_0_75"_s},
                                                          {u"1.00"_s, u"youtube_id_1_0"_s},
                                                          {u"1.25"_s, u"youtube_id_1_25"_s},
                                                          {u"1.50"_s, u"youtube_id_1_5"_s}};
  QStringList streams;
  for (const auto& [speed, field] : kSpeeds)
    if (const QString id = course.textOf(node, field); !id.isEmpty())
      streams.append(speed + u':' + id);
  return streams.join(u',');
}

/// A handout of the course that was exported is one of this course, as Studio's import has it.
QString ofThisCourse(const CourseKey& key, QString address)
{
  static const QRegularExpression kAsset(u"^/asset-v1:[^/]+\\+type@asset\\+block@"_s);
  return address.replace(kAsset,
                         u"/asset-v1:%1+%2+%3+type@asset+block@"_s.arg(key.org(), key.number(), key.run()));
}

/// "00:01:05", or a number of seconds.
double secondsOf(const Json& value)
{
  if (value.isNumber())
    return value.number();
  double seconds = 0;
  for (const QString& part : value.text().split(u':'))
    seconds = seconds * 60 + part.toDouble();
  return seconds;
}

/// A language in its own words.
QString languageName(const QString& code)
{
  static const QMap<QString, QString> kNames{
      {u"en"_s, u"English"_s},       {u"es"_s, u"español"_s},
      {u"fr"_s, u"Français"_s},      {u"es-419"_s, u"Español (Latinoamérica)"_s},
      {u"pt"_s, u"português"_s},     {u"pt-br"_s, u"Português (Brasil)"_s},
      {u"zh"_s, u"中文"_s},          {u"zh-cn"_s, u"中文 (简体)"_s},
      {u"zh-tw"_s, u"中文 (台灣)"_s}};
  const auto known = kNames.constFind(code);
  if (known != kNames.cend())
    return *known;
  const QLocale locale(code);
  const QString name = locale.nativeLanguageName();
  return locale.language() == QLocale::C || name.isEmpty() ? code : name;
}

/// As LMS: get_transcripts_for_student: in the order of the names.
Json transcriptLanguages(const VideoParts& parts, bool hasOldTranscript)
{
  QMap<QString, QString> byName;
  for (const QString& code : parts.transcripts.keys())
    byName.insert(languageName(code), code);
  if (parts.transcripts.isEmpty() || hasOldTranscript)
    byName.insert(u"English"_s, u"en"_s);
  Json languages = Json::object();
  for (auto language = byName.cbegin(); language != byName.cend(); ++language)
    languages.set(language.value(), Json(language.key()));
  return languages;
}

QString transcriptLanguage(const VideoParts& parts, bool hasOldTranscript, const QString& chosen)
{
  if (!chosen.isEmpty() && parts.transcripts.contains(chosen))
    return chosen;
  if (hasOldTranscript || parts.transcripts.isEmpty() || parts.transcripts.contains(u"en"_s))
    return u"en"_s;
  return parts.transcripts.firstKey();
}

Json metadata(const Scene& scene, int node, const VideoParts& parts)
{
  const SiteCourse& course = scene.course();
  const Json state = scene.state(node);
  const auto kept = [&state](QLatin1StringView name) { return state.find(name).value_or(Json()); };
  const bool hasOldTranscript = !course.textOf(node, u"sub"_s).isEmpty();
  const QString chosen = kept("transcript_language"_L1).text();
  const Json general = scene.visit().states.value(scene.learner().id, {}, kept::kVideo).value_or(Json());
  Json sources = Json::list();
  for (const QString& source : parts.sources)
    sources.append(Json(source));
  Json json = Json::object();
  json.set(u"autoAdvance"_s, Json(false));
  json.set(u"autohideHtml5"_s, Json(false));
  json.set(u"autoplay"_s, Json(false));
  json.set(u"captionDataDir"_s, Json());
  json.set(u"completionEnabled"_s, Json(!scene.isPublic()));
  json.set(u"completionPercentage"_s, Json(0.95));
  json.set(u"duration"_s, Json(0.0));
  json.set(u"end"_s, Json(secondsOf(course.field(node, u"end_time"_s))));
  json.set(u"generalSpeed"_s, general.find("speed").value_or(Json(1.0)));
  json.set(u"lmsRootURL"_s, Json(u"http://"_s + QString::fromLatin1(scene.visit().request.header("host"))));
  json.set(u"poster"_s, Json());
  json.set(u"prioritizeHls"_s, Json(false));
  json.set(u"publishCompletionUrl"_s, Json(scene.handlerUrl(node, u"publish_completion"_s)));
  json.set(u"recordedYoutubeIsAvailable"_s, general.find("youtube_is_available").value_or(Json(true)));
  json.set(u"savedVideoPosition"_s, Json(secondsOf(kept("saved_video_position"_L1))));
  json.set(u"saveStateEnabled"_s, Json(!scene.isPublic()));
  json.set(u"saveStateUrl"_s, Json(scene.handlerUrl(node, u"xmodule_handler/save_user_state"_s)));
  json.set(u"showCaptions"_s, Json(course.isTrue(node, u"show_captions"_s) ? u"true"_s : u"false"_s));
  json.set(u"sources"_s, sources);
  json.set(u"speed"_s, kept("speed"_L1));
  json.set(u"start"_s, Json(secondsOf(course.field(node, u"start_time"_s))));
  json.set(u"streams"_s, Json(youtubeStreams(course, node)));
  json.set(u"transcriptAvailableTranslationsUrl"_s,
           Json(scene.handlerUrl(node, u"transcript/available_translations"_s)));
  json.set(u"aiTranslationsUrl"_s, Json(u"http://localhost:18760/api/v1"_s));
  json.set(u"transcriptLanguage"_s, Json(transcriptLanguage(parts, hasOldTranscript, chosen)));
  json.set(u"transcriptLanguages"_s, transcriptLanguages(parts, hasOldTranscript));
  json.set(u"transcriptTranslationUrl"_s, Json(scene.handlerUrl(node, u"transcript/translation/__lang__"_s)));
  json.set(u"ytApiUrl"_s, Json(u"https://www.youtube.com/iframe_api"_s));
  json.set(u"ytMetadataEndpoint"_s, Json(QString()));
  json.set(u"ytTestTimeout"_s, Json(1500));
  return json;
}

QString link(const QString& classes, const QString& address, const QString& text, const QString& more = {})
{
  return u"<a"_s + attributesText({{u"class"_s, classes}, {u"href"_s, address}}) + more + u'>' + text +
         u"</a>"_s;
}

/// What may be taken home: the video, its transcript, a handout.
QString downloads(const Scene& scene, int node, const VideoParts& parts)
{
  const SiteCourse& course = scene.course();
  QString html;
  if (course.isTrue(node, u"download_video"_s))
    for (const QString& source : parts.sources)
      if (!source.endsWith(u".m3u8"_s) && html.isEmpty())
        html += u"<div class=\"wrapper-download-video\"><h4 class=\"hd hd-5\">Video</h4> "_s +
                link(u"btn-link video-sources video-download-button"_s, source, u"Download video file"_s,
                     u" target=\"_blank\""_s) +
                u"</div>\n"_s;
  const bool hasTranscript = !parts.transcripts.isEmpty() || !course.textOf(node, u"sub"_s).isEmpty();
  if (course.isTrue(node, u"download_track"_s) && !parts.track.isEmpty()) {
    html += u"<div class=\"wrapper-download-transcripts\"><h4 class=\"hd hd-5\">Transcripts</h4> "_s +
            link(u"btn-link external-track"_s, parts.track, u"Download transcript"_s) + u"</div>\n"_s;
  } else if (course.isTrue(node, u"download_track"_s) && hasTranscript) {
    const QString address = scene.handlerUrl(node, u"transcript/download"_s);
    html += u"<div class=\"wrapper-download-transcripts\"><h4 class=\"hd hd-5\">Transcripts</h4> "
            "<ul class=\"list-download-transcripts\"><li class=\"transcript-option\">"_s +
            link(u"btn btn-link external-track"_s, address, u"Download SubRip (.srt) file"_s,
                 u" data-value=\"srt\""_s) +
            u"</li> <li class=\"transcript-option\">"_s +
            link(u"btn btn-link external-track"_s, address, u"Download Text (.txt) file"_s,
                 u" data-value=\"txt\""_s) +
            u"</li></ul></div>\n"_s;
  }
  if (!parts.handout.isEmpty())
    html += u"<div class=\"wrapper-handouts\"><h4 class=\"hd hd-5\">Handouts</h4> "_s +
            link(u"btn-link"_s, ofThisCourse(course.key(), parts.handout), u"Download Handout"_s) +
            u"</div>\n"_s;
  return html;
}

/// The marks of the LMS's player; the player itself is made by the page's script.
QString player(const QString& id)
{
  return u"<div class=\"focus_grabber first\"></div>\n<div class=\"tc-wrapper\"><div class=\"video-wrapper\">"
         "<div class=\"video-player-pre\"></div><div class=\"video-player\"><div id=\""_s +
         markup::htmlEscaped(id) +
         u"\"></div><h4 class=\"hd hd-4 video-error is-hidden\">No playable video sources found.</h4> "
         "<h4 class=\"hd hd-4 video-hls-error is-hidden\">Your browser does not support this video format. "
         "Try "
         "using a different browser.</h4></div><div class=\"video-player-post\"></div>"
         "<div class=\"closed-captions\"></div><div class=\"video-controls is-hidden\"><div class=\"vcr\">"
         "<div class=\"vidtime\"> 0:00 / 0:00</div></div></div></div></div>\n<div class=\"focus_grabber last\"></div>\n"_s;
}

/// Stands on every video page of the LMS, unseen; as a template, nothing of it is fetched.
const QString kTranslation =
    u"<template class=\"google-disclaimer\"><a class=\"disclaimer\" "
    "href=\"https://translate.google.com/\"><img alt=\"\" "
    "src=\"https://learning.edx.org/d4ab1b25143ecad62d69d855b00e7313.png\"></a></template>\n"_s;

BlockContent videoContent(const Scene& scene, int node)
{
  const SiteCourse& course = scene.course();
  const QString id = course.node(node).name;
  const VideoParts parts = partsOf(course, node);
  const QString files = downloads(scene, node, parts);
  QString html =
      u"<h3 class=\"hd hd-2\">"_s + markup::htmlEscaped(course.title(node)) + u"</h3>\n<div"_s +
      attributesText({{u"id"_s, u"video_"_s + id},
                      {u"class"_s, u"video closed"_s},
                      {u"data-metadata"_s, QString::fromUtf8(metadata(scene, node, parts).toPython())},
                      {u"data-bumper-metadata"_s, u"null"_s},
                      {u"data-autoadvance-enabled"_s, u"False"_s},
                      {u"data-poster"_s, u"null"_s},
                      {u"data-block-id"_s, course.usageKey(node)},
                      {u"data-course-id"_s, course.keyText()}}) +
      u" tabindex=\"-1\">\n"_s + player(id);
  if (!files.isEmpty())
    html += u"<h3 class=\"hd hd-4 downloads-heading sr\">Downloads and transcripts</h3>\n"
            "<div class=\"wrapper-downloads\">"_s +
            files + u"</div>\n"_s;
  Json arguments = Json::object();
  arguments.set(u"xmodule-type"_s, Json(u"Video"_s));
  return {html + kTranslation + u"</div>"_s,
          u"XBlockToXModuleShim"_s,
          arguments,
          {u"xmodule_display"_s, u"xmodule_VideoBlock"_s}};
}

} // namespace

BlockKind videoKind()
{
  return {videoContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
