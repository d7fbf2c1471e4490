#include "store/searchtable.h"

#include "base/faultpoint.h"
#include "markup/visibletext.h"
#include "store/blobs.h"
#include "store/sql/database.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<QList<StaleEntry>> readStale(Database& database, const char* sql, qint64 since)
{
  auto row = database.prepare(sql);
  row.bind(0, since);
  QList<StaleEntry> stale;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return stale;
    stale.append({BlockId{row.integer(0)}, VersionId{row.integer(1)}, VersionId{row.integer(2)}});
  }
}

Result<Unit> addEntry(Database& database, const QString& folder, BlockId block, VersionId version)
{
  SCRIPTORIUM_TRY_ASSIGN(const IndexedText entry, indexedText(database, folder, version));
  auto note = database.prepare("INSERT OR REPLACE INTO indexed(block,version) VALUES(?,?)");
  SCRIPTORIUM_TRY(note.bind(0, block.value).bind(1, version.value).run());
  auto insert = database.prepare("INSERT INTO search(rowid,title,text) VALUES(?,?,?)");
  return insert.bind(0, version.value).bind(1, entry.title).bindUtf8(2, entry.text).run();
}

Result<Unit> removeEntry(Database& database, const QString& folder, BlockId block, VersionId version)
{
  // The index keeps no texts: an entry goes by telling it again what it was.
  SCRIPTORIUM_TRY_ASSIGN(const IndexedText entry, indexedText(database, folder, version));
  auto remove = database.prepare("INSERT INTO search(search,rowid,title,text) VALUES('delete',?,?,?)");
  SCRIPTORIUM_TRY(remove.bind(0, version.value).bind(1, entry.title).bindUtf8(2, entry.text).run());
  auto forget = database.prepare("DELETE FROM indexed WHERE block=?");
  return forget.bind(0, block.value).run();
}

Result<Unit> noteOp(Database& database)
{
  return database
      .prepare("INSERT OR REPLACE INTO meta(key,value) SELECT 'indexed_op',coalesce(max(id),0) FROM op")
      .run();
}

Result<Unit> replaceEntries(Database& database, const QString& folder, const QList<StaleEntry>& stale)
{
  for (const auto& entry : stale) {
    SCRIPTORIUM_TRY(faultPoint("search.entry"));
    if (entry.indexed.isValid())
      SCRIPTORIUM_TRY(removeEntry(database, folder, entry.block, entry.indexed));
    if (entry.head.isValid())
      SCRIPTORIUM_TRY(addEntry(database, folder, entry.block, entry.head));
  }
  return Unit{};
}

/// Runs `work` in a transaction of its own.
template <typename Work>
Result<Unit> inTransaction(Database& database, const Work& work)
{
  SCRIPTORIUM_TRY(database.begin());
  if (auto done = work(); !done) {
    database.rollback();
    return done;
  }
  return database.commit();
}

} // namespace

QByteArray searchText(BodyForm form, QByteArrayView body)
{
  switch (form) {
  case BodyForm::Element:
  case BodyForm::Text:
  case BodyForm::Broken:
    return markup::visibleText(body);
  case BodyForm::None:
  case BodyForm::File:
    return {};
  }
  return {};
}

Result<Unit> fillSearchIndex(Database& database, const QString& courseFolder, Progress& progress)
{
  progress.begin(u"Indexing"_s);
  SCRIPTORIUM_TRY(database.execute("INSERT INTO search(search) VALUES('delete-all'); DELETE FROM indexed"));
  SCRIPTORIUM_TRY_ASSIGN(
      const QList<StaleEntry> all,
      readStale(database, "SELECT id,head,NULL FROM block WHERE head>? AND type<>'@file' ORDER BY head", 0));
  for (qsizetype at = 0; at < all.size(); ++at) {
    SCRIPTORIUM_TRY(progress.report(at, all.size()));
    SCRIPTORIUM_TRY(addEntry(database, courseFolder, all[at].block, all[at].head));
  }
  return noteOp(database);
}

Result<IndexedText> indexedText(Database& database, const QString& courseFolder, VersionId version)
{
  auto row = database.prepare("SELECT title,body_form,body FROM version WHERE id=?");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bind(0, version.value).step());
  if (!found)
    return Error{Error::Kind::BadInput, u"search index"_s,
                 u"It holds version %1, which is gone."_s.arg(version.value)};
  IndexedText entry{row.text(0), {}};
  const auto form = static_cast<BodyForm>(row.integer(1));
  if (row.isNull(2) || form == BodyForm::None || form == BodyForm::File)
    return entry;
  QByteArray body;
  const auto read =
      streamBlob(database, courseFolder, BlobId{row.integer(2)}, [&](QByteArrayView piece) -> Result<Unit> {
        body.append(piece.data(), piece.size());
        return Unit{};
      });
  if (read)
    entry.text = searchText(form, body);
  return entry;
}

Result<QList<StaleEntry>> staleEntries(const CourseStore& store)
{
  // The newest op may have been extended since; only the import never is.
  const qint64 indexed = store.meta(u"indexed_op"_s).toLongLong();
  const qint64 since = indexed > 1 ? indexed - 1 : indexed;
  return readStale(store.database(),
                   "SELECT b.id,b.head,i.version FROM (SELECT DISTINCT block FROM change WHERE op>?) c "
                   "JOIN block b ON b.id=c.block LEFT JOIN indexed i ON i.block=b.id "
                   "WHERE b.type<>'@file' AND b.head IS NOT i.version",
                   since);
}

Result<Unit> refreshSearchIndex(const CourseStore& store, int most)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto stale, staleEntries(store));
  if (stale.isEmpty())
    return Unit{};
  const bool isAll = most < 0 || stale.size() <= most;
  Database& database = store.database();
  return inTransaction(database, [&]() -> Result<Unit> {
    SCRIPTORIUM_TRY(replaceEntries(database, store.folder(), isAll ? stale : stale.first(most)));
    return isAll ? noteOp(database) : Result<Unit>(Unit{});
  });
}

Result<Unit> rebuildSearchIndex(CourseStore& store, Progress& progress)
{
  return inTransaction(store.database(),
                       [&] { return fillSearchIndex(store.database(), store.folder(), progress); });
}

} // namespace scriptorium
