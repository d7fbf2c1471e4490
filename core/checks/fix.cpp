#include "checks/fix.h"

#include "checks/coursesnapshot.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

std::optional<Fix> changed(const CourseSnapshot& course, const Finding& finding, const QString& label,
                           const std::optional<QString>& raw)
{
  const Place& place = finding.place;
  const auto block = course.view().find(place.blockType, place.blockId);
  if (!block || place.field.isEmpty())
    return std::nullopt;
  return Fix{label.arg(place.field), {{*block, place.field, raw}}};
}

} // namespace

std::optional<Fix> removeField(const CourseSnapshot& course, const Finding& finding)
{
  return changed(course, finding, u"Remove %1"_s, std::nullopt);
}

std::optional<Fix> setField(const CourseSnapshot& course, const Finding& finding, const QString& raw)
{
  return changed(course, finding, u"Correct %1"_s, raw);
}

} // namespace scriptorium::checks
