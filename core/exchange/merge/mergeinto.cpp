#include "exchange/merge/mergeinto.h"

#include "exchange/export/exportcourse.h"
#include "exchange/merge/applymerge.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// A stored course as a file to read again.
Result<QString> exported(const CourseInfo& course, const QString& folder, BuildOptions& options,
                         const BlockTypes& types, Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
  const bool isLibrary = store->key().kind() == CourseKey::Kind::Library;
  const QString archive = folder + (isLibrary ? u"/ours.zip"_s : u"/ours.tar.gz"_s);
  SCRIPTORIUM_TRY(exportCourse(*store, archive, {}, types, progress));
  options.import.root = store->meta(u"root_path"_s);
  if (const auto encoding = nameEncoding(store->legacyNames().value(0)))
    options.import.limits.names = *encoding;
  options.import.sharesAssetsOf = course.path;
  return archive;
}

} // namespace

Result<std::unique_ptr<MergeTarget>> MergeTarget::open(const Workspace& workspace, const QString& what,
                                                       Where where, const BlockTypes& types,
                                                       const Clock& clock, Progress& progress)
{
  std::unique_ptr<MergeTarget> target(new MergeTarget);
  QString folder;
  if (where == Where::Stored) {
    if (QFileInfo::exists(what))
      return Error{Error::Kind::BadInput, what,
                   u"Only a stored course can become the merged one; import this first, or write the "
                   u"result to another place."_s};
    SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(what));
    folder = course.path;
  } else {
    SCRIPTORIUM_TRY_ASSIGN(target->m_staging, Staging::create(workspace));
    folder = target->m_staging->path() + u"/course"_s; // the staging folder's own lock is held
    if (!QDir().mkpath(folder))
      return Error{Error::Kind::Io, folder, u"The folder cannot be made."_s};
    BuildOptions options;
    options.hasSearchIndex = false;
    options.hasFindings = false;
    QString path = what;
    std::unique_ptr<Staging> between;
    if (!QFileInfo::exists(what)) {
      SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(what));
      SCRIPTORIUM_TRY_ASSIGN(between, Staging::create(workspace));
      SCRIPTORIUM_TRY_ASSIGN(path, exported(course, between->path(), options, types, progress));
    }
    SCRIPTORIUM_TRY(buildCourse(folder, path, options, types, clock, progress));
  }
  SCRIPTORIUM_TRY_ASSIGN(target->m_session,
                         CourseSession::open(folder, CourseStore::Mode::ReadWrite, types, clock));
  return target;
}

Result<MergeDone> mergeInto(CourseSession& ours, const CourseStore& base, const CourseStore& theirs,
                            const QList<merge::Resolution>& resolutions, const QString& label,
                            Progress& progress)
{
  MergeDone done;
  auto snapshot = ours.store().snapshot(); // one state, and no lock for each query
  SCRIPTORIUM_TRY_ASSIGN(done.result,
                         mergeCourses(base, ours.store(), theirs, ours.types(), resolutions, progress));
  snapshot.reset();
  if (!done.result.conflicts.isEmpty() || !done.result.unused.isEmpty() || done.result.blocks.isEmpty())
    return done;
  SCRIPTORIUM_TRY_ASSIGN(done.changes, ours.run(u"merge"_s, label, [&](Edit& edit) {
    return applyMerge(edit, done.result, base, theirs);
  }));
  return done;
}

} // namespace scriptorium
