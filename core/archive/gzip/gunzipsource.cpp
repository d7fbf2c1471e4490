#include "archive/gzip/gunzipsource.h"

#include <QString>

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <system_error>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kMostQuick = 1 << 20; ///< unpacked; our own archives have no larger members
constexpr qsizetype kWindow = 2 * kMostQuick;
constexpr qsizetype kMostPacked = kMostQuick + (1 << 16);

struct FreeDecompressor
{
  void operator()(libdeflate_decompressor* decompressor) const { libdeflate_free_decompressor(decompressor); }
};

Error damaged(const QString& what, qint64 offset)
{
  return Error{Error::Kind::BadInput,
               {},
               u"The archive is damaged: %1 at byte %2. Download or export it again."_s.arg(what).arg(offset)}
      .because("damaged-archive"_L1);
}

} // namespace

/// The state of inflating one gzip file; lives on the thread. Small members are unpacked whole, in less than
/// half of the time that zlib takes; the first one that is large or damaged, and all behind it, are zlib's,
/// which tells what is wrong.
class GunzipSource::Inflater
{
public:
  explicit Inflater(GunzipSource& owner) : m_owner(owner), m_fileSize(owner.m_file.size())
  {
    m_isQuick = m_decompressor != nullptr;
    if (!m_isQuick)
      m_source.emplace(owner.m_file, 0, m_fileSize);
    // 15 + 16: a gzip wrapper, whose CRC and length zlib verifies.
    m_isReady = inflateInit2(&m_stream, 31) == Z_OK;
  }
  ~Inflater() { inflateEnd(&m_stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  bool isReady() const { return m_isReady; }
  bool isAtEnd() const { return m_isAtEnd; }

  /// Fills `chunk` as far as the file goes.
  Result<Unit> fill(Chunk& chunk)
  {
    while (chunk.used < kChunkBytes && !m_isAtEnd) {
      if (m_quickLeft > 0) {
        copyQuick(chunk);
        continue;
      }
      if (m_isQuick) {
        SCRIPTORIUM_TRY(unpackMember());
        continue;
      }
      if (m_stream.avail_in == 0)
        SCRIPTORIUM_TRY(readMore());
      if (m_isAtEnd)
        break;
      SCRIPTORIUM_TRY(m_isInside ? inflateInto(chunk) : betweenMembers());
    }
    return Unit{};
  }

private:
  /// Of zlib.
  qint64 offset() const { return m_source->packedBytes() - m_stream.avail_in; }

  /// Unpacks the member that begins at m_next, if it is a small sound one; else the rest of the file is
  /// zlib's.
  Result<Unit> unpackMember()
  {
    const qint64 end = m_windowAt + m_window.size();
    if (m_next + kMostPacked > end && end < m_fileSize) {
      SCRIPTORIUM_TRY_ASSIGN(m_window, m_owner.m_file.read(m_next, kWindow));
      m_windowAt = m_next;
    }
    const auto packed = QByteArrayView(m_window).sliced(m_next - m_windowAt);
    m_quick.resize(kMostQuick);
    size_t used = 0;
    size_t made = 0;
    m_isQuick = !packed.isEmpty() && libdeflate_gzip_decompress_ex(
                                         m_decompressor.get(), packed.data(), size_t(packed.size()),
                                         m_quick.data(), m_quick.size(), &used, &made) == LIBDEFLATE_SUCCESS;
    if (!m_isQuick) {
      m_source.emplace(m_owner.m_file, m_next, m_fileSize - m_next);
      return Unit{};
    }
    ++m_members;
    m_quickLeft = made;
    m_quickEnd = made;
    m_next += qint64(used);
    m_owner.m_packed.store(m_next, std::memory_order_relaxed);
    return Unit{};
  }

  void copyQuick(Chunk& chunk)
  {
    const size_t bytes = std::min(m_quickLeft, kChunkBytes - chunk.used);
    std::memcpy(chunk.bytes.get() + chunk.used, m_quick.data() + (m_quickEnd - m_quickLeft), bytes);
    chunk.used += bytes;
    m_quickLeft -= bytes;
  }

  Result<Unit> readMore()
  {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArrayView piece, m_source->next());
    m_owner.m_packed.store(m_source->packedBytes(), std::memory_order_relaxed);
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(piece.data()));
    m_stream.avail_in = static_cast<uInt>(piece.size());
    if (!piece.isEmpty())
      return Unit{};
    m_isAtEnd = true;
    if (m_isInside || m_members == 0)
      return Error{Error::Kind::BadInput,
                   {},
                   u"The archive ends too early, after %1 bytes: the download or copy was interrupted. "
                   "Download or export it again."_s.arg(offset())}
          .because("damaged-archive"_L1);
    return Unit{};
  }

  Result<Unit> betweenMembers()
  {
    const QByteArrayView rest(m_stream.next_in, m_stream.avail_in);
    if (!m_isPadding && rest.front() == '\x1f') {
      inflateReset(&m_stream);
      m_isInside = true;
      m_start = offset();
      return Unit{};
    }
    m_isPadding = true;
    const auto junk = std::find_if(rest.begin(), rest.end(), [](char c) { return c != 0; });
    if (junk != rest.end())
      return damaged(u"foreign bytes follow the compressed data"_s, offset() + (junk - rest.begin()));
    m_stream.avail_in = 0;
    return Unit{};
  }

  Result<Unit> inflateInto(Chunk& chunk)
  {
    m_stream.next_out = reinterpret_cast<Bytef*>(chunk.bytes.get() + chunk.used);
    m_stream.avail_out = static_cast<uInt>(kChunkBytes - chunk.used);
    const int answer = inflate(&m_stream, Z_NO_FLUSH);
    chunk.used = kChunkBytes - m_stream.avail_out;
    if (answer == Z_STREAM_END) {
      m_isInside = false;
      ++m_members;
      return Unit{};
    }
    if (answer == Z_OK || (answer == Z_BUF_ERROR && m_stream.avail_in == 0))
      return Unit{};
    if (answer == Z_MEM_ERROR)
      return Error{Error::Kind::Io, {}, u"There is not enough memory to read the archive."_s};
    return inflateError();
  }

  Error inflateError() const
  {
    const auto reason = QLatin1StringView(m_stream.msg != nullptr ? m_stream.msg : "");
    if (reason == "incorrect data check"_L1)
      return damaged(u"the checksum of the unpacked bytes is wrong"_s, offset());
    if (reason == "incorrect length check"_L1)
      return damaged(u"the length of the unpacked bytes is wrong"_s, offset());
    if (m_members > 0 && reason == "incorrect header check"_L1)
      return damaged(u"foreign bytes follow the compressed data"_s, m_start);
    return damaged(u"the compressed data cannot be read (%1)"_s.arg(reason), offset());
  }

  GunzipSource& m_owner;
  const qint64 m_fileSize;
  std::optional<FileSource> m_source; ///< of what is zlib's
  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> m_decompressor{libdeflate_alloc_decompressor()};
  QByteArray m_window; ///< of the file, from m_windowAt on
  qint64 m_windowAt = 0;
  qint64 m_next = 0; ///< where the next quick member begins
  std::vector<char>
      m_quick; ///< a member, of which the last m_quickLeft bytes before m_quickEnd are to be passed on
  size_t m_quickEnd = 0;
  size_t m_quickLeft = 0;
  z_stream m_stream = {};
  qint64 m_members = 0;
  qint64 m_start = 0;
  bool m_isReady = false;
  bool m_isQuick = false; ///< members are tried whole
  bool m_isInside = false;
  bool m_isPadding = false;
  bool m_isAtEnd = false;
};

GunzipSource::GunzipSource(const FileDescriptor& file) : m_file(file)
{
  try {
    for (auto& chunk : m_chunks)
      chunk.bytes = std::make_unique_for_overwrite<char[]>(kChunkBytes);
    m_thread = std::thread([this] { inflateAll(); });
  } catch (const std::exception&) {
    close(Error{Error::Kind::Io, {}, u"There is not enough memory to read the archive."_s});
  }
}

GunzipSource::~GunzipSource()
{
  {
    const std::lock_guard lock(m_mutex);
    m_stopped = true;
  }
  m_changed.notify_all();
  if (m_thread.joinable())
    m_thread.join();
}

void GunzipSource::inflateAll()
{
  Inflater inflater(*this);
  if (!inflater.isReady())
    return close(Error{Error::Kind::Io, {}, u"There is not enough memory to read the archive."_s});
  while (!inflater.isAtEnd()) {
    Chunk* chunk = freeChunk();
    if (chunk == nullptr)
      return;
    const auto filled = inflater.fill(*chunk);
    if (chunk->used > 0)
      publish();
    if (!filled)
      return close(filled.error());
  }
  close(std::nullopt);
}

GunzipSource::Chunk* GunzipSource::freeChunk()
{
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [this] { return m_stopped || m_produced - m_consumed < kChunks; });
  if (m_stopped)
    return nullptr;
  Chunk& chunk = m_chunks[m_produced % kChunks];
  chunk.used = 0;
  return &chunk;
}

void GunzipSource::publish()
{
  {
    const std::lock_guard lock(m_mutex);
    ++m_produced;
  }
  m_changed.notify_all();
}

void GunzipSource::close(std::optional<Error> error)
{
  {
    const std::lock_guard lock(m_mutex);
    m_ended = true;
    m_error = std::move(error);
  }
  m_changed.notify_all();
}

Result<QByteArrayView> GunzipSource::next()
{
  std::unique_lock lock(m_mutex);
  if (m_holdsOne) {
    ++m_consumed;
    m_holdsOne = false;
    m_changed.notify_all();
  }
  m_changed.wait(lock, [this] { return m_ended || m_produced > m_consumed; });
  if (m_produced > m_consumed) {
    m_holdsOne = true;
    const Chunk& chunk = m_chunks[m_consumed % kChunks];
    return QByteArrayView(chunk.bytes.get(), static_cast<qsizetype>(chunk.used));
  }
  if (m_error)
    return *m_error;
  return QByteArrayView();
}

} // namespace scriptorium
