#include "search/fieldscan.h"

#include "store/sql/database.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isPlain(QByteArrayView bytes)
{
  return std::ranges::all_of(bytes, [](char c) { return c >= ' ' && c <= '~' && c != '\\'; });
}

/// Says of most rows that they cannot match, without decoding them.
class RowFilter
{
public:
  explicit RowFilter(const QList<SearchTerm>& terms)
  {
    for (const auto& term : terms)
      m_needles.append(term.folded.toUtf8());
  }

  bool mayMatch(QByteArrayView bytes) const
  {
    if (!isPlain(bytes))
      return true;
    const QLatin1StringView text(bytes);
    return std::ranges::all_of(m_needles, [&](const QByteArray& needle) {
      return needle.contains('\\') || text.contains(QLatin1StringView(needle), Qt::CaseInsensitive);
    });
  }

private:
  QList<QByteArray> m_needles;
};

} // namespace

std::optional<TextSpan> findAllInside(const QString& value, const QList<SearchTerm>& terms)
{
  std::optional<TextSpan> first;
  for (const auto& term : terms) {
    const auto place = findInside(value, term);
    if (!place)
      return std::nullopt;
    if (!first)
      first = place;
  }
  return first;
}

Result<Unit> scanFields(const CourseStore& store, const QString& type, const QList<SearchTerm>& terms,
                        Progress& progress, const std::function<bool(SearchHit)>& take)
{
  const RowFilter filter(terms);
  auto row = store.database().prepare("SELECT b.id,b.type,b.url_name,v.title,v.fields FROM block b "
                                      "JOIN version v ON v.id=b.head "
                                      "WHERE b.type<>'@file' AND (?1='' OR b.type=?1) ORDER BY b.id");
  row.bind(0, type);
  for (qint64 done = 0;; ++done) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return Unit{};
    if (done % 256 == 0)
      SCRIPTORIUM_TRY(progress.report(done, 0));
    if (!filter.mayMatch(row.utf8View(2)) && !filter.mayMatch(row.utf8View(4)))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Fields fields, Fields::fromJson(row.utf8View(4)));
    const bool isFound =
        findAllInside(row.text(2), terms) || std::ranges::any_of(fields, [&](const auto& entry) {
          return findAllInside(entry.value, terms).has_value();
        });
    if (isFound && !take({BlockId{row.integer(0)}, row.text(1), row.text(2), row.text(3), 0, {}}))
      return Unit{};
  }
}

} // namespace scriptorium
