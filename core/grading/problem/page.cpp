#include "grading/problem/page.h"

#include "grading/problem/customtags.h"
#include "grading/problem/input.h"
#include "grading/problem/inputpage.h"
#include "grading/problem/response.h"
#include "grading/problem/targetedfeedback.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

bool isHidden(const QString& tag)
{
  static const QStringList hidden{
      u"additional_answer"_s, u"codeparam"_s,      u"responseparam"_s,  u"answer"_s, u"script"_s,
      u"hintgroup"_s,         u"openendedparam"_s, u"openendedrubric"_s};
  return hidden.contains(tag);
}

bool isJavaScript(const Element& element)
{
  return element.tag == "script"_L1 && element.attribute(u"type").contains("javascript"_L1);
}

/// Namespace declarations do not go along: lxml declares anew what names need.
void copyOwnAttributes(const Element& from, Element& to)
{
  to.copyAttributes(from);
  for (const auto& [name, value] : from.attributes())
    if (name == "xmlns"_L1 || name.startsWith("xmlns:"_L1))
      to.remove(name);
}

/// The message of the whole problem: as XML, or as text when it is none.
Element::Pointer overallMessage(const QString& message)
{
  auto parsed = parseXml(u"<div>%1</div>"_s.arg(message).toUtf8());
  auto box = parsed ? *std::move(parsed) : std::make_unique<Element>(u"div"_s);
  if (box->text.isEmpty() && box->children().empty())
    box->text = message;
  box->set(u"class"_s, u"response_message"_s);
  return box;
}

} // namespace

Outcome<Element::Pointer> PageBuilder::extract(const Element& element)
{
  if (!element.isElement())
    return Element::Pointer();
  if (isJavaScript(element))
    return element.clone();
  if (isHidden(element.tag))
    return Element::Pointer();
  if (inputKind(element.tag))
    return m_input(element);
  if (responseKind(element.tag) && m_problem.response(element.attribute(u"id")))
    return response(element);
  if (isCustomTag(element.tag))
    return renderCustomTag(element);
  return plain(element);
}

Outcome<Unit> PageBuilder::children(const Element& from, Element& to)
{
  for (const auto& child : from.children()) {
    SCRIPTORIUM_TRY_ASSIGN(Element::Pointer made, extract(*child));
    if (made)
      to.append(std::move(made));
  }
  return Unit{};
}

Outcome<Element::Pointer> PageBuilder::plain(const Element& element)
{
  const bool isProblem = element.tag == "problem"_L1;
  const bool isText = element.tag == "text"_L1;
  auto made = std::make_unique<Element>(isProblem ? u"div"_s : isText ? u"span"_s : element.tag);
  if (!isProblem && !isText)
    copyOwnAttributes(element, *made);
  made->text = element.text;
  made->tail = element.tail;
  SCRIPTORIUM_TRY(children(element, *made));
  return made;
}

Outcome<Element::Pointer> PageBuilder::response(const Element& element)
{
  auto wrapper = std::make_unique<Element>(u"div"_s);
  const QString number = element.attribute(u"id").section(u'_', -1);
  const bool isInline = !element.attribute(u"inline").isEmpty();
  wrapper->add(u"class"_s, isInline ? u"inline"_s : u"wrapper-problem-response"_s);
  wrapper->add(u"tabindex"_s, u"-1"_s);
  wrapper->add(u"aria-label"_s, u"Question "_s + number);
  wrapper->add(u"role"_s, u"group"_s);
  wrapper->tail = element.tail;
  Element* content = wrapper.get();
  if (element.has(u"multiple_inputtypes")) {
    content = wrapper->append(u"div"_s);
    content->add(u"class"_s, u"multi-inputs-group"_s);
    content->add(u"role"_s, u"group"_s);
    if (const auto label = element.find(u"multiinput-group-label-id"))
      content->add(u"aria-labelledby"_s, *label);
    if (const auto descriptions = element.find(u"multiinput-group_description_ids"))
      content->add(u"aria-describedby"_s, *descriptions);
  }
  SCRIPTORIUM_TRY(children(element, *content));
  if (const QString& message = m_problem.state().correctMap.overallMessage; !message.isEmpty())
    content->append(overallMessage(message));
  return wrapper;
}

Outcome<QString> pageHtml(Problem& problem, const Problem::Page& page)
{
  PageBuilder builder(problem, [&](const Element& element) -> Outcome<Element::Pointer> {
    Input* input = problem.input(element.attribute(u"id"));
    if (!input)
      return otherError(u"KeyError"_s, element.find(u"id").value_or(u"None"_s));
    SCRIPTORIUM_TRY_ASSIGN(Element::Pointer shown, input->render(problem.inputState(*input, page)));
    return readInputPage(std::move(shown));
  });
  // Targeted feedback removes what was not chosen: from a copy, so that the next page has it again.
  Element::Pointer copy;
  for (const Element* each : problem.root().iterate(u"multiplechoiceresponse")) {
    if (!copy && each->has(u"targeted-feedback")) {
      copy = problem.root().clone();
      SCRIPTORIUM_TRY(applyTargetedFeedback(*copy, problem.state().answers, problem.state().isDone));
    }
  }
  SCRIPTORIUM_TRY_ASSIGN(const Element::Pointer made, builder.extract(copy ? *copy : problem.root()));
  return made ? problem.contextualised(toXml(*made)) : QString();
}

} // namespace scriptorium::capa
