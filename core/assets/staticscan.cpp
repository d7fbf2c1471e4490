#include "assets/staticscan.h"

#include <QByteArray>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr QByteArrayView kPrefix("/static/");
constexpr qsizetype kMostName = 2048;

/// What may open a reference and then closes it.
constexpr std::array kQuotes = {
    QByteArrayView("&quot;"), QByteArrayView("&apos;"), QByteArrayView("&#34;"), QByteArrayView("&#39;"),
    QByteArrayView("&#x27;"), QByteArrayView("&#x22;"), QByteArrayView("\\\""),  QByteArrayView("\\'"),
    QByteArrayView("\""),     QByteArrayView("'"),
};

struct Entity
{
  QByteArrayView text;
  char character;
};
constexpr std::array kEntities = {
    Entity{QByteArrayView("&amp;"), '&'},   Entity{QByteArrayView("&lt;"), '<'},
    Entity{QByteArrayView("&gt;"), '>'},    Entity{QByteArrayView("&quot;"), '"'},
    Entity{QByteArrayView("&apos;"), '\''}, Entity{QByteArrayView("&#39;"), '\''},
    Entity{QByteArrayView("&#34;"), '"'},   Entity{QByteArrayView("&#38;"), '&'},
};

/// Whether a byte in front of "/static/" makes it a part of something longer.
bool continuesPath(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         QByteArrayView("./_-%}$").contains(c) || static_cast<signed char>(c) < 0;
}

QByteArrayView quoteBefore(QByteArrayView body, qsizetype at)
{
  const auto before = body.first(at);
  const auto* quote =
      std::find_if(kQuotes.begin(), kQuotes.end(), [&](QByteArrayView q) { return before.endsWith(q); });
  return quote == kQuotes.end() ? QByteArrayView() : *quote;
}

QString decoded(QByteArrayView text)
{
  QByteArray plain;
  for (qsizetype at = 0; at < text.size();) {
    const auto rest = text.sliced(at);
    const auto* entity = std::find_if(kEntities.begin(), kEntities.end(),
                                      [&](const Entity& e) { return rest.startsWith(e.text); });
    if (rest.front() == '&' && entity != kEntities.end()) {
      plain += entity->character;
      at += entity->text.size();
    } else {
      plain += rest.front();
      ++at;
    }
  }
  return QString::fromUtf8(QByteArray::fromPercentEncoding(plain));
}

/// The first place in `text` where a name without quotes ends.
qsizetype bareEnd(QByteArrayView text, bool isInBrackets)
{
  for (qsizetype at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool isSpace = c >= 0 && c <= ' ';
    if (isSpace || QByteArrayView("\"'<>\\").contains(c) || (c == ')' && isInBrackets))
      return at;
    if (c == '&' && std::any_of(kQuotes.begin(), kQuotes.end(),
                                [&](QByteArrayView q) { return text.sliced(at).startsWith(q); }))
      return at;
  }
  return text.size();
}

} // namespace

std::optional<StaticReference> StaticScan::next()
{
  for (;;) {
    const qsizetype found = m_body.indexOf(kPrefix, m_at);
    if (found < 0)
      return std::nullopt;
    m_at = found + kPrefix.size();
    if (found > 0 && continuesPath(m_body[found - 1]))
      continue;
    StaticReference reference = referenceAt(m_at);
    const auto behind = m_body.sliced(reference.end);
    if (reference.name.isEmpty() || reference.name.startsWith("xblock"_L1) || behind.startsWith("?raw"))
      continue;
    m_at = reference.end;
    return reference;
  }
}

StaticReference StaticScan::referenceAt(qsizetype begin) const
{
  const qsizetype start = begin - kPrefix.size();
  const auto text = m_body.sliced(begin, std::min(kMostName, m_body.size() - begin));
  const auto quote = quoteBefore(m_body, start);
  qsizetype end = quote.isEmpty() ? -1 : text.indexOf(quote);
  const qsizetype lineEnd = text.indexOf('\n');
  StaticReference reference;
  reference.isQuoted = end >= 0 && (lineEnd < 0 || end < lineEnd);
  if (!reference.isQuoted)
    end = bareEnd(text, start > 0 && m_body[start - 1] == '(');
  const auto name = text.first(end);
  const auto* stop = std::find_if(name.begin(), name.end(), [](char c) { return c == '?' || c == '#'; });
  reference.begin = begin;
  reference.end = begin + (stop - name.begin());
  reference.name = decoded(m_body.sliced(begin, reference.end - begin));
  return reference;
}

} // namespace scriptorium
