#pragma once

#include <QtGlobal>

/// The kinds of file and permissions that zip archives made under Unix keep of their members (POSIX,
/// sys/stat.h): the same numbers on every system.
namespace scriptorium::unixmode {

inline constexpr quint32 kKind = 0170000;
inline constexpr quint32 kFile = 0100000;
inline constexpr quint32 kFolder = 0040000;
inline constexpr quint32 kLink = 0120000;
inline constexpr quint32 kOwnerRuns = 0100;

} // namespace scriptorium::unixmode
