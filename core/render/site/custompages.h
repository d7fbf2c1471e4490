#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// The custom pages of a course (its static tabs) and the page of its updates, at the LMS's addresses. To be
/// added last: a page may have any name that no other address has.
void addCustomPageRoutes(Routes& routes);

/// A page that the frame of the preview offers beside the units.
struct CustomPage
{
  QString name; ///< of the address
  QString title;
  QString address;
};
/// Those that the learner's tabs show, then the updates where there are some, and the page that tells of the
/// course.
QList<CustomPage> customPages(const Visit& visit);

} // namespace scriptorium::render
