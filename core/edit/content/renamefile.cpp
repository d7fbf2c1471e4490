#include "assets/assetnames.h"
#include "edit/content/references.h"
#include "edit/operations.h"
#include "model/text/json.h"
#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

constexpr QStringView kStatic = u"static/";

/// The entry of policies/assets.json, which is keyed by the asset's name on the server (docs/olx.md, Static
/// files).
Result<Unit> renameEntry(Edit& edit, const StaticName& name)
{
  const QString path = u"policies/assets.json"_s;
  const auto file = edit.store().find(kFileType.toString(), path);
  if (!file)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, edit.current(*file));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, edit.store().blob(version.body));
  // What is no JSON says nothing about the file.
  auto entries = Json::parse(bytes);
  if (!entries)
    return Unit{};
  const QString oldKey = assetKeyName(name.from);
  const QString newKey = assetKeyName(name.to);
  auto entry = entries->find(oldKey);
  if (!entry || !entry->isObject())
    return Unit{};
  entry->set("displayname", Json(name.to.section(u'/', -1)));
  if (const auto from = entry->find("import_path"); from && (from->isText() || name.to.contains(u'/')))
    entry->set("import_path", Json(name.to));
  if (const auto full = entry->find("filename"); full && full->isText()) {
    QString key = full->text();
    if (key.endsWith(oldKey))
      key = key.chopped(oldKey.size()) + newKey;
    entry->set("filename", Json(key));
  }
  entries->remove(oldKey);
  entries->set(newKey, *std::move(entry));
  SCRIPTORIUM_TRY(setFile(edit, path, olx::studioJson(*entries)));
  return Unit{};
}

/// The course names its pictures by their names on the server.
Result<Unit> renameCoursePictures(Edit& edit, const BlockTypes& types, const StaticName& name)
{
  const BlockId root = edit.store().root();
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion course, edit.current(root));
  for (const QString& field : {u"course_image"_s, u"banner_image"_s, u"video_thumbnail_image"_s}) {
    if (course.fields.value(field) == assetKeyName(name.from))
      SCRIPTORIUM_TRY(setField(edit, types, root, field, assetKeyName(name.to)));
  }
  return Unit{};
}

} // namespace

Result<Unit> renameFile(Edit& edit, const BlockTypes& types, const QString& from, const QString& to)
{
  if (from == to)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const BlockId old, edit.store().find(kFileType.toString(), from));
  if (edit.store().find(kFileType.toString(), to))
    return Error{Error::Kind::Conflict, to, u"There is a file of this name already."_s};
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(old));
  if (version.bodyForm != BodyForm::File)
    return Error{Error::Kind::BadInput, from, u"Only files can be renamed, not folders and links."_s};
  // `setFile` judges the path; the content follows at once, without being read.
  SCRIPTORIUM_TRY_ASSIGN(version.block, setFile(edit, to, {}));
  version.source = {};
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  SCRIPTORIUM_TRY(edit.erase(old));
  if (!from.startsWith(kStatic) || !to.startsWith(kStatic))
    return Unit{};
  const StaticName name{from.sliced(kStatic.size()), to.sliced(kStatic.size())};
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, withStaticReferences(edit.store()));
  const auto names = namesOf(name.from, name.to);
  for (const BlockId block : blocks) {
    for (const StaticName& each : names)
      SCRIPTORIUM_TRY(renameStatic(edit, block, each));
  }
  SCRIPTORIUM_TRY(renameCoursePictures(edit, types, name));
  return renameEntry(edit, name);
}

} // namespace scriptorium::edit
