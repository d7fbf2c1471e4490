#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "model/userpartitions.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// A misspelt name would otherwise pass for a field: OLX takes any attribute.
void remarkUnknown(Invocation& invocation, const Block& block, const QStringList& names)
{
  if (!invocation.types.isKnown(block.type))
    return;
  for (const auto& name : names)
    if (invocation.types.field(block.type, name) == nullptr)
      invocation.output.message(
          u"%1 is no field that a %2 is known to have; Studio keeps it, and the LMS passes over it."_s.arg(
              name, block.type));
}

/// A group that is not there lets nobody in.
void remarkGroups(Invocation& invocation, const CourseStore& store, const Block& block)
{
  const auto version = store.version(block.id);
  const auto partitions = userPartitions(store, PolicyReader(store));
  if (!version || !partitions)
    return;
  const auto all = partitions->all();
  for (const auto& use : groupAccess(version->fields.value(u"group_access"_s).value_or(QString()))) {
    const qsizetype at = partitions->indexOf(use.partition);
    for (const qint64 group : use.groups)
      if (!UserPartitions::isOfServer(use.partition) && (at < 0 || !all[at].group(group)))
        invocation.output.message(
            u"%1: the course has no group %2 of the configuration %3; it lets nobody in. Those it has: %4"_s
                .arg(blockName(block))
                .arg(group)
                .arg(use.partition)
                .arg(nextCommand(invocation, u"groups"_s, {u"show"_s, invocation.arguments.first()})));
  }
}

struct Assignment
{
  QString field;
  QString raw;
};

/// The blocks at the beginning of the arguments: names of blocks hold a slash or an @, those of fields do
/// not.
Result<QList<Block>> namedBlocks(const Invocation& invocation, const CourseStore& store)
{
  const QStringList names = invocation.arguments.mid(1);
  const auto isBlock = [](const QString& name) {
    return (name.contains(u'/') || name.contains(u'@')) && !name.contains(u'=');
  };
  QList<Block> blocks;
  for (qsizetype i = 0; i < names.size() && (i == 0 || isBlock(names[i])); ++i) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, names[i]));
    SCRIPTORIUM_TRY_ASSIGN(Block block, store.block(id));
    blocks.append(std::move(block));
  }
  return blocks;
}

QString inWords(const QList<Block>& blocks)
{
  return blocks.size() == 1 ? blockName(blocks.first()) : u"%1 blocks"_s.arg(blocks.size());
}

Result<QList<Assignment>> assignments(const Invocation& invocation, const Block& block, qsizetype first)
{
  QList<Assignment> result;
  for (const auto& text : invocation.arguments.mid(first)) {
    const auto equals = text.indexOf(u'=');
    if (equals < 1)
      return Error{Error::Kind::BadInput, text, u"Write FIELD=VALUE."_s};
    const QString field = text.left(equals);
    const QString value = text.mid(equals + 1);
    const auto* spec = invocation.types.field(block.type, field);
    if (spec == nullptr || invocation.has(u"raw"_s)) {
      result.append({field, value});
      continue;
    }
    const auto raw = parseTyped(*spec, invocation.types.type(block.type).isXmlBlock, value);
    if (!raw)
      return raw.error().in(field);
    result.append({field, *raw});
  }
  return result;
}

Result<int> set(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, namedBlocks(invocation, session->store()));
  QList<QList<Assignment>> values;
  for (const auto& block : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(auto own, assignments(invocation, block, 1 + blocks.size()));
    values.append(std::move(own));
  }
  QStringList names;
  for (const auto& value : values.first())
    names.append(value.field);
  if (names.isEmpty())
    return Error{Error::Kind::BadInput, {}, u"Write FIELD=VALUE behind the blocks."_s};
  const QString label = u"Set %1 of %2"_s.arg(names.join(u", "_s), inWords(blocks));
  SCRIPTORIUM_TRY_ASSIGN(
      const ChangeSet changes, session->run(u"field"_s, label, [&](Edit& edit) -> Result<Unit> {
        for (qsizetype i = 0; i < blocks.size(); ++i)
          for (const auto& value : values[i])
            SCRIPTORIUM_TRY(edit::setField(edit, invocation.types, blocks[i].id, value.field, value.raw));
        return Unit{};
      }));
  reportChanges(invocation, session->store(), u"set"_s, changes);
  for (const auto& block : blocks) {
    remarkUnknown(invocation, block, names);
    if (names.contains(u"group_access"_s))
      remarkGroups(invocation, session->store(), block);
  }
  return kDone;
}

Result<int> reset(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, namedBlocks(invocation, session->store()));
  const QStringList names = invocation.arguments.mid(1 + blocks.size());
  if (names.isEmpty())
    return Error{Error::Kind::BadInput, {}, u"Name the fields behind the blocks."_s};
  const QString label = u"Reset %1 of %2"_s.arg(names.join(u", "_s), inWords(blocks));
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes,
                         session->run(u"field"_s, label, [&](Edit& edit) -> Result<Unit> {
                           for (const auto& block : blocks)
                             for (const auto& name : names)
                               SCRIPTORIUM_TRY(edit::resetField(edit, invocation.types, block.id, name));
                           return Unit{};
                         }));
  reportChanges(invocation, session->store(), u"reset"_s, changes);
  for (const auto& block : blocks)
    remarkUnknown(invocation, block, names);
  return kDone;
}

} // namespace

Command setCommand()
{
  return {
      .name = u"set"_s,
      .arguments = u"COURSE BLOCK... FIELD=VALUE..."_s,
      .summary = u"Sets fields of blocks, all as one step that can be undone."_s,
      .help =
          u"Values are read as people write them (true, 3, 2026-05-01 12:00) and checked against the "
          u"field's type. "
          "Fields of unknown blocks are taken as they are. Of several blocks all are set, or none when one "
          "refuses."_s,
      .example = u"scriptorium-cli set DemoX problem/quiz1 display_name='Quiz 1' max_attempts=3"_s,
      .options = {{u"raw"_s, {}, u"take the values as raw OLX attribute text, unchecked"_s}},
      .minimumArguments = 3,
      .maximumArguments = -1,
      .run = set};
}

Command resetCommand()
{
  return {.name = u"reset"_s,
          .arguments = u"COURSE BLOCK... FIELD..."_s,
          .summary = u"Takes fields back to their inherited or default value."_s,
          .example = u"scriptorium-cli reset DemoX problem/quiz1 max_attempts"_s,
          .minimumArguments = 3,
          .maximumArguments = -1,
          .run = reset};
}

} // namespace scriptorium::cli
