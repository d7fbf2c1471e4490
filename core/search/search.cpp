#include "search/search.h"

#include "store/searchtable.h"
#include "store/sql/database.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool hasWord(const QString& term)
{
  return std::ranges::any_of(term,
                             [](QChar c) { return c.isLetterOrNumber() || c.isSurrogate() || c.isMark(); });
}

QString quoted(QString term)
{
  // A NUL would end the query early.
  term.replace(QChar(u'\0'), u' ');
  return u'"' + term.replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

QString ftsQuery(const QString& text)
{
  QStringList terms;
  bool isPhrase = false;
  bool isOpen = false; // the last word is still being typed
  const auto parts = text.split(u'"');
  for (const auto& part : parts) {
    const QStringList words = isPhrase ? QStringList{part} : part.simplified().split(u' ');
    for (const auto& word : words) {
      if (!hasWord(word))
        continue;
      terms.append(quoted(word));
      isOpen = !isPhrase;
    }
    isPhrase = !isPhrase;
  }
  if (isOpen && !terms.isEmpty())
    terms.last() += u'*';
  return terms.join(u" AND "_s);
}

Result<QList<SearchHit>> search(CourseStore& store, const QString& text, int limit)
{
  QList<SearchHit> hits;
  const QString query = ftsQuery(text);
  if (query.isEmpty())
    return hits;
  if (store.isWritable())
    SCRIPTORIUM_TRY(refreshSearchIndex(store));
  // A word in the title counts as ten in the text.
  auto row = store.database().prepare(
      "SELECT b.id,-bm25(search,10.0,1.0) AS score FROM search s JOIN version v ON v.id=s.rowid "
      "JOIN block b ON b.id=v.block AND b.head=v.id WHERE search MATCH ? ORDER BY score DESC,b.id LIMIT ?");
  row.bind(0, query).bind(1, limit);
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return hits;
    hits.append({BlockId{row.integer(0)}, row.real(1)});
  }
}

} // namespace scriptorium
