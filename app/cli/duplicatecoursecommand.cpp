#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "exchange/export/duplicatecourse.h"
#include "exchange/import/freekey.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> duplicateCourse(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(invocation.arguments[0]));
  Result<CourseKey> key = CourseKey::parse(invocation.options.value(u"key"_s, course.key));
  if (key && !invocation.has(u"key"_s))
    key = freeKeyLike(workspace, *key);
  if (!key)
    return key.error();
  SCRIPTORIUM_TRY_ASSIGN(const ImportResult done,
                         scriptorium::duplicateCourse(workspace, course, *key, CourseSession::defaultAuthor(),
                                                      invocation.types, invocation.clock,
                                                      invocation.progress));
  invocation.output.result({{u"command"_s, u"duplicate-course"_s},
                            {u"of"_s, course.key},
                            {u"id"_s, done.course.id},
                            {u"key"_s, done.course.key},
                            {u"title"_s, done.course.title},
                            {u"blocks"_s, done.blocks},
                            {u"files"_s, done.files}},
                           invocation.output.isQuiet()
                               ? QString()
                               : printable(u"%1 is a copy of %2"_s.arg(done.course.key, course.key)));
  return kDone;
}

} // namespace

Command duplicateCourseCommand()
{
  return {.name = u"duplicate-course"_s,
          .arguments = u"COURSE"_s,
          .summary = u"Stores a copy of a course under a key of its own; each is edited without the other."_s,
          .help = u"The copy is what an export and an import with that key give: it begins a history of its "
                  u"own. It appears whole or not at all. Large files take room on the disk once."_s,
          .example = u"scriptorium-cli duplicate-course DemoX --key course-v1:MyOrg+DemoX+2027"_s,
          .options = {{u"key"_s, u"KEY"_s, u"its key (default: the run with _2, _3 … behind it)"_s}},
          .minimumArguments = 1,
          .maximumArguments = 1,
          .run = duplicateCourse};
}

} // namespace scriptorium::cli
