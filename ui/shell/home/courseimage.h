#pragma once

#include <QImage>

namespace scriptorium {

/// The course card image that a stored course names (`course_image`, from the policy or the course itself),
/// at most `height` pixels high; null when it has none, or none that can be shown. Opens the course for
/// reading: a few milliseconds. Any thread.
QImage courseImage(const QString& courseFolder, int height);

} // namespace scriptorium
