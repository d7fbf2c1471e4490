#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace scriptorium::olx {

/// The first 12 hex digits of the SHA-1 that Studio takes of elements without a name: of the element as lxml
/// writes it once blank text is gone. `elements` are numbers of elements in document order, 0 is the root,
/// ascending; the text has passed `checkXml`. One entry for each.
QList<QByteArray> elementHashes(QByteArrayView text, const QList<int>& elements);

} // namespace scriptorium::olx
