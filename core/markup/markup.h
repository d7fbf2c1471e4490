#pragma once

#include "base/result.h"
#include "markup/element.h"

#include <QByteArray>

namespace scriptorium::markup {

/// Why text is no XML that the LMS takes. The words are libxml2's as lxml passes them on: learners see them.
struct XmlFault
{
  enum class Kind
  {
    Syntax,         ///< lxml's XMLSyntaxError
    DeclaredEntity, ///< defusedxml's EntitiesForbidden
    OutOfMemory
  };
  Kind kind = Kind::Syntax;
  QString message;
  int line = 0; ///< 1-based; 0 when it is not known
};

/// Parses XML as the LMS does (lxml XMLParser without resolving entities, defused: a declared entity is
/// refused). Nothing outside is loaded. Depth at most 256, size at most 10 MB, and what `crowdInXml` says.
/// Names are lxml's
/// ("{namespace}name"); namespace declarations stand among the attributes.
Result<Element::Pointer, XmlFault> parseXml(const QByteArray& xml);
/// Appends the nodes of `markup` to `to`: as XML, or as lenient HTML when it is none.
void appendMarkup(Element& to, const QString& markup);

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
/// What stands in a choice, as the LMS copies it into the page (`stringify_children`): its text raw, its
/// children with their tails as XML, without comments and what follows them; in attributes, characters beyond
/// ASCII are hexadecimal references.
QString innerXml(const Element& element);
/// What stands in a hint, a label or a description, trimmed: as XML in ASCII with character references, and
/// with the element's own tail. An empty element is given whole (`<label/>`).
QString innerMarkup(const Element& element);
/// Every character beyond ASCII as a decimal reference.
QString asciiMarkup(const QString& xml);
/// All text below it, without tags (XPath `string()`).
QString textContent(const Element& element);

/// `&`, `<`, `>` (and `"` where `quotes`) as entities.
QString escaped(const QString& text, bool quotes = false);
/// Python's html.escape: quotes as `&quot;` and `&#x27;`.
QString htmlEscaped(const QString& text);
/// MarkupSafe's escape: quotes as `&#34;` and `&#39;`.
QString markupSafe(QString text);

} // namespace scriptorium::markup
