#pragma once

#include "model/blocktype.h"
#include "olx/records/parsedcourse.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace scriptorium::olx {

/// Reads the files of one course, in any order, and assembles the tree at the end. Bytes are not kept: whole
/// files are known by the blob the caller stored them in, parts of files (inline elements) are handed to
/// `keep`. Memory: about 700 bytes a block. One thread.
class CourseReader
{
public:
  struct Options
  {
    QString root; ///< path of the course root to take when the archive holds several; empty: find it
    /// Stores a run of bytes and names it. A report that keeps nothing returns a counter.
    std::function<Result<BlobId>(QByteArray)> keep;
    /// Copies the fields of a block to where they stay as long as the course that `finish` gives; empty: the
    /// memory.
    std::function<QByteArrayView(QByteArrayView)> hold = {};
  };
  CourseReader(const BlockTypes& types, Options options);
  ~CourseReader();

  /// Whether the reader needs the bytes of this member (OLX, policies and their kin); of all others only
  /// `addOpaque`.
  static bool wantsBytes(const QString& path, qint64 size);
  /// One file with its bytes, which the caller stored as `blob`.
  Result<Unit> addFile(const QString& path, QByteArrayView bytes, BlobId blob, bool isExecutable = false);
  /// One member whose bytes are of no concern here (assets, folders, links).
  Result<Unit> addOpaque(ParsedFile member);

  /// Finds the root and builds the course.
  /// Errors: BadInput, saying what was found instead (a Moodle backup, a template, nothing) or naming the
  /// candidates when there are several roots (one a line in `detail`, after the first sentence).
  Result<ParsedCourse> finish();
  /// What to say, instead of a less telling error of the archive, when files that came by are templates and
  /// no OLX; empty when none is.
  QString describeTemplates() const;

private:
  struct Private;
  std::unique_ptr<Private> d;
};

} // namespace scriptorium::olx
