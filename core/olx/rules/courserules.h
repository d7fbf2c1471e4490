#pragma once

#include "olx/records/coursepolicy.h"
#include "olx/records/filetable.h"
#include "olx/records/report.h"
#include "olx/records/rootfinder.h"

#include <optional>

namespace scriptorium::olx {

/// A course that is assembled, for the rules that look at all of it.
struct CourseFacts
{
  const Records& records;
  const FileTable& files;
  const CourseRoot& root;
  const ParsedCourse& course;

  /// Names of the policies' run and its files, as Studio looks for them.
  QByteArray policy(int* file = nullptr) const;
  QByteArray gradingPolicy(int* file = nullptr) const;
  /// An attribute of the course block as raw text; nothing when it is not set.
  std::optional<QString> courseField(const QString& name) const;
};

} // namespace scriptorium::olx

/// What Studio does to a course as a whole. One rule each; the ids are listed in core/olx/README.md.
namespace scriptorium::olx::rules {

// The key and the root.
void courseKey(const CourseFacts& facts, Report& report);
void nestedCourses(const CourseFacts& facts, Report& report);
// Policies.
void policyJson(const CourseFacts& facts, Report& report);
void policyKeys(const CourseFacts& facts, Report& report);
void policyValues(const CourseFacts& facts, Report& report);
void policiesOfOtherRuns(const CourseFacts& facts, Report& report);
void gradingPolicy(const CourseFacts& facts, Report& report);
void tabs(const CourseFacts& facts, Report& report);
void tabFiles(const CourseFacts& facts, Report& report);
void userPartitions(const CourseFacts& facts, Report& report);
// The course block.
void textbooks(const CourseFacts& facts, Report& report);
// Files.
void assetNames(const CourseFacts& facts, Report& report);
void assetFiles(const CourseFacts& facts, Report& report);
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
