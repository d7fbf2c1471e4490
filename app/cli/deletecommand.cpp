#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> deleteCourse(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(invocation.arguments[0]));
  if (!invocation.has(u"yes"_s))
    return Error{
        Error::Kind::BadInput, course.key,
        u"This deletes the course with its whole history and cannot be undone. To export it first:\n  %1\nTo delete it:\n  %2"_s
            .arg(nextCommand(invocation, u"export"_s, invocation.arguments,
                             {u"--out"_s, course.id + u".tar.gz"_s}),
                 nextCommand(invocation, u"delete-course"_s, invocation.arguments, {u"--yes"_s}))};
  SCRIPTORIUM_TRY(workspace.remove(course));
  invocation.output.result({{u"command"_s, u"delete-course"_s}, {u"id"_s, course.id}, {u"key"_s, course.key}},
                           invocation.output.isQuiet() ? QString() : u"Deleted "_s + course.key);
  return kDone;
}

} // namespace

Command deleteCourseCommand()
{
  return {
      .name = u"delete-course"_s,
      .arguments = u"COURSE"_s,
      .summary =
          u"Deletes a stored course with its whole history. The only command that undo does not take back."_s,
      .example = u"scriptorium-cli delete-course DemoX --yes"_s,
      .options = {{u"yes"_s, {}, u"do it"_s}},
      .minimumArguments = 1,
      .maximumArguments = 1,
      .run = deleteCourse};
}

} // namespace scriptorium::cli
