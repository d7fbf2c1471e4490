#include "exchange/openedcourse.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

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
    options.hasFindings = false;
    SCRIPTORIUM_TRY(buildCourse(folder, what, options, types, SystemClock(), progress));
  } else {
    const auto stored = workspace.find(what);
    if (!stored && stored.error().kind == Error::Kind::NotFound)
      return Error{
          Error::Kind::NotFound, what,
          u"There is no such file or folder, and no stored course has this key, or this in its key or title."_s};
    if (!stored)
      return stored.error();
    folder = stored->path;
  }
  SCRIPTORIUM_TRY_ASSIGN(course->m_store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
  course->m_snapshot = course->m_store->snapshot();
  return course;
}

} // namespace scriptorium
