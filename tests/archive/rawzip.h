#pragma once

#include <QByteArray>
#include <QList>
#include <QtEndian>

#include <libdeflate.h>

#include <optional>

namespace scriptorium::testing {

/// Builds zips of stored members byte by byte; every field can be made to lie.
class RawZip
{
public:
  struct Entry
  {
    QByteArray name;
    QByteArray data;
    QByteArray localName;
    quint16 flags = 0x0800;
    quint32 mode = 0100644;
    qint64 statedSize = -1;
    quint16 method = 0;
    qint64 offset = -1; ///< of another member's header: they share bytes
    std::optional<quint32> crc = std::nullopt;
  };

  QByteArray built(const QList<Entry>& entries) const
  {
    QByteArray body;
    QByteArray directory;
    for (const auto& entry : entries) {
      const qint64 offset = entry.offset >= 0 ? entry.offset : body.size();
      const QByteArray& localName = entry.localName.isEmpty() ? entry.name : entry.localName;
      if (entry.offset < 0)
        body += number<quint32>(0x04034b50) + common(entry, localName.size()) + localName + entry.data;
      directory += number<quint32>(0x02014b50) + number<quint16>(3 << 8 | 20) +
                   common(entry, entry.name.size()) + QByteArray(6, '\0') +
                   number<quint32>(entry.mode << 16) + number<quint32>(static_cast<quint32>(offset)) +
                   entry.name;
    }
    const auto count = number<quint16>(static_cast<quint16>(entries.size()));
    return body + directory + number<quint32>(0x06054b50) + QByteArray(4, '\0') + count + count +
           number<quint32>(static_cast<quint32>(directory.size())) +
           number<quint32>(static_cast<quint32>(body.size())) + QByteArray(2, '\0');
  }

private:
  template <typename Number>
  static QByteArray number(Number value)
  {
    const Number little = qToLittleEndian(value);
    return {reinterpret_cast<const char*>(&little), sizeof little};
  }
  static QByteArray common(const Entry& entry, qsizetype nameBytes)
  {
    const auto size = static_cast<quint32>(entry.statedSize < 0 ? entry.data.size() : entry.statedSize);
    return number<quint16>(20) + number<quint16>(entry.flags) + number<quint16>(entry.method) +
           number<quint32>(0x00210000) +
           number<quint32>(
               entry.crc.value_or(libdeflate_crc32(0, entry.data.constData(), entry.data.size()))) +
           number<quint32>(static_cast<quint32>(entry.data.size())) + number<quint32>(size) +
           number<quint16>(static_cast<quint16>(nameBytes)) + number<quint16>(0);
  }
};

} // namespace scriptorium::testing
