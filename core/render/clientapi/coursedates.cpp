#include "render/clientapi/coursedates.h"

#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/assignments.h"
#include "render/facts/coursefacts.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

struct CourseDate
{
  Timestamp moment;
  QString type;
  QString title;
  QString description;
  const Assignment* assignment = nullptr;
};

CourseDate startOf(const Visit& visit, Timestamp start)
{
  const bool isOwn = visit.learner.isEnrolled && CourseAccess(visit).isSelfPaced() && start < visit.now;
  if (isOwn)
    return {enrolledAt(visit), u"course-start-date"_s, u"Enrollment Date"_s, QString(), nullptr};
  return {start, u"course-start-date"_s, u"Course starts"_s, QString(), nullptr};
}

CourseDate endOf(const Visit& visit, Timestamp end)
{
  if (visit.now > end)
    return {
        end, u"course-end-date"_s, u"Course ends"_s,
        u"This course is archived, which means you can review course content but it is no longer active."_s,
        nullptr};
  return {end, u"course-end-date"_s, u"Course ends"_s,
          u"After the course ends, the course content will be archived and no longer active."_s, nullptr};
}

Json dateJson(const Visit& visit, const CourseDate& date)
{
  const Assignment* work = date.assignment;
  const bool isOpen = work && work->isReleased;
  return object(
      {{"assignment_type", work ? work->type : Json()},
       {"complete", work ? Json(work->isComplete) : Json()},
       {"date", Json(isoMoment(date.moment))},
       {"date_type", Json(date.type)},
       {"description", Json(date.description)},
       {"learner_has_access", Json(true)},
       {"link", Json(isOpen ? jumpAddress(visit, work->node) : QString())},
       {"link_text", Json(QString())},
       {"title", Json(date.title)},
       {"extra_info", work ? orNull(work->note) : Json()},
       {"first_component_block_id", Json(work ? visit.course.usageKey(work->firstComponent) : QString())}});
}

bool isOver(const Visit& visit, Timestamp moment)
{
  return std::chrono::floor<std::chrono::days>(moment) < std::chrono::floor<std::chrono::days>(visit.now);
}

WebReply datesTab(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return detailReply(401, u"Authentication credentials were not provided."_s);
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  const CourseAccess access(visit);
  if (!access.mayEnter())
    return WebReply::json(Json(u"User not enrolled."_s), 401);
  return WebReply::json(object({{"dates_banner_info", datesBanner(visit)},
                                {"course_date_blocks", courseDates(visit, true)},
                                {"has_ended", Json(hasEnded(access))},
                                {"learner_is_full_access", Json(true)},
                                {"user_timezone", Json()}}));
}

WebReply deadlines(const Visit& visit)
{
  if (!isOurs(visit))
    return detailReply(404, u"Course not found."_s);
  return WebReply::json(object(
      {{"dates_banner_info", datesBanner(visit)}, {"has_ended", Json(hasEnded(CourseAccess(visit)))}}));
}

} // namespace

Json courseDates(const Visit& visit, bool withPast)
{
  QList<CourseDate> dates;
  const CourseAccess access(visit);
  if (!access.mayEnter())
    return Json::list();
  std::vector<Assignment> assignments;
  if (hasRelativeDates(visit.course, visit.states))
    assignments = courseAssignments(access);
  for (const Assignment& work : assignments) {
    if (withPast || !isOver(visit, work.due))
      dates.append({work.due, u"assignment-due-date"_s, work.title, QString(), &work});
    if (!withPast && !dates.isEmpty())
      break; // the home page names the next one alone
  }
  const int root = visit.course.root();
  if (const auto end = visit.course.date(root, u"end"_s))
    dates.append(endOf(visit, *end));
  if (const auto start = visit.course.date(root, u"start"_s))
    dates.append(startOf(visit, *start));
  std::ranges::stable_sort(dates, {}, &CourseDate::moment);
  Json result = Json::list();
  for (const CourseDate& date : dates) {
    if (withPast || !isOver(visit, date.moment))
      result.append(dateJson(visit, date));
  }
  return result;
}

Json datesBanner(const Visit& visit)
{
  const bool mayUpgrade = courseModes(visit.course).size() > 1;
  return object({{"missed_deadlines", Json(hasMissedDeadlines(CourseAccess(visit)))},
                 {"content_type_gating_enabled", Json(false)},
                 {"missed_gated_content", Json(false)},
                 {"verified_upgrade_link", mayUpgrade ? Json(u"/dashboard"_s) : Json()}});
}

void addDatesRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/course_experience/v1/course_deadlines_info/{course}/?"_s, deadlines);
  addRoute(routes, "GET", u"/api/course_home/dates/{course}/?"_s, datesTab);
}

} // namespace scriptorium::render
