#include "markup/entities.h"
#include "markup/html/htmltokens.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

bool isDigit(QChar c)
{
  return c >= u'0' && c <= u'9';
}

bool isHexDigit(QChar c)
{
  return isDigit(c) || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

bool isAlphanumeric(QChar c)
{
  return isDigit(c) || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
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

} // namespace

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
  const char32_t meant = asMeant(isSmall ? code : 0x110000);
  out += QString::fromUcs4(&meant, 1);
  m_at = end < m_html.size() && m_html[end] == u';' ? end + 1 : end;
  return true;
}

bool HtmlTokens::readName(QString& out, bool isInAttribute)
{
  const NamedReference found = longestReference(QStringView(m_html).sliced(m_at + 1));
  if (found.size == 0)
    return false;
  const bool isClosed = m_html[m_at + found.size] == u';';
  const QChar after = peek(found.size + 1);
  if (isInAttribute && !isClosed && (after == u'=' || isAlphanumeric(after)))
    return false;
  out += found.characters;
  m_at += found.size + 1;
  return true;
}

} // namespace scriptorium::markup
