#include "store/blobreader.h"

#include "store/assetfiles.h"
#include "store/coursestore.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kPassedAtOnce = qsizetype{1} << 20;
/// Stepping over this many rows costs less than searching for the next.
constexpr qint64 kSteps = 16;

Error damaged(qint64 id)
{
  return {Error::Kind::Io, u"blob %1"_s.arg(id),
          u"The stored content is damaged: it is not what its hash says."_s};
}

} // namespace

BlobReader::BlobReader(const CourseStore& store)
    : m_store(store),
      m_row(store.database().prepare("SELECT id,hash,size,bytes FROM blob WHERE id>=? ORDER BY id"))
{}

Result<Unit> BlobReader::advance(BlobId id)
{
  if (m_at == 0 || m_at > id.value || id.value - m_at > kSteps) {
    m_row.reset();
    m_row.bind(0, id.value);
    m_at = 0;
  }
  while (m_at < id.value) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, m_row.step());
    m_at = more ? m_row.integer(0) : 0;
    if (!more)
      break;
  }
  if (m_at != id.value)
    return Error{Error::Kind::NotFound, {}, u"There is no blob %1."_s.arg(id.value)};
  return Unit{};
}

Result<Unit> BlobReader::seek(BlobId id)
{
  SCRIPTORIUM_TRY(advance(id));
  const auto hash = Sha256::fromRaw(m_row.blobView(1));
  if (!hash)
    return damaged(id.value);
  m_hash = *hash;
  m_size = m_row.integer(2);
  return Unit{};
}

Result<Unit> BlobReader::stream(const std::function<Result<Unit>(QByteArrayView)>& take)
{
  qint64 left = m_size;
  const auto pass = [&](QByteArrayView piece) -> Result<Unit> {
    left -= piece.size();
    if (left < 0)
      return damaged(m_at);
    return take(piece);
  };
  if (m_row.isNull(3) && m_size > 0) {
    SCRIPTORIUM_TRY(readInPieces(assetFilePath(m_store.folder(), m_hash), pass));
  } else {
    const QByteArrayView bytes = m_row.blobView(3);
    for (qsizetype at = 0; at < bytes.size(); at += kPassedAtOnce)
      SCRIPTORIUM_TRY(pass(bytes.sliced(at, std::min(kPassedAtOnce, bytes.size() - at))));
  }
  return left == 0 ? Result<Unit>(Unit{}) : damaged(m_at);
}

Result<Unit> BlobReader::verify()
{
  Sha256Hasher hasher;
  SCRIPTORIUM_TRY(stream([&hasher](QByteArrayView piece) -> Result<Unit> {
    hasher.add(piece);
    return Unit{};
  }));
  return hasher.finish() == m_hash ? Result<Unit>(Unit{}) : damaged(m_at);
}

} // namespace scriptorium
