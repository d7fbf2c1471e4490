#pragma once

#include "base/progress.h"
#include "store/assetfiles.h"
#include "store/coursestore.h"

#include <QHash>
#include <QMap>

/// What the operations on files (edit/operations.h) are about: reading it, and the slow part of adding files.
/// Any thread that has a store of its own.
namespace scriptorium::edit {

/// A file of the course.
struct CourseFile
{
  BlockId block;
  QString path; ///< below the course root
  qint64 bytes = 0;
  bool isLink = false; ///< it has no content of its own
};

/// All files of the course in the order of their paths, folders left out. No content is read.
Result<QList<CourseFile>> courseFiles(const CourseStore& store);

/// Who refers to which files below static/.
struct FileUses
{
  QHash<QString, QList<BlockId>> users;  ///< by path ("static/a.png"): blocks, and files such as about pages
  QMap<QString, QList<BlockId>> missing; ///< the same of paths that no file has
};
/// Looks for `/static/…` in the fields and bodies of all heads, transcripts of videos and pictures of the
/// course included. A file without users may still be named by a script or by a URL with the course's key.
/// About 1 s for 50,000 blocks. Errors: Io, Cancelled.
Result<FileUses> fileUses(const CourseStore& store, Progress& progress);

/// A file of this computer whose bytes are at hand for `importFile`.
struct TakenFile
{
  QString path;                   ///< where it shall be in the course
  QByteArray bytes;               ///< of a small one
  AssetFileWriter::Stored copied; ///< of a large one, which lies in the course's folder already
};
/// Reads a file, or copies it when it is large. A copy that no step takes up takes space and does no harm.
/// No store is needed. Errors: NotFound, Io, Cancelled.
Result<TakenFile> takeFile(const QString& courseFolder, const QString& path, const QString& fromDisk,
                           Progress& progress);

/// Whether authors may have a file under this path: below static/, about/, info/, tabs/ or custom_tags/, and
/// inside the course. Errors: BadInput, with a sentence that says what is wrong.
Result<Unit> checkFilePath(const QString& path);

} // namespace scriptorium::edit
