#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace scriptorium {

/// A run of characters of a text.
struct TextSpan
{
  qsizetype begin = 0;
  qsizetype length = 0;
};

/// One word, or one quoted phrase, of what a person searches.
struct SearchTerm
{
  QString text;        ///< as typed
  QString folded;      ///< without case and accents
  QStringList tokens;  ///< folded words of it, in order
  bool isOpen = false; ///< still being typed: its last word also matches as a beginning
};

/// The words and "quoted phrases" of what was typed; what has neither letter nor digit is left out.
QList<SearchTerm> searchTerms(const QString& typed);

/// The FTS5 query for these terms: every one quoted, so that nothing in it is an operator. Empty for none.
QString ftsQuery(const QList<SearchTerm>& terms);

/// `text` without case and accents. `places`, when given, gets for each character of the result where in
/// `text` it stands.
QString folded(const QString& text, QList<qsizetype>* places = nullptr);

/// A text taken apart into words as the index does it.
class TokenText
{
public:
  explicit TokenText(const QString& text);
  /// The first place where the words of `term` stand in a row.
  std::optional<TextSpan> find(const SearchTerm& term) const;

private:
  struct Token
  {
    TextSpan span;
    QString folded;
  };
  bool matchesAt(qsizetype at, const SearchTerm& term) const;
  QList<Token> m_tokens;
};

/// The first place of a term in a value, inside of words too.
std::optional<TextSpan> findInside(const QString& value, const SearchTerm& term);

/// A piece of `text` around a span, on one line, and the span in it.
struct Excerpt
{
  QString text;
  TextSpan mark;
};
Excerpt excerptAround(const QString& text, TextSpan span);

} // namespace scriptorium
