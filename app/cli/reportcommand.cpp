#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "exchange/import/importcourse.h"
#include "model/findingjson.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> report(Invocation& invocation)
{
  ImportOptions options;
  options.root = invocation.options.value(u"root"_s);
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const ImportResult done,
                         reportCourse(workspace, invocation.arguments[0], options, invocation.types,
                                      invocation.clock, invocation.progress));
  for (const auto& finding : done.findings)
    invocation.output.result(toJson(finding), findingText(finding));
  invocation.output.message(
      done.findings.isEmpty()
          ? u"%1 blocks, %2 files: Studio would import all of it."_s.arg(done.blocks).arg(done.files)
          : u"%1 blocks, %2 files, %3 findings."_s.arg(done.blocks)
                .arg(done.files)
                .arg(done.findings.size()));
  return done.findings.isEmpty() ? kDone : kFindings;
}

} // namespace

Command reportCommand()
{
  return {
      .name = u"report"_s,
      .arguments = u"PATH"_s,
      .summary =
          u"Tells what importing an archive or folder into Studio would lose or change; stores nothing."_s,
      .help =
          u"Every finding names block, file and line and says what to do. Exit code 1 when there is one."_s,
      .example = u"scriptorium-cli report course.tar.gz"_s,
      .options = {{u"root"_s, u"FOLDER"_s, u"which course of an archive that holds several"_s}},
      .minimumArguments = 1,
      .maximumArguments = 1,
      .run = report};
}

} // namespace scriptorium::cli
