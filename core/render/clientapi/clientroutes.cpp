#include "render/clientapi/clientroutes.h"

#include "render/clientapi/families.h"

namespace scriptorium::render {

void addClientRoutes(Routes& routes)
{
  addCoursewareRoutes(routes);
  addOutlineRoutes(routes);
  addCourseHomeRoutes(routes);
  addSequenceRoutes(routes);
  addNavigationRoutes(routes);
  addDatesRoutes(routes);
  addProgressRoutes(routes);
  addBlocksRoutes(routes);
  addMasqueradeRoutes(routes);
  addBookmarkRoutes(routes);
  addEnrollmentRoutes(routes);
  addDiscussionRoutes(routes);
  addCompletionRoutes(routes);
  addMobileRoutes(routes);
  addProbeRoutes(routes);
  addAccountRoutes(routes);
  addStudentViewRoutes(routes);
  addExamRoutes(routes);
  addSearchRoutes(routes);
}

} // namespace scriptorium::render
