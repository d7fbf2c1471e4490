#pragma once

#include "exchange/import/memberfeed.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace scriptorium {

/// Hands members from the thread that reads an archive to the one that imports them. `push` waits while more
/// than about 8 MiB lie ahead. One pushing and one taking thread.
class MemberQueue final : public MemberTaker
{
public:
  Result<Unit> member(const ArchiveEntry& entry, const QByteArray& bytes) override;
  Result<Unit> beginLarge(const ArchiveEntry& entry) override;
  Result<Unit> piece(const QByteArray& bytes) override;
  Result<Unit> endLarge() override;
  /// Nothing more will be pushed; `outcome` is how the reading ended.
  void close(Result<Unit> outcome);

  /// Stops the pushing thread at its next call: the taker has failed.
  void abandon();
  /// Passes everything on to `receiver` until the queue is closed; gives how the reading ended, or the
  /// receiver's first error.
  Result<Unit> drainInto(MemberTaker& receiver);

private:
  struct Item
  {
    enum class Kind
    {
      Member,
      Begin,
      Piece,
      End
    } kind;
    ArchiveEntry entry;
    QByteArray bytes;
  };
  Result<Unit> push(Item item);
  bool takeAll(std::deque<Item>& items);
  static Result<Unit> pass(const Item& item, MemberTaker& receiver);

  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::deque<Item> m_items;
  qint64 m_bytes = 0;
  bool m_abandoned = false;
  std::optional<Result<Unit>> m_outcome;
};

} // namespace scriptorium
