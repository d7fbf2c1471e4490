#pragma once

#include "render/grades/coursegrade.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// Parts of what apps ask for.
/// `version`: of the addresses ("v4").
Json infoAddresses(const Visit& visit, const QString& version);
Json accessDetails(const Visit& visit);
Json mobileEnrollment(const Visit& visit);
/// The facts of the course, with how far its assignments are done.
Json courseOverview(const Visit& visit);
/// An entry of the list of courses.
Json mobileCourse(const Visit& visit, const QString& version);

} // namespace scriptorium::render
