#include "edit/operations.h"
#include "edit/starttag.h"
#include "edit/structure/blockmaker.h"
#include "olx/write/blocktext.h"
#include "olx/write/coursewriter.h"
#include "olx/xml/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

/// The text with the fields written into its start tag, where there is one: a file that does not parse is all
/// that is left of the block.
QByteArray withAttributes(const QString& type, const BlockVersion& version, const QByteArray& bytes)
{
  const QByteArray open = '<' + type.toUtf8();
  const qsizetype at = bytes.indexOf(open);
  if (at < 0 || version.bodyForm == BodyForm::Broken || version.fields.isEmpty())
    return bytes;
  const qsizetype end = at + open.size();
  return bytes.first(at) + openTag(type.toUtf8(), version.fields) + bytes.sliced(end);
}

/// How the block stands in its parent's list; Pointer for what stands in none.
Result<Child::Form> formOf(const Edit& edit, const Block& block)
{
  if (!block.parent.isValid())
    return Child::Form::Pointer;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion parent, edit.current(block.parent));
  for (const Child& child : parent.children) {
    if (child.block == block.id && child.form != Child::Form::Alias)
      return child.form;
  }
  return Child::Form::Pointer;
}

Result<Unit> putBroken(Edit& edit, const Block& block, BlockVersion version, const QByteArray& bytes,
                       const Error& reason)
{
  SCRIPTORIUM_TRY_ASSIGN(const Child::Form form, formOf(edit, block));
  if (form == Child::Form::Inline)
    return Error{Error::Kind::BadInput, reason.where,
                 reason.detail + u" The block stands in its parent's file, which would not parse either."_s,
                 reason.line};
  SCRIPTORIUM_TRY_ASSIGN(version.body, edit.addBlob(withAttributes(block.type, version, bytes)));
  version.bodyForm = BodyForm::Broken;
  version.flags.setFlag(VersionFlag::Broken);
  version.fields = {};
  version.note = reason.detail;
  version.line = reason.line;
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

/// Studio's simple editor would bring the old question back from its Markdown (docs/olx.md, Problems).
void giveUpMarkdown(const Block& block, BlockVersion& version, const Fields& typed)
{
  const QString name = u"markdown"_s;
  const auto markdown = version.fields.value(name);
  if (block.type == "problem"_L1 && markdown && *markdown != "null"_L1 && !typed.contains(name))
    version.fields.set(name, u"null"_s);
}

Result<Unit> putElement(Edit& edit, const Block& block, BlockVersion version, const QByteArray& bytes,
                        const olx::Element& element)
{
  const Fields typed = fieldsOf(element);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray before, olx::blockText(edit.store(), block.id));
  if (version.bodyForm == BodyForm::Broken || before != olx::editableBody(bytes)) {
    giveUpMarkdown(block, version, typed);
    version.bodyForm = hasContent(element, bytes) ? BodyForm::Element : BodyForm::None;
    version.body = {};
    if (version.bodyForm == BodyForm::Element) {
      SCRIPTORIUM_TRY_ASSIGN(version.body, edit.addBlob(bytes));
    }
  }
  for (const auto& [name, value] : typed)
    version.fields.set(name, value);
  version.flags.setFlag(VersionFlag::Broken, false);
  version.flags.setFlag(VersionFlag::MissingFile, false);
  version.note.clear();
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

/// Html that stood in the XML itself gets a file of its own.
Result<Unit> setText(Edit& edit, const Block& block, BlockVersion version, const QByteArray& bytes)
{
  SCRIPTORIUM_TRY_ASSIGN(version.body, edit.addBlob(bytes));
  if (version.bodyForm != BodyForm::Text && version.bodyPath.isEmpty()) {
    const QString fileName = version.fields.value(u"filename"_s).value_or(block.urlName.section(u':', -1));
    version.fields.set(u"filename"_s, fileName);
    version.bodyPath = olx::htmlBodyPath(block.urlName, fileName);
  }
  version.bodyForm = BodyForm::Text;
  version.flags.setFlag(VersionFlag::MissingFile, false);
  version.note.clear();
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

} // namespace

Result<Unit> setBody(Edit& edit, const BlockTypes& types, BlockId id, const QByteArray& bytes,
                     bool allowBroken)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, edit.block(id));
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(id));
  const QString name = block.type + u'/' + block.urlName;
  if (block.type == kFileType) {
    SCRIPTORIUM_TRY(setFile(edit, block.urlName, bytes));
    return Unit{};
  }
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray before, olx::blockText(edit.store(), id));
  if (bytes == before)
    return Unit{};
  if (olx::isTextBlock(block, version))
    return setText(edit, block, std::move(version), bytes);
  const bool isContainer = isContainerType(block.type) || types.type(block.type).isContainer;
  if (isContainer && version.bodyForm != BodyForm::Broken)
    return Error{Error::Kind::BadInput, name, u"A block that holds other blocks has no body of its own."_s};
  const auto element = olx::parseXml(bytes, isContainer ? 256 : 1);
  if (!element) {
    if (!allowBroken || element.error().kind != Error::Kind::BadInput)
      return element.error().in(name);
    return putBroken(edit, block, std::move(version), bytes, element.error());
  }
  if (element->tag != block.type.toUtf8())
    return Error{
        Error::Kind::BadInput, name,
        u"The text must be one <%1> element, not <%2>."_s.arg(block.type, QString::fromUtf8(element->tag)),
        element->line};
  if (isContainer)
    return BlockMaker(edit, types, bytes).repair(block, std::move(version), *element);
  return putElement(edit, block, std::move(version), bytes, *element);
}

} // namespace scriptorium::edit
