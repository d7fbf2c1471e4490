#include "exchange/import/buildcourse.h"

#include "checks/coursechecks.h"
#include "exchange/import/courseintake.h"
#include "exchange/import/storecourse.h"
#include "exchange/live/studiolimits.h"
#include "store/coursestore.h"

#include <QFileInfo>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

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

/// Whether library archives of today come like this: as .zip, or unpacked.
bool mayBeLibrary(const QString& path)
{
  const auto format = detectArchive(path);
  if (!format)
    return false;
  return *format == ArchiveFormat::Zip ||
         (*format == ArchiveFormat::Folder && QFileInfo::exists(path + u"/package.toml"_s));
}

/// Templates often come with links that no archive may have; then it is the templates that have to be told.
Result<Unit> feed(const QString& path, CourseIntake& intake, const ImportOptions& options, Progress& progress,
                  Findings& found)
{
  if (mayBeLibrary(path))
    intake.expectLibrary();
  auto fed = feedMembers(path, intake, options.limits, progress, &found, options.ownThread);
  if (fed || fed.error().reason != "unsafe-link"_L1)
    return fed;
  const QString templates = intake.describeTemplates();
  return templates.isEmpty() ? fed : Result<Unit>(Error{Error::Kind::BadInput, path, templates});
}

/// The course of what came in; whatever is wrong with it is said of the archive.
Result<olx::ParsedCourse> finish(const QString& path, CourseIntake& intake)
{
  auto course = intake.finish();
  return course || course.error().kind != Error::Kind::BadInput
             ? std::move(course)
             : Result<olx::ParsedCourse>(course.error().in(path));
}

qint64 packedBytes(const QString& path)
{
  const QFileInfo info(path);
  return info.isFile() ? info.size() : 0;
}

/// What the rules about its meaning say of the course just built.
Result<Findings> judge(const QString& staging, const BlockTypes& types, Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(staging, CourseStore::Mode::ReadOnly));
  const auto state = store->snapshot();
  checks::CourseChecks checks(*store, types, {.withProblems = false});
  SCRIPTORIUM_TRY(checks.run(progress));
  return checks::shortened(checks.all());
}

void describe(ImportResult& result, const QString& path, const CourseIntake& intake,
              const olx::ParsedCourse& course)
{
  result.blocks = course.blocks.size();
  result.files = intake.files();
  result.bytes = intake.bytes();
  result.course.title = course.title;
  result.course.kind = kindText(course.kind);
  result.course.origin = QFileInfo(path).fileName();
}

/// Stands for the key of a course that has none while it is looked at.
Result<CourseKey> standInKey(const olx::ParsedCourse& course)
{
  const bool isCourse = course.kind == olx::ParsedCourse::Kind::Course;
  return CourseKey::make(keyKind(course.kind), u"unknown"_s, u"unknown"_s,
                         isCourse ? u"unknown"_s : u"library"_s);
}

StoreBuilder::Info builderInfo(const olx::ParsedCourse& course, const CourseKey& key, const QString& path,
                               const ImportOptions& options, const QStringList& legacyNames,
                               const Clock& clock)
{
  StoreBuilder::Info info;
  info.key = key.toString();
  info.title = course.title.isEmpty() ? info.key : course.title;
  info.kind = kindText(course.kind);
  info.origin = QFileInfo(path).fileName();
  info.rootPath = course.rootPath;
  info.executables = course.executables;
  if (!legacyNames.isEmpty())
    info.legacyNames = joinedPaths(QStringList{encodingName(options.limits.names)} + legacyNames);
  info.author = options.author;
  info.label = u"Import %1"_s.arg(info.origin);
  info.at = clock.now();
  return info;
}

} // namespace

Result<std::unique_ptr<Staging>> Staging::create(const Workspace& workspace)
{
  SCRIPTORIUM_TRY_ASSIGN(QString path, workspace.createStaging());
  return std::unique_ptr<Staging>(new Staging(workspace, std::move(path)));
}

Staging::~Staging()
{
  if (!m_path.isEmpty())
    m_workspace.discardStaging(m_path);
}

Result<CourseInfo> Staging::adopt(const CourseKey& key)
{
  auto info = m_workspace.adopt(m_path, key);
  if (info)
    m_path.clear();
  return info;
}

Result<BuiltCourse> buildCourse(const QString& staging, const QString& path, const BuildOptions& options,
                                const BlockTypes& types, const Clock& clock, Progress& progress)
{
  const ImportOptions& import = options.import;
  SCRIPTORIUM_TRY_ASSIGN(const std::unique_ptr<StoreBuilder> builder, StoreBuilder::create(staging));
  builder->shareAssetsOf(import.sharesAssetsOf);
  TextSpill texts(staging);
  platform::SpilledBytes fields(staging); // outlives the course, whose fields lie there
  auto intake = std::make_unique<CourseIntake>(types, import.root, *builder,
                                               options.hasSearchIndex ? &texts : nullptr, fields);
  if (options.isReport)
    intake->dropLargeFiles();
  if (import.key)
    intake->expectNewKey();
  BuiltCourse built;
  Findings& findings = built.result.findings;
  SCRIPTORIUM_TRY(feed(path, *intake, import, progress, findings));
  SCRIPTORIUM_TRY_ASSIGN(olx::ParsedCourse course, finish(path, *intake));
  describe(built.result, path, *intake, course);
  const QStringList legacyNames = intake->legacyNames();
  const qint64 entries = intake->entries();
  auto key = keyOf(course, import.key);
  if (key)
    built.result.course.key = key->toString();
  else if (options.isReport)
    key = standInKey(course);
  if (!key)
    return key.error().in(path);
  built.key = *key;
  if (options.admit)
    SCRIPTORIUM_TRY(options.admit(*built.key));
  if (import.key)
    SCRIPTORIUM_TRY(intake->giveKey(course, *import.key));
  intake.reset(); // its records are as large as the course
  findings += std::exchange(course.findings, {});
  const StoreBuilder::Info info = builderInfo(course, *built.key, path, import, legacyNames, clock);
  SCRIPTORIUM_TRY(storeCourse(std::move(course), *builder, texts, fields, info, progress));
  if (options.hasFindings) {
    SCRIPTORIUM_TRY_ASSIGN(const Findings judged, judge(staging, types, progress));
    findings += judged;
  }
  addStudioLimits(findings, entries, built.result.bytes, packedBytes(path));
  return built;
}

Result<ImportResult> reportCourse(const Workspace& workspace, const QString& path,
                                  const ImportOptions& options, const BlockTypes& types, const Clock& clock,
                                  Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto staging, Staging::create(workspace));
  BuildOptions build;
  build.import = options;
  build.hasSearchIndex = false;
  build.isReport = true;
  SCRIPTORIUM_TRY_ASSIGN(BuiltCourse built,
                         buildCourse(staging->path(), path, build, types, clock, progress));
  return std::move(built.result);
}

} // namespace scriptorium
