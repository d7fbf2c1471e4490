#pragma once

#include <QByteArray>

namespace scriptorium::edit {

/// A pointer of the old form (`<problem url_name="p" filename="f" weight="3"/>`) with nothing left but the
/// names. Studio lets the attributes of such a pointer override those of the file it names, so a block whose
/// fields are edited would otherwise get the old ones back on import. The same bytes when there is nothing to
/// take away.
QByteArray pointerWithoutFields(const QByteArray& pointer);

} // namespace scriptorium::edit
