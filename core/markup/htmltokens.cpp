#include "markup/htmltokens.h"

#include <libxml/HTMLparser.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

bool isSpace(QChar c)
{
  return c == u' ' || c == u'\n' || c == u'\t' || c == u'\f' || c == u'\r';
}

bool isLetter(QChar c)
{
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
  return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
  return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

/// Numbers of Windows' code page, which pages use as if they were Unicode's.
char32_t asMeant(char32_t code)
{
  static constexpr char32_t kWindows[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                          0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                          0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  if (code >= 0x80 && code <= 0x9F)
    return kWindows[code - 0x80];
  const bool isNone = code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF);
  return isNone ? 0xFFFD : code;
}

/// What `&name;` means; 0 when it means nothing.
char32_t characterNamed(const QString& name)
{
  if (name == "apos"_L1)
    return '\'';
  if (name == "AMP"_L1 || name == "LT"_L1 || name == "GT"_L1 || name == "QUOT"_L1 || name == "COPY"_L1 ||
      name == "REG"_L1)
    return characterNamed(name.toLower());
  const htmlEntityDesc* entity =
      htmlEntityLookup(reinterpret_cast<const xmlChar*>(name.toLatin1().constData()));
  return entity ? entity->value : 0;
}

/// Names that need no semicolon: those of Latin 1.
bool isOld(char32_t code, const QString& name)
{
  return name != "apos"_L1 && (code < 0x100);
}

} // namespace

HtmlTokens::HtmlTokens(QString html) : m_html(std::move(html))
{
  m_html.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
}

QChar HtmlTokens::peek(qsizetype ahead) const
{
  return m_at + ahead < m_html.size() ? m_html[m_at + ahead] : QChar();
}

void HtmlTokens::skipSpace()
{
  while (m_at < m_html.size() && isSpace(m_html[m_at]))
    ++m_at;
}

void HtmlTokens::readTextUntil(const QString& endTag, Reading reading)
{
  m_endTag = endTag;
  m_reading = reading;
}

void HtmlTokens::skipLineBreak()
{
  if (peek() == u'\n')
    ++m_at;
}

bool HtmlTokens::isTagAhead() const
{
  const QChar next = peek(1);
  return isLetter(next) || next == u'!' || next == u'?' || (next == u'/' && m_at + 2 < m_html.size());
}

HtmlToken HtmlTokens::next()
{
  if (!m_endTag.isEmpty())
    if (HtmlToken text = textToken(); !text.text.isEmpty())
      return text;
  if (m_at >= m_html.size())
    return {};
  if (peek() != u'<' || !isTagAhead())
    return textToken();
  const QChar mark = peek(1);
  if (isLetter(mark)) {
    m_at += 1;
    return tagToken(HtmlToken::Kind::Start);
  }
  if (mark == u'!')
    return declarationToken();
  m_at += mark == u'?' ? 1 : 2;
  if (mark == u'/' && isLetter(peek()))
    return tagToken(HtmlToken::Kind::End);
  if (mark == u'/' && peek() == u'>') {
    ++m_at;
    return next();
  }
  return bogusComment();
}

HtmlToken HtmlTokens::textToken()
{
  HtmlToken token;
  token.kind = HtmlToken::Kind::Text;
  qsizetype end = m_html.size();
  const bool isWhole = !m_endTag.isEmpty();
  for (qsizetype at = m_at; isWhole && (at = m_html.indexOf("</"_L1, at)) >= 0; ++at) {
    const QStringView behind = QStringView(m_html).sliced(at + 2);
    const QChar after = behind.size() > m_endTag.size() ? behind[m_endTag.size()] : QChar();
    if (behind.startsWith(m_endTag, Qt::CaseInsensitive) &&
        (isSpace(after) || after == u'/' || after == u'>')) {
      end = at;
      break;
    }
  }
  const bool decodes = !isWhole || m_reading == Reading::Decoding;
  m_endTag.clear();
  while (m_at < end) {
    const QChar c = m_html[m_at];
    if (!isWhole && c == u'<' && isTagAhead())
      break;
    if (c == u'&' && decodes) {
      readReference(token.text, false);
    } else {
      token.text += c;
      ++m_at;
    }
  }
  return token;
}

HtmlToken HtmlTokens::tagToken(HtmlToken::Kind kind)
{
  HtmlToken token;
  token.kind = kind;
  while (m_at < m_html.size() && !isSpace(peek()) && peek() != u'/' && peek() != u'>')
    token.text += m_html[m_at++];
  token.text = token.text.toLower();
  for (;;) {
    skipSpace();
    if (m_at >= m_html.size()) // A tag that never ends is none.
      return {};
    if (peek() == u'>') {
      ++m_at;
      return token;
    }
    if (peek() != u'/') {
      readAttribute(token);
      continue;
    }
    ++m_at;
    token.isSelfClosing = peek() == u'>';
  }
}

void HtmlTokens::readAttribute(HtmlToken& tag)
{
  QString name(m_html[m_at++]); // even "="
  while (m_at < m_html.size() && !isSpace(peek()) && peek() != u'/' && peek() != u'>' && peek() != u'=')
    name += m_html[m_at++];
  name = name.toLower();
  skipSpace();
  QString value;
  if (peek() == u'=') {
    ++m_at;
    skipSpace();
    value = attributeValue();
  }
  const auto isSame = [&name](const auto& attribute) { return attribute.first == name; };
  if (std::none_of(tag.attributes.begin(), tag.attributes.end(), isSame))
    tag.attributes.append({name, value});
}

QString HtmlTokens::attributeValue()
{
  QString value;
  const QChar quote = peek();
  const bool isQuoted = quote == u'"' || quote == u'\'';
  if (isQuoted)
    ++m_at;
  while (m_at < m_html.size()) {
    const QChar c = m_html[m_at];
    if (isQuoted ? c == quote : isSpace(c) || c == u'>')
      break;
    if (c == u'&') {
      readReference(value, true);
    } else {
      value += c;
      ++m_at;
    }
  }
  if (isQuoted && m_at < m_html.size())
    ++m_at;
  return value;
}

HtmlToken HtmlTokens::declarationToken()
{
  if (!QStringView(m_html).sliced(m_at).startsWith("<!--"_L1)) {
    m_at += 2;
    return bogusComment();
  }
  HtmlToken token;
  token.kind = HtmlToken::Kind::Comment;
  m_at += 4;
  if (peek() == u'>' || (peek() == u'-' && peek(1) == u'>')) {
    m_at += peek() == u'>' ? 1 : 2;
    return token;
  }
  const qsizetype end = m_html.indexOf("-->"_L1, m_at);
  token.text = m_html.mid(m_at, end < 0 ? -1 : end - m_at);
  m_at = end < 0 ? m_html.size() : end + 3;
  return token;
}

HtmlToken HtmlTokens::bogusComment()
{
  HtmlToken token;
  token.kind = HtmlToken::Kind::Comment;
  const qsizetype end = m_html.indexOf(u'>', m_at);
  token.text = m_html.mid(m_at, end < 0 ? -1 : end - m_at);
  m_at = end < 0 ? m_html.size() : end + 1;
  return token;
}

void HtmlTokens::readReference(QString& out, bool isInAttribute)
{
  const bool isRead = peek(1) == u'#' ? readNumber(out) : readName(out, isInAttribute);
  if (isRead)
    return;
  out += u'&';
  ++m_at;
}

bool HtmlTokens::readNumber(QString& out)
{
  const bool isHex = peek(2) == u'x' || peek(2) == u'X';
  qsizetype end = m_at + (isHex ? 3 : 2);
  const qsizetype from = end;
  while (end < m_html.size() && (isHex ? isHexDigit(m_html[end]) : isDigit(m_html[end])))
    ++end;
  if (end == from)
    return false;
  bool isSmall = false;
  const uint code = QStringView(m_html).sliced(from, end - from).toUInt(&isSmall, isHex ? 16 : 10);
  out += QString::fromUcs4(std::initializer_list<char32_t>{asMeant(isSmall ? code : 0x110000)}.begin(), 1);
  m_at = end < m_html.size() && m_html[end] == u';' ? end + 1 : end;
  return true;
}

bool HtmlTokens::readName(QString& out, bool isInAttribute)
{
  constexpr qsizetype kLongest = 32;
  qsizetype end = m_at + 1;
  while (end < m_html.size() && end - m_at <= kLongest && (isLetter(m_html[end]) || isDigit(m_html[end])))
    ++end;
  const bool isClosed = end < m_html.size() && m_html[end] == u';';
  for (qsizetype to = end; to > m_at + 1; --to) {
    const QString name = m_html.mid(m_at + 1, to - m_at - 1);
    const char32_t code = characterNamed(name);
    const bool isWhole = isClosed && to == end;
    if (code == 0 || (!isWhole && !isOld(code, name)))
      continue;
    const QChar after = to < m_html.size() ? m_html[to] : QChar();
    if (isInAttribute && !isWhole && (after == u'=' || isLetter(after) || isDigit(after)))
      return false;
    out += QString::fromUcs4(&code, 1);
    m_at = isWhole ? to + 1 : to;
    return true;
  }
  return false;
}

QString xmlName(const QString& name)
{
  QString out;
  for (const QChar c : name) {
    const bool isInside = isDigit(c) || c == u'.' || c == u'-';
    if (c.isLetter() || c == u'_' || (isInside && !out.isEmpty()))
      out += c;
    else
      out += u'U' + QString::number(c.unicode(), 16).toUpper().rightJustified(5, u'0');
  }
  return out;
}

} // namespace scriptorium::markup
