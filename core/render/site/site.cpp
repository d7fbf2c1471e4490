#include "render/site/site.h"

#include "render/access/exams.h"
#include "render/access/masquerade.h"
#include "render/clientapi/clientroutes.h"
#include "render/events/watchedstates.h"
#include "render/facts/answers.h"
#include "render/handlers/handlerroutes.h"
#include "render/site/aboutpage.h"
#include "render/site/certificatepage.h"
#include "render/site/coursepage.h"
#include "render/site/custompages.h"
#include "render/site/datespage.h"
#include "render/site/jumps.h"
#include "render/site/learnerroutes.h"
#include "render/site/noteroutes.h"
#include "render/site/notespage.h"
#include "render/site/programfiles.h"
#include "render/site/siteroutes.h"
#include "render/site/textbooks.h"
#include "render/unit/unitroutes.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// Pages, blocks and files of other courses are not here. What the API says of them its routes know.
bool isOfAnotherCourse(const SiteCourse& course, const QString& path, const QString& key)
{
  return path.startsWith(u"/courses/"_s) && key != course.keyText();
}

bool isHandler(const QString& path)
{
  return path.startsWith(u"/courses/"_s) && path.contains(u"/xblock/"_s) && path.contains(u"/handler/"_s);
}

} // namespace

Site::Site(const SiteCourse& course, LearnerStates& states, QList<Learner> learners, const Clock& clock)
    : m_course(course), m_states(states), m_learners(std::move(learners)), m_clock(clock)
{
  addSiteRoutes(m_routes);
  addLearnerRoutes(m_routes);
  addProgramFileRoutes(m_routes);
  addCoursePageRoutes(m_routes);
  addJumpRoutes(m_routes);
  addUnitRoutes(m_routes); // before the handlers of any block: those that show blocks
  addHandlerRoutes(m_routes);
  addClientRoutes(m_routes);
  addAboutRoutes(m_routes);
  addTextbookRoutes(m_routes);
  addDatesPageRoutes(m_routes);
  addCertificateRoutes(m_routes);
  addNotesPageRoutes(m_routes);
  addNoteRoutes(m_routes);
  addCustomPageRoutes(m_routes);
}

WebReply Site::answer(const WebRequest& request, const Learner& learner, std::vector<LearnerEvent>* events)
{
  const Learner seen = seenAs(m_course, m_states, learner, m_learners);
  if (isAnonymous(learner) && isHandler(request.path))
    return WebReply::text("Unauthenticated", 403);
  if (events == nullptr)
    return routed(request, seen, m_states, nullptr);
  Happenings happenings;
  WatchedStates states(m_states, m_course, seen, happenings);
  WebReply reply = routed(request, seen, states, &happenings);
  for (const Happening& happening : happenings)
    events->push_back(learnerEvent(happening, m_course, learner, request, m_clock.now()));
  return reply;
}

WebReply Site::routed(const WebRequest& request, const Learner& seen, LearnerStates& states,
                      Happenings* happenings)
{
  const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
  bool isKnown = false;
  for (const Route& route : m_routes) {
    const auto match = route.pattern.match(request.path);
    if (!match.hasMatch())
      continue;
    if (isOfAnotherCourse(m_course, request.path, match.captured(1)))
      return WebReply::notFound();
    isKnown = true;
    if (route.method != method)
      continue;
    const Visit visit{m_course,   seen,      states, m_clock.now(), request, match.capturedTexts().sliced(1),
                      m_learners, happenings};
    handInOverdue(visit);
    return route.answer(visit);
  }
  if (isKnown)
    return WebReply::json(*Json::parse(QByteArrayView("{}")), 405);
  // The LMS's addresses end in a slash; what is sent on changes nothing, whatever the method was.
  if (!request.path.endsWith(u'/'))
    for (const Route& route : m_routes)
      if (route.method == method && route.pattern.match(request.path + u'/').hasMatch())
        return WebReply::redirect(request.path + u'/', 301);
  return WebReply::notFound();
}

} // namespace scriptorium::render
