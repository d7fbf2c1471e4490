#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// Styles, scripts and libraries of the preview's pages, which come with the program: "/__preview/…".
/// Browsers may keep them, for every preview has an origin of its own.
void addProgramFileRoutes(Routes& routes);

/// One of them by its name below "/__preview/" ("page.css", "lib/vendor.js"); nothing when there is none.
std::optional<QByteArray> programFile(const QString& name);
/// The names of all files below a folder ("lib/mathjax").
QStringList programFilesBelow(const QString& folder);

} // namespace scriptorium::render
