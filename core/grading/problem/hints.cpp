#include "grading/problem/hints.h"

#include "grading/problem/hintfunction.h"
#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// The condition element of a tag; empty for a tag without conditions.
QString conditionTag(const QString& tag)
{
  if (tag == "stringresponse"_L1)
    return u"stringhint"_s;
  if (tag == "formularesponse"_L1)
    return u"formulahint"_s;
  if (tag == "numericalresponse"_L1)
    return u"numericalhint"_s;
  if (tag == "optionresponse"_L1)
    return u"optionhint"_s;
  return {};
}

/// Names of the conditions that hold; none where the tag has no code for them.
Outcome<std::optional<QStringList>> namesThatHold(Response& response, const std::vector<Element*>& conditions,
                                                  const Answers& answers)
{
  QStringList names;
  for (const Element* condition : conditions) {
    auto holds = response.hintCondition(*condition, answers);
    if (!holds)
      return std::optional<QStringList>();
    SCRIPTORIUM_TRY_ASSIGN(const bool isMet, *std::move(holds));
    if (isMet)
      names << condition->attribute(u"name");
  }
  return std::optional(names);
}

Outcome<Unit> addConditionalHints(Response& response, const Element& group, const QString& tag,
                                  CorrectMap& graded, const Answers& answers)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto names, namesThatHold(response, group.childrenNamed(tag), answers));
  for (const Element* part : group.childrenNamed(u"hintpart")) {
    if (!names)
      return otherError(u"TypeError"_s, u"argument of type 'NoneType' is not iterable"_s);
    if (!names->contains(part->attribute(u"on")))
      continue;
    const Element* text = part->firstChild(u"text");
    if (!text)
      return otherError(u"AttributeError"_s, u"'NoneType' object has no attribute 'text'"_s);
    if (response.answerIds().isEmpty())
      return otherError(u"IndexError"_s, u"list index out of range"_s);
    CorrectEntry& entry = graded[response.answerIds().last()];
    entry.hint = text->text;
    entry.hintmode = group.attribute(u"mode", u"always"_s);
  }
  return Unit{};
}

} // namespace

Outcome<Unit> addHints(const Problem& problem, Response& response, CorrectMap& graded, const Answers& answers)
{
  const Element* group = response.element().firstChild(u"hintgroup");
  if (!group)
    return response.addExtendedHints(graded, answers);
  if (const auto function = group->find(u"hintfn"))
    return runHintFunction(problem, response, *function, graded, answers);
  const QString tag = conditionTag(response.tag());
  if (!tag.isEmpty() && group->firstChild(tag))
    return addConditionalHints(response, *group, tag, graded, answers);
  return response.addExtendedHints(graded, answers);
}

} // namespace scriptorium::capa
