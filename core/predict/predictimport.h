#pragma once

#include "archive/archivereader.h"
#include "model/blocktype.h"
#include "model/finding.h"

#include <QStringList>

namespace scriptorium {

/// What Studio will hold once it has imported an archive into an empty course.
struct Prediction
{
  bool succeeds = true; ///< else Studio says that the import failed, and half a course may be left
  QStringList draft;    ///< "type/id" of the blocks that authors see there, sorted; pages included
  QStringList published;
  bool exportFails = false; ///< the course comes in, but Studio cannot export it again
  Findings causes; ///< why not all of it comes in: what fails the import first, then the blocks left out
};

/// Follows Studio's import step by step (Teak, with the XBlocks that every installation has) without doing
/// it. An archive that Studio refuses is a prediction, not an error. Any thread; holds the course's XML in
/// memory. Errors: NotFound, Io, Cancelled.
Result<Prediction> predictImport(const QString& archive, const BlockTypes& types, const ArchiveLimits& limits,
                                 Progress& progress);

/// Of what a prediction names, what makes Studio's import, or a later export there, fail.
Findings strongestOf(const Prediction& prediction);
/// What was found in a course, with what is predicted for it: first what makes the import, or a later export,
/// fail, then the blocks left out that no finding tells of, then the findings.
Findings withPrediction(const Findings& findings, const Prediction& prediction);

namespace predict {
class UnpackedCourse;
}
/// The same of files that are no archive yet.
Prediction predictImport(const predict::UnpackedCourse& files, const BlockTypes& types);

} // namespace scriptorium
