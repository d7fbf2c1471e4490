#pragma once

#include "app/cli/command.h"
#include "exchange/openedcourse.h"
#include "model/publishedview.h"
#include "render/web/sitecourse.h"

#include <memory>

namespace scriptorium::cli {

/// A course as learners get it: what it was read from lives as long.
struct ShownCourse
{
  std::unique_ptr<OpenedCourse> course;
  std::unique_ptr<PublishedView> published; ///< null with drafts
  std::unique_ptr<render::SiteCourse> site;
};

/// The first argument: a stored course, an archive or a folder; as published, or with --draft; under its key,
/// or the one of --key. Errors: those of OpenedCourse::open; BadInput, for a key that is none.
Result<ShownCourse> readShownCourse(Invocation& invocation);

} // namespace scriptorium::cli
