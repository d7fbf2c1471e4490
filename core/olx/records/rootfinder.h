#pragma once

#include "olx/records/filetable.h"
#include "olx/records/records.h"

#include <QByteArrayList>

namespace scriptorium::olx {

/// The course root that is to be read.
struct CourseRoot
{
  RootRecord record;
  QByteArray folder;     ///< inside the archive; empty for the top
  QByteArrayList nested; ///< folders of other courses below it, which Studio passes over
};

/// Chooses the course root as Studio does (docs/olx.md, Root): the shallowest course.xml or library.xml that
/// is one; with `wanted` the one in that folder ("." is the top). Errors: BadInput, see
/// `CourseReader::finish`.
Result<CourseRoot> findRoot(const Records& records, const FileTable& files, const QString& wanted);

/// Whether the file's name is one that makes its folder a course root.
bool isRootFileName(QByteArrayView path);

} // namespace scriptorium::olx
