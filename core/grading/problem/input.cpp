#include "grading/problem/input.h"

#include "grading/problem/inputpage.h"
#include "grading/problem/problem.h"
#include "grading/problem/status.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

Input::Input(Problem& problem, Element& element)
    : m_problem(problem), m_element(element), m_tag(element.tag), m_id(element.attribute(u"id"))
{}

Input::~Input() = default;

PyValue Input::ajax(const QString&, const PyDict&, PyValue&)
{
  return {};
}

Outcome<Unit> Input::receiveUngraded(const QString&, const QString&, PyValue&)
{
  return Unit{};
}

Outcome<Unit> Input::requireAttributes(const QStringList& names) const
{
  for (const QString& name : names)
    if (!m_element.has(name))
      return otherError(u"ValueError"_s, u"Missing required attribute %1."_s.arg(name));
  return Unit{};
}

QString Input::staticPath(QLatin1StringView path) const
{
  return m_problem.surroundings().staticUrl + path;
}

QString Input::describedBy(const InputState& state, bool hasTrailingText) const
{
  QString ids = hasTrailingText ? part("trailing_text"_L1) + u' ' : QString();
  ids += part("status"_L1);
  for (const auto& [id, markup] : state.descriptions)
    ids += u' ' + id;
  return ids;
}

Element* Input::add(Element& to, const QString& tag, std::initializer_list<Element::Attribute> attributes)
{
  Element* added = to.append(tag);
  for (const auto& [name, value] : attributes)
    added->add(name, value);
  return added;
}

void Input::appendLabel(Element& to, const InputState& state) const
{
  if (!state.label.isEmpty()) {
    Element* label = add(
        to, u"label"_s,
        {{u"class"_s, u"problem-group-label"_s}, {u"for"_s, part("input"_L1)}, {u"id"_s, part("label"_L1)}});
    appendPiece(*label, state.label);
  }
  appendDescriptions(to, state);
}

void Input::appendDescriptions(Element& to, const InputState& state) const
{
  for (const auto& [id, markup] : state.descriptions)
    appendPiece(*add(to, u"p"_s, {{u"class"_s, u"question-description"_s}, {u"id"_s, id}}), markup);
}

void Input::appendStatus(Element& to, const QString& status, bool isHidden) const
{
  const Status shown = statusOf(status);
  Element* span =
      add(to, u"span"_s,
          {{u"class"_s, isHidden || shown.cssClass.isEmpty() ? u"status"_s : u"status "_s + shown.cssClass},
           {u"id"_s, part("status"_L1)},
           {u"data-tooltip"_s, isHidden ? QString() : shown.tooltip}});
  if (isHidden)
    return;
  add(*span, u"span"_s, {{u"class"_s, u"sr"_s}})->text = shown.name;
  add(*span, u"span"_s, {{u"class"_s, u"status-icon"_s}, {u"aria-hidden"_s, u"true"_s}});
}

void Input::appendAnswer(Element& to) const
{
  add(to, u"p"_s, {{u"id"_s, part("answer"_L1)}, {u"class"_s, u"answer"_s}});
}

Element* Input::appendScript(Element& to, const QString& source)
{
  return add(to, u"div"_s, {{u"class"_s, u"script_placeholder"_s}, {u"data-src"_s, source}});
}

void Input::appendMessage(Element& to, const InputState& state, const QString& describedBy)
{
  if (state.message.isEmpty())
    return;
  Element* span = add(to, u"span"_s, {{u"class"_s, u"message"_s}});
  if (!describedBy.isEmpty())
    span->add(u"aria-describedby"_s, describedBy);
  span->add(u"tabindex"_s, u"-1"_s);
  appendPiece(*span, state.message);
}

} // namespace scriptorium::capa
