#include "store/builderwriter.h"

#include "base/faultpoint.h"
#include "store/sql/hashview.h"
#include "store/sql/schema.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kBatchBytes = 256 * 1024;
constexpr qint64 kQueueBytes = 8 * 1024 * 1024;

/// Puts one row into the database.
struct Insert
{
  Database& database;

  Result<Unit> operator()(const BlobRow& row) const
  {
    SCRIPTORIUM_TRY(faultPoint("builder.blob"));
    auto insert = database.prepare("INSERT INTO blob(id,hash,size,bytes) VALUES(?,?,?,?)");
    insert.bind(0, row.id.value).bindBlob(1, view(row.hash)).bind(2, row.size);
    if (!row.isFile)
      insert.bindBlob(3, row.bytes);
    return insert.run();
  }

  Result<Unit> operator()(const SourceRow& row) const
  {
    SCRIPTORIUM_TRY(faultPoint("builder.source"));
    auto insert = database.prepare("INSERT INTO source(id,path,blob,blocks,ord,hash) VALUES(?,?,?,?,?,?)");
    insert.bind(0, row.id.value).bind(1, row.path).bind(2, row.blob.value).bind(3, row.blocks);
    insert.bind(4, row.order).bindBlob(5, view(row.hash));
    return insert.run();
  }

  Result<Unit> operator()(const VersionRow& row) const
  {
    const auto inserted = insertVersion(database, row.version, row.bytes, OpId{1}, row.hash);
    return inserted ? Result<Unit>(Unit{}) : inserted.error();
  }

  Result<Unit> operator()(const SearchRow& row) const
  {
    SCRIPTORIUM_TRY(faultPoint("builder.search"));
    auto insert = database.prepare("INSERT INTO search(rowid,title,text) VALUES(?,?,?)");
    return insert.bind(0, row.version.value).bindUtf8(1, row.title).bindUtf8(2, row.text).run();
  }
};

} // namespace

Result<std::unique_ptr<BuilderWriter>> BuilderWriter::start(const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(auto database, Database::open(path, Database::Mode::Create));
  if (const auto ready = beginBulk(*database); !ready)
    return ready.error().in(path);
  std::unique_ptr<BuilderWriter> writer(new BuilderWriter(std::move(database)));
  writer->m_thread = std::thread([w = writer.get()] { w->run(); });
  return writer;
}

BuilderWriter::BuilderWriter(std::unique_ptr<Database> database) : m_database(std::move(database)) {}

BuilderWriter::~BuilderWriter()
{
  stop();
}

void BuilderWriter::stop()
{
  if (!m_thread.joinable())
    return;
  {
    const std::lock_guard lock(m_mutex);
    m_isLast = true;
  }
  m_changed.notify_all();
  m_thread.join();
}

Result<Unit> BuilderWriter::add(BuilderRow row, qint64 bytes)
{
  m_filling.push_back(std::move(row));
  m_fillingBytes += bytes + static_cast<qint64>(sizeof(BuilderRow));
  if (m_fillingBytes < kBatchBytes)
    return Unit{};
  return handOver();
}

Result<Unit> BuilderWriter::handOver()
{
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [&] { return m_queuedBytes < kQueueBytes || m_error; });
  if (m_error)
    return *m_error;
  m_queuedBytes += m_fillingBytes;
  m_queue.emplace_back(std::exchange(m_filling, {}), std::exchange(m_fillingBytes, 0));
  lock.unlock();
  m_changed.notify_all();
  return Unit{};
}

void BuilderWriter::run()
{
  for (;;) {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return !m_queue.empty() || m_isLast; });
    if (m_queue.empty())
      return;
    const auto [batch, bytes] = std::move(m_queue.front());
    m_queue.pop_front();
    lock.unlock();
    Result<Unit> written = Unit{};
    for (auto row = batch.begin(); row != batch.end() && written; ++row)
      written = std::visit(Insert{*m_database}, *row);
    lock.lock();
    m_queuedBytes -= bytes;
    if (!written) {
      m_error = written.error();
      m_queue.clear();
      m_isLast = true;
    }
    lock.unlock();
    m_changed.notify_all();
  }
}

Result<Unit> BuilderWriter::finish(const std::function<Result<Unit>(Database&)>& last)
{
  SCRIPTORIUM_TRY(handOver());
  stop();
  if (m_error)
    return *m_error;
  SCRIPTORIUM_TRY(last(*m_database));
  SCRIPTORIUM_TRY(finishBulk(*m_database));
  m_database.reset();
  return faultPoint("builder.closed");
}

} // namespace scriptorium
