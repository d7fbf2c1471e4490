#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/legacynames.h"
#include "exchange/export/predictexport.h"
#include "exchange/import/importcourse.h"
#include "model/findingjson.h"
#include "predict/predictimport.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QJsonObject toJson(const Prediction& prediction)
{
  QJsonArray findings;
  for (const auto& cause : prediction.causes)
    findings.append(scriptorium::toJson(cause));
  return {{u"state"_s, prediction.succeeds ? u"Succeeded"_s : u"Failed"_s},
          {u"draft"_s, QJsonArray::fromStringList(prediction.draft)},
          {u"published"_s, QJsonArray::fromStringList(prediction.published)},
          {u"export_error"_s, prediction.exportFails},
          {u"findings"_s, findings}};
}

QString sentence(const Prediction& prediction)
{
  if (!prediction.succeeds)
    return u"Studio's import will fail."_s;
  const QString blocks =
      u"Studio will hold %1 blocks, of which %2 are published."_s.arg(prediction.draft.size())
          .arg(prediction.published.size());
  return prediction.exportFails ? blocks + u" It will not be able to export the course again."_s : blocks;
}

/// Of an archive or folder, else of a stored course as it would be exported now.
Result<Prediction> predicted(Invocation& invocation)
{
  const QString& what = invocation.arguments[0];
  if (QFileInfo::exists(what))
    return predictImport(what, invocation.types, ArchiveLimits(), invocation.progress);
  SCRIPTORIUM_TRY_ASSIGN(const auto session, openCourse(invocation, what, CourseStore::Mode::ReadOnly));
  return predictExport(session->store(), invocation.types, invocation.progress);
}

/// `report --predict`: what Studio will hold, and why not all of it.
Result<int> predict(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Prediction prediction, predicted(invocation));
  if (!invocation.output.isJson())
    for (const auto& cause : prediction.causes)
      invocation.output.result({}, findingText(cause));
  invocation.output.result(toJson(prediction), sentence(prediction));
  return prediction.causes.isEmpty() ? kDone : kFindings;
}

Result<int> report(Invocation& invocation)
{
  if (invocation.has(u"predict"_s))
    return predict(invocation);
  ImportOptions options;
  options.root = invocation.options.value(u"root"_s);
  SCRIPTORIUM_TRY_ASSIGN(options.limits.names, namesOption(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  auto reported = reportCourse(workspace, invocation.arguments[0], options, invocation.types,
                               invocation.clock, invocation.progress);
  if (!reported)
    return withNames(invocation, u"report"_s, invocation.arguments[0], reported.error());
  ImportResult& done = *reported;
  if (options.root.isEmpty() && done.course.key.startsWith("course-v1:"_L1)) {
    const auto prediction =
        predictImport(invocation.arguments[0], invocation.types, ArchiveLimits(), invocation.progress);
    if (!prediction)
      return prediction.error();
    done.findings = withPrediction(done.findings, *prediction);
  }
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
          u"Every finding names block, file and line and says what to do. Exit code 1 when there is one.\n"
          "With --predict it follows Studio's own import (release Teak) step by step instead and says what "
          "Studio "
          "will hold afterwards: whether the import succeeds, the blocks of the draft and of what is "
          "published, "
          "whether the course can be exported again, and why not all of it comes in. PATH may then also be a "
          "stored course: it is judged as it would be exported now."_s,
      .example = u"scriptorium-cli report course.tar.gz\n"
                 "scriptorium-cli report DemoX --predict"_s,
      .options = {{u"root"_s, u"FOLDER"_s, u"which course of an archive that holds several"_s},
                  namesChoice(),
                  {u"predict"_s, {}, u"say what Studio will hold once it has imported this"_s}},
      .minimumArguments = 1,
      .maximumArguments = 1,
      .run = report};
}

} // namespace scriptorium::cli
