#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "edit/dangling.h"
#include "edit/operations.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

const Option kAt{u"at"_s, u"N"_s, u"position among the parent's children, 0 is the first (default: last)"_s};

Result<int> position(const Invocation& invocation)
{
  if (!invocation.has(u"at"_s))
    return -1;
  bool isNumber = false;
  const int row = invocation.options.value(u"at"_s).toInt(&isNumber);
  if (!isNumber || row < 0)
    return Error{Error::Kind::BadInput, u"--at"_s, u"A position is a whole number from 0 on."_s};
  return row;
}

const Option kFrom{u"from"_s, u"PARENT"_s,
                   u"the reference in this parent, of blocks that stand elsewhere too"_s};

/// The parent named by --from, when it only refers to the blocks; not valid when they stand there, or it is
/// not given.
Result<BlockId> referrer(const Invocation& invocation, const CourseStore& store, const QList<BlockId>& blocks)
{
  if (!invocation.has(u"from"_s))
    return BlockId();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId from,
                         findBlock(invocation, store, invocation.options.value(u"from"_s)));
  for (const BlockId block : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const Block named, store.block(block));
    if (named.parent != from)
      return from;
  }
  return BlockId();
}

/// The blocks named by the arguments from `first` to `last` (exclusive).
Result<QList<BlockId>> namedBlocks(const Invocation& invocation, const CourseStore& store,
                                   const QStringList& names)
{
  QList<BlockId> blocks;
  for (const auto& name : names) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, name));
    blocks.append(id);
  }
  return blocks;
}

QString labelFor(const CourseStore& store, const QString& verb, const QList<BlockId>& blocks)
{
  if (blocks.size() != 1)
    return u"%1 %2 blocks"_s.arg(verb).arg(blocks.size());
  const auto block = store.block(blocks.first());
  return verb + u' ' + (block ? blockName(*block) : QString());
}

/// Reports an edit that made blocks: the change, with the new blocks named.
void reportNew(Invocation& invocation, const CourseStore& store, const QString& command,
               const ChangeSet& changes, BlockId made)
{
  const auto block = store.block(made);
  if (!block)
    return reportChanges(invocation, store, command, changes);
  QJsonObject json{{u"command"_s, command}, {u"label"_s, changes.label}, {u"op"_s, changes.op.value}};
  json.insert(u"block"_s, blockJson(store, Titles(store, invocation.types), *block));
  invocation.output.result(json, blockName(*block));
}

Result<int> add(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const int row, position(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId parent,
                         findBlock(invocation, session->store(), invocation.arguments[1]));
  const QString& type = invocation.arguments[2];
  BlockId made;
  SCRIPTORIUM_TRY_ASSIGN(
      const ChangeSet changes, session->run(u"add"_s, u"Add %1"_s.arg(type), [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY_ASSIGN(made, edit::addBlock(edit, invocation.types, parent, type, row,
                                                    invocation.options.value(u"template"_s)));
        if (invocation.has(u"title"_s))
          SCRIPTORIUM_TRY(edit::rename(edit, invocation.types, made, invocation.options.value(u"title"_s)));
        return Unit{};
      }));
  reportNew(invocation, session->store(), u"add"_s, changes, made);
  return kDone;
}

Result<int> move(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const int row, position(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, findBlock(invocation, store, invocation.arguments.last()));
  SCRIPTORIUM_TRY_ASSIGN(
      const auto blocks,
      namedBlocks(invocation, store, invocation.arguments.mid(1, invocation.arguments.size() - 2)));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId from, referrer(invocation, store, blocks));
  SCRIPTORIUM_TRY_ASSIGN(
      const ChangeSet changes, session->run(u"move"_s, labelFor(store, u"Move"_s, blocks), [&](Edit& edit) {
        return from.isValid() ? edit::moveAliases(edit, invocation.types, blocks, from, parent, row)
                              : edit::moveBlocks(edit, invocation.types, blocks, parent, row);
      }));
  reportChanges(invocation, store, u"move"_s, changes);
  return kDone;
}

Result<int> duplicate(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId block, findBlock(invocation, store, invocation.arguments[1]));
  BlockId made;
  SCRIPTORIUM_TRY_ASSIGN(
      const ChangeSet changes,
      session->run(u"duplicate"_s, labelFor(store, u"Duplicate"_s, {block}), [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY_ASSIGN(made, edit::duplicateBlock(edit, invocation.types, block));
        return Unit{};
      }));
  reportNew(invocation, store, u"duplicate"_s, changes, made);
  return kDone;
}

/// Says what will still name the blocks; as JSON too.
QJsonArray tellDangling(Invocation& invocation, const CourseStore& store,
                        const QList<edit::Dangling>& dangling)
{
  QJsonArray left;
  for (const auto& one : dangling) {
    const auto holder = store.block(one.holder);
    const QString name = holder ? blockName(*holder) : QString();
    invocation.output.message(
        printable(u"%1 still names %2 (%3); learners will miss it there."_s.arg(name, one.target, one.what)));
    left.append(QJsonObject{{u"block"_s, name}, {u"what"_s, one.what}, {u"target"_s, one.target}});
  }
  return left;
}

Result<int> remove(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, namedBlocks(invocation, store, invocation.arguments.mid(1)));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId from, referrer(invocation, store, blocks));
  QList<edit::Dangling> dangling;
  if (!from.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(dangling, edit::leftDangling(store, blocks));
  }
  const QJsonArray left = tellDangling(invocation, store, dangling);
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes,
                         session->run(u"remove"_s, labelFor(store, u"Delete"_s, blocks), [&](Edit& edit) {
                           return from.isValid() ? edit::removeAliases(edit, blocks, from)
                                                 : edit::removeBlocks(edit, blocks);
                         }));
  reportChanges(invocation, store, u"remove"_s, changes, {}, {{u"dangling"_s, left}});
  return kDone;
}

} // namespace

Command addCommand()
{
  return {
      .name = u"add"_s,
      .arguments = u"COURSE PARENT TYPE"_s,
      .summary = u"Adds a block below a parent and prints its name."_s,
      .example =
          u"scriptorium-cli add DemoX vertical/week1 problem --template multiplechoice --title 'Quiz 1'"_s,
      .options = {kAt,
                  {u"template"_s, u"NAME"_s, u"start from this template of the type"_s},
                  {u"title"_s, u"TEXT"_s, u"display name of the new block"_s}},
      .minimumArguments = 3,
      .maximumArguments = 3,
      .run = add};
}

Command moveCommand()
{
  return {.name = u"move"_s,
          .arguments = u"COURSE BLOCK... PARENT"_s,
          .summary = u"Moves blocks, in the order given, below a parent."_s,
          .example = u"scriptorium-cli move DemoX vertical/a vertical/b sequential/week2 --at 0"_s,
          .options = {kAt, kFrom},
          .minimumArguments = 3,
          .maximumArguments = -1,
          .run = move};
}

Command duplicateCommand()
{
  return {.name = u"duplicate"_s,
          .arguments = u"COURSE BLOCK"_s,
          .summary =
              u"Copies a block with everything below it, right behind it, and prints the copy's name."_s,
          .example = u"scriptorium-cli duplicate DemoX vertical/week1"_s,
          .minimumArguments = 2,
          .maximumArguments = 2,
          .run = duplicate};
}

Command removeCommand()
{
  return {.name = u"remove"_s,
          .arguments = u"COURSE BLOCK..."_s,
          .summary = u"Deletes blocks with everything below them; undo brings them back."_s,
          .help = u"What will still name them is told before: groups of experiments, conditions, links."_s,
          .example = u"scriptorium-cli remove DemoX html/old-intro"_s,
          .options = {kFrom},
          .minimumArguments = 2,
          .maximumArguments = -1,
          .run = remove};
}

} // namespace scriptorium::cli
