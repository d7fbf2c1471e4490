#include "ui/checks/checker.h"

#include "checks/approvals.h"
#include "checks/coursechecks.h"

#include <algorithm>
#include <tuple>

namespace scriptorium {

Checker::Checker(QString folder, const BlockTypes& types) : m_folder(std::move(folder)), m_types(types)
{
  m_progress.setShow([this](const QString&, qint64 done, qint64 total) { Q_EMIT progressed(done, total); });
}

Checker::~Checker() = default;

void Checker::lookAtAll()
{
  end(lookAnew());
}

void Checker::lookAt(const ChangeSet& changes)
{
  end(m_checks ? update(changes) : lookAnew());
}

Result<Unit> Checker::open()
{
  if (!m_store) {
    SCRIPTORIUM_TRY_ASSIGN(m_store, CourseStore::open(m_folder, CourseStore::Mode::ReadOnly));
  }
  return Unit{};
}

Result<Unit> Checker::lookAnew()
{
  SCRIPTORIUM_TRY(open());
  const auto state = m_store->snapshot();
  auto checks = std::make_unique<checks::CourseChecks>(*m_store, m_types, checks::CourseChecks::Options());
  SCRIPTORIUM_TRY(checks->run(m_progress));
  SCRIPTORIUM_TRY(readApprovals());
  m_checks = std::move(checks);
  tell();
  return Unit{};
}

Result<Unit> Checker::update(const ChangeSet& changes)
{
  const auto state = m_store->snapshot();
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> others, m_checks->update(changes));
  SCRIPTORIUM_TRY_ASSIGN(const bool isOther, readApprovals());
  if (isOther || !others.isEmpty())
    tell();
  return Unit{};
}

Result<bool> Checker::readApprovals()
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<Approval> approvals, m_store->approvals());
  QHash<QString, Approval> byKey;
  for (const auto& approval : approvals)
    byKey.insert(approval.finding, approval);
  const auto values = [](const Approval& approval) {
    return std::tie(approval.finding, approval.reason, approval.author, approval.at);
  };
  const bool isOther =
      byKey.size() != m_approvals.size() || !std::ranges::all_of(byKey, [&](const Approval& approval) {
        const auto before = m_approvals.constFind(approval.finding);
        return before != m_approvals.cend() && values(*before) == values(approval);
      });
  m_approvals = std::move(byKey);
  return isOther;
}

void Checker::tell()
{
  CheckReport report;
  const auto byBlock = m_checks->byBlock();
  for (const auto& [block, findings] : byBlock.asKeyValueRange())
    for (const auto& finding : findings) {
      report.findings.append({finding, block, std::nullopt});
      CheckedFinding& checked = report.findings.last();
      if (const auto it = m_approvals.constFind(checks::approvalKey(finding)); it != m_approvals.cend())
        checked.approval = *it;
      else if (finding.severity == Finding::Severity::Error && block.isValid())
        report.faulty.insert(block);
    }
  std::ranges::stable_sort(report.findings, {}, [](const CheckedFinding& one) {
    return std::tuple(-static_cast<int>(one.finding.severity), one.block.value);
  });
  Q_EMIT looked(report);
}

void Checker::end(const Result<Unit>& outcome)
{
  if (!outcome)
    m_checks.reset(); // what it knows may be half of it: the next look is at all again
  if (!outcome && outcome.error().kind != Error::Kind::Cancelled)
    Q_EMIT failed(outcome.error());
  Q_EMIT ended();
}

} // namespace scriptorium
