#include "render/handlers/problem.h"

#include "markup/markup.h"
#include "render/blocks/kinds.h"
#include "render/grades/submission.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QStringList kProblemClasses{u"xmodule_display"_s, u"xmodule_ProblemBlock"_s};

/// As LMS: the words of public_view.
BlockContent publicProblem(const Scene& scene, int node)
{
  const QString title = markup::htmlEscaped(scene.course().title(node));
  return {
      u"<div class=\"page-banner\"><div class=\"alert alert-warning\"><span class=\"icon icon-alert fa fa "
      "fa-warning\" aria-hidden=\"true\"></span><div class=\"message-content\">"_s +
          title +
          u" is only accessible to enrolled learners. Sign in or register, and enroll in this course to "
          "view it.</div></div></div>"_s,
      {},
      {},
      kProblemClasses};
}

/// The next page must be of the same variant.
void keepDrawnSeed(const Visit& visit, int node, const capa::ProblemBlock& block)
{
  const QString& draws = block.settings().rerandomize;
  const bool isKept =
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState).has_value();
  if (!isKept && block.state().seed && draws != "never"_L1 && draws != "per_student"_L1)
    keepProblem(visit, node, block, {});
}

/// What the LMS cannot tell: the points are of another problem than the one that is shown.
QString staleNotice(const Scene& scene, int node)
{
  if (!isStale(scene.course(), scene.visit().states, scene.learner().id, node))
    return {};
  const QString block = attributeText(u"data-grade-again"_s, scene.course().usageKey(node));
  const QString forget = attributeText(u"data-forget-block"_s, scene.course().usageKey(node));
  return u"<div class=\"preview-stale\" role=\"note\"><p>This problem has changed since it was answered. The "
         "points are those of the earlier version, as in the LMS until the course team has it graded "
         "again.</p>\n<button type=\"button\""_s +
         block + u">Grade the answer again</button> <button type=\"button\""_s + forget +
         u">Forget the answer</button> <span class=\"said\" role=\"status\"></span>"
         "<script src=\"/__preview/learners.js\"></script></div>\n"_s;
}

BlockContent problemContent(const Scene& scene, int node)
{
  if (scene.isPublic())
    return publicProblem(scene, node);
  const VisitClock clock(scene.visit());
  const auto problem = problemOf(scene.visit(), node, clock);
  BlockContent content;
  content.init = u"XBlockToXModuleShim"_s;
  content.classes = kProblemClasses;
  content.arguments = Json::object();
  content.arguments->set(u"xmodule-type"_s, Json(u"Problem"_s));
  if (!problem) {
    content.html = u"<p>"_s + markup::htmlEscaped(problem.error().detail) + u"</p>"_s;
    return content;
  }
  content.html = staleNotice(scene, node) + (*problem)->studentView();
  keepDrawnSeed(scene.visit(), node, **problem);
  return content;
}

} // namespace

BlockKind problemKind()
{
  return {problemContent, BlockKind::Completion::Own};
}

} // namespace scriptorium::render
