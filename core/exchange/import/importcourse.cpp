#include "exchange/import/importcourse.h"

#include "exchange/import/buildcourse.h"
#include "exchange/import/importreport.h"
#include "exchange/import/replacecourse.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The stored course of exactly this key, if there is one.
Result<std::optional<CourseInfo>> storedCourse(const Workspace& workspace, const CourseKey& key)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<CourseInfo> courses, workspace.courses());
  const QString text = key.toString();
  for (const auto& course : courses)
    if (course.key == text)
      return std::optional(course);
  return std::optional<CourseInfo>();
}

Error clash(const CourseInfo& stored)
{
  return Error{Error::Kind::Conflict, stored.key,
               u"A course with this key is stored already (“%1”). Replace it, which can be undone, or import "
               u"this one under another key."_s.arg(stored.title)}
      .because("key-taken"_L1, {stored.key});
}

} // namespace

Result<ImportResult> importCourse(const Workspace& workspace, const QString& path,
                                  const ImportOptions& options, const BlockTypes& types, const Clock& clock,
                                  Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto staging, Staging::create(workspace));
  std::optional<CourseInfo> stored;
  BuildOptions build;
  build.import = options;
  build.admit = [&](const CourseKey& key) -> Result<Unit> {
    SCRIPTORIUM_TRY_ASSIGN(stored, storedCourse(workspace, key));
    return stored && !options.replace ? Result<Unit>(clash(*stored)) : Result<Unit>(Unit{});
  };
  SCRIPTORIUM_TRY_ASSIGN(BuiltCourse built,
                         buildCourse(staging->path(), path, build, types, clock, progress));
  ImportResult result = std::move(built.result);
  if (!stored) {
    SCRIPTORIUM_TRY(saveImportReport(staging->path(), result.findings));
    const QString title = result.course.title;
    SCRIPTORIUM_TRY_ASSIGN(result.course, staging->adopt(*built.key));
    if (!result.course.problem.isEmpty() && !title.isEmpty())
      result.course.title = title;
    return result;
  }
  const QString label = u"Replace with %1"_s.arg(QFileInfo(path).fileName());
  SCRIPTORIUM_TRY(
      replaceCourse(stored->path, staging->path(), {label, options.author}, types, clock, progress));
  // The course is replaced by now: a report that cannot be kept must not say that it was not.
  (void) saveImportReport(stored->path, result.findings);
  SCRIPTORIUM_TRY_ASSIGN(result.course, workspace.find(stored->id));
  result.replaced = true;
  return result;
}

} // namespace scriptorium
