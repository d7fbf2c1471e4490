#include "render/facts/schedule.h"

#include "render/access/exams.h"
#include "render/facts/answers.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// What the block itself says; dates of self-paced courses are not absolute.
std::optional<Timestamp> ownDate(const CourseAccess& access, int node, const QString& name)
{
  const bool counts = access.course().isSet(node, name) && !access.isSelfPaced();
  return counts ? access.course().date(node, name) : std::nullopt;
}

/// The course team comes in earlier, as testers do who are let in before others.
std::optional<Timestamp> asTester(const CourseAccess& access, std::optional<Timestamp> start)
{
  const double days = access.course().field(access.course().root(), u"days_early_for_beta"_s).number();
  if (!start || !access.isStaff() || days <= 0)
    return start;
  return *start - std::chrono::milliseconds(qint64(days * 24 * 3600 * 1000));
}

bool isListed(const CourseAccess& access, int node)
{
  const bool isOpen = access.isStaff() || !access.isStaffOnly(node);
  return isOpen && access.isInGroups(node);
}

OutlineSequence sequenceOf(const CourseAccess& access, const OutlineSection& section, int node)
{
  OutlineSequence result;
  result.node = node;
  result.start = ownDate(access, node, u"start"_s);
  result.effectiveStart = std::max(section.effectiveStart, asTester(access, result.start));
  result.due = access.isSelfPaced() ? access.dueDate(node) : ownDate(access, node, u"due"_s);
  const bool hasStarted = !result.effectiveStart || access.now() >= *result.effectiveStart;
  result.isAccessible = access.isStaff() || (hasStarted && !access.isHiddenAfterDue(node));
  return result;
}

} // namespace

std::optional<Timestamp> courseStart(const CourseAccess& access)
{
  return asTester(access, access.course().date(access.course().root(), u"start"_s));
}

std::vector<OutlineSection> courseOutline(const CourseAccess& access)
{
  std::vector<OutlineSection> result;
  if (!access.mayEnter())
    return result;
  const SiteCourse& course = access.course();
  const auto start = courseStart(access);
  for (const int chapter : course.node(course.root()).children) {
    if (!isListed(access, chapter))
      continue;
    OutlineSection section;
    section.node = chapter;
    section.start = ownDate(access, chapter, u"start"_s);
    section.effectiveStart = std::max(start, asTester(access, section.start));
    for (const int node : course.node(chapter).children) {
      const bool isHidden = !access.isStaff() && course.isTrue(node, u"hide_from_toc"_s);
      if (course.node(node).type == u"sequential" && isListed(access, node) && !isHidden)
        section.sequences.push_back(sequenceOf(access, section, node));
    }
    result.push_back(std::move(section));
  }
  return result;
}

Json examJson(const CourseAccess& access, int sequence)
{
  if (!isTimed(access.course(), sequence))
    return Json::object();
  return object({{"short_description", Json(u"Timed Exam"_s)},
                 {"suggested_icon", Json(u"fa-clock-o"_s)},
                 {"in_completed_state", Json(false)}});
}

Json hasScheduledContent(const CourseAccess& access)
{
  if (access.isStaff())
    return {};
  const SiteCourse& course = access.course();
  for (int node = 0; node < course.count(); ++node) {
    if (!access.hasStarted(node) && !access.isStaffOnly(node))
      return Json(true);
  }
  return Json(false);
}

bool isCounted(const CourseAccess& access, int unit)
{
  const bool isOpen = access.isStaff() || !access.isStaffOnly(unit);
  return isOpen && access.isInGroups(unit);
}

} // namespace scriptorium::render
