#pragma once

#include "model/block.h"
#include "olx/xml.h"

#include <QByteArray>

namespace scriptorium::edit {

/// A start tag with these attributes, and the namespace declarations of `element`'s own (its text:
/// `text`, may be empty); not closed.
QByteArray openTag(const QByteArray& tag, const Fields& attributes, QByteArrayView element = {});
/// The attributes of a start tag that are fields of a block: without url_name and namespace declarations.
Fields fieldsOf(const olx::Element& element);
/// The text inside an element: CDATA and entities decoded when it holds no element, else the bytes.
QByteArray contentOf(const olx::Element& element, QByteArrayView text);

} // namespace scriptorium::edit
