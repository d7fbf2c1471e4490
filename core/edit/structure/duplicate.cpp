#include "edit/operations.h"
#include "edit/structure/blockcopy.h"
#include "edit/structure/publishedlists.h"
#include "model/childlist.h"
#include "model/coursekey.h"
#include "model/inheritance.h"
#include "olx/write/coursewriter.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

class Duplicator
{
public:
  Duplicator(Edit& edit, const BlockTypes& types) : m_edit(edit), m_types(types) {}

  /// Gives every block of the tree its new name first, as what refers to it may stand before it.
  Result<Unit> nameTree(BlockId top)
  {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_edit.block(top));
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_edit.current(top));
    m_renamed.insert(block.urlName, newUrlName());
    for (const Child& child : version.children)
      if (isPlaced(child))
        SCRIPTORIUM_TRY(nameTree(child.block));
    return Unit{};
  }

  Result<Child> copy(const Child& child, const QString& suffix)
  {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_edit.block(child.block));
    SCRIPTORIUM_TRY_ASSIGN(const bool isDraft, isUnitWithDraft(m_edit.store(), block));
    SCRIPTORIUM_TRY_ASSIGN(const BlockId twin, copyBlock(block, suffix));
    const bool isInline = child.form == Child::Form::Inline;
    const auto form = isInline ? Child::Form::Inline : Child::Form::Pointer;
    return Child{isDraft ? Child::Form::DraftOnly : form, twin, {}};
  }

private:
  Result<BlockId> copyBlock(const Block& block, const QString& suffix)
  {
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, m_edit.current(block.id));
    SCRIPTORIUM_TRY_ASSIGN(version.block, m_edit.ensureBlock(block.type, m_renamed.value(block.urlName)));
    SCRIPTORIUM_TRY_ASSIGN(const Block twin, m_edit.block(version.block));
    version.fields = copiedFields(m_edit.policy(), m_types, block, version.fields);
    if (!suffix.isEmpty() && version.bodyForm != BodyForm::Broken)
      version.fields.set(u"display_name"_s, blockTitle(m_types, block, version.fields) + suffix);
    if (version.fields.contains(u"discussion_id"_s)) // two with one id would share their posts
      version.fields.set(u"discussion_id"_s, newUrlName());
    if (version.fields.contains(u"url_name"_s))
      version.fields.set(u"url_name"_s, twin.urlName);
    if (version.bodyForm == BodyForm::Text) {
      version.fields.set(u"filename"_s, twin.urlName);
      version.bodyPath = olx::htmlBodyPath(twin.urlName, twin.urlName);
    }
    QList<Child> children;
    for (const Child& child : std::as_const(version.children)) {
      if (child.form == Child::Form::Raw)
        children.append(child);
      if (!isPlaced(child))
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const Child twinChild, copy(child, {}));
      children.append(twinChild);
    }
    version.children = children;
    renameReferences(version, block.type, m_renamed);
    version.source = {};
    const BlockId result = version.block;
    SCRIPTORIUM_TRY(m_edit.put(std::move(version)));
    return result;
  }

  Edit& m_edit;
  const BlockTypes& m_types;
  QHash<QString, QString> m_renamed;
};

} // namespace

Result<BlockId> duplicateBlock(Edit& edit, const BlockTypes& types, BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(block));
  if (!parent.isValid())
    return Error{Error::Kind::BadInput, {}, u"Only blocks inside the course can be duplicated."_s};
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion list, edit.current(parent));
  for (qsizetype i = 0; i < list.children.size(); ++i) {
    const Child child = list.children[i];
    if (!isPlaced(child) || child.block != block)
      continue;
    Duplicator duplicator(edit, types);
    SCRIPTORIUM_TRY(duplicator.nameTree(block));
    SCRIPTORIUM_TRY_ASSIGN(const Child twin, duplicator.copy(child, u" (copy)"_s));
    SCRIPTORIUM_TRY_ASSIGN(const auto placed, copiesFor(edit, parent, {twin}));
    list.children.insert(i + 1, placed.first());
    SCRIPTORIUM_TRY(edit.put(std::move(list)));
    return twin.block;
  }
  return Error{Error::Kind::Bug, {}, u"The block is not in the list of its parent."_s};
}

} // namespace scriptorium::edit
