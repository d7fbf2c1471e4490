#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "olx/xml/xml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using olx::Element;

const Element* child(const Element& element, const char* tag)
{
  const auto found = std::ranges::find(element.children, QByteArray(tag), &Element::tag);
  return found == element.children.end() ? nullptr : &*found;
}

/// What a rubric lacks of what the component's reader insists on.
void missingInRubric(const Element& rubric, QStringList& missing)
{
  for (const auto& criterion : rubric.children) {
    if (criterion.tag != "criterion")
      continue;
    for (const char* part : {"name", "prompt"})
      if (!child(criterion, part))
        missing.append(u"the %1 of a criterion"_s.arg(QLatin1StringView(part)));
    for (const auto& option : criterion.children) {
      if (option.tag != "option")
        continue;
      if (!option.attributes.contains(u"points"_s))
        missing.append(u"the points of an option"_s);
      for (const char* part : {"name", "explanation"})
        if (!child(option, part))
          missing.append(u"the %1 of an option"_s.arg(QLatin1StringView(part)));
    }
  }
}

void findMissingParts(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto whole =
      olx::parseXml("<openassessment>" + block.content().toByteArray() + "</openassessment>", 5);
  if (!whole)
    return;
  QStringList missing;
  if (!child(*whole, "title"))
    missing.append(u"<title>"_s);
  if (const Element* rubric = child(*whole, "rubric"))
    missingInRubric(*rubric, missing);
  missing.removeDuplicates();
  if (!missing.isEmpty())
    findings.append(
        rule.finding(u"The assessment lacks %1; Studio leaves the block out."_s.arg(missing.join(u", "_s)),
                     block.place()));
}

} // namespace

Rule openAssessmentParts()
{
  return {.id = u"openassessment-part-missing"_s,
          .severity = Finding::Severity::Error,
          .title = u"An open assessment that lacks a part"_s,
          .explanation = u"Add what is missing."_s,
          .block = findMissingParts,
          .types = {u"openassessment"_s}};
}

} // namespace scriptorium::checks
