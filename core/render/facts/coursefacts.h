#pragma once

#include "render/access/courseaccess.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// What several answers say of the course or of the learner in it.

struct CourseMode
{
  QString slug;
  QString name;
  int price = 0;
};
/// Audit, and the tracks that blocks of the course name.
QList<CourseMode> courseModes(const SiteCourse& course);
/// The learner's track, when the course has that mode; else "audit". Empty when not enrolled.
QString enrollmentMode(const Visit& visit);
Timestamp enrolledAt(const Visit& visit);

QString courseImage(const SiteCourse& course);
/// A section of the about page ("effort"), trimmed; empty when there is none.
QString aboutText(const SiteCourse& course, const QString& name);
/// "Jan. 1, 2020", or the advertised start.
Json startDisplay(const SiteCourse& course);
QString startType(const SiteCourse& course);
Json celebrations();
/// That the course may be entered, or why not.
Json courseAccessJson(const Visit& visit);
bool hasEnded(const CourseAccess& access);
/// Whether the discussion tab is shown.
bool hasDiscussions(const SiteCourse& course);

} // namespace scriptorium::render
