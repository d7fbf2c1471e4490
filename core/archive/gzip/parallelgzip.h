#pragma once

#include "archive/members/filesource.h"

#include <QString>

#include <array>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace scriptorium {

/// Writes bytes as gzip in members of 1 MiB, packed on two threads and written in order on a third: ordinary
/// gzip to every reader. A member whose samples save less than 3 % is stored. The output depends on the bytes
/// alone, not on how they were cut into calls. Memory: about 13 MiB. One caller thread.
class ParallelGzip
{
public:
  /// `file` stays the caller's and must outlive the writer; `path` names it in errors.
  ParallelGzip(const FileDescriptor& file, QString path);
  ~ParallelGzip();
  ParallelGzip(const ParallelGzip&) = delete;
  ParallelGzip& operator=(const ParallelGzip&) = delete;

  /// Errors: Io, also of bytes handed over earlier.
  Result<Unit> write(QByteArrayView bytes);
  /// Writes what is left. Errors: Io.
  Result<Unit> finish();

private:
  static constexpr size_t kPackers = 2;
  static constexpr size_t kThreads = kPackers + 1; ///< the last one writes
  static constexpr size_t kJobs = 6;
  static constexpr size_t kMemberBytes = 1 << 20;
  struct Job
  {
    std::unique_ptr<char[]> input;
    size_t inputBytes = 0;
    std::vector<char> packed;
    size_t packedBytes = 0; ///< 0: could not be packed
    bool isDone = false;
  };
  class Packer;

  Result<Unit> start();
  void packAll();
  void writeAll();
  Result<Unit> writeJob(const Job& job);
  Result<Unit> handOver();
  Result<Unit> waitUntilWritten(size_t unwritten);
  Job& filling() { return m_jobs[m_handedOver % kJobs]; }

  const FileDescriptor& m_file;
  QString m_path;
  std::array<Job, kJobs> m_jobs; ///< a ring: written ≤ taken ≤ handed over ≤ written + kJobs
  size_t m_written = 0;
  size_t m_handedOver = 0; ///< changed on the caller's thread only
  size_t m_taken = 0;
  bool m_stopped = false;
  std::optional<Error> m_failure;     ///< of the writing; nothing is written after it
  std::mutex m_mutex;                 ///< guards the five above and Job::isDone
  std::condition_variable m_work;     ///< for the packers
  std::condition_variable m_packed;   ///< for the writer
  std::condition_variable m_progress; ///< for the caller: something was written
  std::vector<std::thread> m_threads;
};

} // namespace scriptorium
