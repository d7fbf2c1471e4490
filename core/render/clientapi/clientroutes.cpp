#include "render/clientapi/clientroutes.h"

namespace scriptorium::render {

void addClientRoutes(Routes&) {}

} // namespace scriptorium::render
