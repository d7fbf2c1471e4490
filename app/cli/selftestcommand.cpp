#include "app/cli/blockref.h"
#include "app/cli/chosenblocks.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "checks/problemcrew.h"
#include "checks/selftest.h"
#include "exchange/openedcourse.h"
#include "model/findingjson.h"
#include "render/courseproblems.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<Place> placeOf(const CourseStore& store, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  Place place;
  place.blockType = block.type;
  place.blockId = block.urlName;
  const auto source = store.sourcePath(version.source);
  place.file = source ? *source : u"problem/%1.xml"_s.arg(block.urlName);
  const bool isElement = version.bodyForm != BodyForm::Broken; // else its text is the whole file
  place.line = source && version.line > 0 && isElement ? version.line : 1;
  return place;
}

/// What the self-test of all problems came to.
struct Totals
{
  qsizetype findings = 0;
  qsizetype inputs = 0;
  qsizetype tried = 0;
};

void tell(Invocation& invocation, const checks::SelfTest& result, Totals& totals)
{
  for (const auto& finding : result.findings)
    invocation.output.result(toJson(finding), findingText(finding));
  totals.findings += result.findings.size();
  totals.inputs += result.inputs;
  totals.tried += result.tried;
}

/// Tests every problem chosen, on several threads, and says what it finds in their order.
Result<Totals> testProblems(Invocation& invocation, const CourseStore& store, const QList<BlockId>& problems,
                            int seeds)
{
  SCRIPTORIUM_TRY_ASSIGN(auto engine, render::CourseProblems::of(store));
  engine.limitScripts();
  checks::ProblemCrew<checks::SelfTest> crew(
      engine, [seeds](checks::ProblemUnderTest& problem) { return checks::selfTest(problem, seeds); });
  Totals totals;
  qsizetype done = 0;
  invocation.progress.begin(u"Answering the problems"_s);
  const auto report = [&] { return invocation.progress.report(done, problems.size()); };
  for (const BlockId id : problems) {
    SCRIPTORIUM_TRY(report());
    SCRIPTORIUM_TRY_ASSIGN(const render::CourseProblem problem, engine.open(id));
    SCRIPTORIUM_TRY_ASSIGN(const Place place, placeOf(store, id));
    crew.add(problem, place);
    for (auto result = crew.next(); result; result = crew.next(), ++done)
      tell(invocation, *result, totals);
  }
  for (auto result = crew.waitForNext(); result; result = crew.waitForNext(), ++done) {
    tell(invocation, *result, totals);
    SCRIPTORIUM_TRY(report());
  }
  return totals;
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
  SCRIPTORIUM_TRY_ASSIGN(
      const QList<BlockId> problems,
      chosenBlocks(invocation, course->store(), invocation.arguments.mid(1), u"problem"_s));
  SCRIPTORIUM_TRY_ASSIGN(const Totals totals, testProblems(invocation, course->store(), problems, seeds));
  invocation.output.message(
      u"%1 problems with %2 inputs; %3 inputs could be tried; %4 findings."_s.arg(problems.size())
          .arg(totals.inputs)
          .arg(totals.tried)
          .arg(totals.findings));
  return totals.findings == 0 ? kDone : kFindings;
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

} // namespace scriptorium::cli
