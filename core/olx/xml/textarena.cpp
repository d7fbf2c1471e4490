#include "olx/xml/textarena.h"

namespace scriptorium::olx {

Slice TextArena::add(QByteArrayView text)
{
  if (text.isEmpty())
    return {};
  const auto size = quint32(text.size());
  if (m_chunks.empty() || quint32(m_chunks.back().size()) + size > kChunk) {
    m_chunks.emplace_back();
    // Never grown beyond its capacity, so that views stay where they are.
    m_chunks.back().reserve(qMax(qsizetype(kChunk), text.size()));
  }
  QByteArray& chunk = m_chunks.back();
  const Slice slice = {quint32((m_chunks.size() - 1) << kShift) | quint32(chunk.size()), size};
  chunk.append(text);
  return slice;
}

} // namespace scriptorium::olx
