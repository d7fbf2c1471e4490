#pragma once

#include "model/block.h"
#include "model/blocktype.h"

#include <QList>

/// What child lists are, whoever reads or changes them.
namespace scriptorium {

/// True for children that are blocks standing here: neither raw text nor an alias.
bool isPlaced(const Child& child);
/// The index in `children` of the block at `row`, which counts blocks alone; -1 or too large: behind the last
/// block (and before what Studio writes behind the blocks).
qsizetype indexOfRow(const QList<Child>& children, int row);
/// Errors: BadInput with a sentence, when Studio would not let `parent` hold a block of `type`.
Result<Unit> checkTakes(const BlockTypes& types, const Block& parent, const QString& type);
/// Blocks whose drafts stand by themselves (under drafts/, or in a content library) are the children of
/// these.
bool holdsDrafts(QStringView type);
/// Containers of a content library: what they list is published by itself, whatever state they are in.
bool isLibraryContainer(QStringView type);

} // namespace scriptorium
