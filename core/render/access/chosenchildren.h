#pragma once

#include "render/web/learner.h"
#include "render/web/sitecourse.h"

namespace scriptorium {
struct UserPartition;
}

namespace scriptorium::render {

/// The children of a block that a learner has, in the learner's order: all, but of libraries and problem
/// banks those that were drawn, of `randomize` one, of an experiment the child of the learner's group (staff
/// have all). What is drawn is kept as the LMS keeps it, and stays as long as it is there and enough are
/// drawn.
std::vector<int> chosenChildren(const SiteCourse& course, const Learner& learner, LearnerStates& states,
                                int node);

/// Draws anew from a library or a problem bank, when next asked.
void forgetChosen(const SiteCourse& course, const Learner& learner, LearnerStates& states, int node);

/// The group of an experiment that a learner is in; drawn once and kept. 0 when it has no groups.
qint64 experimentGroup(LearnerStates& states, qint64 learner, const UserPartition& partition);

} // namespace scriptorium::render
