#pragma once

#include "edit/edit.h"
#include "model/blocktype.h"

#include <QSet>

namespace scriptorium::edit {

/// A static file as blocks name it: its path below static/.
struct StaticName
{
  QString from;
  QString to;
};

/// How a file whose path below static/ changes is named: by that path, and by its name on the server.
QList<StaticName> namesOf(const QString& from, const QString& to);
/// The files below static/ that a version of a block refers to, by the names it uses.
Result<QSet<QString>> staticNames(const CourseStore& store, const QString& type, const BlockVersion& version);
/// Lets every reference of a block or file to one static file name another; nothing is stored when there is
/// none.
Result<Unit> renameStatic(Edit& edit, BlockId block, const StaticName& name);
/// The blocks and text files of the course that may refer to static files.
Result<QList<BlockId>> withStaticReferences(const CourseStore& store);

} // namespace scriptorium::edit
