#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "edit/operations.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

using Operation = Result<Unit> (*)(Edit&, BlockId);

/// Does one operation on all named blocks, as one step, and says what became of which block.
Result<int> onBlocks(Invocation& invocation, const QString& command, const QString& verb, Operation operation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  const CourseStore& store = session->store();
  QList<BlockId> blocks;
  for (const auto& name : invocation.arguments.mid(1)) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, name));
    blocks.append(id);
  }
  SCRIPTORIUM_TRY_ASSIGN(const Block first, store.block(blocks.first()));
  const QString what = blocks.size() == 1 ? blockName(first) : u"%1 blocks"_s.arg(blocks.size());
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes,
                         session->run(command, verb.arg(what), [&](Edit& edit) -> Result<Unit> {
                           for (const BlockId id : blocks)
                             SCRIPTORIUM_TRY(operation(edit, id));
                           return Unit{};
                         }));
  reportChanges(invocation, store, command, changes,
                changeLines(store, Titles(store, invocation.types), changes));
  return kDone;
}

} // namespace

Command publishCommand()
{
  return {.name = u"publish"_s,
          .arguments = u"COURSE BLOCK..."_s,
          .summary = u"Publishes the drafts of blocks and of all below them, as one step."_s,
          .help = u"Says block by block what learners get now. Of a unit with a draft, the unit is what is "
                  "published. \"course\" publishes every draft of the course."_s,
          .example = u"scriptorium-cli publish DemoX vertical/unit1\n"
                     "scriptorium-cli publish DemoX course"_s,
          .minimumArguments = 2,
          .maximumArguments = -1,
          .run = [](Invocation& invocation) {
            return onBlocks(invocation, u"publish"_s, u"Publish %1"_s, &edit::publish);
          }};
}

Command discardCommand()
{
  return {.name = u"discard"_s,
          .arguments = u"COURSE BLOCK..."_s,
          .summary = u"Takes drafts back to what is published, as one step that can be undone."_s,
          .help =
              u"Says block by block what changed. Blocks that were never published stay: there is nothing "
              "to go back to; \"remove\" deletes them."_s,
          .example = u"scriptorium-cli discard DemoX vertical/unit1"_s,
          .minimumArguments = 2,
          .maximumArguments = -1,
          .run = [](Invocation& invocation) {
            return onBlocks(invocation, u"discard"_s, u"Discard the draft of %1"_s, &edit::discardDraft);
          }};
}

} // namespace scriptorium::cli
