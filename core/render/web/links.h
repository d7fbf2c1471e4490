#pragma once

#include "render/web/sitecourse.h"

#include <QString>

namespace scriptorium::render {

/// HTML with the addresses that authors write ("/static/x.png", "/course/…", "/jump_to_id/ID",
/// "/c4x/…/asset/x"), inside quotes, as those of the course. Source: common/djangoapps/static_replace.
QString withAddresses(const SiteCourse& course, const QString& html);

/// The address of an asset by the LMS's name for it, or by its path below static/.
QString assetAddress(const SiteCourse& course, const QString& path);

} // namespace scriptorium::render
