#include "edit/content/references.h"

#include "assets/assetnames.h"
#include "model/text/json.h"
#include "olx/xml/xml.h"
#include "store/sql/database.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// A video names its transcripts without "/static/" (docs/olx.md, Static files).
QString renamedTranscripts(const QString& raw, const StaticName& name)
{
  const auto parsed = Json::parse(raw);
  bool changed = false;
  QByteArray out;
  for (const auto& [language, file] : parsed.value_or(Json()).members()) {
    const bool isIt = file.isText() && file.text() == name.from;
    changed = changed || isIt;
    out += (out.isEmpty() ? "{" : ", ") + Json::fromUtf8(language).toPython() + ": " +
           (isIt ? Json(name.to) : file).toUtf8(Json::Letters::Ascii);
  }
  return changed ? QString::fromUtf8(out) + u'}' : raw;
}

QByteArray renamedInBody(const QString& type, QByteArray bytes, const StaticName& name)
{
  if (type == "video"_L1)
    bytes.replace("src=\"" + olx::escapeAttribute(name.from) + '"',
                  "src=\"" + olx::escapeAttribute(name.to) + '"');
  return renameStaticReference(bytes, name.from, name.to);
}

void renameInFields(const QString& type, Fields& fields, const StaticName& name)
{
  const Fields old = fields;
  for (const auto& [field, value] : old) {
    const QByteArray utf8 = value.toUtf8();
    const QByteArray renamed = renameStaticReference(utf8, name.from, name.to);
    if (renamed != utf8)
      fields.set(field, QString::fromUtf8(renamed));
  }
  if (const auto transcripts = old.value(u"transcripts"_s); transcripts && type == "video"_L1)
    fields.set(u"transcripts"_s, renamedTranscripts(*transcripts, name));
}

QSet<QString> videoNames(const Fields& fields)
{
  QSet<QString> names;
  if (const auto sub = fields.value(u"sub"_s); sub && !sub->isEmpty())
    names.insert(u"subs_%1.srt.sjson"_s.arg(*sub));
  const auto parsed = Json::parse(fields.value(u"transcripts"_s).value_or(QString()));
  for (const auto& [language, file] : parsed.value_or(Json()).members()) {
    if (file.isText())
      names.insert(file.text());
  }
  return names;
}

} // namespace

QList<StaticName> namesOf(const QString& from, const QString& to)
{
  QList<StaticName> names = {{from, to}};
  if (const QString key = assetKeyName(from); key != from)
    names.append({key, assetKeyName(to)});
  return names;
}

Result<QSet<QString>> staticNames(const CourseStore& store, const QString& type, const BlockVersion& version)
{
  QSet<QString> names;
  if (version.body.isValid() && version.bodyForm != BodyForm::File) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, store.blob(version.body));
    names += staticReferences(bytes);
  }
  for (const auto& [field, value] : version.fields)
    names += staticReferences(value.toUtf8());
  if (type == "video"_L1)
    names += videoNames(version.fields);
  return names;
}

Result<Unit> renameStatic(Edit& edit, BlockId id, const StaticName& name)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(id));
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, edit.store().blob(version.body));
    const QByteArray renamed = renamedInBody(block.type, bytes, name);
    if (renamed != bytes) {
      SCRIPTORIUM_TRY_ASSIGN(version.body, edit.addBlob(renamed));
    }
  }
  if (block.type != kFileType)
    renameInFields(block.type, version.fields, name);
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

Result<QList<BlockId>> withStaticReferences(const CourseStore& store)
{
  // As bytes, so that a body with a NUL in it is searched to its end. Large bodies lie outside the database.
  auto query = store.database().prepare(
      "SELECT b.id FROM block b JOIN version v ON v.id = b.head LEFT JOIN blob l ON l.id = v.body "
      "WHERE (instr(v.fields, '/static/') > 0 OR b.type = 'video' OR instr(l.bytes, CAST('/static/' AS "
      "BLOB)) > 0 "
      "OR (l.id IS NOT NULL AND l.bytes IS NULL)) AND (b.type <> '@file' OR b.url_name LIKE 'about/%' "
      "OR b.url_name LIKE 'info/%' OR b.url_name LIKE 'tabs/%' OR b.url_name LIKE 'custom_tags/%' "
      "OR b.url_name LIKE 'policies/%.json')");
  QList<BlockId> blocks;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool hasRow, query.step());
    if (!hasRow)
      return blocks;
    blocks.append(BlockId(query.integer(0)));
  }
}

} // namespace scriptorium::edit
