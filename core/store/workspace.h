#pragma once

#include "base/result.h"
#include "model/coursekey.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace scriptorium {

/// What the list of courses shows of one stored course, read without opening it for writing.
struct CourseInfo
{
  QString id;   ///< folder name below courses/; stable for the course's life
  QString path; ///< absolute folder
  QString key;  ///< course key as text
  QString title;
  QString kind;          ///< "course", "legacyLibrary", "library"
  qint64 blocks = 0;     ///< living blocks, files not counted
  qint64 bytes = 0;      ///< size on disk
  qint64 importedAt = 0; ///< ms since epoch
  qint64 editedAt = 0;   ///< ms since epoch of the newest op
  QString origin;        ///< file name it was imported from; empty when made here
  QString problem;       ///< why it cannot be opened (newer version, damaged, foreign); empty when it can
  QString lockedBy;      ///< "scriptorium (pid 12) on host", empty when nobody writes to it
};

/// The folder that holds all courses of a user: `courses/<id>/{course.db, assets/, lock}`. A course appears
/// and disappears by one rename, so a crash leaves whole courses only. Values; any thread.
class Workspace
{
public:
  /// `$XDG_DATA_HOME/scriptorium` (on Linux), or the folder named by SCRIPTORIUM_STORE.
  static QString defaultPath();
  /// Creates the folder when missing, and removes what crashed imports left behind. Errors: Io, Denied.
  static Result<Workspace> open(const QString& path);

  QString path() const { return m_path; }
  /// All courses, by title. A damaged one is listed with its `problem`. About 1 ms each.
  Result<QList<CourseInfo>> courses() const;
  /// The course meant by a key, a folder id, or a part of key or title that only one course has. Errors:
  /// NotFound; Conflict, naming the candidates.
  Result<CourseInfo> find(const QString& keyOrPart) const;

  /// A fresh folder for an import to fill, named so that a crash is noticed and cleaned up (it holds a lock
  /// while its maker lives).
  Result<QString> createStaging() const;
  /// Makes a filled staging folder a course: all files synced, then one rename. Gives its info.
  /// Errors: Conflict, when a course of this key is there already.
  Result<CourseInfo> adopt(const QString& staging, const CourseKey& key) const;
  void discardStaging(const QString& staging) const;

  /// Takes the course away: renamed out of sight first, then removed. Errors: NotFound, Locked, Io.
  Result<Unit> remove(const CourseInfo& course) const;

private:
  explicit Workspace(QString path) : m_path(std::move(path)) {}
  QString m_path;
};

} // namespace scriptorium
