#include "grading/problem/targetedfeedback.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

Element* nextElement(const Element& element)
{
  Element* sibling = element.next();
  while (sibling != nullptr && !sibling->isElement())
    sibling = sibling->next();
  return sibling;
}

Element* followingSet(const Element& response)
{
  for (Element* sibling = nextElement(response); sibling != nullptr; sibling = nextElement(*sibling))
    if (sibling->tag == "targetedfeedbackset"_L1)
      return sibling;
  return nullptr;
}

Element* groupOf(const Element& response)
{
  for (Element* group : response.childrenNamed(u"choicegroup"))
    if (group->attribute(u"type") == "MultipleChoice"_L1)
      return group;
  return nullptr;
}

struct Chosen
{
  std::optional<QString> explanation; ///< of the learner's choice
  std::optional<QString> solution;    ///< of the last right choice
  bool isRight = false;
};

Chosen chosenIn(const Element& group, const Answers& answers)
{
  const PyValue answer = answers.value(group.attribute(u"id"));
  Chosen chosen;
  for (const Element* choice : group.descendants(u"choice")) {
    const bool isRight = choice->attribute(u"correct") == "true"_L1;
    if (answer.string() != nullptr && choice->find(u"name") == *answer.string()) {
      chosen.explanation = choice->find(u"explanation-id");
      chosen.isRight = chosen.isRight || isRight;
    }
    if (isRight)
      chosen.solution = choice->find(u"explanation-id");
  }
  return chosen;
}

void keepChosen(Element& set, const Chosen& chosen, const QString& legend, bool isDone)
{
  for (Element* feedback : set.childrenNamed(u"targetedfeedback")) {
    if (!isDone || feedback->find(u"explanation-id") != chosen.explanation) {
      set.take(feedback);
      continue;
    }
    auto words = std::make_unique<Element>(u"span"_s);
    words->set(u"class"_s, u"sr"_s);
    words->text = chosen.isRight ? u"Correct"_s : u"Incorrect"_s;
    feedback->insert(0, std::move(words));
    feedback->set(u"role"_s, u"group"_s);
    feedback->set(u"aria-describedby"_s, legend);
  }
}

/// The solution behind the set, or the matching one of a solutionset.
Element* solutionBehind(const Element& set, const std::optional<QString>& explanation)
{
  Element* next = nextElement(set);
  if (next == nullptr || next->tag == "solution"_L1)
    return next;
  Element* found = nullptr;
  if (next->tag == "solutionset"_L1)
    for (Element* solution : next->childrenNamed(u"solution"))
      if (solution->find(u"explanation-id") == explanation)
        found = solution;
  return found;
}

} // namespace

Outcome<Unit> applyTargetedFeedback(Element& root, const Answers& answers, bool isDone)
{
  for (const Element* response : root.descendants(u"multiplechoiceresponse")) {
    const std::optional<QString> wish = response->find(u"targeted-feedback");
    if (!wish)
      continue;
    const Element* group = groupOf(*response);
    if (group == nullptr)
      return otherError(u"IndexError"_s, u"list index out of range"_s);
    const Chosen chosen = chosenIn(*group, answers);
    Element* set = followingSet(*response);
    if (set != nullptr)
      keepChosen(*set, chosen, group->attribute(u"id") + "-legend"_L1, isDone);
    if (!isDone || *wish != "alwaysShowCorrectChoiceExplanation"_L1)
      continue;
    if (set == nullptr)
      return otherError(u"AttributeError"_s, u"'list' object has no attribute 'getnext'"_s);
    Element* solution = solutionBehind(*set, chosen.solution);
    if (solution == nullptr)
      continue;
    if (solution->parent() != &root && solution->parent()->tag != "solutionset"_L1)
      return otherError(u"ValueError"_s, u"Element is not a child of this node."_s);
    Element::Pointer taken = solution->parent()->take(solution);
    taken->tag = u"targetedfeedback"_s;
    set->append(std::move(taken));
  }
  return Unit{};
}

} // namespace scriptorium::capa
