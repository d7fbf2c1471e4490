#include "olx/rules/elementrules.h"
#include "olx/xml/xml.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

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

} // namespace

void openAssessmentParts(const ElementView& element, RemarkPad& pad)
{
  const auto whole = parseXml("<openassessment>" + element.content.toByteArray() + "</openassessment>", 5);
  if (!whole)
    return;
  QStringList missing;
  for (const char* part : {"title", "assessments", "rubric"})
    if (!child(*whole, part))
      missing.append(u"<%1>"_s.arg(QLatin1StringView(part)));
  if (const Element* rubric = child(*whole, "rubric"))
    missingInRubric(*rubric, missing);
  missing.removeDuplicates();
  if (!missing.isEmpty())
    pad.add(Finding::Severity::Error, "openassessment-part-missing", element.line,
            u"The assessment lacks %1; Studio leaves the block out."_s.arg(missing.join(u", "_s)),
            u"Add what is missing."_s);
}

} // namespace scriptorium::olx::rules
