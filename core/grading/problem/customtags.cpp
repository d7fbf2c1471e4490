#include "grading/problem/customtags.h"

#include "grading/values/problemxml.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

Outcome<Element::Pointer> math(const Element& element)
{
  if (element.text.isEmpty())
    return otherError(u"TypeError"_s, u"expected string or bytes-like object"_s);
  static const QRegularExpression formula(u"\\$(.*)\\$"_s);
  QString shown = element.text;
  shown.replace(formula, u"[mathjaxinline]\\1[/mathjaxinline]"_s);
  if (shown.contains(R"(\displaystyle)"_L1)) {
    shown.remove(R"(\displaystyle)"_L1);
    shown.replace("mathjaxinline]"_L1, "mathjax]"_L1);
  }
  return parseXml(
      u"<html><html>%1</html><html>%2</html></html>"_s.arg(shown, escaped(element.tail)).toUtf8());
}

Element::Pointer solution(const Element& element)
{
  auto box = std::make_unique<Element>(u"div"_s);
  box->add(u"class"_s, u"solution-span"_s);
  box->append(u"span"_s)->add(u"id"_s, u"solution_"_s + element.attribute(u"id"));
  return box;
}

Element::Pointer targetedFeedback(const Element& element)
{
  auto section = std::make_unique<Element>(u"section"_s);
  section->add(u"class"_s, u"targeted-feedback-span"_s);
  section->append(u"span"_s)->append(element.clone());
  return section;
}

Element::Pointer clarification(const Element& element)
{
  QString inner = element.text;
  for (const auto& child : element.children())
    if (child->isElement())
      inner += toXml(*child, WithTail::Yes);
  auto box = std::make_unique<Element>(u"span"_s);
  box->add(u"class"_s, u"clarification"_s);
  box->add(u"tabindex"_s, u"0"_s);
  box->add(u"role"_s, u"note"_s);
  box->add(u"aria-label"_s, u"Clarification"_s);
  box->text = u"\n"_s; // a word of its own, as in the LMS's template
  Element* icon = box->append(u"span"_s);
  icon->add(u"data-tooltip"_s, inner);
  icon->add(u"data-tooltip-show-on-click"_s, u"true"_s);
  icon->add(u"class"_s, u"fa fa-info-circle"_s);
  icon->add(u"aria-hidden"_s, u"true"_s);
  Element* text = box->append(u"span"_s);
  text->add(u"class"_s, u"sr"_s);
  text->text = u'(' + inner + u')';
  box->tail = element.tail;
  return box;
}

} // namespace

bool isCustomTag(QStringView tag)
{
  return tag == "math"_L1 || tag == "solution"_L1 || tag == "targetedfeedback"_L1 ||
         tag == "clarification"_L1;
}

Outcome<Element::Pointer> renderCustomTag(const Element& element)
{
  if (element.tag == "math"_L1)
    return math(element);
  if (element.tag == "solution"_L1)
    return solution(element);
  if (element.tag == "targetedfeedback"_L1)
    return targetedFeedback(element);
  return clarification(element);
}

} // namespace scriptorium::capa
