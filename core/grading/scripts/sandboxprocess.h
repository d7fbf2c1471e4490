#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

namespace scriptorium::capa {

/// What a fenced process is started with.
struct SandboxProgram
{
  QString bubblewrap;              ///< absolute path
  QStringList command;             ///< as seen inside
  QMap<QString, QByteArray> files; ///< absolute paths inside; read-only there
  QByteArray filter;               ///< BPF, see seccompfilter.h
  qint64 scratchBytes = 64 << 20;  ///< size of /tmp, the only place that can be written
};

/// A process in a fence of its own, built by bubblewrap: the system's /usr to read, no network, no other
/// processes, no files of the user, no environment; and one stream of bytes to us. Killed with everything in
/// it when destroyed; ends by itself when this program does. One thread at a time.
class SandboxProcess
{
public:
  using Clock = std::chrono::steady_clock;

  /// Returns at once; whether the fence stands shows in what the process sends. Errors: NotFound, Io.
  static Result<std::unique_ptr<SandboxProcess>> start(const SandboxProgram& program);
  ~SandboxProcess();
  SandboxProcess(const SandboxProcess&) = delete;
  SandboxProcess& operator=(const SandboxProcess&) = delete;

  /// Sends a frame: its length in four bytes, and the bytes. Errors: Io, when nobody listens any more or not
  /// before `deadline`.
  Result<Unit> send(const QByteArray& frame, Clock::time_point deadline);
  /// The next frame, at most `most` bytes. Errors: Io (ended, or longer), Cancelled (not before `deadline`).
  Result<QByteArray> receive(qsizetype most, Clock::time_point deadline);
  /// Whether its end of the stream is still open, and it has said nothing unasked.
  bool isListening() const;
  void kill();
  /// Of the process in this system, for tests.
  qint64 pid() const { return m_pid; }
  /// What it and bubblewrap complained of; at most 4 KB.
  QString complaints() const;

private:
  SandboxProcess() = default;

  qint64 m_pid = 0;
  int m_stream = -1;
  int m_complaints = -1;
};

} // namespace scriptorium::capa
