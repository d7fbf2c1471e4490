#include "grading/markup.h"

#include <QByteArray>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

enum class Method
{
  Xml,
  Html
};

void appendText(QString& out, QStringView text)
{
  for (const QChar c : text) {
    switch (c.unicode()) {
    case '&':
      out += "&amp;"_L1;
      break;
    case '<':
      out += "&lt;"_L1;
      break;
    case '>':
      out += "&gt;"_L1;
      break;
    case '\r':
      out += "&#13;"_L1;
      break;
    default:
      out += c;
    }
  }
}

void appendXmlValue(QString& out, QStringView value)
{
  for (const QChar c : value) {
    switch (c.unicode()) {
    case '&':
      out += "&amp;"_L1;
      break;
    case '<':
      out += "&lt;"_L1;
      break;
    case '>':
      out += "&gt;"_L1;
      break;
    case '"':
      out += "&quot;"_L1;
      break;
    case '\n':
      out += "&#10;"_L1;
      break;
    case '\r':
      out += "&#13;"_L1;
      break;
    case '\t':
      out += "&#9;"_L1;
      break;
    default:
      out += c;
    }
  }
}

bool isOneOf(QStringView tag, std::initializer_list<QLatin1StringView> names)
{
  for (const auto name : names)
    if (tag.compare(name, Qt::CaseInsensitive) == 0)
      return true;
  return false;
}

bool isVoid(QStringView tag)
{
  return isOneOf(tag, {"area"_L1, "base"_L1, "basefont"_L1, "br"_L1, "col"_L1, "frame"_L1, "hr"_L1, "img"_L1,
                       "input"_L1, "isindex"_L1, "link"_L1, "meta"_L1, "param"_L1});
}

bool isBoolean(QStringView name)
{
  return isOneOf(name, {"checked"_L1, "compact"_L1, "declare"_L1, "defer"_L1, "disabled"_L1, "ismap"_L1,
                        "multiple"_L1, "nohref"_L1, "noresize"_L1, "noshade"_L1, "nowrap"_L1, "readonly"_L1,
                        "selected"_L1});
}

/// libxml2 escapes the addresses of HTML by these rules.
QString escapedAddress(const QString& value)
{
  qsizetype from = 0;
  while (from < value.size() && value[from].isSpace())
    ++from;
  const QByteArray bytes = value.mid(from).toUtf8();
  return QString::fromLatin1(bytes.toPercentEncoding("@/:=?;#%&,+!*'()"));
}

void appendHtmlAttribute(QString& out, const Element& element, const QString& name, const QString& value)
{
  out += u' ';
  out += name;
  if (isBoolean(name))
    return;
  const bool isAddress = isOneOf(name, {"href"_L1, "action"_L1, "src"_L1}) ||
                         (isOneOf(name, {"name"_L1}) && isOneOf(element.tag, {"a"_L1}));
  QString shown;
  appendText(shown, isAddress ? escapedAddress(value) : value);
  const bool hasDouble = shown.contains(u'"');
  const QChar quote = hasDouble && !shown.contains(u'\'') ? u'\'' : u'"';
  if (hasDouble && quote == u'"')
    shown.replace(u'"', "&quot;"_L1);
  out += u'=';
  out += quote;
  out += shown;
  out += quote;
}

void write(QString& out, const Element& element, Method method);

void writeContent(QString& out, const Element& element, Method method)
{
  if (method == Method::Html && isOneOf(element.tag, {"script"_L1, "style"_L1}))
    out += element.text;
  else
    appendText(out, element.text);
  for (const auto& child : element.children()) {
    write(out, *child, method);
    appendText(out, child->tail);
  }
}

/// The declarations that stand above an element: its own text needs them when it stands alone.
void writeInheritedSpaces(QString& out, const Element& element)
{
  QStringList seen;
  for (const auto& [name, value] : element.attributes())
    if (name.startsWith("xmlns"_L1))
      seen << name;
  for (const Element* at = element.parent(); at; at = at->parent()) {
    for (const auto& [name, value] : at->attributes()) {
      if (!name.startsWith("xmlns"_L1) || seen.contains(name) || (name.size() > 5 && name[5] != u':'))
        continue;
      seen << name;
      out += u' ';
      out += name;
      out += "=\""_L1;
      appendXmlValue(out, value);
      out += u'"';
    }
  }
}

void writeElement(QString& out, const Element& element, Method method, bool isTop = false)
{
  out += u'<';
  out += element.tag;
  if (isTop)
    writeInheritedSpaces(out, element);
  for (const auto& [name, value] : element.attributes()) {
    if (method == Method::Html) {
      appendHtmlAttribute(out, element, name, value);
    } else {
      out += u' ';
      out += name;
      out += "=\""_L1;
      appendXmlValue(out, value);
      out += u'"';
    }
  }
  const bool isEmpty = element.text.isEmpty() && element.children().empty();
  if (method == Method::Xml && isEmpty) {
    out += "/>"_L1;
    return;
  }
  out += u'>';
  if (method == Method::Html && isVoid(element.tag))
    return;
  writeContent(out, element, method);
  out += "</"_L1;
  out += element.tag;
  out += u'>';
}

void write(QString& out, const Element& element, Method method)
{
  switch (element.kind) {
  case Element::Kind::Element:
    writeElement(out, element, method);
    break;
  case Element::Kind::Comment:
    out += "<!--"_L1 + element.text + "-->"_L1;
    break;
  case Element::Kind::Instruction:
    out += "<?"_L1 + element.tag + (element.text.isEmpty() ? QString() : u' ' + element.text) + "?>"_L1;
    break;
  case Element::Kind::Entity:
    out += u'&' + element.tag + u';';
    break;
  }
}

QString written(const Element& element, WithTail withTail, Method method)
{
  QString out;
  out.reserve(512);
  if (element.isElement())
    writeElement(out, element, method, true);
  else
    write(out, element, method);
  if (withTail == WithTail::Yes)
    appendText(out, element.tail);
  return out;
}

void collectText(QString& out, const Element& element)
{
  if (element.isElement())
    out += element.text;
  for (const auto& child : element.children()) {
    collectText(out, *child);
    out += child->tail;
  }
}

} // namespace

QString toXml(const Element& element, WithTail withTail)
{
  return written(element, withTail, Method::Xml);
}

QString toHtml(const Element& element, WithTail withTail)
{
  return written(element, withTail, Method::Html);
}

QString innerXml(const Element& element)
{
  QString out = element.text;
  for (const auto& child : element.children()) {
    if (!child->isElement())
      continue;
    write(out, *child, Method::Xml);
    appendText(out, child->tail);
  }
  return out;
}

QString innerMarkup(const Element& element)
{
  const bool isEmpty = element.text.isEmpty() && element.children().empty();
  QString out;
  if (isEmpty)
    writeElement(out, element, Method::Xml);
  else
    writeContent(out, element, Method::Xml);
  appendText(out, element.tail);
  return asciiMarkup(out).trimmed();
}

QString asciiMarkup(const QString& xml)
{
  const auto isBeyond = [](QChar c) { return c.unicode() > 0x7f; };
  if (std::none_of(xml.begin(), xml.end(), isBeyond))
    return xml;
  QString out;
  out.reserve(xml.size() + 32);
  const auto points = xml.toUcs4();
  for (const uint point : points) {
    if (point > 0x7f)
      out += u"&#%1;"_s.arg(point);
    else
      out += QChar(static_cast<char16_t>(point));
  }
  return out;
}

QString textContent(const Element& element)
{
  QString out;
  collectText(out, element);
  return out;
}

QString escaped(const QString& text, bool quotes)
{
  QString out = text;
  out.replace(u'&', "&amp;"_L1).replace(u'<', "&lt;"_L1).replace(u'>', "&gt;"_L1);
  if (quotes)
    out.replace(u'"', "&quot;"_L1);
  return out;
}

QString htmlEscaped(const QString& text)
{
  QString out;
  out.reserve(text.size());
  for (const QChar c : text) {
    switch (c.unicode()) {
    case '&':
      out += "&amp;"_L1;
      break;
    case '<':
      out += "&lt;"_L1;
      break;
    case '>':
      out += "&gt;"_L1;
      break;
    case '"':
      out += "&quot;"_L1;
      break;
    case '\'':
      out += "&#x27;"_L1;
      break;
    default:
      out += c;
    }
  }
  return out;
}

} // namespace scriptorium::capa
