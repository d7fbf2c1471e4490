#pragma once

#include "store/workspace.h"

namespace scriptorium {

/// What a list of courses shows of the course in a folder. Never fails: `problem` says what is wrong with it.
CourseInfo readCourseInfo(const QString& courseFolder);

} // namespace scriptorium
