#include "store/sql/versionrow.h"

#include "base/faultpoint.h"
#include "store/sql/childrenjson.h"
#include "store/sql/versionhash.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error damaged(const BlockVersion& version, const QString& what)
{
  return Error{Error::Kind::BadInput, u"version %1"_s.arg(version.id.value), what};
}

} // namespace

Result<BlockVersion> readVersion(const Statement& row, int first)
{
  BlockVersion version;
  version.id = VersionId{row.integer(first)};
  version.block = BlockId{row.integer(first + 1)};
  auto fields = Fields::fromJson(row.utf8View(first + 2));
  if (!fields)
    return damaged(version, fields.error().detail);
  version.fields = *std::move(fields);
  auto children = childrenFromJson(row.utf8View(first + 3));
  if (!children)
    return damaged(version, children.error().detail);
  version.children = *std::move(children);
  const qint64 form = row.integer(first + 4);
  if (form < 0 || form > static_cast<qint64>(BodyForm::Broken))
    return damaged(version, u"The form of its body is unknown."_s);
  version.bodyForm = static_cast<BodyForm>(form);
  version.body = BlobId{row.integer(first + 5)};
  version.bodyPath = row.text(first + 6);
  version.source = SourceId{row.integer(first + 7)};
  version.flags = VersionFlags::fromInt(static_cast<int>(row.integer(first + 8)));
  version.note = row.text(first + 9);
  version.line = static_cast<int>(row.integer(first + 10));
  return version;
}

VersionBytes versionBytes(const BlockVersion& version)
{
  return {version.fields.toJson(), childrenToJson(version.children), versionTitle(version.fields).toUtf8()};
}

Result<VersionId> insertVersion(Database& database, const BlockVersion& version, OpId op, const Sha256& hash)
{
  return insertVersion(database, version, versionBytes(version), op, hash);
}

Result<VersionId> insertVersion(Database& database, const BlockVersion& version, const VersionBytes& bytes,
                                OpId op, const Sha256& hash)
{
  SCRIPTORIUM_TRY(faultPoint("store.version"));
  auto insert = database.prepare(
      "INSERT INTO version(id,block,op,title,fields,children,body_form,body,body_path,source,"
      "flags,note,line,hash) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  insert.bindId(0, version.id.value).bind(1, version.block.value).bind(2, op.value);
  insert.bindUtf8(3, bytes.title).bindUtf8(4, bytes.fields).bindUtf8(5, bytes.children);
  insert.bind(6, static_cast<qint64>(version.bodyForm)).bindId(7, version.body.value);
  if (!version.bodyPath.isEmpty())
    insert.bind(8, version.bodyPath);
  insert.bindId(9, version.source.value).bind(10, version.flags.toInt());
  if (!version.note.isEmpty())
    insert.bind(11, version.note);
  insert.bind(12, version.line);
  insert.bindBlob(13, {reinterpret_cast<const char*>(hash.bytes.data()), 32});
  SCRIPTORIUM_TRY(insert.run());
  return version.id.isValid() ? version.id : VersionId{database.lastInsertId()};
}

} // namespace scriptorium
