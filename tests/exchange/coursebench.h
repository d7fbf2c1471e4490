#pragma once

#include "base/clock.h"
#include "compare/diffcourses.h"
#include "exchange/export/exportcourse.h"
#include "exchange/import/importcourse.h"
#include "session/coursesession.h"

#include <QMap>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace scriptorium::testing {

/// A temporary workspace with what importing, editing and exporting needs.
class CourseBench
{
public:
  CourseBench();

  const Workspace& workspace() const { return *m_workspace; }
  const BlockTypes& types() const { return m_types; }
  const Clock& clock() const { return m_clock; }
  /// A fresh path below the bench's folder.
  QString path(const QString& name) const { return m_folder.filePath(name); }

  Result<ImportResult> import(const QString& path, const ImportOptions& options = {}) const;
  Result<ExportResult> exportTo(const CourseInfo& course, const QString& target,
                                const ExportOptions& options = {}) const;
  Result<std::unique_ptr<CourseSession>> open(const CourseInfo& course) const;
  /// Compares two courses, each a stored one (by key), an archive or a folder.
  Result<DiffResult> diff(const QString& first, const QString& second) const;
  /// Exports the course and unpacks it into a folder of that name; gives the folder.
  QString unpacked(const CourseInfo& course, const QString& name, const ExportOptions& options = {}) const;
  /// The members of an export, with their bytes; folders end with '/'.
  QMap<QString, QByteArray> exported(const CourseInfo& course, const ExportOptions& options = {}) const;
  /// Unpacks with the system's tar.
  static bool unpack(const QString& archive, const QString& folder);
  /// What is left in the workspace: courses and stagings.
  QStringList workspaceEntries() const;

private:
  QTemporaryDir m_folder;
  std::optional<Workspace> m_workspace;
  BlockTypes m_types = BlockTypes::builtIn();
  SystemClock m_clock;
};

using FileTree = QMap<QString, QByteArray>;

/// Writes files (path → text) into a folder.
void writeFiles(const QString& folder, const FileTree& files);
/// Files and folders below a folder, with their bytes ("" for folders, whose path ends with '/').
FileTree tree(const QString& folder);
/// "+path", "-path", "~path" for each difference between two trees.
QStringList treeDifferences(const FileTree& before, const FileTree& after);

} // namespace scriptorium::testing
