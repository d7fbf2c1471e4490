#include "edit/starttag.h"

#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// The namespace declarations that `editableBody` leaves on a start tag, each with a blank before it.
QByteArray declarations(QByteArrayView element)
{
  const QByteArray bare = olx::editableBody(element);
  qsizetype begin = 0;
  while (begin < bare.size() && !QByteArrayView(" \t\r\n/>").contains(bare[begin]))
    ++begin;
  qsizetype end = begin;
  char quote = 0;
  for (; end < bare.size(); ++end) {
    const char c = bare[end];
    if (quote == 0 && (c == '>' || c == '/'))
      break;
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
  }
  const QByteArray found = bare.mid(begin, end - begin).trimmed();
  return found.isEmpty() ? found : ' ' + found;
}

/// A character reference ("#233", "#xE9") or one of the five names; empty when it is neither.
QString decoded(QByteArrayView name)
{
  static constexpr std::pair<QByteArrayView, char16_t> kNames[] = {
      {"amp", u'&'}, {"lt", u'<'}, {"gt", u'>'}, {"quot", u'"'}, {"apos", u'\''}};
  for (const auto& [known, character] : kNames) {
    if (name == known)
      return {QChar(character)};
  }
  if (!name.startsWith('#'))
    return {};
  const bool isHex = name.startsWith("#x");
  bool isNumber = false;
  const uint code = name.sliced(isHex ? 2 : 1).toByteArray().toUInt(&isNumber, isHex ? 16 : 10);
  return isNumber ? QString::fromUcs4(reinterpret_cast<const char32_t*>(&code), 1) : QString();
}

QByteArray decodeText(QByteArrayView raw)
{
  QByteArray text;
  for (qsizetype at = 0; at < raw.size();) {
    const QByteArrayView rest = raw.sliced(at);
    if (rest.startsWith("<![CDATA[")) {
      const qsizetype end = rest.indexOf("]]>");
      text += rest.sliced(9, (end < 0 ? rest.size() : end) - 9).toByteArray().replace("\r\n", "\n");
      at += end < 0 ? rest.size() : end + 3;
      continue;
    }
    const qsizetype end = rest.startsWith('&') ? rest.indexOf(';') : -1;
    const QString character = end > 0 ? decoded(rest.sliced(1, end - 1)) : QString();
    if (character.isEmpty()) {
      // A parser hands out line ends as LF.
      if (!rest.startsWith("\r\n"))
        text += rest.front() == '\r' ? '\n' : rest.front();
      ++at;
      continue;
    }
    text += character.toUtf8();
    at += end + 1;
  }
  return text;
}

} // namespace

QByteArray openTag(const QByteArray& tag, const Fields& attributes, QByteArrayView element)
{
  QByteArray text = '<' + tag;
  if (!element.isEmpty())
    text += declarations(element);
  for (const auto& [name, value] : attributes) {
    const bool isDeclared = name == "xmlns"_L1 || name.startsWith("xmlns:"_L1);
    if (element.isEmpty() || !isDeclared)
      text += ' ' + name.toUtf8() + "=\"" + olx::escapeAttribute(value) + '"';
  }
  return text;
}

Fields fieldsOf(const olx::Element& element)
{
  Fields fields;
  for (const auto& [name, value] : element.attributes) {
    if (name != "url_name"_L1)
      fields.set(name, value);
  }
  return fields;
}

bool hasContent(const olx::Element& element, QByteArrayView text)
{
  return !text.sliced(element.contentBegin, element.contentEnd - element.contentBegin).trimmed().isEmpty();
}

QByteArray contentOf(const olx::Element& element, QByteArrayView text)
{
  const QByteArrayView inner = text.sliced(element.contentBegin, element.contentEnd - element.contentBegin);
  const bool hasOnlyText =
      element.children.isEmpty() && std::ranges::all_of(element.nodes, [](const auto& node) {
        return node.kind == olx::Element::Node::Text;
      });
  return hasOnlyText ? decodeText(inner) : inner.toByteArray();
}

} // namespace scriptorium::edit
