#include "edit/operations.h"
#include "edit/starttag.h"
#include "edit/structure/blockmaker.h"
#include "edit/structure/childlist.h"
#include "edit/structure/erasetree.h"
#include "edit/structure/publishedlists.h"
#include "model/childlist.h"

#include <QHash>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

const BlockTemplate* findTemplate(const BlockType& type, const QString& id)
{
  if (id.isEmpty())
    return type.templates.isEmpty() ? nullptr : &type.templates.front();
  const auto found = std::ranges::find(type.templates, id, &BlockTemplate::id);
  return found == type.templates.cend() ? nullptr : &*found;
}

/// The OLX that a new block is read from.
QByteArray startingText(const BlockType& type, const QString& name, const BlockTemplate* chosen)
{
  const QByteArray tag = name.toUtf8();
  if (chosen && !chosen->html.isEmpty()) {
    const Fields fields =
        chosen->displayName.isEmpty() ? Fields() : Fields{{u"display_name"_s, chosen->displayName}};
    return openTag(tag, fields) + '>' + olx::escapeText(chosen->html) + "</" + tag + '>';
  }
  if (chosen && !chosen->olx.isEmpty())
    return chosen->olx.toUtf8();
  const Fields fields =
      type.isKnown && type.isContainer ? Fields{{u"display_name"_s, type.displayName}} : Fields();
  return openTag(tag, fields) + "/>";
}

/// `blocks` without those that lie below others of them, and without repetitions.
Result<QList<BlockId>> topmost(const Edit& edit, const QList<BlockId>& blocks)
{
  const QSet<BlockId> all(blocks.cbegin(), blocks.cend());
  QList<BlockId> tops;
  QSet<BlockId> seen;
  for (const BlockId block : blocks) {
    bool isInner = seen.contains(block);
    seen.insert(block);
    SCRIPTORIUM_TRY_ASSIGN(BlockId above, edit.parentOf(block));
    while (!isInner && above.isValid()) {
      isInner = all.contains(above);
      SCRIPTORIUM_TRY_ASSIGN(above, edit.parentOf(above));
    }
    if (!isInner)
      tops.append(block);
  }
  return tops;
}

Result<Unit> removeFrom(Edit& edit, BlockId parent, const QSet<BlockId>& doomed)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(parent));
  version.children.removeIf([&](const Child& child) { return doomed.contains(child.block); });
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

} // namespace

Result<BlockId> addBlock(Edit& edit, const BlockTypes& types, BlockId parent, const QString& type, int row,
                         const QString& templateId)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block holder, edit.block(parent));
  SCRIPTORIUM_TRY(checkTakes(types, holder, type));
  const BlockType& blockType = types.type(type);
  const BlockTemplate* chosen = findTemplate(blockType, templateId);
  if (!chosen && !templateId.isEmpty())
    return Error{Error::Kind::NotFound, type, u"There is no template \"%1\"."_s.arg(templateId)};
  const QByteArray text = startingText(blockType, type, chosen);
  const auto element = olx::parseXml(text);
  if (!element)
    return element.error().in(u"template of "_s + type);
  BlockMaker maker(edit, types, text);
  SCRIPTORIUM_TRY_ASSIGN(const Child child, maker.make(*element));
  SCRIPTORIUM_TRY(insertChildren(edit, parent, {child}, row));
  return child.block;
}

Result<Unit> removeBlocks(Edit& edit, const QList<BlockId>& blocks)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto tops, topmost(edit, blocks));
  QHash<BlockId, QSet<BlockId>> byParent;
  QList<BlockId> order;
  for (const BlockId block : tops) {
    SCRIPTORIUM_TRY(edit.current(block));
    SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(block));
    if (!parent.isValid())
      return Error{Error::Kind::BadInput,
                   {},
                   block == edit.store().root()
                       ? u"The course itself cannot be removed from the course."_s
                       : u"It is deleted already; publishing its unit takes it from learners."_s};
    if (!byParent.contains(parent))
      order.append(parent);
    byParent[parent].insert(block);
  }
  for (const BlockId parent : order)
    SCRIPTORIUM_TRY(removeFrom(edit, parent, byParent[parent]));
  for (const BlockId block : tops) {
    // Deleted in the draft alone: learners have it until the unit is published.
    SCRIPTORIUM_TRY_ASSIGN(const bool isHeld, isHeldByDraft(edit, block));
    SCRIPTORIUM_TRY(isHeld ? leaveToLearners(edit, block) : eraseTree(edit, block));
  }
  return Unit{};
}

} // namespace scriptorium::edit
