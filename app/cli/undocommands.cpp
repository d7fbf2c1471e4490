#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> undoOrRedo(Invocation& invocation, const QString& name,
                       Result<ChangeSet> (CourseSession::*step)())
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  bool isNumber = true;
  const int steps = invocation.has(u"steps"_s) ? invocation.options.value(u"steps"_s).toInt(&isNumber) : 1;
  if (!isNumber || steps < 1)
    return Error{Error::Kind::BadInput, u"--steps"_s, u"Give a whole number from 1 on."_s};
  for (int i = 0; i < steps; ++i) {
    const auto changes = (session.get()->*step)();
    if (!changes && i > 0 && changes.error().kind == Error::Kind::NotFound)
      break;
    if (!changes)
      return changes.error();
    reportChanges(invocation, session->store(), name, *changes);
  }
  return kDone;
}

/// What undo and redo have in common.
Command stepCommand(const QString& name, const QString& summary, Command::Run run)
{
  return {.name = name,
          .arguments = u"COURSE"_s,
          .summary = summary,
          .example = u"scriptorium-cli %1 DemoX --steps 3"_s.arg(name),
          .options = {{u"steps"_s, u"N"_s, u"so many steps (default: 1)"_s}},
          .minimumArguments = 1,
          .maximumArguments = 1,
          .run = run};
}

} // namespace

Command undoCommand()
{
  return stepCommand(
      u"undo"_s, u"Takes back the newest step, whichever program made it."_s,
      [](Invocation& invocation) { return undoOrRedo(invocation, u"undo"_s, &CourseSession::undo); });
}

Command redoCommand()
{
  return stepCommand(u"redo"_s, u"Does the step again that was undone last."_s, [](Invocation& invocation) {
    return undoOrRedo(invocation, u"redo"_s, &CourseSession::redo);
  });
}

} // namespace scriptorium::cli
