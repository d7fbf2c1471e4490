#include "store/storebuilder.h"

#include "base/faultpoint.h"
#include "store/assetfiles.h"
#include "store/builderwriter.h"
#include "store/searchtable.h"
#include "store/sql/storefile.h"
#include "store/sql/versionhash.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>

#include <cstring>
#include <deque>
#include <filesystem>
#include <system_error>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The names of all blocks, packed: an import of 50,000 blocks keeps them all at hand.
class Names
{
public:
  BlockId add(const QString& type, const QString& urlName)
  {
    auto known = m_typeIndex.constFind(type);
    if (known == m_typeIndex.cend()) {
      known = m_typeIndex.insert(type, static_cast<quint32>(m_types.size()));
      m_types.append(type);
    }
    m_rows.push_back({*known, static_cast<quint32>(m_bytes.size())});
    m_bytes += urlName.toUtf8();
    return BlockId{std::ssize(m_rows)};
  }
  qint64 count() const { return std::ssize(m_rows); }
  QString type(BlockId block) const { return m_types[m_rows[index(block)].type]; }
  QString urlName(BlockId block) const { return QString::fromUtf8(urlNameUtf8(block)); }
  QByteArrayView urlNameUtf8(BlockId block) const
  {
    const size_t at = index(block);
    const qsizetype end = at + 1 < m_rows.size() ? m_rows[at + 1].begin : m_bytes.size();
    return QByteArrayView(m_bytes).sliced(m_rows[at].begin, end - m_rows[at].begin);
  }

private:
  struct Row
  {
    quint32 type;
    quint32 begin;
  };
  size_t index(BlockId block) const
  {
    Q_ASSERT(block.value > 0 && block.value <= count());
    return static_cast<size_t>(block.value - 1);
  }
  QHash<QString, quint32> m_typeIndex;
  QStringList m_types;
  std::vector<Row> m_rows;
  QByteArray m_bytes;
};

/// The hashes of all blobs, and the blob of a hash. Found by the first eight bytes, of which an archive made
/// for it may bring two to the same.
class BlobTable
{
public:
  /// Not valid when there is none.
  BlobId find(const Sha256& hash) const
  {
    const auto first = m_first.constFind(prefix(hash));
    if (first == m_first.cend())
      return {};
    return m_hashes[*first - 1] == hash ? BlobId(*first) : m_others.value(hash);
  }
  BlobId add(const Sha256& hash)
  {
    m_hashes.push_back(hash);
    const BlobId id{std::ssize(m_hashes)};
    if (m_first.contains(prefix(hash)))
      m_others.insert(hash, id);
    else
      m_first.insert(prefix(hash), static_cast<quint32>(id.value));
    return id;
  }
  const Sha256& hashOf(BlobId blob) const
  {
    Q_ASSERT(blob.value > 0 && blob.value <= std::ssize(m_hashes));
    return m_hashes[static_cast<size_t>(blob.value - 1)];
  }

private:
  static quint64 prefix(const Sha256& hash)
  {
    quint64 bits = 0;
    std::memcpy(&bits, hash.bytes.data(), sizeof bits);
    return bits;
  }
  std::deque<Sha256> m_hashes;     ///< by blob id - 1
  QHash<quint64, quint32> m_first; ///< prefix → blob id
  QHash<Sha256, BlobId> m_others;  ///< whose prefix another has
};

struct Pointers
{
  VersionId head;
  VersionId published;
  BlockId parent;
  int position = 0;
};

/// The children of one container version; needed to derive parents at the end.
struct Container
{
  VersionId version;
  BlockId block;
  size_t begin;
  size_t end;
};

/// A version that went to the search index.
struct Indexed
{
  VersionId version;
  BlockId block;
  bool hasText;
};

Result<Unit> insertMeta(Database& database, const StoreBuilder::Info& info)
{
  const QStringList values{info.key,    info.title,    info.kind,
                           info.origin, info.rootPath, QString::number(info.root.value)};
  const auto add = [&](const char* name, const QString& value) {
    auto insert = database.prepare("INSERT INTO meta(key,value) VALUES(?,?)");
    return insert.bindUtf8(0, name).bind(1, value).run();
  };
  for (qsizetype i = 0; i < values.size(); ++i)
    SCRIPTORIUM_TRY(add(kSealedMeta[i], values[i]));
  SCRIPTORIUM_TRY(add("seal", QString::fromLatin1(metaSeal(values).hex())));
  SCRIPTORIUM_TRY(add("indexed_op", u"1"_s));
  if (!info.executables.isEmpty())
    SCRIPTORIUM_TRY(add("executables", joinedPaths(info.executables)));
  if (!info.legacyNames.isEmpty())
    SCRIPTORIUM_TRY(add("legacy_names", info.legacyNames));
  auto op = database.prepare("INSERT INTO op(id,kind,label,author,at,state) VALUES(1,'import',?,?,?,0)");
  return op.bind(0, info.label).bind(1, info.author).bind(2, info.at.time_since_epoch().count()).run();
}

} // namespace

struct StoreBuilder::Private
{
  QString folder;
  QString shared; ///< folder of the course whose asset files may be linked to; empty: none
  std::unique_ptr<BuilderWriter> writer;
  BlobTable blobs;
  Names names;
  std::vector<Pointers> pointers; ///< by block id - 1
  std::vector<Container> containers;
  std::vector<BlockId> children; ///< of all containers, one after the other
  std::vector<Indexed> indexed;
  qint64 sources = 0;
  qint64 versions = 0;

  Pointers& of(BlockId block) { return pointers[static_cast<size_t>(block.value - 1)]; }
  void keepChildren(const BlockVersion& version, VersionId id);
  Result<Unit> deriveParents();
  Result<Unit> insertBlocks(Database& database);
  Result<Unit> insertChanges(Database& database);
  Result<Unit> settleIndex(Database& database);
};

namespace {

/// An asset on its way into assets/, whose row is added at the end.
class BuilderAsset final : public StoreBuilder::AssetWriter
{
public:
  using Add = std::function<Result<BlobId>(AssetFileWriter&)>;
  BuilderAsset(std::unique_ptr<AssetFileWriter> file, Add add)
      : m_file(std::move(file)), m_add(std::move(add))
  {}
  Result<Unit> write(QByteArrayView bytes) override { return m_file->write(bytes); }
  Result<BlobId> finish() override { return m_add(*m_file); }

private:
  std::unique_ptr<AssetFileWriter> m_file;
  Add m_add;
};

} // namespace

StoreBuilder::StoreBuilder(std::unique_ptr<Private> p) : d(std::move(p)) {}
StoreBuilder::~StoreBuilder() = default;

Result<std::unique_ptr<StoreBuilder>> StoreBuilder::create(const QString& stagingFolder)
{
  auto p = std::make_unique<Private>();
  p->folder = stagingFolder;
  SCRIPTORIUM_TRY_ASSIGN(p->writer, BuilderWriter::start(databasePath(stagingFolder)));
  return std::unique_ptr<StoreBuilder>(new StoreBuilder(std::move(p)));
}

Result<BlobId> StoreBuilder::addBlob(QByteArray bytes)
{
  const Sha256 hash = sha256(bytes);
  return addBlob(std::move(bytes), hash);
}

Result<BlobId> StoreBuilder::addBlob(QByteArray bytes, const Sha256& hash)
{
  if (const BlobId known = d->blobs.find(hash); known.isValid())
    return known;
  const BlobId id = d->blobs.add(hash);
  const qint64 size = bytes.size();
  SCRIPTORIUM_TRY(d->writer->add(BlobRow{id, hash, size, std::move(bytes), false}, size));
  return id;
}

Result<std::unique_ptr<StoreBuilder::AssetWriter>> StoreBuilder::beginAsset()
{
  SCRIPTORIUM_TRY_ASSIGN(auto file, AssetFileWriter::begin(d->folder, AssetFileWriter::Durable::Later));
  const auto add = [this](AssetFileWriter& writer) -> Result<BlobId> {
    const auto isStored = [this](const Sha256& hash) -> Result<bool> {
      return d->blobs.find(hash).isValid() || linkShared(hash);
    };
    SCRIPTORIUM_TRY_ASSIGN(const auto stored, writer.finish(isStored));
    if (const BlobId known = d->blobs.find(stored.hash); known.isValid())
      return known;
    const BlobId id = d->blobs.add(stored.hash);
    SCRIPTORIUM_TRY(d->writer->add(BlobRow{id, stored.hash, stored.size, {}, true}, 0));
    return id;
  };
  return std::unique_ptr<AssetWriter>(new BuilderAsset(std::move(file), add));
}

/// A name more for a file of the other course: files of that folder never change, so it may be either's.
bool StoreBuilder::linkShared(const Sha256& hash) const
{
  if (d->shared.isEmpty())
    return false;
  const QString target = assetFilePath(d->folder, hash);
  std::error_code error;
  QDir().mkpath(QFileInfo(target).absolutePath());
  std::filesystem::create_hard_link(QFile::encodeName(assetFilePath(d->shared, hash)).toStdString(),
                                    QFile::encodeName(target).toStdString(), error);
  return !error;
}

void StoreBuilder::shareAssetsOf(const QString& courseFolder)
{
  d->shared = courseFolder;
}

Sha256 StoreBuilder::hashOf(BlobId blob) const
{
  return d->blobs.hashOf(blob);
}

Result<SourceId> StoreBuilder::addSource(const QString& path, BlobId blob, int blocks, qint64 order)
{
  const SourceId id{++d->sources};
  SCRIPTORIUM_TRY(
      d->writer->add(SourceRow{id, path, blob, blocks, order, sourceHash(path, hashOf(blob), blocks, order)},
                     path.size() * 2));
  return id;
}

BlockId StoreBuilder::addBlock(const QString& type, const QString& urlName)
{
  d->pointers.emplace_back();
  return d->names.add(type, urlName);
}

QString StoreBuilder::typeOf(BlockId block) const
{
  return d->names.type(block);
}

QString StoreBuilder::urlNameOf(BlockId block) const
{
  return d->names.urlName(block);
}

void StoreBuilder::Private::keepChildren(const BlockVersion& version, VersionId id)
{
  const size_t begin = children.size();
  for (const auto& child : version.children)
    if (child.block.isValid() && child.form != Child::Form::Alias)
      children.push_back(child.block);
  if (children.size() > begin)
    containers.push_back({id, version.block, begin, children.size()});
}

Result<VersionId> StoreBuilder::addVersion(const BlockVersion& version, const QString& title,
                                           const QByteArray& searchText)
{
  const VersionId id{++d->versions};
  d->keepChildren(version, id);
  const auto nameOf = [&](BlockId child) { return BlockName{d->names.type(child), d->names.urlName(child)}; };
  const auto body = version.body.isValid() ? std::optional(hashOf(version.body)) : std::nullopt;
  VersionRow row{
      version, versionBytes(version),
      versionHash(d->names.type(version.block), d->names.urlName(version.block), version, body, nameOf)};
  Q_ASSERT(row.bytes.title == title.toUtf8());
  row.version.id = id;
  row.version.fields = {};
  row.version.children.clear();
  const qint64 bytes = row.bytes.fields.size() + row.bytes.children.size();
  SCRIPTORIUM_TRY(d->writer->add(std::move(row), bytes));
  if (!searchText.isEmpty() || !title.isEmpty()) {
    d->indexed.push_back({id, version.block, !searchText.isEmpty()});
    SearchRow search{id, title.toUtf8(), searchText};
    const qint64 searchBytes = search.text.size();
    SCRIPTORIUM_TRY(d->writer->add(std::move(search), searchBytes));
  }
  return id;
}

void StoreBuilder::setHeads(BlockId block, VersionId head, VersionId published)
{
  d->of(block).head = head;
  d->of(block).published = published;
}

Result<Unit> StoreBuilder::Private::deriveParents()
{
  for (const auto& container : containers) {
    if (of(container.block).head != container.version)
      continue;
    for (size_t at = container.begin; at < container.end; ++at) {
      Pointers& child = of(children[at]);
      if (child.parent.isValid())
        return Error{Error::Kind::Bug, names.type(children[at]) + u'/' + names.urlName(children[at]),
                     u"The block stands at two places of the tree."_s};
      child.parent = container.block;
      child.position = static_cast<int>(at - container.begin);
    }
  }
  return Unit{};
}

Result<Unit> StoreBuilder::Private::insertBlocks(Database& database)
{
  for (BlockId id{1}; id.value <= names.count(); ++id.value) {
    const Pointers& at = of(id);
    auto insert = database.prepare(
        "INSERT INTO block(id,type,url_name,head,published,parent,pos) VALUES(?,?,?,?,?,?,?)");
    insert.bind(0, id.value).bind(1, names.type(id)).bindUtf8(2, names.urlNameUtf8(id));
    insert.bindId(3, at.head.value).bindId(4, at.published.value);
    SCRIPTORIUM_TRY(insert.bindId(5, at.parent.value).bind(6, at.position).run());
  }
  return Unit{};
}

Result<Unit> StoreBuilder::Private::settleIndex(Database& database)
{
  for (const auto& entry : indexed) {
    if (of(entry.block).head == entry.version) {
      auto note = database.prepare("INSERT INTO indexed(block,version) VALUES(?,?)");
      SCRIPTORIUM_TRY(note.bind(0, entry.block.value).bind(1, entry.version.value).run());
      continue;
    }
    // Published states behind a draft came with their titles.
    SCRIPTORIUM_TRY_ASSIGN(IndexedText old, indexedText(database, folder, entry.version));
    if (!entry.hasText)
      old.text.clear();
    auto remove = database.prepare("INSERT INTO search(search,rowid,title,text) VALUES('delete',?,?,?)");
    SCRIPTORIUM_TRY(remove.bind(0, entry.version.value).bind(1, old.title).bindUtf8(2, old.text).run());
  }
  return Unit{};
}

Result<Unit> StoreBuilder::Private::insertChanges(Database& database)
{
  for (BlockId id{1}; id.value <= names.count(); ++id.value) {
    const Pointers& at = of(id);
    auto insert = database.prepare("INSERT INTO change(op,block,new_head,new_published) VALUES(1,?,?,?)");
    insert.bind(0, id.value).bindId(1, at.head.value);
    SCRIPTORIUM_TRY(insert.bindId(2, at.published.value).run());
  }
  return Unit{};
}

Result<Unit> StoreBuilder::finish(const Info& info)
{
  SCRIPTORIUM_TRY(d->deriveParents());
  return d->writer->finish([&](Database& database) -> Result<Unit> {
    SCRIPTORIUM_TRY(faultPoint("builder.finish"));
    SCRIPTORIUM_TRY(insertMeta(database, info));
    SCRIPTORIUM_TRY(d->insertBlocks(database));
    SCRIPTORIUM_TRY(d->settleIndex(database));
    return d->insertChanges(database);
  });
}

} // namespace scriptorium
