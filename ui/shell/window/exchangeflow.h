#pragma once

#include "exchange/export/exportcourse.h"
#include "exchange/import/importcourse.h"
#include "ui/shell/studio.h"

#include <QObject>
#include <QSet>

namespace scriptorium {

class Jobs;
class MessageBar;

/// Brings courses in and out: runs the jobs, and asks, in the window, what only the author can decide (which
/// of several courses, replace or keep both). GUI thread.
class ExchangeFlow : public QObject
{
  Q_OBJECT

public:
  ExchangeFlow(const Studio& studio, Jobs& jobs, MessageBar& messages, QObject* parent);

  void importPaths(const QStringList& paths);
  /// A path that is being imported already is not imported twice.
  void importPath(const QString& path, const ImportOptions& options = {});
  /// Exports a stored course; it may stay open and be edited meanwhile. Asks first when Studio's import of it
  /// would fail, or text that was typed is no part of it. A target that is being written already is left to
  /// that export.
  void exportTo(const CourseInfo& course, const QString& target);
  /// Writes a stored course, drafts included, as web pages into a new folder.
  void exportPages(const CourseInfo& course, const QString& folder);
  void remove(const CourseInfo& course);
  /// Stores a copy under `key`; the course may be open meanwhile.
  void duplicate(const CourseInfo& course, const CourseKey& key);
  /// Whether imports were started together: then none of them opens its course.
  bool isBatch() const { return m_batch > 1; }

Q_SIGNALS:
  /// A course of this key is about to be replaced: whoever has it open closes it.
  void aboutToReplace(const QString& key);
  void imported(const scriptorium::ImportResult& result);
  void exported(const scriptorium::ExportResult& result);
  /// The author wants to see what is wrong with this block before the course goes out.
  void placeWanted(const scriptorium::CourseInfo& course, const scriptorium::Place& place);
  void coursesChanged();
  /// A copy is stored.
  void duplicated(const scriptorium::CourseInfo& copy);

private:
  void finishImport(const QString& path, const ImportOptions& options, const Result<ImportResult>& result);
  void askWhichCourse(const QString& path, const ImportOptions& options, const Error& error);
  void askHowToReadNames(const QString& path, const ImportOptions& options, const Error& error);
  void askAboutConflict(const QString& path, const ImportOptions& options, const Error& error);
  void askBeforeExport(const CourseInfo& course, const QString& target, const Findings& findings);
  void startExport(const CourseInfo& course, const QString& target, const Findings& known);
  void finishExport(const CourseInfo& course, const QString& target, const Findings& known,
                    const Result<ExportResult>& result);
  void importAsNew(const QString& path, ImportOptions options, const CourseKey& taken);

  const Studio& m_studio;
  Jobs& m_jobs;
  MessageBar& m_messages;
  QSet<QString> m_importing;
  QSet<QString> m_exporting;
  int m_batch = 0; ///< imports since none was running
};

} // namespace scriptorium
