#include "render/unit/unitroutes.h"

namespace scriptorium::render {

void addUnitRoutes(Routes&) {}

} // namespace scriptorium::render
