#include "exchange/import/memberfeed.h"

#include "exchange/import/memberqueue.h"
#include "olx/library/librarypackage.h"
#include "olx/read/coursereader.h"

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Turns the pieces of `readArchive` into whole members where they are small enough.
class Gatherer final : public ArchiveSink
{
public:
  explicit Gatherer(MemberTaker& receiver) : m_receiver(receiver) {}

  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    m_entry = entry;
    m_bytes.clear();
    m_isLarge = false;
    if (entry.kind != ArchiveEntry::Kind::File)
      return m_receiver.member(entry, {});
    const bool isText = olx::CourseReader::wantsBytes(entry.path, entry.size) ||
                        olx::LibraryPackageReader::wantsBytes(entry.path, entry.size) || isPage(entry.path);
    m_limit = isText ? kTextFileBytes : kSmallFileBytes;
    if (entry.size > 0 && entry.size <= m_limit)
      m_bytes.reserve(std::min(entry.size, kSmallFileBytes));
    return Unit{};
  }

  Result<Unit> data(QByteArrayView piece) override
  {
    if (m_isLarge)
      return m_receiver.piece(piece.toByteArray());
    m_bytes.append(piece);
    if (m_bytes.size() <= m_limit)
      return Unit{};
    m_isLarge = true;
    SCRIPTORIUM_TRY(m_receiver.beginLarge(m_entry));
    return m_receiver.piece(std::exchange(m_bytes, {}));
  }

  Result<Unit> end() override
  {
    if (m_entry.kind != ArchiveEntry::Kind::File)
      return Unit{};
    if (m_isLarge)
      return m_receiver.endLarge();
    return m_receiver.member(m_entry, std::exchange(m_bytes, {}));
  }

private:
  MemberTaker& m_receiver;
  ArchiveEntry m_entry;
  QByteArray m_bytes;
  qint64 m_limit = 0;
  bool m_isLarge = false;
};

/// Reports on the importing thread what the reading thread has come to.
class Reporter final : public MemberTaker
{
public:
  Reporter(MemberTaker& receiver, Progress& progress, const std::atomic<qint64>& done,
           const std::atomic<qint64>& total)
      : m_receiver(receiver), m_progress(progress), m_done(done), m_total(total)
  {}
  Result<Unit> member(const ArchiveEntry& entry, const QByteArray& bytes) override
  {
    SCRIPTORIUM_TRY(report());
    return m_receiver.member(entry, bytes);
  }
  Result<Unit> beginLarge(const ArchiveEntry& entry) override
  {
    SCRIPTORIUM_TRY(report());
    return m_receiver.beginLarge(entry);
  }
  Result<Unit> piece(const QByteArray& bytes) override
  {
    SCRIPTORIUM_TRY(report());
    return m_receiver.piece(bytes);
  }
  Result<Unit> endLarge() override { return m_receiver.endLarge(); }

private:
  Result<Unit> report()
  {
    return m_progress.report(m_done.load(std::memory_order_relaxed), m_total.load(std::memory_order_relaxed));
  }

  MemberTaker& m_receiver;
  Progress& m_progress;
  const std::atomic<qint64>& m_done;
  const std::atomic<qint64>& m_total;
};

} // namespace

bool isPage(const QString& path)
{
  return path.endsWith(u".html"_s) && !path.startsWith(u"static/"_s) && !path.contains(u"/static/"_s);
}

Result<Unit> feedMembers(const QString& path, MemberTaker& receiver, const ArchiveLimits& limits,
                         Progress& progress, Findings* findings, bool ownThread)
{
  progress.begin(u"Reading the course"_s);
  if (!ownThread) {
    Gatherer gatherer(receiver);
    return readArchive(path, gatherer, limits, progress, findings);
  }
  std::atomic<qint64> done = 0;
  std::atomic<qint64> total = 0;
  Progress reading([&](const QString&, qint64 itemsDone, qint64 itemsTotal) {
    done.store(itemsDone, std::memory_order_relaxed);
    total.store(itemsTotal, std::memory_order_relaxed);
  });
  reading.follow(progress);
  MemberQueue queue;
  std::thread reader([&] {
    Gatherer gatherer(queue);
    queue.close(readArchive(path, gatherer, limits, reading, findings));
  });
  Reporter reporter(receiver, progress, done, total);
  Result<Unit> outcome = queue.drainInto(reporter);
  if (!outcome) {
    queue.abandon();
    reading.cancel();
  }
  reader.join();
  return outcome;
}

} // namespace scriptorium
