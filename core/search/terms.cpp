#include "search/terms.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// As FTS5's unicode61: letters, digits and the marks on them make words.
bool isWordCharacter(QChar c)
{
  return c.isLetterOrNumber() || c.isSurrogate() || c.isMark();
}

QString quoted(QString term)
{
  // A NUL would end the query early.
  term.replace(QChar(u'\0'), u' ');
  return u'"' + term.replace(u'"', u"\"\""_s) + u'"';
}

QList<TextSpan> wordsOf(const QString& text)
{
  QList<TextSpan> words;
  for (qsizetype at = 0; at < text.size(); ++at) {
    if (!isWordCharacter(text[at]))
      continue;
    const qsizetype begin = at;
    while (at < text.size() && isWordCharacter(text[at]))
      ++at;
    words.append({begin, at - begin});
  }
  return words;
}

SearchTerm termOf(const QString& text)
{
  SearchTerm term{text, folded(text), {}, false};
  const auto words = wordsOf(text);
  for (const TextSpan word : words)
    term.tokens.append(folded(text.sliced(word.begin, word.length)));
  return term;
}

/// Where an excerpt may be cut: the space nearest to `at` on the side of the span, else `at` itself.
qsizetype cutBefore(const QString& text, qsizetype at, qsizetype begin)
{
  const qsizetype space = text.indexOf(u' ', at);
  return space >= 0 && space < begin ? space + 1 : at;
}

qsizetype cutBehind(const QString& text, qsizetype at, qsizetype end)
{
  const qsizetype space = text.lastIndexOf(u' ', at);
  return space >= end ? space : at;
}

} // namespace

QList<SearchTerm> searchTerms(const QString& typed)
{
  QList<SearchTerm> terms;
  bool isPhrase = false;
  bool isOpen = false; // the last word is still being typed
  const auto parts = typed.split(u'"');
  for (const auto& part : parts) {
    const QStringList words = isPhrase ? QStringList{part} : part.simplified().split(u' ');
    for (const auto& word : words) {
      if (!std::ranges::any_of(word, isWordCharacter))
        continue;
      terms.append(termOf(word));
      isOpen = !isPhrase;
    }
    isPhrase = !isPhrase;
  }
  if (!terms.isEmpty())
    terms.last().isOpen = isOpen;
  return terms;
}

QString ftsQuery(const QList<SearchTerm>& terms)
{
  QStringList words;
  for (const auto& term : terms)
    words.append(quoted(term.text) + (term.isOpen ? u"*"_s : QString()));
  return words.join(u" AND "_s);
}

QString folded(const QString& text, QList<qsizetype>* places)
{
  QString result;
  result.reserve(text.size());
  const auto take = [&](QChar c, qsizetype at) {
    if (c.unicode() > 0x7F && c.category() == QChar::Mark_NonSpacing)
      return;
    result += c.toCaseFolded();
    if (places)
      places->append(at);
  };
  for (qsizetype at = 0; at < text.size(); ++at) {
    const QChar c = text[at];
    const bool isSplit = c.unicode() > 0x7F && c.decompositionTag() == QChar::Canonical;
    if (!isSplit) {
      take(c, at);
      continue;
    }
    const QString parts = c.decomposition();
    for (const QChar part : parts)
      take(part, at);
  }
  return result;
}

TokenText::TokenText(const QString& text)
{
  const auto words = wordsOf(text);
  m_tokens.reserve(words.size());
  for (const TextSpan word : words)
    m_tokens.append({word, scriptorium::folded(text.sliced(word.begin, word.length))});
}

bool TokenText::matchesAt(qsizetype at, const SearchTerm& term) const
{
  const qsizetype count = term.tokens.size();
  if (count == 0 || at + count > m_tokens.size())
    return false;
  for (qsizetype i = 0; i < count; ++i) {
    const QString& word = m_tokens[at + i].folded;
    const bool isBeginning = term.isOpen && i == count - 1;
    if (isBeginning ? !word.startsWith(term.tokens[i]) : word != term.tokens[i])
      return false;
  }
  return true;
}

std::optional<TextSpan> TokenText::find(const SearchTerm& term) const
{
  for (qsizetype at = 0; at < m_tokens.size(); ++at) {
    if (!matchesAt(at, term))
      continue;
    const TextSpan last = m_tokens[at + term.tokens.size() - 1].span;
    const qsizetype begin = m_tokens[at].span.begin;
    return TextSpan{begin, last.begin + last.length - begin};
  }
  return std::nullopt;
}

std::optional<TextSpan> findInside(const QString& value, const SearchTerm& term)
{
  QList<qsizetype> places;
  const qsizetype at = folded(value, &places).indexOf(term.folded);
  if (at < 0 || term.folded.isEmpty())
    return std::nullopt;
  const qsizetype begin = places[at];
  return TextSpan{begin, places[at + term.folded.size() - 1] + 1 - begin};
}

Excerpt excerptAround(const QString& text, TextSpan span)
{
  constexpr qsizetype kBefore = 40;
  constexpr qsizetype kBehind = 100;
  const qsizetype end = span.begin + span.length;
  const qsizetype from = span.begin > kBefore ? cutBefore(text, span.begin - kBefore, span.begin) : 0;
  const qsizetype to = text.size() - end > kBehind ? cutBehind(text, end + kBehind, end) : text.size();
  QString piece = text.sliced(from, to - from);
  std::ranges::replace_if(
      piece, [](QChar c) { return c.isSpace(); }, u' ');
  const QString before = from > 0 ? u"…"_s : QString();
  const QString behind = to < text.size() ? u"…"_s : QString();
  return {before + piece + behind, {span.begin - from + before.size(), span.length}};
}

} // namespace scriptorium
