#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <QElapsedTimer>
#include <QObject>
#include <QThread>

#include <functional>
#include <memory>

namespace scriptorium {

/// One long piece of work on a thread of its own, as the user sees it: a title, how far it is, how it ended.
/// Made by `Jobs`. GUI thread; only the work itself runs elsewhere.
class Job : public QObject
{
  Q_OBJECT

public:
  enum class State
  {
    Running,
    Done,
    Failed,
    Cancelled
  };
  /// What the work came to: how the job ended, and what to run on the GUI thread once it has.
  struct Ending
  {
    Result<Unit> outcome = Unit{};
    std::function<void()> deliver;
  };
  /// Runs on the worker.
  using Work = std::function<Ending(Progress&)>;

  ~Job() override;

  const QString& title() const { return m_title; }
  const QString& step() const { return m_step; }
  qint64 done() const { return m_done; }
  qint64 total() const { return m_total; } ///< 0: not known
  State state() const { return m_state; }
  const QString& outcome() const { return m_outcome; } ///< the error's sentence; empty when it went well
  qint64 elapsedMs() const { return m_elapsed; }
  bool isRunning() const { return m_state == State::Running; }

  /// Asks the work to stop; it does at its next step.
  void cancel();
  bool isStopping() const { return isRunning() && m_isStopping; }

Q_SIGNALS:
  /// How far it is, or its state.
  void changed();
  void finished();

private:
  friend class Jobs;
  Job(QString title, Work work, QObject* parent);
  void start();
  void end();

  QString m_title;
  QString m_step;
  QString m_outcome;
  qint64 m_done = 0;
  qint64 m_total = 0;
  qint64 m_elapsed = 0;
  State m_state = State::Running;
  bool m_isStopping = false;
  QElapsedTimer m_timer;
  Progress m_progress;
  Work m_work;
  Ending m_ending;
  std::unique_ptr<QThread> m_thread;
};

} // namespace scriptorium
