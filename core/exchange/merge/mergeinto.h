#pragma once

#include "exchange/import/buildcourse.h"
#include "merge/mergecourses.h"
#include "session/coursesession.h"

#include <memory>

namespace scriptorium {

/// The course of a merge that takes the changes of the other, open for writing.
class MergeTarget
{
public:
  enum class Where
  {
    Stored, ///< the stored course itself
    Copy    ///< what it is read into, a stored one through an export, and which goes with this
  };
  /// `what` is a path that exists, else a course of the workspace. Errors: BadInput for a path where the
  /// stored course is wanted; those of Workspace::find, buildCourse, exportCourse and CourseSession::open.
  static Result<std::unique_ptr<MergeTarget>> open(const Workspace& workspace, const QString& what,
                                                   Where where, const BlockTypes& types, const Clock& clock,
                                                   Progress& progress);
  CourseSession& session() const { return *m_session; }

private:
  std::unique_ptr<Staging> m_staging; ///< outlives the session in it
  std::unique_ptr<CourseSession> m_session;
};

struct MergeDone
{
  merge::MergeResult result;
  ChangeSet changes; ///< without an op: there was nothing to change, or conflicts are left
};

/// Merges `ours` with what `theirs` made of `base`, and when no conflict is left makes it the result, as one
/// undoable step called `label`. Errors: those of mergeCourses and of an edit.
Result<MergeDone> mergeInto(CourseSession& ours, const CourseStore& base, const CourseStore& theirs,
                            const QList<merge::Resolution>& resolutions, const QString& label,
                            Progress& progress);

} // namespace scriptorium
