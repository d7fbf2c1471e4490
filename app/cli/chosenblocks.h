#pragma once

#include "app/cli/command.h"
#include "store/coursestore.h"

#include <QStringList>

namespace scriptorium::cli {

/// The blocks of a course, or those at and below the ones named, in outline order; of one type when one is
/// given. Errors: those of findBlock.
Result<QList<BlockId>> chosenBlocks(const Invocation& invocation, const CourseStore& store,
                                    const QStringList& references, const QString& type = {});

} // namespace scriptorium::cli
