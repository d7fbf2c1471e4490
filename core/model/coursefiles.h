#pragma once

#include "model/courseview.h"

#include <optional>

namespace scriptorium {

/// The path of what `path` is behind the links of the course: itself in nearly every course.
QString behindLinks(const CourseView& course, const QString& path);

/// The bytes of a file of the course, links followed; nothing when it is not there.
std::optional<QByteArray> fileBytes(const CourseView& course, const QString& path);

} // namespace scriptorium
