#include "assets/assetnames.h"
#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"
#include "model/text/json.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr auto kDefault = "images_course_image.jpg"_L1; // need not be there

QString nameOf(const CourseSnapshot& course, const QString& field)
{
  const auto policy = course.policy().value(u"course"_s, course.root().urlName, field);
  const auto json = policy ? Json::parse(*policy) : std::nullopt;
  return json ? json->text() : course.rootVersion().fields.value(field).value_or(QString());
}

void findMissingImage(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  for (const QString& field : {u"course_image"_s, u"banner_image"_s, u"video_thumbnail_image"_s}) {
    const QString name = nameOf(course, field);
    if (name.isEmpty() || name == "null"_L1 || name == kDefault || name.startsWith("asset-v1"_L1))
      continue;
    const auto& files = course.files();
    const bool isThere = std::ranges::any_of(files, [&](const auto& file) {
      return file.path.startsWith("static/"_L1) && assetKeyName(file.path.sliced(7)) == assetKeyName(name);
    });
    if (!isThere)
      findings.append(rule.finding(u"The picture %1 (%2) is not among the files of the course.%3"_s.arg(
                                       name, field, course.otherCase(u"static/"_s + name)),
                                   {{}, 0, u"course"_s, course.root().urlName, field}));
  }
}

} // namespace

Rule courseImageMissing()
{
  return {.id = u"course-image-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A picture of the course that is not there"_s,
          .explanation = u"Add the file below static/, or choose another one."_s,
          .course = findMissingImage,
          .reads = Inputs(Input::Policies) | Input::Files | Input::Root};
}

} // namespace scriptorium::checks
