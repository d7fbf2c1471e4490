#include "app/cli/blockref.h"
#include "app/cli/chosenblocks.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "checks/approvals.h"
#include "checks/coursechecks.h"
#include "exchange/openedcourse.h"
#include "mend/applyfixes.h"
#include "model/findingjson.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// What the rules find, apart from what somebody approved of.
struct Sorted
{
  Findings open;
  QList<std::pair<Finding, Approval>> approved;
};

/// The rules named in an option: ids with commas between. Errors: BadInput for one that is not there.
Result<QStringList> rulesIn(const Invocation& invocation, const QString& option)
{
  const QStringList ids = invocation.options.value(option).split(u',', Qt::SkipEmptyParts);
  for (const QString& id : ids)
    if (!checks::findRule(id))
      return Error{Error::Kind::BadInput, u"--"_s + option, u"There is no rule \"%1\"."_s.arg(id)};
  return ids;
}

Result<Sorted> look(Invocation& invocation, const CourseStore& store, const QStringList& rules)
{
  checks::CourseChecks::Options options;
  options.rules = rules;
  if (const QStringList references = invocation.arguments.mid(1); !references.isEmpty()) {
    SCRIPTORIUM_TRY_ASSIGN(options.blocks, chosenBlocks(invocation, store, references));
  }
  const auto state = store.snapshot();
  checks::CourseChecks checks(store, invocation.types, options);
  SCRIPTORIUM_TRY(checks.run(invocation.progress));
  SCRIPTORIUM_TRY_ASSIGN(const QList<Approval> approvals, store.approvals());
  QHash<QString, Approval> byKey;
  for (const auto& approval : approvals)
    byKey.insert(approval.finding, approval);
  Sorted sorted;
  const Findings all = checks.all();
  for (const auto& finding : all) {
    const auto approval = byKey.constFind(checks::approvalKey(finding));
    if (approval == byKey.cend())
      sorted.open.append(finding);
    else
      sorted.approved.append({finding, *approval});
  }
  return sorted;
}

void show(Invocation& invocation, const Sorted& sorted)
{
  for (const auto& finding : sorted.open)
    invocation.output.result(toJson(finding), findingText(finding));
  if (!invocation.has(u"all"_s))
    return;
  for (const auto& [finding, approval] : sorted.approved) {
    QJsonObject object = toJson(finding);
    object[u"approved"_s] = QJsonObject{
        {u"reason"_s, approval.reason}, {u"author"_s, approval.author}, {u"at"_s, isoTime(approval.at)}};
    invocation.output.result(object, u"%1\n  approved by %2: %3"_s.arg(findingText(finding),
                                                                       printable(approval.author),
                                                                       printable(approval.reason)));
  }
}

Result<int> report(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const QStringList rules, rulesIn(invocation, u"rule"_s));
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  SCRIPTORIUM_TRY_ASSIGN(const auto course, OpenedCourse::open(workspace, invocation.arguments[0],
                                                               invocation.types, invocation.progress));
  SCRIPTORIUM_TRY_ASSIGN(const Sorted sorted, look(invocation, course->store(), rules));
  show(invocation, sorted);
  invocation.output.message(
      sorted.approved.isEmpty()
          ? u"%1 findings."_s.arg(sorted.open.size())
          : u"%1 findings, and %2 approved."_s.arg(sorted.open.size()).arg(sorted.approved.size()));
  return sorted.open.isEmpty() ? kDone : kFindings;
}

/// One undoable step on a stored course: mends, approves or withdraws what the rules in `option` find.
template <typename Work>
Result<int> change(Invocation& invocation, const QString& option, const QString& label, const Work& work)
{
  SCRIPTORIUM_TRY_ASSIGN(const QStringList rules, rulesIn(invocation, option));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const Sorted sorted, look(invocation, session->store(), rules));
  SCRIPTORIUM_TRY_ASSIGN(
      const ChangeSet changes,
      session->run(option, label.arg(rules.join(u", "_s)), [&](Edit& edit) { return work(edit, sorted); }));
  reportChanges(invocation, session->store(), u"check"_s, changes);
  return kDone;
}

Result<int> mendFound(Invocation& invocation)
{
  return change(invocation, u"fix"_s, u"Mend %1"_s, [&](Edit& edit, const Sorted& sorted) -> Result<Unit> {
    SCRIPTORIUM_TRY_ASSIGN(const int mended, mend(edit, invocation.types, sorted.open));
    invocation.output.message(u"%1 of %2 findings were mended."_s.arg(mended).arg(sorted.open.size()));
    return Unit{};
  });
}

Result<int> approveOf(Invocation& invocation)
{
  const QString reason = invocation.options.value(u"reason"_s).trimmed();
  if (reason.isEmpty())
    return Error{Error::Kind::BadInput, u"--reason"_s, u"Say why this is meant to be so."_s};
  return change(invocation, u"approve"_s, u"Approve %1"_s,
                [&](Edit& edit, const Sorted& sorted) { return approve(edit, sorted.open, reason); });
}

Result<int> withdraw(Invocation& invocation)
{
  return change(invocation, u"withdraw"_s, u"Withdraw the approval of %1"_s,
                [](Edit& edit, const Sorted& sorted) {
                  Findings approved;
                  for (const auto& [finding, approval] : sorted.approved)
                    approved.append(finding);
                  return approve(edit, approved, std::nullopt);
                });
}

Result<int> check(Invocation& invocation)
{
  if (invocation.has(u"fix"_s))
    return mendFound(invocation);
  if (invocation.has(u"approve"_s))
    return approveOf(invocation);
  return invocation.has(u"withdraw"_s) ? withdraw(invocation) : report(invocation);
}

QString ruleList()
{
  QStringList lines;
  for (const auto& rule : checks::allRules())
    lines.append(u"%1 (%2%3): %4."_s.arg(rule.id, severityName(rule.severity),
                                         rule.fix ? u", --fix"_s : QString(), rule.title));
  return u"Rules: "_s + lines.join(u' ');
}

} // namespace

Command checkCommand()
{
  return {.name = u"check"_s,
          .arguments = u"COURSE [BLOCK...]"_s,
          .summary = u"Tells what is wrong with a course before learners find it."_s,
          .help =
              u"COURSE is a stored course, an archive or a folder. A BLOCK stands for itself and everything "
              "below it; without one the course as a whole is looked at too. Every finding names block, file "
              "and line "
              "and says what to do. A finding of a stored course may be approved, for a reason; it is then "
              "hidden until "
              "it changes. --fix, --approve and --withdraw change the course in one step that undo takes "
              "back. RULES are "
              "ids with commas between. Exit code 1 when there is a finding that nobody approved of. "_s +
              ruleList(),
          .example = u"scriptorium-cli check DemoX\nscriptorium-cli check DemoX --fix string-null"_s,
          .options = {{u"rule"_s, u"RULES"_s, u"only these rules"_s},
                      {u"all"_s, {}, u"show what is approved, too"_s},
                      {u"fix"_s, u"RULES"_s, u"mend what these rules find, where no judgement is needed"_s},
                      {u"approve"_s, u"RULES"_s, u"approve of what these rules find now; needs --reason"_s},
                      {u"reason"_s, u"TEXT"_s, u"why it is meant to be so"_s},
                      {u"withdraw"_s, u"RULES"_s, u"no longer approve of what these rules find"_s}},
          .minimumArguments = 1,
          .maximumArguments = -1,
          .run = check};
}

} // namespace scriptorium::cli
