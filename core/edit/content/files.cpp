#include "edit/coursefiles.h"
#include "edit/operations.h"
#include "olx/write/coursewriter.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

Error badPath(const QString& path, const QString& sentence)
{
  return Error{Error::Kind::BadInput, path, sentence};
}

/// The block whose file `path` is, for blocks that have files of their own.
std::optional<BlockId> ownerOf(const CourseStore& store, const QString& path)
{
  const qsizetype slash = path.indexOf(u'/');
  const qsizetype dot = path.lastIndexOf(u'.');
  if (slash < 0 || dot < slash)
    return std::nullopt;
  const QString suffix = path.mid(dot);
  if (suffix != ".xml"_L1 && !(suffix == ".html"_L1 && path.startsWith("html/"_L1)))
    return std::nullopt;
  QString urlName = path.mid(slash + 1, dot - slash - 1);
  const auto found = store.find(path.first(slash), urlName.replace(u'/', u':'));
  return found ? std::optional(*found) : std::nullopt;
}

Result<Unit> checkPath(const CourseStore& store, const QString& path)
{
  const QStringList parts = path.split(u'/');
  const bool isWild = std::ranges::any_of(
      parts, [](const QString& part) { return part.isEmpty() || part == "."_L1 || part == ".."_L1; });
  const bool hasControl = std::ranges::any_of(path, [](QChar c) { return c < u' ' || c == u'\\'; });
  if (isWild || hasControl || path.size() > 1000)
    return badPath(path, u"This is not a path inside the course."_s);
  if (store.find(kFileType.toString(), path))
    return Unit{};
  if (ownerOf(store, path))
    return badPath(path, u"This file belongs to a block; edit the block instead."_s);
  return Unit{};
}

Result<BlockId> putFile(Edit& edit, const QString& path, BlobId bytes)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, edit.ensureBlock(kFileType.toString(), path));
  BlockVersion version;
  if (auto old = edit.current(id))
    version = *std::move(old);
  else if (old.error().kind != Error::Kind::NotFound)
    return old.error();
  // A link or a folder that gets bytes is a file from now on; whether it may be executed stays.
  version.fields.remove(u"kind"_s);
  version.fields.remove(u"target"_s);
  version.block = id;
  version.bodyForm = BodyForm::File;
  version.body = bytes;
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return id;
}

} // namespace

Result<BlockId> setFile(Edit& edit, const QString& path, QByteArrayView bytes)
{
  SCRIPTORIUM_TRY(checkPath(edit.store(), path));
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, edit.addBlob(bytes));
  return putFile(edit, path, blob);
}

Result<BlockId> importFile(Edit& edit, const TakenFile& file)
{
  if (file.copied.size == 0)
    return setFile(edit, file.path, file.bytes);
  SCRIPTORIUM_TRY(checkPath(edit.store(), file.path));
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, edit.addCopiedFile(file.copied));
  return putFile(edit, file.path, blob);
}

Result<Unit> removeFile(Edit& edit, const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, edit.store().find(kFileType.toString(), path));
  return edit.erase(id);
}

} // namespace scriptorium::edit
