#pragma once

#include "render/blocks/scene.h"

namespace scriptorium::render {

/// A page that shows one block and what is below it.
QString unitPage(const Scene& scene, int node);

/// Whether the learning client shows the page in its frame: then it tells the client its height, and its
/// links lead out of the frame.
bool isForClient(const WebRequest& request);

} // namespace scriptorium::render
