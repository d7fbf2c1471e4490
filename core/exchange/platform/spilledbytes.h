#pragma once

#include <QByteArrayView>
#include <QString>

#include <vector>

namespace scriptorium::platform {

/// Many small texts that stay where they are and take little memory: full pieces of 1 MiB go to a file
/// without a name, which the system reads again, page by page, where somebody looks. Where there can be no
/// such file, all stays in memory. One thread.
class SpilledBytes
{
public:
  /// `folder`: where the file is, while this object lives.
  explicit SpilledBytes(QString folder);
  ~SpilledBytes();
  SpilledBytes(const SpilledBytes&) = delete;
  SpilledBytes& operator=(const SpilledBytes&) = delete;

  /// A copy, which stays as long as this. Aborts, as `new` does, when there is no memory.
  QByteArrayView add(QByteArrayView bytes);
  /// Gives back the memory of what was read again.
  void rest();

private:
  struct Piece
  {
    char* bytes;
    size_t size;
    bool isSpilled;
  };
  void begin(size_t size);
  void spill(Piece& piece);

  const QString m_folder;
  int m_file = -1;
  qint64 m_written = 0;
  size_t m_used = 0; ///< of the last piece
  std::vector<Piece> m_pieces;
};

} // namespace scriptorium::platform
