#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString line(const CourseInfo& course)
{
  QString text = u"%1  %2  %3 blocks"_s.arg(course.key, -44).arg(course.title).arg(course.blocks);
  if (!course.lockedBy.isEmpty())
    text += u"  (open in %1)"_s.arg(course.lockedBy);
  if (!course.problem.isEmpty())
    text += u"  ! "_s + course.problem;
  return printable(text);
}

QJsonObject json(const CourseInfo& course)
{
  return {{u"id"_s, course.id},
          {u"key"_s, course.key},
          {u"kind"_s, course.kind},
          {u"title"_s, course.title},
          {u"blocks"_s, course.blocks},
          {u"bytes"_s, course.bytes},
          {u"imported"_s, isoTime(course.importedAt)},
          {u"edited"_s, isoTime(course.editedAt)},
          {u"origin"_s, course.origin},
          {u"path"_s, course.path},
          {u"problem"_s, course.problem},
          {u"lockedBy"_s, course.lockedBy}};
}

Result<int> list(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const auto courses, workspace.courses());
  for (const auto& course : courses)
    invocation.output.result(json(course), line(course));
  if (courses.isEmpty())
    invocation.output.message(u"No course in %1 yet. Import one: %2"_s.arg(
        workspace.path(), nextCommand(invocation, u"import"_s, {u"course.tar.gz"_s})));
  return kDone;
}

} // namespace

Command listCommand()
{
  return {.name = u"list"_s,
          .summary = u"Lists the stored courses and libraries."_s,
          .example = u"scriptorium-cli list"_s,
          .run = list};
}

} // namespace scriptorium::cli
