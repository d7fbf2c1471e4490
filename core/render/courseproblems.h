#pragma once

#include "grading/block/blocksettings.h"
#include "grading/problem/surroundings.h"
#include "model/blocktype.h"
#include "model/courseview.h"

#include <memory>

namespace scriptorium::capa {
class ScriptRunner;
}

namespace scriptorium::render {

/// A problem of a course, ready for the engine.
struct CourseProblem
{
  QByteArray olx; ///< the `<problem>` element, without the attributes that are fields
  capa::ProblemSurroundings surroundings;
};

/// The problems of a course with what the course gives them: its Python library and files for scripts, the
/// files that a problem may read, its settings. Over any view: what the author edits, or what learners get.
/// The view must outlive it. One thread.
class CourseProblems
{
public:
  /// Reads what scripts may import and begins to start their sandbox. Errors: Io.
  static Result<CourseProblems> of(const CourseView& course);
  ~CourseProblems();
  CourseProblems(CourseProblems&&) noexcept;

  /// Whether a file of the course is among what scripts may import: then these problems are made anew.
  static bool isScriptFile(QStringView path);

  /// Errors: NotFound; Io. The surroundings hold as long as this.
  Result<CourseProblem> open(BlockId problem) const;
  /// What the block's fields, its ancestors' and the policy make of it, with the LMS's defaults where nobody
  /// says anything. Errors: NotFound; Io.
  Result<capa::BlockSettings> settings(const BlockTypes& types, BlockId problem) const;

private:
  explicit CourseProblems(const CourseView& course);

  const CourseView& m_course;
  std::unique_ptr<capa::ScriptRunner> m_scripts;
};

} // namespace scriptorium::render
