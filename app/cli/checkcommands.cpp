#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/courseproblems.h"
#include "app/cli/exitcodes.h"
#include "checks/rules.h"
#include "checks/selftest.h"
#include "exchange/openedcourse.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// Runs `examine` on every problem chosen and says what it finds. Gives the number of findings.
template <typename Examine>
Result<qsizetype> examineProblems(Invocation& invocation, const CourseProblems& problems,
                                  const Examine& examine)
{
  qsizetype count = 0;
  qsizetype done = 0;
  for (const BlockId id : problems.ids()) {
    SCRIPTORIUM_TRY(invocation.progress.report(done++, problems.ids().size()));
    SCRIPTORIUM_TRY_ASSIGN(checks::ProblemUnderTest problem, problems.open(id));
    const Findings findings = examine(problem);
    for (const auto& finding : findings)
      invocation.output.result(findingJson(finding), findingText(finding));
    count += findings.size();
  }
  return count;
}

Result<std::unique_ptr<OpenedCourse>> openToRead(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  return OpenedCourse::open(workspace, invocation.arguments[0], invocation.types, invocation.progress);
}

Result<int> selfTestCourse(Invocation& invocation)
{
  bool isNumber = true;
  const int seeds = invocation.has(u"seeds"_s) ? invocation.options.value(u"seeds"_s).toInt(&isNumber) : 3;
  if (!isNumber || seeds < 1 || seeds > 1000)
    return Error{Error::Kind::BadInput, u"--seeds"_s, u"This must be a number from 1 to 1000."_s};
  SCRIPTORIUM_TRY_ASSIGN(const auto course, openToRead(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const CourseProblems problems,
                         CourseProblems::of(course->store(), invocation.arguments.mid(1)));
  qsizetype inputs = 0;
  qsizetype tried = 0;
  SCRIPTORIUM_TRY_ASSIGN(const qsizetype count,
                         examineProblems(invocation, problems, [&](checks::ProblemUnderTest& problem) {
                           const checks::SelfTest result = checks::selfTest(problem, seeds);
                           inputs += result.inputs;
                           tried += result.tried;
                           return result.findings;
                         }));
  invocation.output.message(
      u"%1 problems with %2 inputs; %3 inputs could be tried; %4 findings."_s.arg(problems.ids().size())
          .arg(inputs)
          .arg(tried)
          .arg(count));
  return count == 0 ? kDone : kFindings;
}

Result<int> check(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto course, openToRead(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const CourseProblems problems,
                         CourseProblems::of(course->store(), invocation.arguments.mid(1)));
  SCRIPTORIUM_TRY_ASSIGN(const qsizetype count, examineProblems(invocation, problems, checks::checkProblem));
  invocation.output.message(u"%1 problems, %2 findings."_s.arg(problems.ids().size()).arg(count));
  return count == 0 ? kDone : kFindings;
}

QString ruleList()
{
  QStringList lines;
  for (const auto& rule : checks::problemRules())
    lines.append(u"%1 (%2): %3."_s.arg(rule.id, severityName(rule.severity), rule.title));
  return u"Rules: "_s + lines.join(u' ');
}

} // namespace

Command selfTestCommand()
{
  return {
      .name = u"selftest"_s,
      .arguments = u"COURSE [BLOCK...]"_s,
      .summary =
          u"Answers every problem with its own shown answer, which must earn full marks, and with wrong ones."_s,
      .help = u"COURSE is a stored course, an archive or a folder. A BLOCK stands for itself and everything "
              "below it. Problems with scripts or shuffled choices are tried with several seeds. Exit code 1 "
              "when a problem does not load or disagrees with itself."_s,
      .example = u"scriptorium-cli selftest DemoX"_s,
      .options = {{u"seeds"_s, u"N"_s, u"how many seeds to try random problems with (default: 3)"_s}},
      .minimumArguments = 1,
      .maximumArguments = -1,
      .run = selfTestCourse};
}

Command checkCommand()
{
  return {
      .name = u"check"_s,
      .arguments = u"COURSE [BLOCK...]"_s,
      .summary = u"Tells what is wrong with a course before learners find it."_s,
      .help =
          u"COURSE is a stored course, an archive or a folder. A BLOCK stands for itself and everything "
          "below it. Every finding names block, file and line and says what to do. Exit code 1 when there is one. "_s +
          ruleList(),
      .example = u"scriptorium-cli check DemoX"_s,
      .minimumArguments = 1,
      .maximumArguments = -1,
      .run = check};
}

} // namespace scriptorium::cli
