#pragma once

#include "grading/block/blocksettings.h"
#include "grading/problem/surroundings.h"
#include "model/blocktype.h"
#include "model/courseview.h"

#include <memory>
#include <mutex>

namespace scriptorium::capa {
class ScriptAccount;
class ScriptPool;
class ScriptRunner;
} // namespace scriptorium::capa

namespace scriptorium::render {

/// A problem of a course, ready for the engine.
struct CourseProblem
{
  /// The `<problem>` element, without the attributes that are fields, and with as many lines as it was
  /// written in.
  QByteArray olx;
  /// As the LMS keeps it after an import: without blanks between elements, pretty-printed, lines counted
  /// anew. What cannot be parsed stays as it is, so that the engine says why.
  QByteArray asImported() const;
  capa::ProblemSurroundings surroundings;
};

/// The problems of a course with what the course gives them: its Python library and files for scripts, the
/// files that a problem may read, its settings. Over any view: what the author edits, or what learners get.
/// The view must outlive it. One thread.
class CourseProblems
{
public:
  /// Reads what scripts may import. Their sandboxes start when the first one is met. Errors: Io.
  static Result<CourseProblems> of(const CourseView& course);
  ~CourseProblems();
  CourseProblems(CourseProblems&&) noexcept;

  /// Whether a file of the course is among what scripts may import: then these problems are made anew.
  static bool isScriptFile(QStringView path);

  /// Whether a problem reads files of the course when it loads or grades: then only the view's thread may.
  static bool readsCourse(QByteArrayView olx);

  /// Runs the same scripts in the same sandboxes for another thread. Any thread.
  std::unique_ptr<capa::ScriptRunner> newRunner() const;
  /// The scripts of all problems, on all threads, have `ScriptBudget::ofCourse` together; called again, they
  /// have it anew. Before the first problem is opened and the first runner made.
  void limitScripts();
  /// Ends sandboxes that nobody has needed for half a minute. Any thread.
  void dismissIdle() const;
  /// For several threads that take turns: from now on whoever opens, loads or grades a problem holds `turn`,
  /// and its scripts run without, so that others have theirs meanwhile. `turn` must outlive that.
  void takeTurns(std::mutex& turn);

  /// Errors: NotFound; Io. The surroundings hold as long as this.
  Result<CourseProblem> open(BlockId problem) const;
  /// What the block's fields, its ancestors' and the policy make of it, with the LMS's defaults where nobody
  /// says anything. Errors: NotFound; Io.
  Result<capa::BlockSettings> settings(const BlockTypes& types, BlockId problem) const;

private:
  explicit CourseProblems(const CourseView& course);

  const CourseView& m_course;
  std::shared_ptr<capa::ScriptPool> m_pool; ///< shared with the runners of other threads
  std::unique_ptr<capa::ScriptRunner> m_scripts;
  std::mutex* m_turn = nullptr;                   ///< without which they run
  std::shared_ptr<capa::ScriptAccount> m_account; ///< null: not limited
};

} // namespace scriptorium::render
