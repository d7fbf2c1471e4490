#include "grading/input.h"

#include "grading/inputs/status.h"
#include "grading/markup.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

Input::Input(Problem& problem, Element& element)
    : m_problem(problem), m_element(element), m_tag(element.tag), m_id(element.attribute(u"id"))
{}

Input::~Input() = default;

PyDict Input::ajax(const QString&, const PyDict&)
{
  return {};
}

Element::Pointer Input::statusSpan(const QString& status) const
{
  const Status shown = statusOf(status);
  auto span = std::make_unique<Element>(u"span"_s);
  span->add(u"class"_s, u"status "_s + shown.cssClass);
  span->add(u"id"_s, u"status_"_s + m_id);
  span->add(u"data-tooltip"_s, shown.tooltip);
  Element* name = span->append(u"span"_s);
  name->add(u"class"_s, u"sr"_s);
  name->text = shown.name;
  Element* icon = span->append(u"span"_s);
  icon->add(u"class"_s, u"status-icon"_s);
  icon->add(u"aria-hidden"_s, u"true"_s);
  return span;
}

void Input::appendMessage(Element& to, const InputState& state, const QString& labelId) const
{
  if (state.message.isEmpty())
    return;
  Element* span = to.append(u"span"_s);
  span->add(u"class"_s, u"message"_s);
  span->add(u"aria-describedby"_s, labelId.isEmpty() ? u"label_"_s + m_id : labelId);
  span->add(u"tabindex"_s, u"-1"_s);
  appendMarkup(*span, state.message);
}

} // namespace scriptorium::capa
