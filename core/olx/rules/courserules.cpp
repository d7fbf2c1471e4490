#include "olx/rules/courserules.h"

namespace scriptorium::olx::rules {

void checkCourse(const CourseFacts& facts, Report& report)
{
  urlNames(facts, report);
  courseKey(facts, report);
  nestedCourses(facts, report);
  assetList(facts, report);
  unreferencedFiles(facts, report);
  filesNotImported(facts, report);
  links(facts, report);
  carriageReturns(facts, report);
}

} // namespace scriptorium::olx::rules
