#include "grading/scripts/scriptbudget.h"

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace scriptorium::capa {

ScriptBudget ScriptBudget::ofOneTry()
{
  return {u"this problem"_s,
          u"Let its scripts do less, or split it into several problems."_s,
          10s,
          32 << 20,
          200'000,
          400'000};
}

ScriptBudget ScriptBudget::ofProblem()
{
  ScriptBudget budget = ofOneTry();
  budget.time = 30s;
  budget.replyBytes = 1 << 30;
  budget.names = budget.values = 100'000'000;
  return budget;
}

ScriptBudget ScriptBudget::ofCourse()
{
  ScriptBudget budget = ofProblem();
  budget.whose = u"this course"_s;
  budget.wayOut = u"Check this problem by itself."_s;
  budget.time = 10min;
  budget.replyBytes = 16LL << 30;
  return budget;
}

ScriptAccount::Used ScriptAccount::add(const Used& more)
{
  const std::lock_guard lock(m_mutex);
  m_used.time += more.time;
  m_used.replyBytes += more.replyBytes;
  m_used.names += more.names;
  m_used.values += more.values;
  return m_used;
}

void ScriptAccount::renew()
{
  const std::lock_guard lock(m_mutex);
  m_used = {};
}

BudgetedRunner::BudgetedRunner(ScriptRunner& runner, ScriptBudget budget,
                               std::shared_ptr<ScriptAccount> account)
    : m_runner(runner), m_budget(std::move(budget)), m_account(std::move(account))
{}

/// What was used up, as the end of a sentence; empty when nothing was.
QString BudgetedRunner::excess(const ScriptAccount::Used& used) const
{
  if (used.time >= m_budget.time)
    return u"take more than %1 s together"_s.arg(
        std::chrono::duration_cast<std::chrono::seconds>(m_budget.time).count());
  if (used.replyBytes > m_budget.replyBytes)
    return u"leave more than %1 MB together"_s.arg(m_budget.replyBytes >> 20);
  if (used.names > m_budget.names)
    return u"leave more than %1 names together"_s.arg(m_budget.names);
  if (used.values > m_budget.values)
    return u"leave more than %1 values together"_s.arg(m_budget.values);
  return {};
}

ScriptAnswer BudgetedRunner::run(const ScriptRequest& request)
{
  const auto before = m_account->add({});
  if (before.time == before.time.zero() && before.replyBytes + before.names + before.values == 0)
    m_refusal.clear(); // nothing was used, or it was renewed
  QString spent = excess(before);
  ScriptAnswer answer;
  if (spent.isEmpty() && !m_refusal.isEmpty()) { // of another budget: what comes next would meet it too
    answer.message = m_refusal;
    answer.isOverBudget = true;
    return answer;
  }
  if (spent.isEmpty()) {
    const auto begun = std::chrono::steady_clock::now();
    answer = m_runner.run(request);
    ScriptAccount::Used more{{}, answer.replyBytes, answer.globals.size(), answer.values};
    if (!answer.isRemembered)
      more.time = std::chrono::steady_clock::now() - begun - answer.waited;
    const auto used = m_account->add(more);
    if (answer.isOverBudget)
      m_refusal = answer.message;
    if (used.time < m_budget.time) // what came in time counts, what is too much does not
      spent = excess(used);
    if (spent.isEmpty())
      return answer;
  }
  m_refusal =
      u"The scripts of %1 %2, which is all they may. %3"_s.arg(m_budget.whose, spent, m_budget.wayOut);
  answer = {ScriptAnswer::Kind::Unavailable, {}, m_refusal};
  answer.isOverBudget = true;
  for (auto* behind = dynamic_cast<BudgetedRunner*>(&m_runner); behind;
       behind = dynamic_cast<BudgetedRunner*>(&behind->m_runner))
    behind->m_refusal = m_refusal;
  return answer;
}

} // namespace scriptorium::capa
