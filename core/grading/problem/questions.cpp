#include "grading/problem/problemloader.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// Inputs that show their label themselves: its source leaves the page.
bool showsItsLabel(const QString& tag)
{
  static const QStringList tags{u"checkboxgroup"_s, u"radiogroup"_s, u"choicegroup"_s,
                                u"optioninput"_s,   u"textline"_s,   u"formulaequationinput"_s,
                                u"textbox"_s};
  return tags.contains(tag);
}

Element* previousElement(const Element& element)
{
  Element* previous = element.previous();
  while (previous && !previous->isElement())
    previous = previous->previous();
  return previous;
}

/// The element that asks the question of a response with one input; null when nothing does.
Element* questionSource(const Element& response, const Element& input)
{
  if (Element* label = response.firstChild(u"label"))
    return label;
  Element* before = previousElement(response);
  if (const auto label = input.find(u"label"))
    return before && before->tag == "p"_L1 && before->text == *label && !before->text.isEmpty() ? before
                                                                                                : nullptr;
  return before && before->tag == "label"_L1 ? before : nullptr;
}

} // namespace

void ProblemLoader::readQuestion(Element& response, const std::vector<Element*>& inputs, const QString& id)
{
  if (inputs.empty())
    return;
  if (inputs.size() > 1) {
    readGroupQuestion(response, inputs, id);
    return;
  }
  Problem::Question question;
  if (Element* source = questionSource(response, *inputs.front())) {
    question.label = innerXml(*source).trimmed();
    if (showsItsLabel(inputs.front()->tag))
      m_problem.m_removed.push_back(source->parent()->take(source));
  }
  int number = 0;
  for (Element* description : response.childrenNamed(u"description")) {
    question.descriptions.append({u"description_%1_%2"_s.arg(id).arg(++number), innerXml(*description)});
    m_problem.m_removed.push_back(response.take(description));
  }
  m_problem.m_questions.insert(inputs.front()->attribute(u"id"), question);
}

void ProblemLoader::readGroupQuestion(Element& response, const std::vector<Element*>& inputs,
                                      const QString& id)
{
  response.set(u"multiple_inputtypes"_s, u"true"_s);
  if (Element* label = response.firstChild(u"label")) {
    const QString labelId = u"multiinput-group-label-"_s + id;
    label->tag = u"p"_s;
    label->set(u"id"_s, labelId);
    label->set(u"class"_s, u"multi-inputs-group-label"_s);
    response.set(u"multiinput-group-label-id"_s, labelId);
  }
  QStringList descriptionIds;
  for (Element* description : response.childrenNamed(u"description")) {
    const QString descriptionId = u"multiinput-group-description-%1-%2"_s.arg(id).arg(descriptionIds.size());
    description->tag = u"p"_s;
    description->set(u"id"_s, descriptionId);
    description->set(u"class"_s, u"multi-inputs-group-description question-description"_s);
    descriptionIds << descriptionId;
  }
  if (!descriptionIds.isEmpty())
    response.set(u"multiinput-group_description_ids"_s, descriptionIds.join(u' '));
  for (const Element* input : inputs) {
    Problem::Question question;
    question.label = input->attribute(u"label");
    m_problem.m_questions.insert(input->attribute(u"id"), question);
  }
}

} // namespace scriptorium::capa
