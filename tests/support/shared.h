#pragma once

#include <QString>
#include <QStringList>

namespace scriptorium::testing {

/// The folder of shared test material beside the source tree ("../shared"), or the one SCRIPTORIUM_SHARED
/// names. Empty when there is none: then skip with `kNoShared`.
QString sharedFolder();

/// The course archives of the shared material, sorted; empty when there is none.
QStringList sharedCourses();

inline constexpr const char* kNoShared = "skipped: the shared test material (../shared) is not here";

} // namespace scriptorium::testing
