#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "grading/inputs/optiontext.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

bool isRight(const capa::Element* choice)
{
  const QString correct = choice->attribute(u"correct").trimmed();
  // A variable is decided by the script.
  return correct.compare(u"true"_s, Qt::CaseInsensitive) == 0 || correct.contains(u'$');
}

bool isChosenByAttribute(const capa::Element& group)
{
  return group.tag == u"optioninput" && !group.attribute(u"correct").isEmpty();
}

/// Whether the right option of `options="('a','b')"` can be chosen; a variable is decided by the script.
bool canBeChosen(const capa::Element& group)
{
  const QString correct = group.attribute(u"correct");
  const QString options = group.attribute(u"options");
  const auto offered = capa::optionsOf(options);
  return correct.contains(u'$') || options.contains(u'$') || !offered || offered->contains(correct);
}

void findNoRightChoice(const Rule& rule, ProblemUnderTest& problem, Findings& findings)
{
  if (!problem.markup())
    return;
  // A checkbox group without a right choice is no mistake of the markup, but nobody can answer it: an empty
  // submission is always wrong.
  for (const capa::Element* group : problem.markup()->descendants()) {
    const bool isChoice =
        group->tag == u"choicegroup" || group->tag == u"checkboxgroup" || group->tag == u"radiogroup";
    if (!isChoice && group->tag != u"optioninput")
      continue;
    if (group->parent() &&
        group->parent()->tag == u"truefalseresponse") // there no choice is right when none is chosen
      continue;
    const auto choices = group->childrenNamed(isChoice ? u"choice" : u"option");
    if (choices.empty() && !isChoice) {
      if (isChosenByAttribute(*group) && group->has(u"options") && !canBeChosen(*group))
        findings.append(
            rule.finding(u"The right option \"%1\" is not among the options of the drop-down."_s.arg(
                             group->attribute(u"correct")),
                         problem.place(*group)));
      if (!isChosenByAttribute(*group) && group->has(u"options"))
        findings.append(
            rule.finding(u"No option of the drop-down is marked as right."_s, problem.place(*group)));
      continue;
    }
    if (!isChosenByAttribute(*group) && std::none_of(choices.begin(), choices.end(), isRight))
      findings.append(rule.finding(u"None of the %1 choices is marked as right."_s.arg(choices.size()),
                                   problem.place(*group)));
  }
}

} // namespace

Rule noRightChoice()
{
  return {
      u"no-right-choice"_s, Finding::Severity::Error, u"No choice is right"_s,
      u"Nobody can get the points. Mark the right choice with correct=\"true\"; for a survey, set the weight to 0."_s,
      findNoRightChoice};
}

} // namespace scriptorium::checks
