#include "render/facts/coursefacts.h"

#include "model/userpartitions.h"
#include "render/facts/answers.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// As Django's "N j, Y".
QString shortDate(Timestamp moment)
{
  static const QStringList kMonths = {u"Jan."_s, u"Feb."_s, u"March"_s, u"April"_s, u"May"_s,  u"June"_s,
                                      u"July"_s, u"Aug."_s, u"Sept."_s, u"Oct."_s,  u"Nov."_s, u"Dec."_s};
  const QDate day = QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), Qt::UTC).date();
  return u"%1 %2, %3"_s.arg(kMonths[day.month() - 1]).arg(day.day()).arg(day.year());
}

/// The start that the platform gives to courses without one.
bool isPlaceholder(Timestamp start)
{
  return isoMoment(start) == u"2030-01-01T00:00:00Z";
}

Json accessJson(const QString& code, const QString& developers, const QString& users)
{
  return object({{"has_access", Json(code.isEmpty())},
                 {"error_code", orNull(code)},
                 {"developer_message", orNull(developers)},
                 {"user_message", orNull(users)},
                 {"additional_context_user_message", Json()},
                 {"user_fragment", Json()}});
}

} // namespace

QList<CourseMode> courseModes(const SiteCourse& course)
{
  QList<CourseMode> result = {{u"audit"_s, u"Audit"_s, 0}};
  QSet<qint64> named;
  for (const int node : course.restricted()) {
    for (const GroupUse& use : groupAccess(course.field(node, u"group_access"_s).toString())) {
      if (use.partition == 50)
        named += QSet<qint64>(use.groups.begin(), use.groups.end());
    }
  }
  if (named.contains(2))
    result.append({u"verified"_s, u"Verified Certificate"_s, 49});
  return result;
}

QString enrollmentMode(const Visit& visit)
{
  if (!visit.learner.isEnrolled)
    return {};
  const bool hasMode = std::ranges::any_of(
      courseModes(visit.course), [&](const CourseMode& mode) { return mode.slug == visit.learner.track; });
  return hasMode ? visit.learner.track : u"audit"_s;
}

Timestamp enrolledAt(const Visit& visit)
{
  return enrolledAt(visit.learner, visit.states, visit.now);
}

QString courseImage(const SiteCourse& course)
{
  QString name = course.textOf(course.root(), u"course_image"_s);
  if (name.isEmpty())
    name = u"images_course_image.jpg"_s;
  const CourseKey& key = course.key();
  return u"/asset-v1:%1+%2+%3+type@asset+block@%4"_s.arg(key.org(), key.number(), key.run(),
                                                         name.replace(u'/', u'_'));
}

QString aboutText(const SiteCourse& course, const QString& name)
{
  const auto bytes = course.file(u"about/%1.html"_s.arg(name));
  return bytes ? QString::fromUtf8(*bytes).trimmed() : QString();
}

Json startDisplay(const SiteCourse& course)
{
  const QString advertised = course.textOf(course.root(), u"advertised_start"_s);
  if (!advertised.isEmpty())
    return Json(advertised);
  const auto start = course.date(course.root(), u"start"_s);
  return start && !isPlaceholder(*start) ? Json(shortDate(*start)) : Json();
}

QString startType(const SiteCourse& course)
{
  if (!course.textOf(course.root(), u"advertised_start"_s).isEmpty())
    return u"string"_s;
  return startDisplay(course).isNull() ? u"empty"_s : u"timestamp"_s;
}

Json celebrations()
{
  return object({{"first_section", Json(false)},
                 {"streak_length_to_celebrate", Json()},
                 {"streak_discount_enabled", Json(false)},
                 {"weekly_goal", Json(false)}});
}

Json courseAccessJson(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  if (visit.learner.isStaff)
    return accessJson({}, {}, {});
  if (isAnonymous(visit.learner))
    return accessJson(u"authentication_required"_s, u"User must be authenticated to view the course"_s,
                      u"You must be logged in to see this course"_s);
  const auto start = course.date(course.root(), u"start"_s);
  if (start && visit.now <= *start) {
    const QString sentence = u"Course does not start until %1"_s;
    return accessJson(u"course_not_started"_s, sentence.arg(isoMoment(*start)),
                      sentence.arg(shortDate(*start)));
  }
  if (!visit.learner.isEnrolled)
    return accessJson(u"enrollment_required"_s, u"User must be enrolled in the course"_s,
                      u"You must be enrolled in the course"_s);
  return accessJson({}, {}, {});
}

bool hasEnded(const CourseAccess& access)
{
  const auto end = access.courseEnd();
  return end && access.now() > *end;
}

bool hasDiscussions(const SiteCourse& course)
{
  const Json tabs = course.field(course.root(), u"tabs"_s);
  return std::ranges::any_of(tabs.items(), [](const Json& tab) {
    return tab.find("type").value_or(Json()).text() == u"discussion" &&
           !tab.find("is_hidden").value_or(Json()).boolean();
  });
}

} // namespace scriptorium::render
