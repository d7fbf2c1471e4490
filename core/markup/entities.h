#pragma once

#include <QByteArrayView>
#include <QString>
#include <QStringView>

namespace scriptorium::markup {

/// A reference by name, as HTML's list has it.
struct NamedReference
{
  qsizetype size = 0; ///< of the name, with its semicolon where it has one; 0 when there is none
  QString characters; ///< one or two
};

/// The longest name of HTML's list that `text`, which stands behind an `&`, begins with. Any thread.
NamedReference longestReference(QStringView text);

/// The character of an entity ("nbsp", "#233", "#xE9"), without & and ;. The first where the name means two;
/// 0 when it is unknown or no character. Any thread.
char32_t entityCharacter(QByteArrayView name);

} // namespace scriptorium::markup
