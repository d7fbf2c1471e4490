#pragma once

#include "render/access/courseaccess.h"

namespace scriptorium::render {

/// A subsection in the outline of the course (as LMS: learning_sequences).
struct OutlineSequence
{
  int node = -1;
  bool isAccessible = true;
  std::optional<Timestamp> start;          ///< its own
  std::optional<Timestamp> effectiveStart; ///< the latest of course, section and its own
  std::optional<Timestamp> due;
};

struct OutlineSection
{
  int node = -1;
  std::optional<Timestamp> start;
  std::optional<Timestamp> effectiveStart;
  std::vector<OutlineSequence> sequences;
};

/// When the course starts for the learner: for the course team as many days earlier as the course lets
/// testers in.
std::optional<Timestamp> courseStart(const CourseAccess& access);
/// What the outline lists for the learner: nothing for who may not enter; without staff-only parts, parts of
/// other groups and, for learners, subsections that are hidden from the contents.
std::vector<OutlineSection> courseOutline(const CourseAccess& access);

/// {"short_description": …} of a timed subsection.
Json examJson(const CourseAccess& access, int sequence);

/// Whether something of the course starts later; null for staff, of whom nobody asks.
Json hasScheduledContent(const CourseAccess& access);
/// Whether a unit counts in the summary of completion: it, and what it stands in, is for the learner, if only
/// later.
bool isCounted(const CourseAccess& access, int unit);

} // namespace scriptorium::render
