#pragma once

#include "grading/scripts/answermemory.h"
#include "grading/scripts/sandboxrunner.h"

#include <QHash>

#include <chrono>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

namespace scriptorium::capa {

/// Runs the scripts of one course in several sandboxes, which start as they are needed: who asks while all
/// are busy waits, first come, first served. A script that is not known to be quick has half of the sandboxes
/// at most, and so have all together that are known to be slow: those that hang keep nobody else waiting.
/// What one run gave may be the answer to an equal request of another thread, see
/// `ScriptRequest::mayRepeat`. Any thread.
class ScriptPool final : public ScriptRunner
{
public:
  /// Starts nothing yet. At most `most` sandboxes; 0: twice the processors, 4 to 8.
  explicit ScriptPool(SandboxOptions options, int most = 0);
  ~ScriptPool() override;

  /// Blocks while it waits and while it runs.
  ScriptAnswer run(const ScriptRequest& request) override;
  /// How many sandboxes there are.
  int size();
  /// Ends all but one of the sandboxes that nobody has needed for so long.
  void dismissIdle(std::chrono::milliseconds unused = std::chrono::seconds(30));

private:
  using Clock = std::chrono::steady_clock;
  struct Waiter;
  struct Idle
  {
    std::unique_ptr<SandboxRunner> runner;
    Clock::time_point since;
    quint64 series = 0; ///< of the last request
  };
  std::unique_ptr<SandboxRunner> take(size_t script, quint64 series);
  std::unique_ptr<SandboxRunner> takeIdle(quint64 series);
  void giveBack(Idle idle, size_t script, bool wasQuick);
  bool mayStart(size_t script) const;
  void admit();

  const SandboxOptions m_options;
  const int m_most;
  const std::shared_ptr<AnswerMemory> m_memory; ///< shared with the sandboxes
  std::mutex m_mutex;
  std::vector<Idle> m_idle; ///< the one that rests longest first
  std::list<Waiter*> m_waiting;
  std::vector<size_t> m_running;  ///< scripts, by hash: where two have one, it costs only time
  QHash<size_t, bool> m_wasQuick; ///< at the last run of a script
};

} // namespace scriptorium::capa
