#pragma once

#include "archive/members/bytesource.h"
#include "archive/members/filesource.h"

#include <array>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace scriptorium {

/// The unpacked bytes of a gzip file of one or more members. A thread of its own inflates, at most 1 MiB
/// ahead of the reader. CRC and length of every member are verified before `next` reports the end; zero bytes
/// behind the last member are padding, anything else is refused. Errors of `next`: BadInput for damaged or
/// truncated data, with the byte offset; Io.
class GunzipSource final : public ByteSource
{
public:
  /// `file` stays the caller's and must outlive the source.
  explicit GunzipSource(const FileDescriptor& file);
  ~GunzipSource() override;
  GunzipSource(const GunzipSource&) = delete;
  GunzipSource& operator=(const GunzipSource&) = delete;

  Result<QByteArrayView> next() override;
  qint64 packedBytes() const override { return m_packed.load(std::memory_order_relaxed); }

private:
  static constexpr size_t kChunkBytes = 256 * 1024;
  static constexpr size_t kChunks = 4;
  struct Chunk
  {
    std::unique_ptr<char[]> bytes;
    size_t used = 0;
  };
  class Inflater;

  void inflateAll();
  Chunk* freeChunk();
  void publish();
  void close(std::optional<Error> error);

  const FileDescriptor& m_file;
  std::array<Chunk, kChunks> m_chunks;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  size_t m_produced = 0; ///< chunks filled so far; the ring holds those in [m_consumed, m_produced)
  size_t m_consumed = 0;
  bool m_holdsOne = false; ///< the reader still looks at chunk m_consumed
  bool m_ended = false;
  bool m_stopped = false;
  std::optional<Error> m_error;
  std::atomic<qint64> m_packed = 0;
  std::thread m_thread;
};

} // namespace scriptorium
