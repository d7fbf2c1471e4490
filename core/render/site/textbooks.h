#pragma once

#include "render/site/custompages.h"

namespace scriptorium::render {

/// The PDF textbooks of the course, at the LMS's addresses.
void addTextbookRoutes(Routes& routes);
/// Those that the learner's tabs show.
QList<CustomPage> textbookPages(const Visit& visit);

} // namespace scriptorium::render
