#pragma once

#include "render/web/sitecourse.h"

namespace scriptorium::render {

/// The head of a page of the course: its title, the styles and scripts of the preview and of the course, in
/// the LMS's order. `isFramed`: links lead out of the client's frame.
QString pageHead(const SiteCourse& course, const QString& title, bool isFramed);

/// What the LMS's pages have behind their content: the scripts that start blocks, MathJax, and the course's
/// own.
QString pageEnd(const SiteCourse& course);

/// Whether the JavaScript libraries of the LMS were built in.
bool hasWebLibraries();

} // namespace scriptorium::render
