#pragma once

#include <QString>

namespace scriptorium::testing {

/// The root of the source tree.
QString sourceFolder();

/// Where the programs of this build are.
QString programFolder();

/// The folder of the sample course that is opened on first start.
QString sampleCourse();

} // namespace scriptorium::testing
