#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"
#include "edit/operations.h"

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// The version a block had right after `op`.
Result<VersionId> versionAfter(const CourseStore& store, BlockId block, qint64 op)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, store.blockHistory(block, std::numeric_limits<int>::max()));
  VersionId version;
  SCRIPTORIUM_TRY_ASSIGN(const Block now, store.block(block));
  version = now.head;
  for (const auto& change : changes) {
    if (change.op.id.value <= op)
      break;
    version = change.oldHead;
  }
  if (!version.isValid())
    return Error{Error::Kind::NotFound, blockName(now), u"It did not exist after step %1."_s.arg(op)};
  return version;
}

/// The step named by --to; not valid when there is none.
Result<OpId> wantedStep(const Invocation& invocation)
{
  if (!invocation.has(u"to"_s))
    return OpId();
  bool isNumber = false;
  const qint64 op = invocation.options.value(u"to"_s).toLongLong(&isNumber);
  if (!isNumber || op < 1)
    return Error{Error::Kind::BadInput, u"--to"_s,
                 u"Name the step to go back to by its number, as here: "_s +
                     nextCommand(invocation, u"history"_s, invocation.arguments.first(1))};
  return OpId(op);
}

Result<ChangeSet> restoreBlock(const Invocation& invocation, CourseSession& session, BlockId id, OpId op)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, session.store().block(id));
  const bool isDeleted = !block.head.isValid() ||
                         (!block.parent.isValid() && block.type != kFileType && id != session.store().root());
  VersionId version;
  if (op.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(version, versionAfter(session.store(), id, op.value));
  } else if (!isDeleted) {
    return Error{Error::Kind::BadInput, blockName(block),
                 u"It is not deleted. Name a step to go back to with --to; this lists them: "_s +
                     nextCommand(invocation, u"history"_s, invocation.arguments)};
  }
  const QString label = op.isValid() ? u"Restore %1 as of step %2"_s.arg(blockName(block)).arg(op.value)
                                     : u"Restore %1"_s.arg(blockName(block));
  return session.run(u"restore"_s, label, [&](Edit& edit) -> Result<Unit> {
    if (isDeleted)
      SCRIPTORIUM_TRY(edit::restoreDeleted(edit, id));
    return version.isValid() ? edit::restoreVersion(edit, id, version) : Unit{};
  });
}

Result<int> restore(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const OpId op, wantedStep(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  ChangeSet changes;
  if (invocation.arguments.size() > 1) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId block,
                           findBlockEver(invocation, session->store(), invocation.arguments[1]));
    SCRIPTORIUM_TRY_ASSIGN(changes, restoreBlock(invocation, *session, block, op));
  } else if (op.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(changes,
                           session->run(u"restore"_s, u"Restore the course as of step %1"_s.arg(op.value),
                                        [&](Edit& edit) { return edit::restoreCourse(edit, op); }));
  } else {
    return Error{Error::Kind::BadInput, u"--to"_s,
                 u"Name a deleted block, or the step to bring the course back to; this lists them: "_s +
                     nextCommand(invocation, u"history"_s, invocation.arguments)};
  }
  reportChanges(invocation, session->store(), u"restore"_s, changes);
  return kDone;
}

} // namespace

Command restoreCommand()
{
  return {
      .name = u"restore"_s,
      .arguments = u"COURSE [BLOCK] [--to STEP]"_s,
      .summary =
          u"Brings a block, or the whole course, back to how it was after a step; itself a step to undo."_s,
      .help =
          u"A deleted block, named by its key or as type/url_name, comes back to its old place with what was "
          "deleted along with it; without --to as it was when it was deleted."_s,
      .example = u"scriptorium-cli restore DemoX html/intro --to 12\n"
                 "scriptorium-cli restore DemoX vertical/week1"_s,
      .options = {{u"to"_s, u"STEP"_s, u"number of the step, as \"history\" lists it"_s}},
      .minimumArguments = 1,
      .maximumArguments = 2,
      .run = restore};
}

} // namespace scriptorium::cli
