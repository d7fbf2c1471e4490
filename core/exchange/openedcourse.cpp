#include "exchange/openedcourse.h"

#include <QFileInfo>

namespace scriptorium {

Result<std::unique_ptr<OpenedCourse>> OpenedCourse::open(const Workspace& workspace, const QString& what,
                                                         const BlockTypes& types, Progress& progress)
{
  std::unique_ptr<OpenedCourse> course(new OpenedCourse);
  QString folder;
  if (QFileInfo::exists(what)) {
    SCRIPTORIUM_TRY_ASSIGN(course->m_staging, Staging::create(workspace));
    folder = course->m_staging->path();
    BuildOptions options;
    options.hasSearchIndex = false;
    SCRIPTORIUM_TRY(buildCourse(folder, what, options, types, SystemClock(), progress));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(const CourseInfo stored, workspace.find(what));
    folder = stored.path;
  }
  SCRIPTORIUM_TRY_ASSIGN(course->m_store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
  course->m_snapshot = course->m_store->snapshot();
  return course;
}

} // namespace scriptorium
