#include "assets/assetnames.h"
#include "edit/content/references.h"
#include "edit/operations.h"
#include "model/text/jsontext.h"
#include "olx/write/coursewriter.h"

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

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
  if (!isJson(QString::fromUtf8(bytes)))
    return Unit{};
  Json entries = Json::parse(bytes.cbegin(), bytes.cend(), nullptr, false);
  const std::string oldKey = assetKeyName(name.from).toStdString();
  const std::string newKey = assetKeyName(name.to).toStdString();
  if (!entries.is_object() || !entries.contains(oldKey) || !entries[oldKey].is_object())
    return Unit{};
  Json entry = entries[oldKey];
  entry["displayname"] = name.to.section(u'/', -1).toStdString();
  if (entry.contains("import_path") && (entry["import_path"].is_string() || name.to.contains(u'/')))
    entry["import_path"] = name.to.toStdString();
  if (entry.contains("filename") && entry["filename"].is_string()) {
    QString key = QString::fromStdString(entry["filename"].get<std::string>());
    if (key.endsWith(QString::fromStdString(oldKey)))
      key = key.chopped(QString::fromStdString(oldKey).size()) + QString::fromStdString(newKey);
    entry["filename"] = key.toStdString();
  }
  entries.erase(oldKey);
  entries[newKey] = std::move(entry);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, olx::studioJson(QByteArray::fromStdString(entries.dump())));
  SCRIPTORIUM_TRY(setFile(edit, path, text));
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
