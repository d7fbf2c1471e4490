#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

// One function a family of addresses; each is in a file of its name.
void addCoursewareRoutes(Routes& routes);
void addOutlineRoutes(Routes& routes);
void addCourseHomeRoutes(Routes& routes);
void addSequenceRoutes(Routes& routes);
void addNavigationRoutes(Routes& routes);
void addDatesRoutes(Routes& routes);
void addProgressRoutes(Routes& routes);
void addBlocksRoutes(Routes& routes);
void addMasqueradeRoutes(Routes& routes);
void addBookmarkRoutes(Routes& routes);
void addEnrollmentRoutes(Routes& routes);
void addDiscussionRoutes(Routes& routes);
void addCompletionRoutes(Routes& routes);
void addMobileRoutes(Routes& routes);
void addProbeRoutes(Routes& routes);
void addAccountRoutes(Routes& routes);
void addStudentViewRoutes(Routes& routes);
void addExamRoutes(Routes& routes);
void addSearchRoutes(Routes& routes);

} // namespace scriptorium::render
