#pragma once

#include "base/atomicfile.h"

#include <QByteArray>
#include <QString>

#include <libdeflate.h>

#include <algorithm>

namespace scriptorium::testing {

/// Builds tars byte by byte, also such as no decent program writes.
class RawTar
{
public:
  /// A header and data, with padding. `size` below zero: that of the data.
  RawTar& add(char type, const QByteArray& name, const QByteArray& data = {}, const QByteArray& link = {},
              qint64 size = -1,
              const QByteArray& magic = QByteArray("ustar\0"
                                                   "00",
                                                   8))
  {
    QByteArray block(512, '\0');
    const auto put = [&block](qsizetype at, const QByteArray& text) { block.replace(at, text.size(), text); };
    put(0, name.left(100));
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, octal(size < 0 ? data.size() : size, 11));
    put(136, octal(0, 11));
    put(156, QByteArray(1, type));
    put(157, link.left(100));
    put(257, magic);
    seal(block);
    bytes += block + padded(data);
    return *this;
  }
  RawTar& file(const QByteArray& name, const QByteArray& data = "x") { return add('0', name, data); }
  /// Extended header with one record.
  RawTar& pax(const QByteArray& key, const QByteArray& value, char type = 'x')
  {
    const QByteArray rest = ' ' + key + '=' + value + '\n';
    qsizetype length = rest.size() + 1;
    while (QByteArray::number(length).size() + rest.size() != length)
      ++length;
    return add(type, "PaxHeader", QByteArray::number(length) + rest);
  }
  QByteArray ended() const { return bytes + QByteArray(1024, '\0'); }

  static QByteArray octal(qint64 value, int digits)
  {
    return QByteArray::number(value, 8).rightJustified(digits, '0');
  }
  static QByteArray padded(const QByteArray& data)
  {
    return data + QByteArray((512 - data.size() % 512) % 512, '\0');
  }
  /// Puts the right checksum into a header block.
  static void seal(QByteArray& block)
  {
    block.replace(148, 8, "        ");
    qint64 sum = 0;
    for (const char c : block.first(512))
      sum += static_cast<unsigned char>(c);
    block.replace(148, 8, octal(sum, 6) + QByteArray("\0 ", 2));
  }

  QByteArray bytes;
};

/// One gzip member.
inline QByteArray gzip(const QByteArray& bytes, int level = 6)
{
  auto* compressor = libdeflate_alloc_compressor(level);
  QByteArray packed(static_cast<qsizetype>(libdeflate_gzip_compress_bound(compressor, bytes.size())), '\0');
  packed.truncate(static_cast<qsizetype>(
      libdeflate_gzip_compress(compressor, bytes.constData(), bytes.size(), packed.data(), packed.size())));
  libdeflate_free_compressor(compressor);
  return packed;
}

} // namespace scriptorium::testing
