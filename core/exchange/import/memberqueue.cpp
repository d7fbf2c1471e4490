#include "exchange/import/memberqueue.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kAheadBytes = 8LL << 20;
/// What a queued member costs beyond its bytes, so that a million empty ones do not pile up.
constexpr qint64 kItemBytes = 512;

} // namespace

Result<Unit> MemberQueue::member(const ArchiveEntry& entry, const QByteArray& bytes)
{
  return push({Item::Kind::Member, entry, bytes});
}

Result<Unit> MemberQueue::beginLarge(const ArchiveEntry& entry)
{
  return push({Item::Kind::Begin, entry, {}});
}

Result<Unit> MemberQueue::piece(const QByteArray& bytes)
{
  return push({Item::Kind::Piece, {}, bytes});
}

Result<Unit> MemberQueue::endLarge()
{
  return push({Item::Kind::End, {}, {}});
}

Result<Unit> MemberQueue::push(Item item)
{
  const qint64 cost = kItemBytes + item.bytes.size();
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [this] { return m_abandoned || m_bytes < kAheadBytes; });
  if (m_abandoned)
    return Error{Error::Kind::Cancelled, {}, u"The import has stopped."_s};
  const bool wasEmpty = m_items.empty();
  m_items.push_back(std::move(item));
  m_bytes += cost;
  if (wasEmpty)
    m_changed.notify_all();
  return Unit{};
}

void MemberQueue::close(Result<Unit> outcome)
{
  const std::lock_guard lock(m_mutex);
  m_outcome = std::move(outcome);
  m_changed.notify_all();
}

void MemberQueue::abandon()
{
  const std::lock_guard lock(m_mutex);
  m_abandoned = true;
  m_changed.notify_all();
}

bool MemberQueue::takeAll(std::deque<Item>& items)
{
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [this] { return !m_items.empty() || m_outcome; });
  items.swap(m_items);
  m_bytes = 0;
  m_changed.notify_all();
  return !items.empty();
}

Result<Unit> MemberQueue::pass(const Item& item, MemberTaker& receiver)
{
  switch (item.kind) {
  case Item::Kind::Member:
    return receiver.member(item.entry, item.bytes);
  case Item::Kind::Begin:
    return receiver.beginLarge(item.entry);
  case Item::Kind::Piece:
    return receiver.piece(item.bytes);
  case Item::Kind::End:
    return receiver.endLarge();
  }
  return Unit{};
}

Result<Unit> MemberQueue::drainInto(MemberTaker& receiver)
{
  std::deque<Item> items;
  while (takeAll(items)) {
    for (; !items.empty(); items.pop_front())
      SCRIPTORIUM_TRY(pass(items.front(), receiver));
  }
  return *m_outcome;
}

} // namespace scriptorium
