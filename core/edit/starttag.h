#pragma once

#include "model/block.h"
#include "olx/xml/xml.h"

#include <QByteArray>

namespace scriptorium::edit {

/// A start tag with these attributes, not closed. With `element`, an element's text, its namespace
/// declarations stand instead of those among the attributes.
QByteArray openTag(const QByteArray& tag, const Fields& attributes, QByteArrayView element = {});
/// The attributes of a start tag that are fields of a block: all but url_name.
Fields fieldsOf(const olx::Element& element);
/// Whether anything but blanks stands inside.
bool hasContent(const olx::Element& element, QByteArrayView text);
/// The text inside an element: CDATA and entities decoded when it holds no element, else the bytes.
QByteArray contentOf(const olx::Element& element, QByteArrayView text);

} // namespace scriptorium::edit
