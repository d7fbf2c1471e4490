#include "render/unit/unitroutes.h"

#include "render/access/courseaccess.h"
#include "render/access/exams.h"
#include "render/blocks/kinds.h"
#include "render/unit/conditional.h"
#include "render/unit/ltilaunch.h"
#include "render/unit/unitpage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

bool isAsked(const WebRequest& request, const QString& name, bool otherwise)
{
  return request.isQueried(name) ? request.queried(name) == "1"_L1 : otherwise;
}

/// A timed exam that is closed stands before its units; -1 when none does.
int closedSequence(const Visit& visit, int node)
{
  const int sequence = visit.course.ancestor(node, u"sequential");
  return sequence >= 0 && sequence != node && isClosedExam(visit, sequence) ? sequence : -1;
}

/// As LMS: who looks at a subsection stands at its first unit from then on.
void enterSequence(const Visit& visit, const CourseAccess& access, int node)
{
  const QString key = visit.course.stateKey(node);
  const bool isEntered = visit.course.node(node).type == u"sequential" && !isClosedExam(visit, node) &&
                         !access.isHiddenAfterDue(node);
  if (isEntered && !visit.states.value(visit.learner.id, key, kept::kPosition))
    visit.states.setValue(visit.learner.id, key, kept::kPosition, Json(1));
}

WebReply blockPage(const Visit& visit)
{
  const QString view = visit.request.queried(u"view"_s);
  if (!view.isEmpty() && view != "student_view"_L1 && view != "public_view"_L1)
    return WebReply::error(400, u"Bad request"_s, u"There is no view \"%1\"."_s.arg(view));
  const int node = visit.course.find(visit.captured[0]);
  const CourseAccess access(visit);
  if (node < 0 || !access.mayEnter() || !access.isLoadable(node))
    return WebReply::notFound();
  if (const int sequence = closedSequence(visit, node); sequence >= 0)
    return WebReply::redirect(u"/xblock/"_s + visit.course.usageKey(sequence));
  enterSequence(visit, access, node);
  Scene::Options options;
  options.view = view == "public_view"_L1 ? Scene::View::Public : Scene::View::Student;
  options.showsTitle = isAsked(visit.request, u"show_title"_s, true);
  options.showsBookmark = isAsked(visit.request, u"show_bookmark_button"_s, false);
  options.showsStaffInfo = !isAsked(visit.request, u"disable_staff_debug_info"_s, false);
  return WebReply::html(unitPage(Scene(visit, access, options), node));
}

} // namespace

void addUnitRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/xblock/{block}/?"_s, blockPage);
  addRoute(routes, "GET",
           u"/courses/{course}/xblock/{block}/handler/(?:preview_handler|lti_launch_handler)/?"_s, ltiLaunch);
  addRoute(routes, "POST", u"/courses/{course}/xblock/{block}/handler/xmodule_handler/conditional_get/?"_s,
           conditionalReply);
}

} // namespace scriptorium::render
