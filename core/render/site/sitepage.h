#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// A page of a course that is no unit, in the LMS's frame. `title`: of the window; `classes`: of its body;
/// `content`: HTML.
QString sitePage(const Visit& visit, const QString& title, const QString& classes, const QString& content);

} // namespace scriptorium::render
