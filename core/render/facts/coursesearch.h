#pragma once

#include "render/access/courseaccess.h"

#include <functional>

namespace scriptorium::render {

/// A place of the course that has the words.
struct SearchHit
{
  int node = -1;
  QString
      kind; ///< as the LMS names it: "Sequence" (also units), "Text", "CAPA", "Video", else the block's type
  QString excerpt;  ///< HTML: words of the block, those that were searched in <b>
  double score = 1; ///< titles before texts
};

/// Blocks below the course that the learner may see by now and that have all of the words, in their title or
/// in what learners read of them, as beginnings of words; accents and case do not count. The best first, else
/// in the order of the course. Answers, hints and explanations of problems are not searched. `isClosed`:
/// whether the units of a subsection are closed to the learner all the same. Cost: the first search of a
/// course reads it.
std::vector<SearchHit> searchCourse(const CourseAccess& access, const QString& words,
                                    const std::function<bool(int)>& isClosed);

} // namespace scriptorium::render
