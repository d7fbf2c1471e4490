#pragma once

#include "exchange/live/livecourse.h"
#include "model/finding.h"

#include <QSet>

namespace scriptorium {

/// One member of an export.
struct ExportMember
{
  enum class Kind
  {
    Bytes,  ///< the blob as it is
    Block,  ///< the file of a block that was edited
    Folder, ///< an empty entry
    Link
  };
  Kind kind = Kind::Bytes;
  QString path; ///< inside the archive
  BlobId blob;
  QString linkTarget;
  BlockId block;   ///< Block: whose file it is
  SourceId asRead; ///< Block: what was read from this path, with its bytes in `blob`; not valid: nothing was
  Tree tree = Tree::Main;
  bool isExecutable = false;
  bool isRewritten = false;                       ///< not the bytes as read
  qint64 order = kNewMember;                      ///< as read
  int rank = 0;                                   ///< breaks ties: a body follows its block's file
  static constexpr qint64 kNewMember = 1LL << 60; ///< behind all that was read, by path
};

/// What an export in the layout of the sources holds, in order.
struct ExportPlan
{
  std::vector<ExportMember> members;
  QSet<SourceId> draftSources; ///< those below drafts/
  Findings findings;
};

/// Decides for every file whether its bytes as read still say what the course is, and which files must be
/// written anew. `course` must have been through `recoverSources`. Errors: Io.
Result<ExportPlan> planExport(const CourseStore& store, const LiveCourse& course);

/// The root's path inside the archive in front of a path below it ("../README.md" lies beside the root).
QString archivePath(const QString& rootPath, const QString& path);

} // namespace scriptorium
