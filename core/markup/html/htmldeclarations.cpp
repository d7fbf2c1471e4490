#include "markup/html/htmltokens.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr QChar kUnknown = u'\uFFFD';

HtmlToken comment(QString text)
{
  HtmlToken token;
  token.kind = HtmlToken::Kind::Comment;
  token.text = text.replace(QChar(0), kUnknown);
  return token;
}

} // namespace

HtmlToken HtmlTokens::declarationToken()
{
  if (startsWith("<!--"_L1))
    return commentToken();
  if (startsWith("<!doctype"_L1, Qt::CaseInsensitive))
    return doctypeToken();
  if (m_hasSections && startsWith("<![CDATA["_L1))
    return sectionToken();
  m_at += 2;
  return bogusComment();
}

HtmlToken HtmlTokens::sectionToken()
{
  m_at += "<![CDATA["_L1.size();
  const qsizetype end = m_html.indexOf("]]>"_L1, m_at);
  HtmlToken token;
  token.kind = HtmlToken::Kind::Text;
  token.text = m_html.mid(m_at, end < 0 ? -1 : end - m_at);
  m_at = end < 0 ? m_html.size() : end + 3;
  return token;
}

HtmlToken HtmlTokens::commentToken()
{
  m_at += 4;
  const qsizetype from = m_at;
  if (peek() == u'>' || (peek() == u'-' && peek(1) == u'>')) {
    m_at += peek() == u'>' ? 1 : 2;
    return comment({});
  }
  for (qsizetype at = from; (at = m_html.indexOf("--"_L1, at)) >= 0;) {
    while (at + 2 < m_html.size() && m_html[at + 2] == u'-')
      ++at;
    const QStringView behind = QStringView(m_html).sliced(at + 2);
    const bool isBang = behind.startsWith("!>"_L1) || behind == "!"_L1;
    if (behind.isEmpty() || behind[0] == u'>' || isBang) {
      m_at = std::min(m_html.size(), at + (isBang ? 4 : 3));
      return comment(m_html.mid(from, at - from));
    }
    at += 2;
  }
  m_at = m_html.size();
  const qsizetype end = m_at > from && m_html.back() == u'-' ? m_at - 1 : m_at;
  return comment(m_html.mid(from, end - from));
}

HtmlToken HtmlTokens::bogusComment()
{
  const qsizetype end = m_html.indexOf(u'>', m_at);
  HtmlToken token = comment(m_html.mid(m_at, end < 0 ? -1 : end - m_at));
  m_at = end < 0 ? m_html.size() : end + 1;
  return token;
}

HtmlToken HtmlTokens::doctypeToken()
{
  m_at += "<!doctype"_L1.size();
  HtmlToken token;
  token.kind = HtmlToken::Kind::Doctype;
  skipSpace();
  const qsizetype from = m_at;
  while (m_at < m_html.size() && !isHtmlSpace(m_html[m_at]) && m_html[m_at] != u'>')
    ++m_at;
  token.text = htmlLowered(QStringView(m_html).sliced(from, m_at - from)).replace(QChar(0), kUnknown);
  token.isOdd = token.text.isEmpty();
  skipSpace();
  if (peek() != u'>')
    readIdentifiers(token);
  token.isOdd = token.isOdd || m_at >= m_html.size();
  const qsizetype end = m_html.indexOf(u'>', m_at);
  m_at = end < 0 ? m_html.size() : end + 1;
  return token;
}

void HtmlTokens::readIdentifiers(HtmlToken& token)
{
  const bool isPublic = startsWith("public"_L1, Qt::CaseInsensitive);
  if (!isPublic && !startsWith("system"_L1, Qt::CaseInsensitive)) {
    token.isOdd = true;
    return;
  }
  m_at += 6;
  skipSpace();
  if (!readIdentifier(isPublic ? token.publicId : token.systemId)) {
    token.isOdd = true;
    return;
  }
  skipSpace();
  if (isPublic && peek() != u'>') {
    token.isOdd = !readIdentifier(token.systemId);
    skipSpace();
  }
}

bool HtmlTokens::readIdentifier(QString& to)
{
  const QChar quote = peek();
  if (quote != u'"' && quote != u'\'')
    return false;
  const qsizetype from = ++m_at;
  while (m_at < m_html.size() && m_html[m_at] != quote && m_html[m_at] != u'>')
    ++m_at;
  to = u""_s + m_html.mid(from, m_at - from).replace(QChar(0), kUnknown);
  const bool isClosed = peek() == quote;
  if (isClosed)
    ++m_at;
  return isClosed;
}

} // namespace scriptorium::markup
