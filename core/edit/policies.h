#pragma once

#include "store/coursestore.h"

/// Reading what the operations on policies (edit/operations.h) change.
namespace scriptorium::edit {

/// One key of the course's entry in policy.json.
struct PolicyEntry
{
  QString field;
  QString json; ///< its value as JSON text, in one line
};

/// The entry of the course in the order of the file; empty when there is none, or no file. Errors: BadInput
/// with file, line and column when the file is no JSON (the server passes over it then); for libraries.
Result<QList<PolicyEntry>> coursePolicy(const CourseStore& store);

/// The grading policy as it stands in its file; empty when there is none. Errors: BadInput for libraries. It
/// may be no JSON.
Result<QByteArray> gradingPolicy(const CourseStore& store);

} // namespace scriptorium::edit
