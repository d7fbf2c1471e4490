#include "grading/responses/multiplechoiceresponse.h"

#include "grading/problem/problem.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Takes all child elements out; comments stay where they are.
std::vector<Element::Pointer> takenChoices(Element& group)
{
  std::vector<Element*> elements;
  for (const Element::Pointer& child : group.children())
    if (child->isElement())
      elements.push_back(child.get());
  std::vector<Element::Pointer> taken;
  taken.reserve(elements.size());
  for (Element* child : elements)
    taken.push_back(group.take(child));
  return taken;
}

void moveAll(std::vector<Element::Pointer>& from, std::vector<Element::Pointer>& to)
{
  for (Element::Pointer& item : from)
    to.push_back(std::move(item));
  from.clear();
}

Element* followingSibling(const Element& element, QStringView tag)
{
  for (Element* sibling = element.next(); sibling != nullptr; sibling = sibling->next())
    if (sibling->isElement() && sibling->tag == tag)
      return sibling;
  return nullptr;
}

/// Leaves only the solution of the right choice that was drawn.
void keepSolution(const Element& response, const std::optional<QString>& explanation)
{
  Element* set = followingSibling(response, u"solutionset");
  if (set == nullptr)
    return;
  for (Element* solution : set->childrenNamed(u"solution"))
    if (solution->find(u"explanation-id") != explanation)
      set->take(solution);
}

/// One right choice and `wanted` - 1 wrong ones. As the LMS: a negative count cuts from the end.
Outcome<std::vector<Element::Pointer>> drawnChoices(std::vector<Element::Pointer> all, qint64 wanted,
                                                    Random2& random, std::optional<QString>& explanation)
{
  std::vector<Element::Pointer> right;
  std::vector<Element::Pointer> wrong;
  for (Element::Pointer& choice : all) {
    const std::optional<QString> correct = choice->find(u"correct");
    if (!correct)
      return noneError(u"upper"_s);
    (correct->toUpper() == "TRUE"_L1 ? right : wrong).push_back(std::move(choice));
  }
  if (right.empty() || wrong.empty())
    return problemError(u"Choicegroup must include at least 1 correct and 1 incorrect choice"_s);

  const auto most = static_cast<qint64>(wrong.size());
  const auto chosen = static_cast<size_t>(random.randint(0, static_cast<qint64>(right.size()) - 1));
  explanation = right[chosen]->find(u"explanation-id");
  random.shuffle(wrong);
  const qint64 count = wanted - 1 < 0 ? std::max<qint64>(0, most + wanted - 1) : std::min(wanted - 1, most);
  wrong.resize(static_cast<size_t>(count));

  std::vector<Element::Pointer> drawn;
  drawn.push_back(std::move(right[chosen]));
  moveAll(wrong, drawn);
  random.shuffle(drawn);
  return drawn;
}

} // namespace

MultipleChoiceResponse::MultipleChoiceResponse(Problem& problem, Element& element, int number)
    : MultipleChoiceResponse(problem, element, u"multiplechoiceresponse"_s, number, u"MultipleChoice"_s)
{}

MultipleChoiceResponse::MultipleChoiceResponse(Problem& problem, Element& element, const QString& tag,
                                               int number, QString groupType)
    : Response(problem, element, tag, number), m_groupType(std::move(groupType))
{}

void MultipleChoiceResponse::nameChoices()
{
  int unnamed = 0;
  for (Element* group : element().childrenNamed(u"choicegroup")) {
    group->set(u"type"_s, m_groupType);
    for (const Element::Pointer& choice : group->children()) {
      if (!choice->isElement())
        continue;
      const std::optional<QString> name = choice->find(u"name");
      choice->set(u"name"_s, u"choice_"_s + (name ? *name : QString::number(unnamed++)));
    }
  }
}

Outcome<Unit> MultipleChoiceResponse::setup()
{
  nameChoices();
  for (const Element* choice : element().descendants(u"choice")) {
    const std::optional<QString> correct = choice->find(u"correct");
    if (!correct)
      return noneError(u"upper"_s);
    // Outside the group a choice has no name, and nobody can give it as an answer.
    if (choice->has(u"name") && problem().contextualised(*correct).toUpper() == "TRUE"_L1)
      m_right += problem().contextualised(choice->attribute(u"name"));
  }
  return hasPartialCredit() ? readPartialPoints() : Outcome<Unit>(Unit{});
}

Outcome<Unit> MultipleChoiceResponse::readPartialPoints()
{
  for (const Element* choice : element().descendants(u"choice")) {
    if (problem().contextualised(choice->attribute(u"correct")).toLower() != "partial"_L1)
      continue;
    const QString text = choice->attribute(u"point_value", u"0.5"_s);
    const std::optional<double> points = floatFromText(text);
    if (!points)
      return otherError(u"ValueError"_s, u"could not convert string to float: "_s + PyValue(text).repr());
    m_partial.append({problem().contextualised(choice->attribute(u"name")), *points});
  }
  return Unit{};
}

Outcome<Unit> MultipleChoiceResponse::lateTransform()
{
  SCRIPTORIUM_TRY(shuffleChoices());
  return drawFromPool();
}

Outcome<Unit> MultipleChoiceResponse::shuffleChoices()
{
  const std::vector<Element*> groups = element().childrenNamed(u"choicegroup");
  const auto shuffled = std::find_if(groups.begin(), groups.end(), [](const Element* group) {
    return group->attribute(u"shuffle") == "true"_L1;
  });
  if (shuffled == groups.end())
    return Unit{};
  Element& group = **shuffled;
  if (group.has(u"answer-pool"))
    return problemError(u"Do not use shuffle and answer-pool at the same time"_s);

  std::vector<Element::Pointer> head;
  std::vector<Element::Pointer> middle;
  std::vector<Element::Pointer> tail;
  for (Element::Pointer& choice : takenChoices(group)) {
    const bool isFixed = choice->attribute(u"fixed") == "true"_L1;
    std::vector<Element::Pointer>& part = !isFixed ? middle : middle.empty() ? head : tail;
    part.push_back(std::move(choice));
  }
  problem().random().shuffle(middle);
  moveAll(middle, head);
  moveAll(tail, head);
  for (Element::Pointer& choice : head)
    group.append(std::move(choice));
  return Unit{};
}

Outcome<Unit> MultipleChoiceResponse::drawFromPool()
{
  const std::vector<Element*> groups = element().childrenNamed(u"choicegroup");
  const auto pooled = std::find_if(groups.begin(), groups.end(),
                                   [](const Element* group) { return group->has(u"answer-pool"); });
  if (pooled == groups.end())
    return Unit{};
  Element& group = **pooled;
  const QString text = group.attribute(u"answer-pool");
  if (text == "0"_L1)
    return Unit{};
  const std::optional<qint64> wanted = PyValue(text).toInt();
  if (!wanted)
    return problemError(u"answer-pool value should be an integer"_s);

  std::optional<QString> explanation;
  SCRIPTORIUM_TRY_ASSIGN(std::vector<Element::Pointer> drawn,
                         drawnChoices(takenChoices(group), *wanted, problem().random(), explanation));
  for (Element::Pointer& choice : drawn)
    group.append(std::move(choice));
  keepSolution(element(), explanation);
  return Unit{};
}

Outcome<CorrectMap> MultipleChoiceResponse::score(const Answers& answers)
{
  const PyValue given = answers.value(answerId());
  const QString* name = given.string();
  CorrectEntry entry{.correctness = u"incorrect"_s};
  if (hasPartialCredit()) {
    if (creditSchemes().size() > 1)
      return problemError(u"Only one type of partial credit is allowed for Multiple Choice problems."_s);
    if (creditSchemes().front() != "points"_L1)
      return problemError(u"partial_credit attribute should be one of: points,false"_s);
    for (const auto& [partial, points] : m_partial) {
      if (name == nullptr || partial != *name)
        continue;
      entry = {.correctness = u"partially-correct"_s, .npoints = points};
      break;
    }
  }
  if (name != nullptr && m_right.contains(*name))
    entry = {.correctness = u"correct"_s};
  CorrectMap graded;
  graded[answerId()] = entry;
  return graded;
}

Outcome<QMap<QString, PyValue>> MultipleChoiceResponse::shownAnswers()
{
  PyList right;
  for (const QString& name : m_right)
    right += PyValue(name);
  return QMap<QString, PyValue>{{answerId(), PyValue(right)}};
}

Outcome<Unit> MultipleChoiceResponse::addExtendedHints(CorrectMap& graded, const Answers& answers) const
{
  if (!answers.contains(answerId()))
    return Unit{};
  PyValue given = answers.value(answerId());
  if (const PyList* list = given.list()) {
    if (list->isEmpty())
      return otherError(u"IndexError"_s, u"list index out of range"_s);
    given = PyValue(list->front());
  }
  const QString name = given.str();
  if (name.contains(u'"')) // the LMS looks the choice up by a path with the name in quotes
    return otherError(u"SyntaxError"_s, u"invalid predicate"_s);
  for (const Element* group : element().childrenNamed(u"choicegroup")) {
    if (group->attribute(u"id") != answerId())
      continue;
    for (const Element* choice : group->childrenNamed(u"choice")) {
      if (choice->attribute(u"name") != name)
        continue;
      if (const Element* hint = choice->firstChild(u"choicehint"))
        graded[answerId()].msg += feedbackBox(choice->attribute(u"correct").toUpper() == "TRUE"_L1, *hint);
      return Unit{};
    }
  }
  return Unit{};
}

const ResponseKind& multipleChoiceResponseKind()
{
  static const ResponseKind kind = {
      u"multiplechoiceresponse"_s,
      {{u"choicegroup"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<MultipleChoiceResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
