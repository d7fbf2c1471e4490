#pragma once

#include "base/progress.h"
#include "exchange/textspill.h"
#include "olx/coursereader.h"
#include "store/storebuilder.h"

namespace scriptorium {

/// The fields of a file block (kFileType) that say what it is: "kind" is "folder" or "link" (absent: a file),
/// "target" where a link points, "executable" is "true" when it is. See README.md.
namespace filefield {
inline constexpr QStringView kKind = u"kind";
inline constexpr QStringView kFolder = u"folder";
inline constexpr QStringView kLink = u"link";
inline constexpr QStringView kTarget = u"target";
inline constexpr QStringView kExecutable = u"executable";
} // namespace filefield

/// Puts a course as read, whose bytes the builder has already, into the store that is being built: blocks in
/// the order of the outline, then files; head = draft where there is one. `info.root` is filled in here.
/// Errors: Io; Cancelled.
Result<Unit> storeCourse(const olx::ParsedCourse& course, StoreBuilder& builder, TextSpill& texts,
                         StoreBuilder::Info info, Progress& progress);

} // namespace scriptorium
