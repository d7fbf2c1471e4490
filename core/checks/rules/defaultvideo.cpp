#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findDefaultVideo(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  for (const QString& name : {u"youtube"_s, u"youtube_id_1_0"_s, u"edx_video_id"_s})
    if (block.fields().contains(name))
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
