#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace scriptorium {

/// The right to write to a course, for one holder at a time on this computer. It is the system's lock on a
/// file, so it is gone with its process however that ends; the file itself stays and says who holds it.
/// Movable by pointer only; release from any thread.
class WriteLock
{
public:
  /// Errors: Locked, with who holds it ("scriptorium (process 12) on host, since 2024-05-01 10:00"); Io,
  /// Denied.
  static Result<std::unique_ptr<WriteLock>> take(const QString& path);
  /// Who holds the lock, in the words above; empty when nobody does. Never disturbs the holder.
  static QString holder(const QString& path);
  ~WriteLock();
  WriteLock(const WriteLock&) = delete;
  WriteLock& operator=(const WriteLock&) = delete;

private:
  explicit WriteLock(int file) : m_file(file) {}
  int m_file;
};

} // namespace scriptorium
