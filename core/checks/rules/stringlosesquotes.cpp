#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/fieldvalue.h"
#include "model/text/jsontext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

bool losesQuotes(const QString& value)
{
  if (value.size() < 2 || !value.startsWith(u'"') || !value.endsWith(u'"'))
    return false;
  if (value.startsWith(R"("\")"_L1) && value.endsWith(R"(\"")"_L1))
    return false; // quotes within the quotes: those stay
  const auto read = readField(FieldSpec(), true, value);
  return read && *read == value.trimmed();
}

void findLostQuotes(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!block.type().isXmlBlock)
    return;
  for (const auto& [name, value] : block.fields()) {
    const FieldSpec* spec = value.startsWith(u'"') ? block.spec(name) : nullptr;
    if (spec && spec->type == FieldType::String && losesQuotes(value))
      findings.append(
          rule.finding(u"Studio takes the quotes of %1 for JSON and drops them: %2."_s.arg(name, value),
                       block.place(name)));
  }
}

std::optional<Fix> quoteAgain(const CourseSnapshot& course, const Finding& finding)
{
  const Place& place = finding.place;
  const auto block = course.view().find(place.blockType, place.blockId);
  const auto version = block ? course.view().version(*block) : Result<BlockVersion>(block.error());
  const auto value = version ? version->fields.value(place.field) : std::nullopt;
  return value ? setField(course, finding, jsonString(*value)) : std::nullopt;
}

} // namespace

Rule stringLosesQuotes()
{
  return {.id = u"string-loses-quotes"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A text loses its quotes"_s,
          .explanation = u"Put another pair of quotes around it if the quotes are meant."_s,
          .block = findLostQuotes,
          .fix = quoteAgain};
}

} // namespace scriptorium::checks
