#include "exchange/platform/spilledbytes.h"

#include <QFile>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

namespace scriptorium::platform {
namespace {

constexpr size_t kPiece = 1 << 20;
constexpr size_t kPage = 1 << 16; ///< the largest that there are

bool writeAt(int file, const char* bytes, size_t size, qint64 place)
{
  while (size > 0) {
    const ssize_t written = ::pwrite(file, bytes, size, place);
    if (written < 0 && errno == EINTR)
      continue;
    if (written <= 0)
      return false;
    bytes += written;
    place += written;
    size -= size_t(written);
  }
  return true;
}

} // namespace

SpilledBytes::SpilledBytes(QString folder) : m_folder(std::move(folder)) {}

SpilledBytes::~SpilledBytes()
{
  for (const Piece& piece : m_pieces)
    ::munmap(piece.bytes, piece.size);
  if (m_file >= 0)
    ::close(m_file);
}

QByteArrayView SpilledBytes::add(QByteArrayView bytes)
{
  const auto size = size_t(bytes.size());
  if (m_pieces.empty() || m_pieces.back().size - m_used < size)
    begin(size);
  char* place = m_pieces.back().bytes + m_used;
  if (size > 0)
    std::memcpy(place, bytes.data(), size);
  m_used += size;
  return {place, bytes.size()};
}

void SpilledBytes::begin(size_t size)
{
  if (!m_pieces.empty())
    spill(m_pieces.back());
  const size_t whole = (std::max(size, kPiece) + kPage - 1) / kPage * kPage;
  void* fresh = ::mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (fresh == MAP_FAILED)
    throw std::bad_alloc();
  m_pieces.push_back({static_cast<char*>(fresh), whole, false});
  m_used = 0;
}

/// Puts the file where the memory was, so that whoever looks sees the same bytes there.
void SpilledBytes::spill(Piece& piece)
{
  if (m_file < 0)
    m_file = ::open(QFile::encodeName(m_folder).constData(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (m_file < 0 || !writeAt(m_file, piece.bytes, piece.size, m_written))
    return;
  void* same = ::mmap(piece.bytes, piece.size, PROT_READ, MAP_SHARED | MAP_FIXED, m_file, m_written);
  if (same == MAP_FAILED)
    return;
  piece.isSpilled = true;
  m_written += qint64(piece.size);
}

void SpilledBytes::rest()
{
  for (const Piece& piece : m_pieces)
    if (piece.isSpilled)
      ::madvise(piece.bytes, piece.size, MADV_DONTNEED);
}

} // namespace scriptorium::platform
