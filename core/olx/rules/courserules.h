#pragma once

#include "olx/records/filetable.h"
#include "olx/records/report.h"
#include "olx/records/rootfinder.h"

namespace scriptorium::olx {

/// A course that is assembled, for the rules that look at all of it.
struct CourseFacts
{
  const Records& records;
  const FileTable& files;
  const CourseRoot& root;
  const ParsedCourse& course;
};

} // namespace scriptorium::olx

/// What Studio does to the files of a course. One rule each; the ids are listed in core/olx/README.md.
namespace scriptorium::olx::rules {

// The key and the root.
void courseKey(const CourseFacts& facts, Report& report);
void nestedCourses(const CourseFacts& facts, Report& report);
// Files.
void assetList(const CourseFacts& facts, Report& report);
void unreferencedFiles(const CourseFacts& facts, Report& report);
void filesNotImported(const CourseFacts& facts, Report& report);
void links(const CourseFacts& facts, Report& report);
void carriageReturns(const CourseFacts& facts, Report& report);
void urlNames(const CourseFacts& facts, Report& report);
/// The remarks made while the files went by, of those files that the course reads. Needs the nodes.
void remarks(const CourseFacts& facts, Report& report);

/// All but `remarks`.
void checkCourse(const CourseFacts& facts, Report& report);

} // namespace scriptorium::olx::rules
