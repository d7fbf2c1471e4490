#include "edit/versionrows.h"

#include "store/sql/childrenjson.h"
#include "store/sql/database.h"
#include "store/sql/versionhash.h"
#include "store/sql/versionrow.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Names of children, read when the hash asks; a child that is not there is the caller's mistake.
class Names
{
public:
  explicit Names(Database& db) : m_db(db) {}

  BlockName operator()(BlockId id)
  {
    auto query = m_db.prepare("SELECT type, url_name FROM block WHERE id = ?");
    const auto found = query.bind(0, id.value).step();
    if (found && *found)
      return {query.text(0), query.text(1)};
    if (!m_failure)
      m_failure =
          found ? Error{Error::Kind::NotFound, {}, u"There is no block %1."_s.arg(id.value)} : found.error();
    return {};
  }
  const std::optional<Error>& failure() const { return m_failure; }

private:
  Database& m_db;
  std::optional<Error> m_failure;
};

} // namespace

bool hasSameContent(const BlockVersion& a, const BlockVersion& b)
{
  return a.bodyForm == b.bodyForm && a.body == b.body && a.flags == b.flags && a.fields == b.fields &&
         a.children == b.children && a.bodyPath == b.bodyPath && a.note == b.note;
}

Result<VersionId> storeVersion(CourseStore& store, OpId op, BlockVersion version)
{
  Names names(store.database());
  const BlockName own = names(version.block);
  std::optional<Sha256> body;
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(body, store.blobHash(version.body));
  }
  const Sha256 hash =
      versionHash(own.type, own.urlName, version, body, [&](BlockId id) { return names(id); });
  if (names.failure())
    return *names.failure();
  version.id = {};
  if (!version.source.isValid() && !version.flags.testFlag(VersionFlag::Broken))
    version.line = 0;
  return insertVersion(store.database(), version, op, hash);
}

Result<QList<Child>> readChildren(Database& db, VersionId version)
{
  auto query = db.prepare("SELECT children FROM version WHERE id = ?");
  SCRIPTORIUM_TRY_ASSIGN(const bool isThere, query.bind(0, version.value).step());
  if (!isThere)
    return Error{Error::Kind::NotFound, {}, u"There is no version %1."_s.arg(version.value)};
  return childrenFromJson(query.utf8View(0));
}

Result<QList<BlockId>> readTree(Database& db, BlockId block)
{
  auto query = db.prepare(
      "WITH RECURSIVE tree(id) AS (SELECT ? UNION SELECT b.id FROM block b JOIN tree t ON b.parent = t.id) "
      "SELECT id FROM tree");
  query.bind(0, block.value);
  QList<BlockId> ids;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      return ids;
    ids.append(BlockId(query.integer(0)));
  }
}

} // namespace scriptorium
