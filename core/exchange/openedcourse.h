#pragma once

#include "exchange/import/buildcourse.h"
#include "store/coursestore.h"

#include <memory>

namespace scriptorium {

/// A course to look at: a stored one as it is now, or an archive or folder that is read into a store which
/// goes with this.
class OpenedCourse
{
public:
  /// `what` is a path that exists, else a course of the workspace. Errors: those of Workspace::find,
  /// CourseStore::open and buildCourse.
  static Result<std::unique_ptr<OpenedCourse>> open(const Workspace& workspace, const QString& what,
                                                    const BlockTypes& types, Progress& progress);
  const CourseStore& store() const { return *m_store; }
  /// A course of the workspace, and not one that was read for this occasion.
  bool isStored() const { return !m_staging; }

private:
  std::unique_ptr<Staging> m_staging; ///< outlives the store in it
  std::unique_ptr<CourseStore> m_store;
  std::shared_ptr<void> m_snapshot;
};

} // namespace scriptorium
