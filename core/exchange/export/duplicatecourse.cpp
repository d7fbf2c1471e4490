#include "exchange/export/duplicatecourse.h"

#include "exchange/export/exportcourse.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<Unit> checkFree(const Workspace& workspace, const CourseKey& key)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<CourseInfo> courses, workspace.courses());
  const QString text = key.toString();
  if (std::ranges::any_of(courses, [&](const CourseInfo& course) { return course.key == text; }))
    return Error{Error::Kind::Conflict, text, u"A course of this key is stored already."_s}.because(
        "key-taken"_L1, {text});
  return Unit{};
}

/// The copy is called after what it is a copy of.
QString archiveName(const CourseInfo& course, CourseKey::Kind kind)
{
  const QString name = course.key.section(u':', 1).replace(u'+', u'-').replace(u':', u'-');
  return name + (kind == CourseKey::Kind::Library ? u".zip"_s : u".tar.gz"_s);
}

} // namespace

Result<ImportResult> duplicateCourse(const Workspace& workspace, const CourseInfo& course,
                                     const CourseKey& key, const QString& author, const BlockTypes& types,
                                     const Clock& clock, Progress& progress)
{
  SCRIPTORIUM_TRY(checkFree(workspace, key));
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
  if (store->key().kind() != key.kind())
    return Error{Error::Kind::BadInput, key.toString(), u"The copy needs a key of the same kind."_s};
  SCRIPTORIUM_TRY_ASSIGN(const QString between, workspace.createStaging());
  const QString archive = between + u'/' + archiveName(course, key.kind());
  const auto copy = [&]() -> Result<ImportResult> {
    SCRIPTORIUM_TRY(exportCourse(*store, archive, {}, types, progress));
    ImportOptions options;
    options.key = key;
    options.root = store->meta(u"root_path"_s);
    const QStringList legacyNames = store->legacyNames();
    if (const auto encoding = nameEncoding(legacyNames.value(0)))
      options.limits.names = *encoding;
    options.author = author;
    options.sharesAssetsOf = course.path;
    return importCourse(workspace, archive, options, types, clock, progress);
  };
  auto done = copy();
  workspace.discardStaging(between);
  return done;
}

} // namespace scriptorium
