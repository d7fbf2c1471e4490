#pragma once

#include "render/web/sitecourse.h"

namespace scriptorium::render {

/// The topic that a discussion names, else the one that XBlock makes up for it (UNIQUE_ID).
QString discussionTopic(const SiteCourse& course, int node);

} // namespace scriptorium::render
