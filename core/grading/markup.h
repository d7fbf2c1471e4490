#pragma once

#include "grading/element.h"
#include "grading/outcome.h"

#include <QByteArray>

namespace scriptorium::capa {

/// Parses a problem as the LMS does (lxml XMLParser without resolving entities, defused: a declared entity is
/// refused). Errors: Other with "XMLSyntaxError" and libxml2's message, line set; "EntitiesForbidden".
/// Nothing outside is loaded. Depth at most 256, size at most 10 MB.
Outcome<Element::Pointer> parseXml(const QByteArray& xml);

enum class WithTail
{
  No,
  Yes
};

/// As lxml's `etree.tostring(element, encoding="unicode")`: empty elements close themselves.
QString toXml(const Element& element, WithTail withTail = WithTail::No);
/// As lxml's `etree.tostring(element, method="html", encoding="unicode")`: void elements stay open, script
/// and style are not escaped.
QString toHtml(const Element& element, WithTail withTail = WithTail::No);
/// The text and the children with their tails as XML, without the element's own tags: what the LMS calls
/// inner markup
/// (`stringify_children`).
QString innerXml(const Element& element);
/// All text below it, without tags (XPath `string()`).
QString textContent(const Element& element);

/// `&`, `<`, `>` (and `"` where `quotes`) as entities.
QString escaped(const QString& text, bool quotes = false);
/// Python's html.escape: quotes as `&quot;` and `&#x27;`.
QString htmlEscaped(const QString& text);

} // namespace scriptorium::capa
