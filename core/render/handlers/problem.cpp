#include "render/handlers/problem.h"

#include "render/access/courseaccess.h"
#include "render/grades/blockscore.h"
#include "render/grades/submission.h"
#include "render/web/links.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

capa::BlockState stateOf(const Visit& visit, const QString& key)
{
  const auto kept = visit.states.value(visit.learner.id, key, kept::kState);
  const auto fields = kept ? capa::PyValue::fromJson(kept->toUtf8()) : std::nullopt;
  return fields && fields->dict() ? capa::BlockState::fromFields(*fields->dict()) : capa::BlockState();
}

/// A grade, as the grade book takes it (as LMS: grades, events.py).
Happening gradeHappening(const Visit& visit, int node, const capa::BlockReply& reply)
{
  const SiteCourse& course = visit.course;
  const bool isRescore = reply.events.last().name == "problem_rescore"_L1;
  const auto [earned, possible] = weighted(course, node, reply.grade->earned, reply.grade->possible);
  const QString type = isRescore ? u"edx.grades.problem.rescored"_s : u"edx.grades.problem.submitted"_s;
  const QString moment = u"%1|%2|%3"_s.arg(visit.learner.id)
                             .arg(course.usageKey(node))
                             .arg(visit.now.time_since_epoch().count());
  const QUuid transaction = QUuid::createUuidV5(QUuid(), moment);
  const QString prefix = isRescore ? u"new_"_s : QString();
  Json data = Json::object();
  data.set("user_id", Json(QString::number(visit.learner.id)));
  data.set("course_id", Json(course.keyText()));
  data.set("problem_id", Json(course.usageKey(node)));
  data.set("event_transaction_id", Json(transaction.toString(QUuid::WithoutBraces)));
  data.set("event_transaction_type", Json(type));
  data.set(prefix + u"weighted_earned"_s, Json(earned));
  data.set(prefix + u"weighted_possible"_s, Json(possible));
  return {type, data.toUtf8(), Happening::Source::Server, node};
}

} // namespace

Result<std::unique_ptr<capa::ProblemBlock>> problemOf(const Visit& visit, int node, const Clock& clock)
{
  const SiteCourse& course = visit.course;
  SCRIPTORIUM_TRY_ASSIGN(CourseProblem problem, course.problems().open(course.node(node).id));
  SCRIPTORIUM_TRY_ASSIGN(capa::BlockSettings settings,
                         course.problems().settings(course.types(), course.node(node).id));
  settings.due = CourseAccess(visit).dueDate(node);
  if (settings.showCorrectness == "never_but_include_grade"_L1)
    settings.showCorrectness = u"always"_s; // as Teak's problems, which do not know this value
  capa::BlockPlace place;
  place.usageKey = course.usageKey(node);
  place.htmlId = course.node(node).name;
  place.handlerUrl = u"/courses/%1/xblock/%2/handler/xmodule_handler"_s.arg(course.keyText(), place.usageKey);
  place.isStaff = visit.learner.isStaff;
  place.userId = visit.learner.id;
  place.release = capa::LmsRelease::Teak;
  place.surroundings = std::move(problem.surroundings);
  place.surroundings.anonymousStudentId = anonymousId(visit.learner);
  place.surroundings.now = [now = visit.now] { return now; };
  place.replaceUrls = [&course](const QString& html) { return withAddresses(course, html); };
  return std::make_unique<capa::ProblemBlock>(problem.asImported(), std::move(settings), std::move(place),
                                              stateOf(visit, course.stateKey(node)), clock);
}

void keepProblem(const Visit& visit, int node, const capa::ProblemBlock& block, const capa::BlockReply& reply)
{
  const QString key = visit.course.stateKey(node);
  if (const auto json = Json::parse(QByteArrayView(capa::PyValue(block.state().toFields()).toJson())))
    visit.states.setValue(visit.learner.id, key, kept::kState, *json);
  if (!reply.grade)
    return;
  Json score = Json::object();
  score.set("earned", Json(reply.grade->earned));
  score.set("possible", Json(reply.grade->possible));
  visit.states.setValue(visit.learner.id, key, kept::kScore, score);
  visit.states.setValue(visit.learner.id, key, kept::kGradedText, Json(problemText(visit.course, node)));
  visit.states.setValue(visit.learner.id, key, kept::kCompletion, Json(1.0));
  visit.states.setValue(visit.learner.id, {}, kept::kLastSeen, Json(key));
}

void tellProblem(const Visit& visit, int node, const capa::BlockReply& reply)
{
  if (visit.happenings == nullptr)
    return;
  for (const capa::BlockEvent& event : reply.events) {
    if (event.name == "grade"_L1 && reply.grade)
      visit.tell(gradeHappening(visit, node, reply));
    else if (event.name != "grade"_L1)
      visit.tell({event.name, capa::PyValue(event.data).toJson(), Happening::Source::Block, node});
  }
}

} // namespace scriptorium::render
