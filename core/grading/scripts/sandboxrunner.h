#pragma once

#include "base/result.h"
#include "grading/scripts/sandboxprocess.h"
#include "grading/scripts/scriptrunner.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace scriptorium::capa {

class AnswerMemory;

/// What one script may use.
struct ScriptLimits
{
  std::chrono::seconds cpu{2};
  std::chrono::milliseconds wall{5000};
  qint64 memoryBytes =
      512LL << 20; ///< beyond the warm interpreter, whose libraries take about 100 MB of addresses
  qint64 fileBytes = 10 << 20;
  qint64 outputBytes = 1 << 20; ///< of errors; what it prints is not kept
  qint64 replyBytes = 4 << 20;  ///< of the names that it leaves
};

struct SandboxOptions
{
  /// What the course's scripts may import, by path: "python_lib.zip", "code/graders.py". The folder
  /// "code" and archives are on Python's path, as in the LMS; other folders where a problem names them.
  QMap<QString, QByteArray> courseFiles;
  ScriptLimits limits;
  QString bubblewrap;                                  ///< empty: looked for in the places of the system
  QString python = QStringLiteral("/usr/bin/python3"); ///< as seen inside, where only /usr is
};

/// What is behind the fence.
struct SandboxFacts
{
  QString python;      ///< "3.11.2"
  QStringList missing; ///< modules that the LMS has and this system has not: numpy, scipy
};

/// Runs a course's scripts with the system's Python in a fence of bubblewrap, seccomp and limits: one warm
/// process per runner, a child of it per request. Never runs anything without the fence. Starting takes up to
/// 0.2 s in the background, a run some milliseconds; memory about 10 MB (50 MB once a script has used NumPy,
/// 80 MB once one has used sympy). A process that died is started again for the next request. One thread at a
/// time.
class SandboxRunner final : public ScriptRunner
{
public:
  /// Begins to start the process and returns at once. `memory` may be shared with runners that have the same
  /// options, on other threads; null: one of its own.
  explicit SandboxRunner(SandboxOptions options = {}, std::shared_ptr<AnswerMemory> memory = nullptr);
  ~SandboxRunner() override;

  /// Waits until the process is ready. Errors: Denied, when there is no sandbox; `detail` says why and how
  /// to enable it.
  Result<SandboxFacts> probe();

  ScriptAnswer run(const ScriptRequest& request) override;

  /// Of the warm process in this system, 0 when there is none; for tests.
  qint64 pid() const { return m_process ? m_process->pid() : 0; }

private:
  void start();
  Result<Unit> becomeReady();
  std::optional<Error> readHello();
  ScriptAnswer exchange(const QByteArray& request);
  ScriptAnswer runOnce(const QByteArray& frame);

  SandboxOptions m_options;
  std::unique_ptr<SandboxProcess> m_process;
  std::optional<Error> m_failure; ///< why there is no process
  bool m_isFinal = true;          ///< whether that stays so; otherwise each request tries again
  std::optional<SandboxFacts> m_facts;
  SandboxProcess::Clock::time_point m_startedAt;
  std::shared_ptr<AnswerMemory> m_memory; ///< shared by those who run the same course's scripts
};

} // namespace scriptorium::capa
