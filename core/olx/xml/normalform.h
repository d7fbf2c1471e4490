#pragma once

#include "base/result.h"
#include "model/fields.h"

#include <QByteArray>
#include <QByteArrayView>

namespace scriptorium::olx {

/// `element` in normal form with exactly `attributes` on its start tag, in their order; the attributes it had
/// are dropped, its namespace declarations kept. Comments and instructions around the element are dropped.
/// Errors: BadInput with the line.
Result<QByteArray> normalFormWith(QByteArrayView element, const Fields& attributes);

/// The same on one line and without the final LF, to be put into a larger text that is brought into normal
/// form later.
Result<QByteArray> compactFormWith(QByteArrayView element, const Fields& attributes);

/// What stands inside the element, as Studio takes over the data of an inline html block: in normal form but
/// not indented, the text before the first child decoded. Errors: BadInput with the line.
Result<QByteArray> innerForm(QByteArrayView element);

} // namespace scriptorium::olx
