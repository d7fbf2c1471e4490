#pragma once

#include "model/block.h"
#include "model/blocktype.h"
#include "model/inheritance.h"

#include <QHash>

/// What duplicates and the clipboard share.
namespace scriptorium::edit {

/// Attribute of a unit in the clipboard that learners did not get as it stood: what is pasted is a draft.
inline constexpr QStringView kDraftMark = u"clipboard-draft";

/// The fields a copy starts with: policy entries name the original, so they become attributes of the copy.
Fields copiedFields(const PolicyReader& policy, const BlockTypes& types, const Block& block,
                    const Fields& own);
/// Lets what points from inside a copied tree to its own blocks (groups of a content experiment, sources of a
/// conditional) point to the copies.
void renameReferences(BlockVersion& version, const QString& type, const QHash<QString, QString>& renamed);

} // namespace scriptorium::edit
