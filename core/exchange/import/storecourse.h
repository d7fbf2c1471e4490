#pragma once

#include "base/progress.h"
#include "exchange/import/textspill.h"
#include "exchange/platform/spilledbytes.h"
#include "olx/read/coursereader.h"
#include "store/storebuilder.h"

namespace scriptorium {

/// Puts a course as read, whose bytes the builder has already, into the store that is being built: blocks in
/// the order of the outline, then files; head = draft where there is one. `info.root` is filled in here. Each
/// block's memory is given back once it is stored, that of `fields`, where its fields lie, now and then, and
/// all of it before the indexes are built.
/// Errors: Io; Cancelled.
Result<Unit> storeCourse(olx::ParsedCourse course, StoreBuilder& builder, TextSpill& texts,
                         platform::SpilledBytes& fields, StoreBuilder::Info info, Progress& progress);

} // namespace scriptorium
