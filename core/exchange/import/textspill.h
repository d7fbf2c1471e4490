#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QFile>
#include <QHash>
#include <QString>

namespace scriptorium {

/// Visible texts of blobs, kept on disk from the moment the bytes pass by until the block they belong to is
/// known. 12 bytes of memory a text. The file goes with the object. One thread.
class TextSpill
{
public:
  explicit TextSpill(const QString& folder);
  ~TextSpill();
  TextSpill(const TextSpill&) = delete;
  TextSpill& operator=(const TextSpill&) = delete;

  /// Errors: Io.
  Result<Unit> add(BlobId blob, const QByteArray& utf8);
  bool contains(BlobId blob) const { return m_places.contains(blob); }
  /// The text added for `blob`; empty when there is none. Errors: Io.
  Result<QByteArray> text(BlobId blob);

private:
  struct Place
  {
    qint64 offset = 0;
    qint64 bytes = 0;
  };
  Result<Unit> flush();
  Error failure() const;

  QFile m_file;
  QByteArray m_pending;
  qint64 m_written = 0;
  QHash<BlobId, Place> m_places;
};

} // namespace scriptorium
