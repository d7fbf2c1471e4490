#include "store/doctor/checkup.h"
#include "store/searchtable.h"
#include "store/sql/schema.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Every word of an index with its places, in a fixed order.
constexpr const char* kWordsTable =
    "CREATE VIRTUAL TABLE temp.words USING fts5vocab('main','search','instance')";
constexpr const char* kWords = "SELECT term,doc,col,offset FROM temp.words";

Result<bool> haveSameWords(Database& first, Database& second)
{
  SCRIPTORIUM_TRY(first.execute(kWordsTable));
  SCRIPTORIUM_TRY(second.execute(kWordsTable));
  auto a = first.prepare(kWords);
  auto b = second.prepare(kWords);
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasA, a.step());
    SCRIPTORIUM_TRY_ASSIGN(const bool hasB, b.step());
    if (!hasA || !hasB)
      return hasA == hasB;
    const bool isSame = a.utf8View(0) == b.utf8View(0) && a.integer(1) == b.integer(1) &&
                        a.utf8View(2) == b.utf8View(2) && a.integer(3) == b.integer(3);
    if (!isSame)
      return false;
  }
}

} // namespace

Result<bool> Checkup::isIndexRight()
{
  SCRIPTORIUM_TRY_ASSIGN(const auto expected, Database::openTemporary());
  SCRIPTORIUM_TRY(createSchema(*expected));
  SCRIPTORIUM_TRY(expected->begin());
  auto row = m_database.prepare("SELECT i.version,v.block=i.block FROM indexed i LEFT JOIN version v ON "
                                "v.id=i.version ORDER BY i.version");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      break;
    SCRIPTORIUM_TRY(m_progress.report(row.integer(0), versions));
    if (row.integer(1) == 0)
      return false;
    SCRIPTORIUM_TRY_ASSIGN(const IndexedText entry,
                           indexedText(m_database, m_folder, VersionId{row.integer(0)}));
    auto insert = expected->prepare("INSERT INTO search(rowid,title,text) VALUES(?,?,?)");
    SCRIPTORIUM_TRY(insert.bind(0, row.integer(0)).bind(1, entry.title).bindUtf8(2, entry.text).run());
  }
  SCRIPTORIUM_TRY(expected->commit());
  return haveSameWords(m_database, *expected);
}

} // namespace scriptorium
