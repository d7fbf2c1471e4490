#pragma once

#include "grading/scripts/scriptrunner.h"

#include <QString>

#include <chrono>
#include <memory>
#include <mutex>

namespace scriptorium::capa {

/// What several runs of scripts may use together.
struct ScriptBudget
{
  QString whose;  ///< as a sentence names it: "this problem"
  QString wayOut; ///< what to do about it, a sentence
  std::chrono::milliseconds time;
  qint64 replyBytes;
  qint64 names;  ///< that they leave
  qint64 values; ///< in those names, lists and dicts all the way down

  /// To load a problem, or to grade one set of answers.
  static ScriptBudget ofOneTry();
  /// For all that one check tries with a problem.
  static ScriptBudget ofProblem();
  /// For one check of a whole course.
  static ScriptBudget ofCourse();
};

/// What was used of a budget. Any thread.
class ScriptAccount
{
public:
  struct Used
  {
    std::chrono::steady_clock::duration time{};
    qint64 replyBytes = 0;
    qint64 names = 0;
    qint64 values = 0;
  };

  /// Adds, and gives what was used so far.
  Used add(const Used& more);
  void renew();

private:
  std::mutex m_mutex;
  Used m_used;
};

/// Passes requests on until they have used up a budget; then answers Unavailable with a sentence, at once.
/// What is answered from memory costs no time, nor does waiting for a sandbox. What one in front of it
/// refuses, it refuses from then on too, until renewed. One thread at a time.
class BudgetedRunner final : public ScriptRunner
{
public:
  /// `runner` must outlive it. `account` may be shared with others, on other threads, that have the same
  /// budget.
  BudgetedRunner(ScriptRunner& runner, ScriptBudget budget,
                 std::shared_ptr<ScriptAccount> account = std::make_shared<ScriptAccount>());

  ScriptAnswer run(const ScriptRequest& request) override;
  /// As if nothing had been used.
  void renew() { m_account->renew(); }
  /// What was answered when a budget, this, one behind it or one in front, was used up; empty when none was.
  const QString& refusal() const { return m_refusal; }

private:
  QString excess(const ScriptAccount::Used& used) const;

  ScriptRunner& m_runner;
  ScriptBudget m_budget;
  std::shared_ptr<ScriptAccount> m_account; ///< shared by those who have one budget
  QString m_refusal;
};

} // namespace scriptorium::capa
