#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "exchange/export/exportcourse.h"
#include "exchange/export/heldfindings.h"
#include "model/findingjson.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<ExportOptions> exportOptions(const Invocation& invocation)
{
  ExportOptions options;
  const QString layout = invocation.options.value(u"layout"_s, u"source"_s);
  if (layout == u"studio")
    options.layout = ExportOptions::Layout::Studio;
  else if (layout != u"source")
    return Error{Error::Kind::BadInput, u"--layout"_s, u"A layout is \"source\" or \"studio\"."_s};
  return options;
}

Result<int> exportTo(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const ExportOptions options, exportOptions(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const Findings held, heldTextFindings(session->store()));
  if (!held.isEmpty())
    invocation.output.message(
        u"%1 texts that were typed are not part of the course: the export has what stood "
        "there before. \"held\" shows them."_s.arg(held.size()));
  SCRIPTORIUM_TRY_ASSIGN(const ExportResult done,
                         exportCourse(session->store(), invocation.options.value(u"out"_s), options,
                                      invocation.types, invocation.progress));
  QJsonArray findings;
  const bool isArchive = done.bytes > 0;
  const QString size = isArchive ? u", %1 bytes"_s.arg(done.bytes) : QString();
  QStringList lines{u"Exported to %1%2: %3 files%4, %5 written anew."_s.arg(
      isArchive ? QString() : u"the folder "_s, done.path, QString::number(done.files), size,
      QString::number(done.rewritten))};
  for (const auto& finding : done.findings) {
    findings.append(toJson(finding));
    lines.append(findingText(finding));
  }
  invocation.output.result({{u"command"_s, u"export"_s},
                            {u"path"_s, done.path},
                            {u"files"_s, done.files},
                            {u"bytes"_s, done.bytes},
                            {u"rewritten"_s, done.rewritten},
                            {u"sha256"_s, isArchive ? QString::fromLatin1(done.hash.hex()) : QString()},
                            {u"findings"_s, findings}},
                           invocation.output.isQuiet() ? QString() : lines.join(u'\n'));
  return kDone;
}

} // namespace

Command exportCommand()
{
  return {
      .name = u"export"_s,
      .arguments = u"COURSE"_s,
      .summary =
          u"Writes a course as an OLX archive or folder, read back and compared before it replaces anything."_s,
      .help = u"Layout \"source\" keeps every file that was not edited byte for byte; \"studio\" writes the "
              u"whole course "
              "as Studio itself would export it. The same course gives the same bytes. Text that the window "
              "keeps "
              "because it is not well formed is no part of the course; the result names it."_s,
      .example = u"scriptorium-cli export DemoX --out DemoX.tar.gz"_s,
      .options = {{u"out"_s, u"PATH"_s, u"FILE.tar.gz, FILE.zip (libraries) or a folder"_s, {}, true},
                  {u"layout"_s, u"LAYOUT"_s, u"source (default) or studio"_s, {u"source"_s, u"studio"_s}}},
      .minimumArguments = 1,
      .maximumArguments = 1,
      .run = exportTo};
}

} // namespace scriptorium::cli
