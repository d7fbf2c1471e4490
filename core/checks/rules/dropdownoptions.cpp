#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "grading/inputs/optiontext.h"
#include "grading/problem/response.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// What a learner reads in the list: of an option with markup inside, what stands before it.
QStringList offered(const capa::Element& input)
{
  QStringList options;
  for (const capa::Element* option : input.childrenNamed(u"option"))
    options.append(option->text.simplified());
  if (options.isEmpty() && !input.attribute(u"options").contains(u'$'))
    if (const auto split = capa::optionsOf(input.attribute(u"options")))
      options = *split;
  return options;
}

bool isCut(const capa::Element& input)
{
  const auto options = input.childrenNamed(u"option");
  return std::any_of(options.begin(), options.end(), [](const capa::Element* option) {
    const auto inside = option->descendants();
    return std::any_of(inside.begin(), inside.end(),
                       [](const capa::Element* part) { return part->tag != u"optionhint"; });
  });
}

void findConfusedOptions(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  if (!problem.markup())
    return;
  for (const capa::Element* input : problem.markup()->descendants(u"optioninput")) {
    const QString why = isCut(*input)
                            ? u" A drop-down shows no markup: an option ends where its first tag begins."_s
                            : QString();
    QSet<QString> seen;
    QSet<QString> told;
    for (const QString& option : offered(*input)) {
      const bool isNew = !told.contains(option);
      if (option.isEmpty() && isNew)
        findings.append(rule.finding(u"An option of the drop-down is empty."_s + why, problem.place(*input)));
      else if (seen.contains(option) && isNew)
        findings.append(rule.finding(u"Two options of the drop-down read “%1”."_s.arg(option) + why,
                                     problem.place(*input)));
      if (option.isEmpty() || seen.contains(option))
        told.insert(option);
      seen.insert(option);
    }
  }
}

} // namespace

Rule dropdownOptions()
{
  return {.id = u"dropdown-options"_s,
          .severity = Finding::Severity::Warning,
          .title = u"Options of a drop-down that cannot be told apart"_s,
          .explanation = u"Write the options as plain text, each another one: H₂O for H<sub>2</sub>O."_s,
          .problem = findConfusedOptions};
}

} // namespace scriptorium::checks
