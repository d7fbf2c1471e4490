#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "model/findingjson.h"
#include "store/doctor/doctor.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QJsonArray findingArray(const Findings& findings)
{
  QJsonArray array;
  for (const auto& finding : findings)
    array.append(toJson(finding));
  return array;
}

QString words(const CourseInfo& course, const DoctorReport& report)
{
  QStringList lines;
  if (report.isSound())
    lines.append(u"%1: sound (%2 versions, %3 contents, %4 bytes checked)"_s.arg(course.key)
                     .arg(report.versions)
                     .arg(report.blobs)
                     .arg(report.bytes));
  else
    lines.append(u"%1: %2 problems"_s.arg(course.key).arg(report.findings.size()));
  for (const auto& finding : report.findings)
    lines.append(u"  "_s + findingText(finding));
  for (const auto& finding : report.repaired)
    lines.append(u"  repaired: "_s + findingText(finding));
  for (const auto& finding : report.left)
    lines.append(u"  left: "_s + findingText(finding));
  if (!report.backup.isEmpty())
    lines.append(u"  The database as it was is kept in "_s + report.backup);
  return lines.join(u'\n');
}

Result<QList<CourseInfo>> wantedCourses(const Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  if (invocation.arguments.isEmpty())
    return workspace.courses();
  SCRIPTORIUM_TRY_ASSIGN(const CourseInfo course, workspace.find(invocation.arguments[0]));
  return QList<CourseInfo>{course};
}

Result<int> lookOver(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto courses, wantedCourses(invocation));
  int code = kDone;
  for (const auto& course : courses) {
    const auto report = doctor(course.path, invocation.has(u"repair"_s), invocation.progress);
    if (!report)
      return report.error().in(course.key);
    const bool isWell = report->isSound() || (report->isRepaired && report->left.isEmpty());
    invocation.output.result({{u"command"_s, u"doctor"_s},
                              {u"id"_s, course.id},
                              {u"key"_s, course.key},
                              {u"ok"_s, isWell},
                              {u"repaired"_s, report->isRepaired},
                              {u"versions"_s, report->versions},
                              {u"blobs"_s, report->blobs},
                              {u"bytes"_s, report->bytes},
                              {u"backup"_s, report->backup},
                              {u"problems"_s, findingArray(report->findings)},
                              {u"fixed"_s, findingArray(report->repaired)},
                              {u"left"_s, findingArray(report->left)}},
                             words(course, *report));
    if (!isWell)
      code = kFindings;
  }
  return code;
}

} // namespace

Command doctorCommand()
{
  return {
      .name = u"doctor"_s,
      .arguments = u"[COURSE]"_s,
      .summary = u"Looks over stored courses: every checksum, the tree, the history and the search index."_s,
      .help = u"Without COURSE: all of them. Exit code 1 when something is wrong (and was not repaired)."_s,
      .example = u"scriptorium-cli doctor DemoX --repair"_s,
      .options = {{u"repair"_s, {}, u"mend what can be mended; the database as it was is kept beside it"_s}},
      .minimumArguments = 0,
      .maximumArguments = 1,
      .run = lookOver};
}

} // namespace scriptorium::cli
