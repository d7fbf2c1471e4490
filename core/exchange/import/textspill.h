#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QFile>
#include <QString>

#include <deque>

namespace scriptorium {

/// Visible texts of blobs, kept on disk from the moment the bytes pass by until the block they belong to is
/// known. 16 bytes of memory a blob. The file goes with the object. One thread.
class TextSpill
{
public:
  explicit TextSpill(const QString& folder);
  ~TextSpill();
  TextSpill(const TextSpill&) = delete;
  TextSpill& operator=(const TextSpill&) = delete;

  /// Errors: Io.
  Result<Unit> add(BlobId blob, const QByteArray& utf8);
  bool contains(BlobId blob) const { return find(blob) != nullptr; }
  /// The text added for `blob`; empty when there is none. Errors: Io.
  Result<QByteArray> text(BlobId blob);

private:
  struct Place
  {
    qint64 offset = -1; ///< -1: nothing was added
    qint64 bytes = 0;
  };
  const Place* find(BlobId blob) const;
  Result<Unit> flush();
  Error failure() const;

  QFile m_file;
  QByteArray m_pending;
  qint64 m_written = 0;
  std::deque<Place> m_places; ///< by number of the blob: they count up from 1
};

} // namespace scriptorium
