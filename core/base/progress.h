#pragma once

#include "base/result.h"

#include <QString>

#include <atomic>
#include <chrono>
#include <functional>

namespace scriptorium {

/// How far a long piece of work has come, and whether the user wants it to stop. The worker calls `report`,
/// any thread may call `cancel`. Give work that nobody watches a default-constructed one.
class Progress
{
public:
  /// Called on the worker's thread. `total` is 0 while it is not known.
  using Show = std::function<void(const QString& step, qint64 done, qint64 total)>;

  Progress() = default;
  explicit Progress(Show show) : m_show(std::move(show)) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Sets who is told. Worker thread, before the work begins or after it ended.
  void setShow(Show show) { m_show = std::move(show); }

  /// Names the step that begins ("Reading archive"). Worker thread.
  void begin(const QString& step);

  /// Says that `done` of `total` items are finished. Cheap enough for every item: it reaches the screen at
  /// most ten times a second. Errors: Cancelled, once the user has asked to stop.
  Result<Unit> report(qint64 done, qint64 total);

  /// Asks the work to stop at its next report. Any thread.
  void cancel() { m_cancelled.store(true, std::memory_order_relaxed); }
  bool isCancelled() const
  {
    return m_cancelled.load(std::memory_order_relaxed) || (m_leader != nullptr && m_leader->isCancelled());
  }
  /// Makes a cancel of `leader` one of this work too: for work done in several parts at a time. `leader` must
  /// live longer.
  void follow(const Progress& leader) { m_leader = &leader; }

private:
  Show m_show;
  const Progress* m_leader = nullptr;
  QString m_step;
  std::atomic<bool> m_cancelled = false;
  std::chrono::steady_clock::time_point m_shown{};
};

} // namespace scriptorium
