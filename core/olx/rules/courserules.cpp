#include "olx/rules/courserules.h"

#include "olx/records/htmlbodies.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {

QByteArray CourseFacts::policy(int* file) const
{
  const QByteArray run = course.blocks[course.root].urlName.toUtf8();
  return policyText(records, files, {"policies/" + run + "/policy.json", "policies/" + run + ".json"}, file);
}

QByteArray CourseFacts::gradingPolicy(int* file) const
{
  const QByteArray run = course.blocks[course.root].urlName.toUtf8();
  return policyText(records, files, {"policies/" + run + "/grading_policy.json", "grading_policy.json"},
                    file);
}

std::optional<QString> CourseFacts::courseField(const QString& name) const
{
  const auto& state = course.blocks[course.root].published;
  const auto fields = state ? Fields::fromJson(state->fieldsJson) : Result<Fields>(Fields());
  return fields ? fields->value(name) : std::nullopt;
}

namespace rules {

void checkCourse(const CourseFacts& facts, Report& report)
{
  urlNames(facts, report);
  courseKey(facts, report);
  nestedCourses(facts, report);
  if (facts.course.kind == ParsedCourse::Kind::Course) {
    policyJson(facts, report);
    policyKeys(facts, report);
    policyValues(facts, report);
    policiesOfOtherRuns(facts, report);
    gradingPolicy(facts, report);
    tabs(facts, report);
    tabFiles(facts, report);
    userPartitions(facts, report);
    textbooks(facts, report);
  }
  assetNames(facts, report);
  assetFiles(facts, report);
  unreferencedFiles(facts, report);
  filesNotImported(facts, report);
  links(facts, report);
  carriageReturns(facts, report);
}

} // namespace rules
} // namespace scriptorium::olx
