#include "edit/content/policyfile.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "model/inheritance.h"
#include "model/text/jsontext.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// Course fields that Studio keeps in policy.json alone (docs/olx.md, Studio's form).
bool isPolicyOnly(const Block& block, const QString& name)
{
  return block.type == "course"_L1 &&
         (name == "tabs"_L1 || name == "discussion_topics"_L1 || name == "discussion_blackouts"_L1);
}

Error wrong(const Block& block, const QString& sentence)
{
  return Error{Error::Kind::BadInput, block.type + u'/' + block.urlName, sentence};
}

Result<Unit> checkField(const Block& block, const BlockVersion& version, const QString& name,
                        const QString& raw)
{
  static const QRegularExpression kName(u"\\A[\\p{L}_][\\p{L}\\p{N}_.:-]*\\z"_s);
  if (block.type == kFileType)
    return wrong(block, u"A file has no fields."_s);
  if (version.bodyForm == BodyForm::Broken)
    return wrong(block, u"The OLX of this block does not parse; repair its text before its fields."_s);
  if (name == "url_name"_L1 || name == "filename"_L1 || name == "xblock-family"_L1)
    return wrong(block, u"\"%1\" names the block and cannot be set as a field."_s.arg(name));
  if (!kName.match(name).hasMatch())
    return wrong(block, u"\"%1\" cannot be the name of a field."_s.arg(name));
  for (const QChar c : raw) {
    const bool isForbidden =
        (c < u' ' && c != u'\t' && c != u'\n' && c != u'\r') || c == QChar(0xfffe) || c == QChar(0xffff);
    if (isForbidden)
      return wrong(block, u"The value of \"%1\" has a control character that OLX cannot hold."_s.arg(name));
  }
  return Unit{};
}

/// The raw text as policy.json would hold it.
QString policyJson(const BlockTypes& types, const Block& block, const QString& name, const QString& raw)
{
  if (const FieldSpec* spec = types.field(block.type, name)) {
    if (const auto json = readField(*spec, types.type(block.type).isXmlBlock, raw))
      return *json;
  }
  return !types.field(block.type, name) && isJson(raw) ? raw : jsonString(raw);
}

/// Whether Studio repeats the field in the policy entry of the course.
bool isInCoursePolicy(const Edit& edit, const BlockTypes& types, const Block& block, const QString& name)
{
  const FieldSpec* spec = types.field(block.type, name);
  return block.id == edit.store().root() && block.type == "course"_L1 && spec &&
         spec->scope == FieldScope::Settings && !edit.policy().values(block.type, block.urlName).isEmpty();
}

} // namespace

Result<Unit> setField(Edit& edit, const BlockTypes& types, BlockId id, const QString& name,
                      const QString& raw)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(id));
  SCRIPTORIUM_TRY(checkField(block, version, name, raw));
  if (!isPolicyOnly(block, name)) {
    // A pointer to nothing gets a file with its first field.
    if (version.fields.isEmpty() && version.flags.testFlag(VersionFlag::MissingFile)) {
      version.flags.setFlag(VersionFlag::MissingFile, false);
      version.note.clear();
    }
    version.fields.set(name, raw);
    SCRIPTORIUM_TRY(edit.put(std::move(version)));
  }
  if (!isPolicyOnly(block, name) && !edit.policy().value(block.type, block.urlName, name) &&
      !isInCoursePolicy(edit, types, block, name))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(PolicyFile policy, PolicyFile::open(edit));
  SCRIPTORIUM_TRY(policy.set(block.type, block.urlName, name, policyJson(types, block, name, raw)));
  return policy.save();
}

Result<Unit> resetField(Edit& edit, const BlockTypes&, BlockId id, const QString& name)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(id));
  SCRIPTORIUM_TRY(checkField(block, version, name, {}));
  if (version.fields.remove(name))
    SCRIPTORIUM_TRY(edit.put(std::move(version)));
  if (!edit.policy().value(block.type, block.urlName, name))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(PolicyFile policy, PolicyFile::open(edit));
  policy.remove(block.type, block.urlName, name);
  return policy.save();
}

Result<Unit> rename(Edit& edit, const BlockTypes& types, BlockId id, const QString& title)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  const QString name = u"display_name"_s;
  const FieldSpec* spec = types.field(block.type, name);
  if (!spec)
    return setField(edit, types, id, name, title);
  SCRIPTORIUM_TRY_ASSIGN(const QString raw,
                         writeField(*spec, types.type(block.type).isXmlBlock, jsonString(title)));
  return setField(edit, types, id, name, raw);
}

} // namespace scriptorium::edit
