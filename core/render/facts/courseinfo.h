#pragma once

#include "render/web/sitecourse.h"

namespace scriptorium::render {

/// An update of the course, its HTML with the course's addresses.
struct CourseUpdate
{
  qint64 id = 0;
  QString date;
  QString content;
};
/// Those that are shown, the latest first.
QList<CourseUpdate> courseUpdates(const SiteCourse& course);
/// The handouts with the course's addresses; empty when there are none.
QString courseHandouts(const SiteCourse& course);

} // namespace scriptorium::render
