#pragma once

#include "predict/blockloader.h"

/// What single block types ask of their element. Source: the parse_xml and definition_from_xml of each.
namespace scriptorium::predict {

/// What makes the block fail before anything inside is looked at.
Complaint complaintBeforeChildren(const QString& type, const Node& definition);
/// What makes it fail once its children were loaded, which then stay without it.
Complaint complaintAfterChildren(const QString& type, const Node& definition);
/// `videos` are the ids that the server knows by then.
Complaint complaintOfVideo(const Node& definition, const QSet<QString>& videos);
/// The id of a video on the server; empty when it has none.
QString videoIdOf(const Node& definition);

/// Whether a pure XBlock reads its element in a way of its own, in which children are no blocks.
bool hasOwnParser(const QString& type);
/// Whether a child stands for a field (namespace http://code.edx.org/xblock/option).
bool isOption(const Node& child);

} // namespace scriptorium::predict
