#pragma once

#include <QByteArrayView>

namespace scriptorium::markup {

/// The character of an entity ("nbsp", "#233", "#xE9"), without & and ;. 0 when it is unknown or no
/// character.
char32_t entityCharacter(QByteArrayView name);

} // namespace scriptorium::markup
