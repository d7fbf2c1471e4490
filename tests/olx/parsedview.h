#pragma once

#include "fakes/fakecourse.h"
#include "olx/coursefeed.h"
#include "olx/write/coursewriter.h"

#include <functional>

namespace scriptorium::testing {

/// A course as read, as a view: blocks by index + 1, then files.
FakeCourse viewOf(const olx::ParsedCourse& course, const CourseFeed& feed);
FakeCourse viewOf(const olx::ParsedCourse& course, const std::function<QByteArray(BlobId)>& bytesOf);

/// Everything that two courses must have in common to mean the same, one line each, sorted: blocks with their
/// fields (policy over attribute, without what only says where an element stands), bodies in normal form and
/// children; other files by path. With `isExact` fields are those of the elements.
QStringList meaning(const FakeCourse& course, bool isExact);

} // namespace scriptorium::testing
