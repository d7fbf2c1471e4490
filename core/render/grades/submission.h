#pragma once

#include "render/web/learner.h"
#include "render/web/sitecourse.h"

namespace scriptorium::render {

/// Names the text of a problem, settings aside: another one for each text. Empty when it does not open.
QString problemText(const SiteCourse& course, int node);

/// Whether the learner's points are of another text than the problem has now. As the LMS, which keeps them
/// until the course team has them graded again; unlike it, the preview can tell.
bool isStale(const SiteCourse& course, const LearnerStates& states, qint64 learner, int node);

} // namespace scriptorium::render
