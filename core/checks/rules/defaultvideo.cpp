#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// "1.00:abc,1.25:def"; empty ids count only beside files. Source: video.py, parse_video_xml.
bool namesVideo(const QString& youtube)
{
  const QStringList speeds = youtube.split(u',');
  return std::ranges::any_of(
      speeds, [](const QString& speed) { return !speed.section(u':', 1, 1).trimmed().isEmpty(); });
}

void findDefaultVideo(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  for (const QString& name : {u"youtube_id_1_0"_s, u"edx_video_id"_s})
    if (block.fields().contains(name))
      return;
  const auto youtube = block.fields().value(u"youtube"_s);
  if (youtube && (namesVideo(*youtube) || block.fields().contains(u"html5_sources"_s) ||
                  block.content().contains("<source")))
    return;
  findings.append(rule.finding(
      u"The video names no YouTube id; the default is a demo video of Open edX, which plays unless the "
      u"video's own files come first."_s,
      block.place(u"youtube_id_1_0"_s)));
}

std::optional<Fix> nameNone(const CourseSnapshot& course, const Finding& finding)
{
  return setField(course, finding, QString(u""_s));
}

} // namespace

Rule defaultVideo()
{
  return {.id = u"video-default-youtube"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A video that would play the demo video"_s,
          .explanation = u"Set youtube_id_1_0 to an empty text."_s,
          .block = findDefaultVideo,
          .types = {u"video"_s},
          .fix = nameNone};
}

} // namespace scriptorium::checks
