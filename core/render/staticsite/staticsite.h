#pragma once

#include "base/clock.h"
#include "base/progress.h"
#include "render/web/sitecourse.h"

#include <functional>
#include <vector>

namespace scriptorium::render {

struct StaticCounts
{
  int pages = 0; ///< units and custom pages
  int files = 0; ///< all that was written
};

/// Takes a file of the export: its path below the export's folder, and its bytes.
using PutFile = std::function<Result<Unit>(const QString& path, const QByteArray& bytes)>;

/// The course as pages that a browser opens from disk, for people without the program: outline, units, custom
/// pages, search, the files that they show; `print.html` has all units one after the other. As the course
/// team sees it at `now`. Problems are shown and not graded. `chosen`: only the units that are, hold or are
/// below one of these; empty: all. Errors: those of `put`; Cancelled; NotFound, when there is nothing to
/// show.
Result<StaticCounts> makeStaticSite(const SiteCourse& course, Timestamp now, const std::vector<int>& chosen,
                                    Progress& progress, const PutFile& put);

/// The same into a new folder, which appears whole or not at all. Errors: Conflict, when `folder` is there
/// and not empty; Io.
Result<StaticCounts> writeStaticSite(const SiteCourse& course, Timestamp now, const std::vector<int>& chosen,
                                     const QString& folder, Progress& progress);

} // namespace scriptorium::render
