#include "exchange/importcourse.h"

#include "exchange/courseintake.h"
#include "exchange/replacecourse.h"
#include "exchange/storecourse.h"
#include "exchange/studiolimits.h"

#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// A staging folder that goes away unless it was adopted.
class Staging
{
public:
  Staging(const Workspace& workspace, QString path) : m_workspace(workspace), m_path(std::move(path)) {}
  ~Staging()
  {
    if (!m_path.isEmpty())
      m_workspace.discardStaging(m_path);
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  const QString& path() const { return m_path; }
  Result<CourseInfo> adopt(const CourseKey& key)
  {
    auto info = m_workspace.adopt(m_path, key);
    if (info)
      m_path.clear();
    return info;
  }

private:
  const Workspace& m_workspace;
  QString m_path;
};

QString kindText(olx::ParsedCourse::Kind kind)
{
  switch (kind) {
  case olx::ParsedCourse::Kind::Course:
    return u"course"_s;
  case olx::ParsedCourse::Kind::LegacyLibrary:
    return u"legacyLibrary"_s;
  case olx::ParsedCourse::Kind::Library:
    return u"library"_s;
  }
  return {};
}

CourseKey::Kind keyKind(olx::ParsedCourse::Kind kind)
{
  switch (kind) {
  case olx::ParsedCourse::Kind::Course:
    return CourseKey::Kind::Course;
  case olx::ParsedCourse::Kind::LegacyLibrary:
    return CourseKey::Kind::LegacyLibrary;
  case olx::ParsedCourse::Kind::Library:
    return CourseKey::Kind::Library;
  }
  return CourseKey::Kind::Course;
}

Result<CourseKey> keyOf(const olx::ParsedCourse& course, const std::optional<CourseKey>& wanted)
{
  const CourseKey::Kind kind = keyKind(course.kind);
  if (!wanted) {
    auto key = CourseKey::make(kind, course.org, course.number, course.run);
    if (!key)
      return Error{Error::Kind::BadInput, key.error().where,
                   key.error().detail + u" Give the course another key to import it."_s, key.error().line};
    return key;
  }
  if (wanted->kind() != kind)
    return Error{Error::Kind::BadInput, wanted->toString(),
                 course.kind == olx::ParsedCourse::Kind::Course
                     ? u"The archive holds a course, but this is the key of a library."_s
                     : u"The archive holds a library; it needs a key of the same kind."_s};
  return *wanted;
}

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
  return {Error::Kind::Conflict, stored.key,
          u"A course with this key is stored already (“%1”). Replace it, which can be undone, or import "
          u"this one under another key."_s.arg(stored.title)};
}

qint64 packedBytes(const QString& path)
{
  const QFileInfo info(path);
  return info.isFile() ? info.size() : 0;
}

void describe(ImportResult& result, const QString& path, const CourseIntake& intake,
              const olx::ParsedCourse& course, const Findings& readerFindings)
{
  result.blocks = course.blocks.size();
  result.files = intake.files();
  result.bytes = intake.bytes();
  result.findings = readerFindings + course.findings;
  addStudioLimits(result.findings, intake.entries(), intake.bytes(), packedBytes(path));
}

StoreBuilder::Info builderInfo(const olx::ParsedCourse& course, const CourseKey& key, const QString& path,
                               const ImportOptions& options, const Clock& clock)
{
  StoreBuilder::Info info;
  info.key = key.toString();
  info.title = course.title.isEmpty() ? info.key : course.title;
  info.kind = kindText(course.kind);
  info.origin = QFileInfo(path).fileName();
  info.rootPath = course.rootPath;
  info.author = options.author;
  info.label = u"Import %1"_s.arg(info.origin);
  info.at = clock.now();
  return info;
}

} // namespace

Result<ImportResult> importCourse(const Workspace& workspace, const QString& path,
                                  const ImportOptions& options, const BlockTypes& types, const Clock& clock,
                                  Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const QString folder, workspace.createStaging());
  Staging staging(workspace, folder);
  ImportResult result;
  std::optional<CourseInfo> stored;
  std::optional<CourseKey> key;
  {
    SCRIPTORIUM_TRY_ASSIGN(const std::unique_ptr<StoreBuilder> builder, StoreBuilder::create(folder));
    TextSpill texts(folder);
    CourseIntake intake(types, options.root, builder.get(), &texts);
    Findings found;
    SCRIPTORIUM_TRY(feedMembers(path, intake, options.limits, progress, &found, options.ownThread));
    SCRIPTORIUM_TRY_ASSIGN(const olx::ParsedCourse course, intake.finish());
    SCRIPTORIUM_TRY_ASSIGN(key, keyOf(course, options.key));
    SCRIPTORIUM_TRY_ASSIGN(stored, storedCourse(workspace, *key));
    if (stored && !options.replace)
      return clash(*stored);
    describe(result, path, intake, course, found);
    SCRIPTORIUM_TRY(
        storeCourse(course, *builder, texts, builderInfo(course, *key, path, options, clock), progress));
  }
  if (!stored) {
    SCRIPTORIUM_TRY_ASSIGN(result.course, staging.adopt(*key));
    return result;
  }
  const QString label = u"Replace with %1"_s.arg(QFileInfo(path).fileName());
  SCRIPTORIUM_TRY(replaceCourse(stored->path, folder, {label, options.author}, types, clock, progress));
  SCRIPTORIUM_TRY_ASSIGN(result.course, workspace.find(stored->id));
  result.replaced = true;
  return result;
}

Result<ImportResult> reportCourse(const QString& path, const ImportOptions& options, const BlockTypes& types,
                                  Progress& progress)
{
  CourseIntake intake(types, options.root, nullptr, nullptr);
  Findings found;
  SCRIPTORIUM_TRY(feedMembers(path, intake, options.limits, progress, &found, options.ownThread));
  SCRIPTORIUM_TRY_ASSIGN(const olx::ParsedCourse course, intake.finish());
  ImportResult result;
  describe(result, path, intake, course, found);
  result.course.title = course.title;
  result.course.kind = kindText(course.kind);
  result.course.origin = QFileInfo(path).fileName();
  if (const auto key = keyOf(course, options.key))
    result.course.key = key->toString();
  return result;
}

} // namespace scriptorium
