#include "olx/library/librarypackage.h"
#include "olx/library/librarytoml.h"
#include "olx/write/coursewriter.h"
#include "olx/write/writtenfields.h"
#include "olx/xml/normalform.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

const QString kPackageToml = u"package.toml"_s;

/// An entity as the archive described it.
struct ReadEntity
{
  QString path;
  BlobId blob;
  LibraryEntity entity;
};

/// One state of a block: the number of the version it was read from, and the one it is written as.
struct Slot
{
  std::optional<int> old;
  std::optional<int> number;
};

QString entityKey(const Block& block)
{
  return libraryRank(block.type) > 0 ? block.urlName : u"xblock.v1:%1:%2"_s.arg(block.type, block.urlName);
}

QString versionFolder(const QString& base, int number)
{
  return base + u"/component_versions/v%1/"_s.arg(number);
}

/// Whether both say the same draft and the same published version. What was published alone has a head all
/// the same.
bool isSameState(const LibraryEntity& before, const LibraryEntity& after)
{
  return after.published == before.published &&
         after.draft == (before.draft ? before.draft : before.published);
}

class PackageWriter
{
public:
  PackageWriter(const LibrarySource& source, const TakeLayoutFile& take) : m_source(source), m_take(take) {}

  Result<Unit> write();

private:
  Result<Unit> load();
  Result<Unit> loadEntity(const QString& path, BlobId blob);
  Result<Unit> addPackage(const Block& root);
  Result<Unit> addContainer(const Block& block);
  Result<EntityVersion> containerVersion(VersionId id) const;
  Result<Unit> addComponent(const Block& block);
  Result<Slot> slotOf(const QString& base, VersionId id, std::optional<int> old, LibraryEntity& entity) const;
  Result<Unit> addBlockFile(const Block& block, const QString& base, VersionId id, const Slot& slot);
  void addVersionFiles(const QString& base, const LibraryEntity& before, const Slot& head,
                       const Slot& published);
  Result<QByteArray> blockXml(const Block& block, const BlockVersion& version) const;
  Result<Unit> addEntityFile(const QString& key, const QString& path, const LibraryEntity& entity);
  Result<Unit> addCollections();
  Result<Unit> addRest();
  void addFolders();
  Result<LibraryEntity> freshEntity(const QString& key) const;

  void put(const QString& path, BlobId blob)
  {
    m_out.insert(path, {LayoutFile::Kind::File, path, {}, blob, {}, false});
  }
  void put(const QString& path, QByteArray bytes)
  {
    m_out.insert(path, {LayoutFile::Kind::File, path, std::move(bytes), {}, {}, false});
  }

  const LibrarySource& m_source;
  const TakeLayoutFile& m_take;
  QMap<QString, LayoutFile> m_carried; ///< the files of the course, by path
  QHash<SourceId, LibrarySource::File> m_sources;
  QHash<QString, ReadEntity> m_read; ///< by key
  QSet<QString> m_living;            ///< keys
  QSet<QString> m_gone;              ///< paths of files that are not written again
  BlobId m_package;
  QMap<QString, LayoutFile> m_out;
};

Result<Unit> PackageWriter::load()
{
  QMap<QString, BlobId> described;
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> files, m_source.course.blocks(kFileType.toString()));
  for (const BlockId id : files) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(block.head));
    const LayoutFile file = layoutFile(block.urlName, version);
    m_carried.insert(file.path, file);
    if (file.kind == LayoutFile::Kind::File)
      described.insert(file.path, file.blob);
  }
  for (const auto& file : m_source.files) {
    m_sources.insert(file.id, file);
    if (file.path == kPackageToml)
      m_package = file.blob;
    else if (!m_carried.contains(file.path))
      described.insert(file.path, file.blob);
  }
  for (auto it = described.cbegin(); it != described.cend(); ++it)
    SCRIPTORIUM_TRY(loadEntity(it.key(), it.value()));
  return Unit{};
}

/// Files that stand for no block are carried; of two for one block the first counts, as when it was read.
Result<Unit> PackageWriter::loadEntity(const QString& path, BlobId blob)
{
  if (!path.startsWith("entities/"_L1) || !path.endsWith(".toml"_L1))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_source.course.blob(blob));
  const auto entity = parseLibraryEntity(bytes);
  if (entity && entity->isBlock() && !m_read.contains(entity->key))
    m_read.insert(entity->key, {path, blob, *entity});
  return Unit{};
}

Result<Unit> PackageWriter::write()
{
  SCRIPTORIUM_TRY(load());
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> ids, m_source.course.blocks({}));
  for (const BlockId id : ids) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(id));
    const QString key = entityKey(block);
    if (id == m_source.course.root()) {
      SCRIPTORIUM_TRY(addPackage(block));
      continue;
    }
    m_living.insert(key);
    if (key == block.urlName)
      SCRIPTORIUM_TRY(addContainer(block));
    else
      SCRIPTORIUM_TRY(addComponent(block));
  }
  SCRIPTORIUM_TRY(addCollections());
  SCRIPTORIUM_TRY(addRest());
  for (const auto& file : std::as_const(m_out))
    SCRIPTORIUM_TRY(m_take(file));
  return Unit{};
}

Result<Unit> PackageWriter::addPackage(const Block& root)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(root.head));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_source.course.blob(m_package));
  SCRIPTORIUM_TRY_ASSIGN(const LibraryInfo info, parseLibraryInfo(bytes));
  const QString title = version.fields.value(u"display_name"_s).value_or(QString());
  const QString description = version.fields.value(u"description"_s).value_or(QString());
  if (title == info.title && description == info.description) {
    put(kPackageToml, m_package);
    return Unit{};
  }
  SCRIPTORIUM_TRY_ASSIGN(QByteArray written, writeLibraryInfo(bytes, title, description));
  put(kPackageToml, std::move(written));
  return Unit{};
}

/// Made when the package was: nothing else in the course says when, and the same course must give the same
/// bytes.
Result<LibraryEntity> PackageWriter::freshEntity(const QString& key) const
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_source.course.blob(m_package));
  SCRIPTORIUM_TRY_ASSIGN(const LibraryInfo info, parseLibraryInfo(bytes));
  LibraryEntity entity;
  entity.key = key;
  entity.created = info.created;
  return entity;
}

Result<Unit> PackageWriter::addEntityFile(const QString& key, const QString& path,
                                          const LibraryEntity& entity)
{
  const auto read = m_read.constFind(key);
  if (read != m_read.cend() && read->entity == entity)
    put(path, read->blob);
  else
    put(path, writeLibraryEntity(entity));
  return Unit{};
}

/// What one state of a container says.
Result<EntityVersion> PackageWriter::containerVersion(VersionId id) const
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(id));
  EntityVersion said;
  said.title = version.fields.value(u"display_name"_s).value_or(QString());
  for (const Child& child : version.children) {
    if (child.form == Child::Form::Raw) {
      said.children.append(QString::fromUtf8(child.raw));
      continue;
    }
    SCRIPTORIUM_TRY_ASSIGN(const Block block, m_source.course.block(child.block));
    said.children.append(entityKey(block));
  }
  return said;
}

Result<Unit> PackageWriter::addContainer(const Block& block)
{
  const auto read = m_read.constFind(block.urlName);
  LibraryEntity entity;
  QString path = u"entities/%1.toml"_s.arg(block.urlName);
  if (read != m_read.cend()) {
    entity = read->entity;
    path = read->path;
  } else {
    SCRIPTORIUM_TRY_ASSIGN(entity, freshEntity(block.urlName));
    entity.container = block.type;
  }
  const LibraryEntity before = entity;
  entity.versions.clear();
  int last = 0;
  for (const auto& version : before.versions)
    last = std::max(last, version.number);
  const auto numberOf = [&](VersionId id, std::optional<int> preferred) -> Result<int> {
    SCRIPTORIUM_TRY_ASSIGN(EntityVersion said, containerVersion(id));
    const auto isSame = [&](const EntityVersion& version) {
      return version.title == said.title && version.children == said.children;
    };
    const EntityVersion* old = before.version(preferred);
    if (old == nullptr || !isSame(*old)) {
      const auto same = std::ranges::find_if(before.versions, isSame);
      old = same == before.versions.end() ? nullptr : &*same;
    }
    said.number = old ? old->number : ++last;
    if (entity.version(said.number) == nullptr)
      entity.versions.append(old ? *old : said);
    return said.number;
  };
  SCRIPTORIUM_TRY_ASSIGN(entity.draft, numberOf(block.head, before.draft ? before.draft : before.published));
  entity.published = std::nullopt;
  if (block.published == block.head)
    entity.published = entity.draft;
  else if (block.published.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(entity.published, numberOf(block.published, before.published));
  }
  return addEntityFile(block.urlName, path, isSameState(before, entity) ? before : entity);
}

/// The number of the version the state was read from; the next one for a state that was edited.
Result<Slot> PackageWriter::slotOf(const QString& base, VersionId id, std::optional<int> old,
                                   LibraryEntity& entity) const
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(id));
  if (version.flags.testFlag(VersionFlag::MissingFile) && !version.source.isValid() && old)
    return Slot{old, old};
  const QString path = m_sources.value(version.source).path;
  for (const auto& known : std::as_const(entity.versions))
    if (path == versionFolder(base, known.number) + u"block.xml"_s)
      return Slot{known.number, known.number};
  EntityVersion next;
  for (const auto& known : std::as_const(entity.versions))
    next.number = std::max(next.number, known.number);
  ++next.number;
  const EntityVersion* before = entity.version(old);
  next.title = version.fields.value(u"display_name"_s).value_or(before ? before->title : QString());
  entity.versions.prepend(next);
  return Slot{old, next.number};
}

Result<Unit> PackageWriter::addComponent(const Block& block)
{
  const QString key = entityKey(block);
  const auto read = m_read.constFind(key);
  LibraryEntity entity;
  QString path = u"entities/xblock.v1/%1/%2.toml"_s.arg(block.type, block.urlName);
  if (read != m_read.cend()) {
    entity = read->entity;
    path = read->path;
  } else {
    SCRIPTORIUM_TRY_ASSIGN(entity, freshEntity(key));
  }
  const LibraryEntity before = entity;
  const QString base = path.chopped(5);
  Slot published;
  if (block.published.isValid() && block.published != block.head) {
    SCRIPTORIUM_TRY_ASSIGN(published, slotOf(base, block.published, before.published, entity));
    SCRIPTORIUM_TRY(addBlockFile(block, base, block.published, published));
  }
  SCRIPTORIUM_TRY_ASSIGN(const Slot head,
                         slotOf(base, block.head, before.draft ? before.draft : before.published, entity));
  SCRIPTORIUM_TRY(addBlockFile(block, base, block.head, head));
  if (block.published == block.head)
    published = head;
  entity.draft = head.number;
  entity.published = published.number;
  if (isSameState(before, entity))
    return addEntityFile(key, path, before);
  entity.versions.removeIf(
      [&](const EntityVersion& v) { return v.number != head.number && v.number != published.number; });
  addVersionFiles(base, before, head, published);
  return addEntityFile(key, path, entity);
}

Result<Unit> PackageWriter::addBlockFile(const Block& block, const QString& base, VersionId id,
                                         const Slot& slot)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_source.course.versionById(id));
  const QString path = versionFolder(base, *slot.number) + u"block.xml"_s;
  const auto source = m_sources.constFind(version.source);
  if (source != m_sources.cend() && source->path == path) {
    put(path, source->blob);
    return Unit{};
  }
  if (slot.old == slot.number)
    return Unit{}; // the file was missing
  SCRIPTORIUM_TRY_ASSIGN(QByteArray bytes, blockXml(block, version));
  put(path, std::move(bytes));
  return Unit{};
}

Result<QByteArray> PackageWriter::blockXml(const Block& block, const BlockVersion& version) const
{
  if (version.bodyForm == BodyForm::Broken)
    return m_source.course.blob(version.body);
  const Fields fields =
      writtenFields(m_source.types, block.type, block.urlName, version, WrittenPlace::Library);
  QByteArray body = '<' + block.type.toUtf8() + "/>";
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(body, m_source.course.blob(version.body));
  }
  const bool isHtml = version.bodyForm == BodyForm::Text;
  const auto text = normalFormWith(isHtml ? QByteArray("<html/>") : body, fields);
  if (!text)
    return text.error().in(block.type + u'/' + block.urlName);
  if (!isHtml || body.isEmpty())
    return *text;
  const QByteArray start = text->first(text->lastIndexOf("/>"));
  return start + "><![CDATA[" + body.replace("]]>", "]]&gt;") + "]]></html>\n";
}

/// Static files: a new version has those of the one it was made from; a version that is no longer saved takes
/// its own with it.
void PackageWriter::addVersionFiles(const QString& base, const LibraryEntity& before, const Slot& head,
                                    const Slot& published)
{
  const QString all = base + u"/component_versions/"_s;
  for (auto it = m_carried.lowerBound(all); it != m_carried.end() && it.key().startsWith(all); ++it) {
    for (const auto& old : before.versions) {
      const QString folder = versionFolder(base, old.number);
      if (!(it.key() + u'/').startsWith(folder))
        continue;
      if (old.number != head.number && old.number != published.number)
        m_gone.insert(it.key());
      for (const Slot& slot : {published, head}) {
        if (!slot.number || slot.number == slot.old || slot.old != old.number)
          continue;
        LayoutFile copy = it.value();
        copy.path = versionFolder(base, *slot.number).chopped(1) + it.key().mid(folder.size() - 1);
        m_out.insert(copy.path, copy);
      }
    }
  }
}

/// Studio refuses an archive whose collections name what is not there.
Result<Unit> PackageWriter::addCollections()
{
  for (const auto& file : std::as_const(m_carried)) {
    if (!file.path.startsWith("collections/"_L1) || !file.path.endsWith(".toml"_L1) ||
        file.kind != LayoutFile::Kind::File)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_source.course.blob(file.blob));
    auto collection = parseLibraryCollection(bytes);
    if (!collection)
      continue;
    const auto wasDeleted = [&](const QString& key) {
      return m_read.contains(key) && !m_living.contains(key);
    };
    if (collection->entities.removeIf(wasDeleted) > 0)
      put(file.path, writeLibraryCollection(*collection));
  }
  return Unit{};
}

Result<Unit> PackageWriter::addRest()
{
  QStringList deleted; // folders of components
  for (auto it = m_read.cbegin(); it != m_read.cend(); ++it) {
    if (m_living.contains(it.key()))
      continue;
    m_gone.insert(it->path);
    deleted.append(it->path.chopped(5));
  }
  for (const auto& file : std::as_const(m_carried)) {
    const bool isDeleted = std::ranges::any_of(deleted, [&](const QString& folder) {
      return file.path == folder || file.path.startsWith(folder + u'/');
    });
    if (!isDeleted && !m_gone.contains(file.path) && !m_out.contains(file.path))
      m_out.insert(file.path, file);
  }
  addFolders();
  return Unit{};
}

/// Where the archive has members for its folders, new folders have one too.
void PackageWriter::addFolders()
{
  const bool hasFolders = std::ranges::any_of(
      m_carried, [](const LayoutFile& file) { return file.kind == LayoutFile::Kind::Folder; });
  if (!hasFolders)
    return;
  const QStringList paths = m_out.keys();
  for (const QString& path : paths) {
    if (path.startsWith("../"_L1))
      continue;
    for (qsizetype slash = path.lastIndexOf(u'/'); slash > 0; slash = path.lastIndexOf(u'/', slash - 1)) {
      const QString folder = path.first(slash);
      if (!m_out.contains(folder))
        m_out.insert(folder, {LayoutFile::Kind::Folder, folder, {}, {}, {}, false});
    }
  }
}

} // namespace

Result<Unit> writeLibraryPackage(const LibrarySource& source, const TakeLayoutFile& take)
{
  return PackageWriter(source, take).write();
}

} // namespace scriptorium::olx
