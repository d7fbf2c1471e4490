#pragma once

#include "archive/members/member.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// A member's name, safe to use as a path below a folder.
struct MemberName
{
  QByteArray utf8; ///< no "./", no doubled or trailing '/'; empty for the top folder itself
  QString path;    ///< the same
};

/// Judges the name a member has in an archive, byte for byte.
/// Errors: BadInput for names that could lead out of a folder on any system, also in disguise ("..", "/x",
/// "C:/x", "a\b", "%2e%2e/x", "．．/x"), for bytes that are not UTF-8, and for names over the limits.
Result<MemberName> cleanMemberName(QByteArrayView raw, const ArchiveLimits& limits);

/// The same for a name that may be in an old encoding, as `limits` say.
Result<MemberName> memberName(QByteArrayView raw, const ArchiveLimits& limits);

/// Whether Studio, as which `limits` may ask to read, leaves a member of this name out.
bool isPassedOver(QByteArrayView raw, const ArchiveLimits& limits);

/// Whether a name holds line ends, other control characters, or those that turn the writing direction.
bool isDeceptive(const QString& cleanPath);

/// Whether a member is what a Mac or Finder adds beside the course's files ("._x", "__MACOSX/…").
bool isMacNoise(QByteArrayView cleanPath);

/// Why some system (Windows in particular) cannot hold a file of this name; empty when every one can.
QString portabilityProblem(const QString& cleanPath);

/// `cleanPath` as a system sees it that ignores case and the form of accents.
QByteArray foldedName(const MemberName& name);

/// `raw` for people: what is not UTF-8 or not printable escaped as \xHH or \u{HHHH}, long names cut.
QString shownName(QByteArrayView raw);

/// Whether a link in the folder of `linkPath` with this target stays in that folder or below.
bool staysInFolder(QByteArrayView target);

} // namespace scriptorium
