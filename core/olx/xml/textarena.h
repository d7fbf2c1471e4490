#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace scriptorium::olx {

/// A run of bytes in an arena. Size 0: there is none.
struct Slice
{
  quint32 place = 0;
  quint32 size = 0;
  bool isEmpty() const { return size == 0; }
};

/// Keeps many small texts without a cost of their own. Views stay valid while the arena lives. Up to 4 GiB.
class TextArena
{
public:
  Slice add(QByteArrayView text);
  QByteArrayView view(Slice slice) const
  {
    return slice.isEmpty()
               ? QByteArrayView("")
               : QByteArrayView(m_chunks[slice.place >> kShift].constData() + (slice.place & kMask),
                                qsizetype(slice.size));
  }

private:
  static constexpr int kShift = 16;
  static constexpr quint32 kChunk = 1U << kShift;
  static constexpr quint32 kMask = kChunk - 1;
  std::vector<QByteArray> m_chunks; ///< 64 KiB each, or one larger text alone
};

} // namespace scriptorium::olx
