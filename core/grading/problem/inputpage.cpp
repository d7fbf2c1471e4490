#include "grading/problem/inputpage.h"

#include "grading/values/problemxml.h"
#include "markup/html/htmltree.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

bool isVoid(const QString& tag)
{
  static const QStringList tags{u"br"_s, u"hr"_s, u"img"_s, u"input"_s};
  return tags.contains(tag);
}

/// Puts the nodes of its pieces in their places; false as soon as one is no XML.
bool fillIn(Element& element)
{
  for (size_t at = 0; at < element.children().size(); ++at) {
    Element* child = element.children()[at].get();
    if (child->kind != Element::Kind::Raw) {
      if (!fillIn(*child))
        return false;
      continue;
    }
    auto parsed = parseXml("<div>" + child->text.toUtf8() + "</div>");
    if (!parsed)
      return false;
    Element& piece = **parsed;
    const QString tail = child->tail;
    Element* previous = child->previous();
    element.take(child);
    (previous ? previous->tail : element.text) += piece.text;
    size_t to = at;
    while (!piece.children().empty())
      element.insert(to++, piece.take(piece.children().front().get()));
    (to > 0 ? element.children()[to - 1]->tail : element.text) += tail;
    at = to - 1;
  }
  return true;
}

/// Elements stand on lines of their own, as in the LMS's templates. What authors wrote are pieces, and stays.
void breakLines(Element& element)
{
  if (element.tag == "textarea"_L1 || element.tag == "pre"_L1)
    return;
  const bool hasElements =
      element.text.isEmpty() && !element.children().empty() && element.children().front()->isElement();
  if (hasElements)
    element.text = u"\n"_s;
  for (const auto& child : element.children()) {
    breakLines(*child);
    // The two parts of a status touch.
    if (hasElements && child->isElement() && child->tail.isEmpty() && child->attribute(u"class") != "sr"_L1)
      child->tail = u"\n"_s;
  }
}

void write(QString& out, const Element& element)
{
  if (element.kind == Element::Kind::Raw) {
    out += element.text;
  } else if (element.isElement()) {
    out += u'<' + element.tag;
    for (const auto& [name, value] : element.attributes())
      out += u' ' + name + R"(=")"_L1 + htmlEscaped(value) + u'"';
    if (element.isOpen || isVoid(element.tag))
      out += " /"_L1;
    out += u'>';
    out += element.tag == "script"_L1 ? element.text : escaped(element.text);
    for (const auto& child : element.children())
      write(out, *child);
    if (!element.isOpen && !isVoid(element.tag))
      out += "</"_L1 + element.tag + u'>';
  }
  out += escaped(element.tail);
}

} // namespace

void appendPiece(Element& to, const QString& markup)
{
  const auto isPlain = [](QChar c) { return c != u'<' && c != u'&' && c != u'\r'; };
  if (std::all_of(markup.begin(), markup.end(), isPlain)) {
    (to.children().empty() ? to.text : to.children().back()->tail) += markup;
    return;
  }
  auto raw = std::make_unique<Element>(QString(), Element::Kind::Raw);
  raw->text = markup;
  to.append(std::move(raw));
}

Element::Pointer readInputPage(Element::Pointer page)
{
  breakLines(*page);
  QString text;
  write(text, *page);
  if (fillIn(*page))
    return page;
  const Element::Pointer read = markup::parseHtml(text);
  for (const auto& child : read->children()) {
    if (!child->isElement())
      continue;
    return read->take(child.get());
  }
  return {};
}

} // namespace scriptorium::capa
