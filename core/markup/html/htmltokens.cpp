#include "markup/html/htmltokens.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr qsizetype kMostAttributes = 1000;
constexpr QChar kReplacement = u'\uFFFD';

bool isLetter(QChar c)
{
  return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool endsName(QChar c)
{
  return isHtmlSpace(c) || c == u'/' || c == u'>';
}

QString withoutZeros(QStringView text)
{
  return text.toString().replace(QChar(0), kReplacement);
}

} // namespace

bool HtmlToken::isStart(std::initializer_list<QLatin1StringView> tags) const
{
  return kind == Kind::Start && std::ranges::find(tags, text) != tags.end();
}

bool HtmlToken::isEnd(std::initializer_list<QLatin1StringView> tags) const
{
  return kind == Kind::End && std::ranges::find(tags, text) != tags.end();
}

bool HtmlToken::isSpace() const
{
  return kind == Kind::Text && std::all_of(text.begin(), text.end(), isHtmlSpace);
}

QString HtmlToken::attribute(QLatin1StringView name) const
{
  for (const auto& [key, value] : attributes)
    if (key == name)
      return value;
  return {};
}

bool isHtmlSpace(QChar c)
{
  return c == u' ' || c == u'\n' || c == u'\t' || c == u'\f' || c == u'\r';
}

QString htmlLowered(QStringView text)
{
  QString out = text.toString();
  for (QChar& c : out)
    if (c >= u'A' && c <= u'Z')
      c = QChar(c.unicode() + (u'a' - u'A'));
  return out;
}

HtmlTokens::HtmlTokens(QString html) : m_html(std::move(html))
{
  m_html.replace("\r\n"_L1, "\n"_L1).replace(u'\r', u'\n');
}

QChar HtmlTokens::peek(qsizetype ahead) const
{
  return m_at + ahead < m_html.size() ? m_html[m_at + ahead] : QChar();
}

bool HtmlTokens::startsWith(QLatin1StringView text, Qt::CaseSensitivity how) const
{
  return QStringView(m_html).sliced(m_at).startsWith(text, how);
}

void HtmlTokens::skipSpace()
{
  while (m_at < m_html.size() && isHtmlSpace(m_html[m_at]))
    ++m_at;
}

void HtmlTokens::readText(Reading reading, const QString& endTag)
{
  m_reading = reading;
  m_endTag = endTag;
}

bool HtmlTokens::isMarkupAhead() const
{
  if (peek() != u'<')
    return false;
  const QChar next = peek(1);
  return isLetter(next) || next == u'!' || next == u'?' || (next == u'/' && m_at + 2 < m_html.size());
}

HtmlToken HtmlTokens::next()
{
  if (m_reading != Reading::Markup)
    if (HtmlToken text = wholeText(); !text.text.isEmpty())
      return text;
  while (startsWith("</>"_L1)) // means nothing
    m_at += 3;
  if (m_at >= m_html.size())
    return {};
  if (!isMarkupAhead())
    return textToken();
  const QChar mark = peek(1);
  if (mark == u'!')
    return declarationToken();
  if (isLetter(mark)) {
    m_at += 1;
    return tagToken(HtmlToken::Kind::Start);
  }
  m_at += mark == u'?' ? 1 : 2;
  return mark == u'/' && isLetter(peek()) ? tagToken(HtmlToken::Kind::End) : bogusComment();
}

HtmlToken HtmlTokens::textToken()
{
  HtmlToken token;
  token.kind = HtmlToken::Kind::Text;
  while (m_at < m_html.size()) {
    const qsizetype from = m_at;
    while (m_at < m_html.size() && m_html[m_at] != u'<' && m_html[m_at] != u'&')
      ++m_at;
    token.text += QStringView(m_html).sliced(from, m_at - from);
    if (m_at >= m_html.size() || isMarkupAhead())
      break;
    if (m_html[m_at] == u'&')
      readReference(token.text, false);
    else
      token.text += m_html[m_at++];
  }
  return token;
}

HtmlToken HtmlTokens::wholeText()
{
  HtmlToken token;
  token.kind = HtmlToken::Kind::Text;
  const qsizetype end = endOfWholeText();
  if (m_reading == Reading::Decoding) {
    while (m_at < end) {
      const qsizetype from = m_at;
      while (m_at < end && m_html[m_at] != u'&')
        ++m_at;
      token.text += withoutZeros(QStringView(m_html).sliced(from, m_at - from));
      if (m_at < end)
        readReference(token.text, false);
    }
  } else {
    token.text = withoutZeros(QStringView(m_html).sliced(m_at, end - m_at));
    m_at = end;
  }
  m_reading = Reading::Markup;
  return token;
}

bool HtmlTokens::isTagAt(qsizetype at, QLatin1StringView opening, QStringView name) const
{
  const QStringView text = QStringView(m_html).sliced(at);
  const qsizetype size = opening.size() + name.size();
  return text.size() > size && text.startsWith(opening) && endsName(text[size]) &&
         text.sliced(opening.size(), name.size()).compare(name, Qt::CaseInsensitive) == 0;
}

qsizetype HtmlTokens::endOfWholeText() const
{
  if (m_endTag.isEmpty())
    return m_html.size();
  if (m_reading == Reading::Script)
    return endOfScript();
  for (qsizetype at = m_at; (at = m_html.indexOf("</"_L1, at)) >= 0; ++at)
    if (isTagAt(at, "</"_L1, m_endTag))
      return at;
  return m_html.size();
}

qsizetype HtmlTokens::endOfScript() const
{
  enum class Inside
  {
    Script,
    Comment,
    ScriptInComment
  };
  auto inside = Inside::Script;
  for (qsizetype at = m_at; at < m_html.size(); ++at) {
    const QStringView rest = QStringView(m_html).sliced(at);
    if (rest[0] == u'-' && inside != Inside::Script && rest.startsWith("-->"_L1)) {
      inside = Inside::Script;
    } else if (rest[0] == u'<' && inside == Inside::Script && rest.startsWith("<!--"_L1)) {
      inside = Inside::Comment;
      ++at; // Its own dashes may be those of its end.
    } else if (rest[0] == u'<' && inside == Inside::Comment && isTagAt(at, "<"_L1, u"script")) {
      inside = Inside::ScriptInComment;
    } else if (rest[0] == u'<' && isTagAt(at, "</"_L1, m_endTag)) {
      if (inside != Inside::ScriptInComment)
        return at;
      inside = Inside::Comment;
    }
  }
  return m_html.size();
}

HtmlToken HtmlTokens::tagToken(HtmlToken::Kind kind)
{
  HtmlToken token;
  token.kind = kind;
  m_names.clear();
  const qsizetype from = m_at;
  while (m_at < m_html.size() && !endsName(m_html[m_at]))
    ++m_at;
  token.text = withoutZeros(htmlLowered(QStringView(m_html).sliced(from, m_at - from)));
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
  constexpr qsizetype kMany = 16;
  const qsizetype from = m_at++; // even "="
  while (m_at < m_html.size() && !endsName(m_html[m_at]) && m_html[m_at] != u'=')
    ++m_at;
  const QString name = withoutZeros(htmlLowered(QStringView(m_html).sliced(from, m_at - from)));
  skipSpace();
  QString value = u""_s;
  if (peek() == u'=') {
    ++m_at;
    skipSpace();
    value = attributeValue();
  }
  auto& all = tag.attributes;
  if (all.size() >= kMostAttributes)
    return;
  const auto isSame = [&name](const auto& attribute) { return attribute.first == name; };
  if (all.size() < kMany ? std::any_of(all.begin(), all.end(), isSame) : m_names.contains(name))
    return;
  all.append({name, value});
  if (all.size() == kMany)
    for (const auto& attribute : std::as_const(all))
      m_names.insert(attribute.first);
  else if (all.size() > kMany)
    m_names.insert(name);
}

QString HtmlTokens::attributeValue()
{
  QString value = u""_s;
  const QChar quote = peek();
  const bool isQuoted = quote == u'"' || quote == u'\'';
  if (isQuoted)
    ++m_at;
  while (m_at < m_html.size()) {
    const QChar c = m_html[m_at];
    if (isQuoted ? c == quote : isHtmlSpace(c) || c == u'>')
      break;
    if (c == u'&') {
      readReference(value, true);
    } else {
      value += c.isNull() ? kReplacement : c;
      ++m_at;
    }
  }
  if (isQuoted && m_at < m_html.size())
    ++m_at;
  return value;
}

} // namespace scriptorium::markup
