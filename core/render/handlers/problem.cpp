#include "render/handlers/problem.h"

#include "render/access/courseaccess.h"
#include "render/grades/submission.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

capa::BlockState stateOf(const Visit& visit, const QString& key)
{
  const auto kept = visit.states.value(visit.learner.id, key, kept::kState);
  const auto fields = kept ? capa::PyValue::fromJson(kept->toUtf8()) : std::nullopt;
  return fields && fields->dict() ? capa::BlockState::fromFields(*fields->dict()) : capa::BlockState();
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

} // namespace scriptorium::render
