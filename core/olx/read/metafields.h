#pragma once

#include "model/block.h"
#include "model/blocktype.h"

#include <QByteArrayView>

#include <functional>

namespace scriptorium::olx {

/// A block state without the `<meta>` that holds fields as JSON, as Studio reads it.
struct MetaFields
{
  Fields fields;
  QByteArray element; ///< the first `<meta>` directly inside the block; empty when there is none
};

/// The fields with those of `<meta>` over them: what is no field is passed over, and so is all of it when it
/// is no JSON object. `body` gives the bytes of a state's own element. Pure XBlocks and texts have no
/// `<meta>`. Source: xmodule/xml_block.py, get_metadata_from_xml and parse_xml. Errors: those of `body`.
Result<MetaFields> withMeta(const BlockTypes& types, const QString& type, const BlockVersion& version,
                            const std::function<Result<QByteArray>(BlobId)>& body);

/// `element` without its first `<meta>` and the text behind that.
QByteArray withoutMeta(const QByteArray& element);

} // namespace scriptorium::olx
