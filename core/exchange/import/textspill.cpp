#include "exchange/import/textspill.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kPendingBytes = 256 * 1024;

} // namespace

TextSpill::TextSpill(const QString& folder) : m_file(folder + u"/searchtext.tmp"_s) {}

TextSpill::~TextSpill()
{
  if (m_file.isOpen())
    m_file.remove();
}

Error TextSpill::failure() const
{
  return ioError(m_file);
}

Result<Unit> TextSpill::add(BlobId blob, const QByteArray& utf8)
{
  const auto index = static_cast<size_t>(blob.value);
  if (index >= m_places.size())
    m_places.resize(index + 1);
  m_places[index] = {m_written + m_pending.size(), utf8.size()};
  m_pending += utf8;
  return m_pending.size() < kPendingBytes ? Result<Unit>(Unit{}) : flush();
}

const TextSpill::Place* TextSpill::find(BlobId blob) const
{
  const auto index = static_cast<size_t>(blob.value);
  return index < m_places.size() && m_places[index].offset >= 0 ? &m_places[index] : nullptr;
}

Result<Unit> TextSpill::flush()
{
  SCRIPTORIUM_TRY(faultPoint("import.text"));
  if (!m_file.isOpen() && !m_file.open(QIODevice::ReadWrite | QIODevice::Truncate | QIODevice::Unbuffered))
    return failure();
  if (m_file.pos() != m_written && !m_file.seek(m_written))
    return failure();
  if (m_file.write(m_pending) != m_pending.size())
    return failure();
  m_written += m_pending.size();
  m_pending.clear();
  return Unit{};
}

Result<QByteArray> TextSpill::text(BlobId blob)
{
  const Place* place = find(blob);
  if (place == nullptr || place->bytes == 0)
    return QByteArray();
  if (place->offset >= m_written)
    return m_pending.mid(place->offset - m_written, place->bytes);
  if (!m_file.seek(place->offset))
    return failure();
  QByteArray utf8 = m_file.read(place->bytes);
  if (utf8.size() != place->bytes)
    return failure();
  return utf8;
}

} // namespace scriptorium
