#include "exchange/courseside.h"

#include <QFileInfo>

namespace scriptorium {

Result<std::unique_ptr<CourseSide>> CourseSide::open(const Workspace& workspace, const QString& what,
                                                     const BlockTypes& types, Progress& progress)
{
  std::unique_ptr<CourseSide> side(new CourseSide);
  QString folder;
  if (QFileInfo::exists(what)) {
    SCRIPTORIUM_TRY_ASSIGN(side->m_staging, Staging::create(workspace));
    folder = side->m_staging->path();
    BuildOptions options;
    options.hasSearchIndex = false;
    SCRIPTORIUM_TRY(buildCourse(folder, what, options, types, SystemClock(), progress));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(what));
    folder = course.path;
  }
  SCRIPTORIUM_TRY_ASSIGN(side->m_store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
  side->m_snapshot = side->m_store->snapshot();
  return side;
}

} // namespace scriptorium
