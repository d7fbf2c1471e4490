#include "olx/xml/xmlscanner.h"

#include <algorithm>
#include <cstring>

namespace scriptorium::olx {

QByteArrayView trimmedXml(QByteArrayView text)
{
  qsizetype first = 0;
  qsizetype last = text.size();
  while (first < last && isXmlSpace(text[first]))
    ++first;
  while (last > first && isXmlSpace(text[last - 1]))
    --last;
  return text.sliced(first, last - first);
}

int XmlScanner::line()
{
  if (m_begin > m_counted) {
    m_line += int(std::count(m_text.begin() + m_counted, m_text.begin() + m_begin, '\n'));
    m_counted = m_begin;
  }
  return m_line;
}

bool XmlScanner::isBlank() const
{
  QByteArrayView text = bytes();
  if (m_token == Token::CData)
    text = text.sliced(9, text.size() - 12);
  return std::all_of(text.begin(), text.end(), isXmlSpace);
}

XmlScanner::Token XmlScanner::next()
{
  m_begin = m_end;
  if (m_begin >= m_text.size())
    return m_token = Token::End;
  return m_token = m_text[m_begin] == '<' ? scanMarkup() : scanText();
}

XmlScanner::Token XmlScanner::scanText()
{
  const void* found = std::memchr(m_text.data() + m_begin, '<', size_t(m_text.size() - m_begin));
  m_end = found ? static_cast<const char*>(found) - m_text.data() : m_text.size();
  return Token::Text;
}

XmlScanner::Token XmlScanner::scanMarkup()
{
  const QByteArrayView rest = m_text.sliced(m_begin);
  switch (at(m_begin + 1)) {
  case '?':
    return scanUntil("?>", 2, Token::Instruction);
  case '!':
    if (rest.startsWith("<!--"))
      return scanUntil("-->", 4, Token::Comment);
    if (rest.startsWith("<![CDATA["))
      return scanUntil("]]>", 9, Token::CData);
    return scanDoctype();
  case '/': {
    m_end = skipName(m_begin + 2);
    m_tag = m_text.sliced(m_begin + 2, m_end - m_begin - 2);
    m_end = skipSpace(m_end);
    if (m_tag.isEmpty() || at(m_end) != '>')
      return fault(m_end);
    ++m_end;
    return Token::EndTag;
  }
  default:
    return scanTag();
  }
}

XmlScanner::Token XmlScanner::scanUntil(QByteArrayView terminator, qsizetype skip, Token token)
{
  const qsizetype found = m_text.indexOf(terminator, m_begin + skip);
  if (found < 0)
    return fault(m_begin);
  m_end = found + terminator.size();
  return token;
}

XmlScanner::Token XmlScanner::scanDoctype()
{
  for (qsizetype offset = m_begin + 2; offset < m_text.size();) {
    switch (m_text[offset]) {
    case '>':
      m_end = offset + 1;
      return Token::Doctype;
    case '[':
      offset = skipDeclarations(offset + 1);
      break;
    case '"':
    case '\'':
      offset = skipQuoted(offset);
      break;
    default:
      ++offset;
    }
  }
  return fault(m_begin);
}

/// The offset behind the `]` that ends the declarations inside a document type.
qsizetype XmlScanner::skipDeclarations(qsizetype offset) const
{
  const auto behind = [&](QByteArrayView terminator, qsizetype from) {
    const qsizetype found = m_text.indexOf(terminator, from);
    return found < 0 ? m_text.size() : found + terminator.size();
  };
  bool isDeclaration = false;
  while (offset < m_text.size()) {
    const QByteArrayView rest = m_text.sliced(offset);
    const char c = rest.front();
    if (rest.startsWith("<!--")) {
      offset = behind("-->", offset + 4);
    } else if (rest.startsWith("<?")) {
      offset = behind("?>", offset + 2);
    } else if (isDeclaration && (c == '"' || c == '\'')) {
      offset = skipQuoted(offset);
    } else {
      isDeclaration = c == '<' || (isDeclaration && c != '>');
      ++offset;
      if (c == ']' && !isDeclaration)
        return offset;
    }
  }
  return offset;
}

/// The offset behind the text in quotes that begins at `offset`.
qsizetype XmlScanner::skipQuoted(qsizetype offset) const
{
  const qsizetype close = m_text.indexOf(m_text[offset], offset + 1);
  return close < 0 ? m_text.size() : close + 1;
}

XmlScanner::Token XmlScanner::scanTag()
{
  m_attributes.clear();
  qsizetype offset = skipName(m_begin + 1);
  m_tag = m_text.sliced(m_begin + 1, offset - m_begin - 1);
  if (m_tag.isEmpty())
    return fault(m_begin);
  for (;;) {
    offset = skipSpace(offset);
    const char c = at(offset);
    if (c == '>') {
      m_end = offset + 1;
      return Token::StartTag;
    }
    if (c == '/') {
      if (at(offset + 1) != '>')
        return fault(offset);
      m_end = offset + 2;
      return Token::EmptyTag;
    }
    if (!scanAttribute(offset))
      return fault(offset);
  }
}

bool XmlScanner::scanAttribute(qsizetype& offset)
{
  const qsizetype nameEnd = skipName(offset);
  const QByteArrayView name = m_text.sliced(offset, nameEnd - offset);
  offset = skipSpace(nameEnd);
  if (name.isEmpty() || at(offset) != '=')
    return false;
  offset = skipSpace(offset + 1);
  const char quote = at(offset);
  if (quote != '"' && quote != '\'')
    return false;
  const qsizetype valueBegin = offset + 1;
  const void* found = valueBegin < m_text.size()
                          ? std::memchr(m_text.data() + valueBegin, quote, size_t(m_text.size() - valueBegin))
                          : nullptr;
  if (!found)
    return false;
  const qsizetype valueEnd = static_cast<const char*>(found) - m_text.data();
  m_attributes.push_back({name, m_text.sliced(valueBegin, valueEnd - valueBegin)});
  offset = valueEnd + 1;
  return true;
}

XmlScanner::Token XmlScanner::fault(qsizetype offset)
{
  m_begin = std::min(offset, m_text.size());
  m_end = m_text.size();
  return Token::Fault;
}

qsizetype XmlScanner::skipSpace(qsizetype offset) const
{
  while (offset < m_text.size() && isXmlSpace(m_text[offset]))
    ++offset;
  return offset;
}

qsizetype XmlScanner::skipName(qsizetype offset) const
{
  while (offset < m_text.size()) {
    const char c = m_text[offset];
    if (isXmlSpace(c) || c == '>' || c == '/' || c == '=' || c == '<' || c == '"' || c == '\'')
      break;
    ++offset;
  }
  return offset;
}

} // namespace scriptorium::olx
