#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The certificate of a learner, or why there is none; the course team sees how it will look.
void addCertificateRoutes(Routes& routes);

} // namespace scriptorium::render
