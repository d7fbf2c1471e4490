#pragma once

#include "render/events/learnerevent.h"

namespace scriptorium::render {

/// The LMS's addresses for one course, as values: a request and a persona in, a reply out. One thread.
class Site
{
public:
  /// All must outlive it. `clock` may be set to any date.
  Site(const SiteCourse& course, LearnerStates& states, QList<Learner> learners, const Clock& clock);

  const QList<Learner>& learners() const { return m_learners; }
  /// Answers as `learner` sees it. What is unknown is a 404 page. `events`, where it is not null, gets what
  /// the LMS would log of it.
  WebReply answer(const WebRequest& request, const Learner& learner,
                  std::vector<LearnerEvent>* events = nullptr);

private:
  WebReply routed(const WebRequest& request, const Learner& seen, LearnerStates& states,
                  Happenings* happenings);

  const SiteCourse& m_course;
  LearnerStates& m_states;
  QList<Learner> m_learners;
  const Clock& m_clock;
  Routes m_routes;
};

} // namespace scriptorium::render
