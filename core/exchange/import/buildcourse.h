#pragma once

#include "exchange/import/importcourse.h"

#include <functional>
#include <optional>

namespace scriptorium {

/// A course that was read into a staging folder.
struct BuiltCourse
{
  ImportResult result; ///< of `course` only title, kind and origin, and the key if it has one
  std::optional<CourseKey> key;
};

/// How a course is built.
struct BuildOptions
{
  ImportOptions import;
  bool hasSearchIndex = true;
  bool hasFindings = true; ///< whether the rules about what a course means are asked
  /// Whether the course is only looked at: it gets a key when it has none, and large files are left empty.
  bool isReport = false;
  /// Asked once the key is known, before the store is filled; its error ends the import.
  std::function<Result<Unit>(const CourseKey&)> admit;
};

/// Reads an archive or folder into a complete store in `staging`. Errors: those of readArchive and
/// CourseReader, of `admit`; Io; Cancelled.
Result<BuiltCourse> buildCourse(const QString& staging, const QString& path, const BuildOptions& options,
                                const BlockTypes& types, const Clock& clock, Progress& progress);

/// A staging folder that goes away with the object unless it was adopted.
class Staging
{
public:
  static Result<std::unique_ptr<Staging>> create(const Workspace& workspace);
  ~Staging();
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;

  const QString& path() const { return m_path; }
  /// Makes it a course of the workspace.
  Result<CourseInfo> adopt(const CourseKey& key);

private:
  Staging(Workspace workspace, QString path) : m_workspace(std::move(workspace)), m_path(std::move(path)) {}
  Workspace m_workspace;
  QString m_path;
};

} // namespace scriptorium
