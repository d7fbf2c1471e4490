#pragma once

#include "base/progress.h"
#include "model/blocktype.h"
#include "predict/predictimport.h"
#include "store/coursestore.h"

namespace scriptorium {

/// What Studio will hold once it has imported the course as an export in the layout of the sources would
/// write it now. Writes nothing; static files are not read. Holds the course's XML in memory. Libraries have
/// no prediction: it succeeds and names nothing. Any thread that has the store. Errors: Io, Cancelled.
Result<Prediction> predictExport(const CourseStore& store, const BlockTypes& types, Progress& progress);

} // namespace scriptorium
