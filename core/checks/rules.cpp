#include "checks/rules.h"

#include "checks/rulelist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QMap>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {

namespace {

QList<Rule> rulesOfProblems()
{
  return {scriptError(),           loadError(),       noRightChoice(), answerOutOfRange(), acceptsAnything(),
          patternDoesNotCompile(), dropdownOptions(), scriptBudget()};
}

QList<Rule> rulesOfValues()
{
  return {stringLosesQuotes(), stringNull(),       booleanText(),
          invalidValue(),      unknownAttribute(), fieldNotExported()};
}

QList<Rule> rulesOfBlocks()
{
  return {unknownType(),
          inlineHtml(),
          brokenHtml(),
          cdata(),
          pollWithoutAnswers(),
          pollAnswerWithoutId(),
          openAssessmentParts(),
          splitTestGroups(),
          experimentUnknownPartition(),
          experimentGroupWithoutUnit(),
          experimentUnknownGroup(),
          conditionalSourceMissing(),
          groupAccessUnknown(),
          prerequisiteMissing(),
          prerequisiteNeverGates(),
          customTagWithoutTemplate(),
          defaultVideo(),
          transcriptMissing(),
          transcriptNotUtf8(),
          textbooksLost(),
          fixedLink(),
          jumpLinkMissing(),
          staticFileMissing(),
          controlCharacters(),
          whiteSpaceShows(),
          assetSkipped()};
}

QList<Rule> rulesOfPolicies()
{
  return {policyBadJson(),       policyUnknownBlock(), policyNotApplied(),       policyOverrides(),
          policyXmlAttributes(), policyNotRead(),      gradingBadJson(),         gradingDefault(),
          gradingNoMinCount(),   gradingEntry(),       gradingUnknownKey(),      gradingWeights(),
          gradingTypeTwice(),    gradingCutoffs(),     gradingUnknownFormat(),   tabsFirst(),
          tabsRepeated(),        tabsKeysMissing(),    tabsUnknownType(),        tabWithoutFile(),
          tabWithoutEntry(),     userPartitions(),     userPartitionsReserved(), userPartitionsIdTwice(),
          proctoringProvider()};
}

QList<Rule> rulesOfFiles()
{
  return {assetNameCollision(),  courseImageMissing(), updatesBadJson(), danglingLink(),
          textbookFileMissing(), tagsColumns(),        tagsRows()};
}

} // namespace

std::optional<QString> PolicyEntry::text() const
{
  if (!json.startsWith(u'"'))
    return std::nullopt;
  return QJsonDocument::fromJson('[' + json.toUtf8() + ']').array().first().toString();
}

Finding Rule::finding(const QString& message, const Place& place) const
{
  return finding(message, place, explanation);
}

Finding Rule::finding(const QString& message, const Place& place, const QString& advice) const
{
  return {severity, id, message, advice, place};
}

const QList<Rule>& allRules()
{
  static const QList<Rule> all =
      rulesOfProblems() + rulesOfValues() + rulesOfBlocks() + rulesOfPolicies() + rulesOfFiles();
  return all;
}

const Rule* findRule(QStringView id)
{
  const auto& all = allRules();
  const auto found = std::ranges::find(all, id, &Rule::id);
  return found == all.end() ? nullptr : &*found;
}

Findings checkProblem(ProblemUnderTest& problem)
{
  Findings findings;
  for (const Rule& rule : allRules())
    if (rule.problem)
      rule.problem(rule, problem, findings);
  return findings;
}

Findings shortened(const Findings& findings)
{
  constexpr int kMostOfOneRule = 1000;
  Findings kept;
  QMap<QString, int> counts;
  for (const auto& finding : findings)
    if (++counts[finding.rule] <= kMostOfOneRule)
      kept.append(finding);
  for (auto count = counts.cbegin(); count != counts.cend(); ++count)
    if (*count > kMostOfOneRule)
      kept.append(
          {Finding::Severity::Info,
           count.key(),
           u"The same was found at %1 more places, which are not listed."_s.arg(*count - kMostOfOneRule),
           u"Look at the listed ones first."_s,
           {}});
  return kept;
}

} // namespace scriptorium::checks
