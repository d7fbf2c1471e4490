#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// What the Blocks API tells apps of a block, so that they can show it themselves; null for most types.
Json studentViewData(const Visit& visit, int node);
/// Whether apps show the block's page as it is (as LMS: XBlock.supports("multi_device")).
bool isForAllDevices(const SiteCourse& course, int node);

} // namespace scriptorium::render
