#include "render/clientapi/families.h"
#include "render/facts/answers.h"
#include "render/facts/schedule.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

Json sequenceJson(const CourseAccess& access, const OutlineSequence& sequence)
{
  const SiteCourse& course = access.course();
  return object({{"id", Json(course.usageKey(sequence.node))},
                 {"title", Json(course.title(sequence.node))},
                 {"accessible", Json(sequence.isAccessible)},
                 {"inaccessible_after_due", Json(course.isTrue(sequence.node, u"hide_after_due"_s))},
                 {"start", orNull(sequence.start)},
                 {"effective_start", orNull(sequence.effectiveStart)},
                 {"due", orNull(sequence.due)},
                 {"exam", examJson(access, sequence.node)}});
}

Json outlineJson(const CourseAccess& access)
{
  const SiteCourse& course = access.course();
  Json sections = Json::list();
  Json sequences = Json::object();
  for (const OutlineSection& section : courseOutline(access)) {
    Json ids = Json::list();
    for (const OutlineSequence& sequence : section.sequences) {
      ids.append(Json(course.usageKey(sequence.node)));
      sequences.set(course.usageKey(sequence.node), sequenceJson(access, sequence));
    }
    sections.append(object({{"id", Json(course.usageKey(section.node))},
                            {"title", Json(course.title(section.node))},
                            {"sequence_ids", ids},
                            {"start", orNull(section.start)},
                            {"effective_start", orNull(section.effectiveStart)}}));
  }
  return object({{"sections", sections}, {"sequences", sequences}});
}

WebReply outline(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  if (!isOurs(visit))
    return emptyReply(404);
  const CourseAccess access(visit);
  const auto start = courseStart(access);
  const QByteArray version =
      QCryptographicHash::hash(course.keyText().toUtf8(), QCryptographicHash::Sha1).toHex();
  const QString examChapter = course.textOf(course.root(), u"entrance_exam_id"_s);
  return WebReply::json(
      object({{"course_key", Json(course.keyText())},
              {"course_start", orNull(start)},
              {"course_end", orNull(access.courseEnd())},
              {"title", Json(course.title(course.root()))},
              {"published_at", Json(isoMoment(visit.now))},
              {"published_version", Json(QString::fromLatin1(version.first(24)))},
              {"entrance_exam_id", orNull(examChapter)},
              {"days_early_for_beta", course.field(course.root(), u"days_early_for_beta"_s)},
              {"self_paced", Json(access.isSelfPaced())},
              {"username", Json(visit.learner.name)},
              {"user_id", isAnonymous(visit.learner) ? Json() : Json(visit.learner.id)},
              {"at_time", Json(isoMoment(visit.now))},
              {"outline", outlineJson(access)}}));
}

} // namespace

void addOutlineRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/api/learning_sequences/v1/course_outline/{course}/?"_s, outline);
}

} // namespace scriptorium::render
