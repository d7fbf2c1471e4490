#include "olx/library/librarypackage.h"
#include "olx/library/librarytoml.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"
#include "olx/xml/xmlverdict.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr qint64 kMaxTomlBytes = 1024 * 1024;
const QString kPackageFile = u"package.toml"_s;

/// A block.xml as read.
struct BlockFile
{
  ParsedBlock::State state;
  BlobId blob;
};

Finding finding(Finding::Severity severity, const char* rule, const QString& message, const QString& advice,
                const QString& file)
{
  Finding found;
  found.severity = severity;
  found.rule = QString::fromLatin1(rule);
  found.message = message;
  found.advice = advice;
  found.place.file = file;
  return found;
}

} // namespace

struct LibraryPackageReader::Private
{
  explicit Private(Keep keepBytes) : keep(std::move(keepBytes)) {}

  Result<BlockFile> readBlock(QByteArrayView bytes, BlobId blob) const;
  Result<Unit> readPackage();
  void stripRoot();
  void readEntities();
  void addEntity(const QString& path, const LibraryEntity& entity);
  void addComponent(const QString& path, const LibraryEntity& entity);
  ParsedBlock::State componentState(const QString& path, int number, const UsageName& name);
  void addContainer(const QString& path, const LibraryEntity& entity);
  void linkChildren();
  ParsedBlock::Child childOf(const QString& key, qsizetype parent, bool isHead, const QString& path);
  void addRoot();
  void checkCollections();
  void carryFiles();
  qsizetype addSource(const QString& path, int blocks);
  void warn(Finding::Severity severity, const char* rule, const QString& message, const QString& advice,
            const QString& file)
  {
    course.findings.append(finding(severity, rule, message, advice, file));
  }

  Keep keep;
  QList<ParsedFile> members;
  QHash<QString, QByteArray> tomls;
  QHash<QString, BlockFile> blockFiles;

  ParsedCourse course;
  LibraryInfo info;
  QHash<QString, qsizetype> memberAt; ///< path below the root → index
  QHash<QString, qsizetype> blockOf;  ///< entity key → index
  QHash<qsizetype, LibraryEntity> containers;
  QHash<qsizetype, QString> containerPaths;
  QHash<qsizetype, qsizetype> placedIn; ///< block → container that holds it in its head
  QSet<QString> sources;
};

LibraryPackageReader::LibraryPackageReader(Keep keep) : d(std::make_unique<Private>(std::move(keep))) {}

LibraryPackageReader::~LibraryPackageReader() = default;

bool LibraryPackageReader::wantsBytes(const QString& path, qint64 size)
{
  return (path.endsWith(".toml"_L1) && size <= kMaxTomlBytes) ||
         (path.endsWith("/block.xml"_L1) && size <= kMaxXmlBytes);
}

bool LibraryPackageReader::sawPackage() const
{
  return std::ranges::any_of(d->members, [](const ParsedFile& member) {
    return member.path == kPackageFile || member.path.endsWith(u"/"_s + kPackageFile);
  });
}

Result<Unit> LibraryPackageReader::addFile(const QString& path, QByteArrayView bytes, BlobId blob,
                                           bool isExecutable)
{
  if (path.endsWith(".toml"_L1)) {
    d->tomls.insert(path, bytes.toByteArray());
  } else if (path.endsWith("/block.xml"_L1)) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockFile file, d->readBlock(bytes, blob));
    d->blockFiles.insert(path, file);
  }
  ParsedFile member;
  member.path = path;
  member.blob = blob;
  member.isExecutable = isExecutable;
  return addOpaque(std::move(member));
}

Result<Unit> LibraryPackageReader::addOpaque(ParsedFile member)
{
  member.order = d->members.size();
  d->members.append(std::move(member));
  return Unit{};
}

Result<BlockFile> LibraryPackageReader::Private::readBlock(QByteArrayView bytes, BlobId blob) const
{
  BlockFile file;
  file.blob = blob;
  ParsedBlock::State& state = file.state;
  const auto element = parseXml(bytes, 1);
  if (!element) {
    state.bodyForm = BodyForm::Broken;
    state.body = blob;
    state.flags = VersionFlag::Broken;
    state.note = element.error().detail;
    state.line = element.error().line;
    state.fieldsJson = "{}";
    return file;
  }
  state.fieldsJson = element->attributes.toJson();
  state.line = element->line;
  if (element->attributes.value(u"xblock-family"_s) == u"xblock.v1"_s)
    state.flags = VersionFlag::PureXBlock;
  if (element->tag == "html") {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, innerForm(bytes));
    state.bodyForm = BodyForm::Text;
    SCRIPTORIUM_TRY_ASSIGN(state.body, keep(text));
  } else if (element->contentEnd > element->contentBegin) {
    state.bodyForm = BodyForm::Element;
    state.body = blob;
  }
  return file;
}

Result<ParsedCourse> LibraryPackageReader::finish()
{
  d->stripRoot();
  SCRIPTORIUM_TRY(d->readPackage());
  d->readEntities();
  d->linkChildren();
  d->addRoot();
  d->checkCollections();
  d->carryFiles();
  return std::move(d->course);
}

/// The shallowest package.toml is the root; paths are told from there.
void LibraryPackageReader::Private::stripRoot()
{
  QString root;
  qsizetype depth = -1;
  for (const auto& member : std::as_const(members)) {
    const qsizetype slashes = member.path.count(u'/');
    const bool isPackage = member.path == kPackageFile || member.path.endsWith(u"/"_s + kPackageFile);
    if (isPackage && (depth < 0 || slashes < depth)) {
      depth = slashes;
      root = member.path.chopped(kPackageFile.size());
    }
  }
  course.rootPath = root.isEmpty() ? root : root.chopped(1);
  if (root.isEmpty())
    return;
  const auto below = [&](const QString& path) {
    return path.startsWith(root) ? path.mid(root.size()) : u"../"_s + path;
  };
  members.removeIf([&](const ParsedFile& member) { return member.path == course.rootPath; });
  QHash<QString, QByteArray> movedTomls;
  for (auto it = tomls.cbegin(); it != tomls.cend(); ++it)
    movedTomls.insert(below(it.key()), it.value());
  QHash<QString, BlockFile> movedBlocks;
  for (auto it = blockFiles.cbegin(); it != blockFiles.cend(); ++it)
    movedBlocks.insert(below(it.key()), it.value());
  for (auto& member : members)
    member.path = below(member.path);
  tomls = std::move(movedTomls);
  blockFiles = std::move(movedBlocks);
}

Result<Unit> LibraryPackageReader::Private::readPackage()
{
  for (qsizetype i = 0; i < members.size(); ++i)
    memberAt.insert(members[i].path, i);
  const auto found = tomls.constFind(kPackageFile);
  if (found == tomls.cend())
    return Error{Error::Kind::BadInput, {}, u"This is no library archive: it has no package.toml."_s};
  const auto parsed = parseLibraryInfo(*found);
  if (!parsed)
    return parsed.error().in(kPackageFile);
  info = *parsed;
  const auto key = CourseKey::parse(info.key);
  if (!key || key->kind() != CourseKey::Kind::Library)
    return Error{Error::Kind::BadInput, kPackageFile, u"“%1” is not the key of a library."_s.arg(info.key)};
  course.kind = ParsedCourse::Kind::Library;
  course.org = key->org();
  course.number = key->number();
  course.title = info.title;
  if (info.formatVersion != "1"_L1)
    warn(Finding::Severity::Error, "library-format",
         u"The archive says format_version “%1”. Studio restores version 1 only."_s.arg(info.formatVersion),
         u"Make the backup again in a Studio that writes version 1."_s, kPackageFile);
  return Unit{};
}

qsizetype LibraryPackageReader::Private::addSource(const QString& path, int blocks)
{
  const ParsedFile& member = members[memberAt.value(path)];
  course.sources.append({course.texts.add(path.toUtf8()), member.blob, blocks, member.order});
  sources.insert(path);
  return course.sources.size() - 1;
}

void LibraryPackageReader::Private::readEntities()
{
  course.blocks.append(ParsedBlock{u"library"_s, u"library"_s, false, {}, {}});
  course.root = 0;
  QStringList paths = tomls.keys();
  paths.removeIf([](const QString& path) { return !path.startsWith("entities/"_L1); });
  paths.sort();
  for (const QString& path : std::as_const(paths)) {
    const auto entity = parseLibraryEntity(tomls[path]);
    if (!entity)
      warn(Finding::Severity::Error, "library-entity",
           u"The file cannot be read: %1 Studio refuses the whole archive."_s.arg(entity.error().detail),
           u"Repair the file, or take it out."_s, path);
    else if (blockOf.contains(entity->key))
      warn(Finding::Severity::Error, "library-entity-twice",
           u"“%1” is described by two files. Studio refuses the whole archive."_s.arg(entity->key),
           u"Take one of the two files out."_s, path);
    else
      addEntity(path, *entity);
  }
}

void LibraryPackageReader::Private::addEntity(const QString& path, const LibraryEntity& entity)
{
  if (!entity.isBlock()) {
    if (entity.draft || entity.published) // else deleted, and never published: the file alone is carried
      warn(Finding::Severity::Error, "library-entity",
           u"“%1” is neither a component nor a container that Studio knows."_s.arg(entity.key),
           u"Take the file out."_s, path);
  } else if (entity.container.isEmpty()) {
    addComponent(path, entity);
  } else {
    addContainer(path, entity);
  }
}

ParsedBlock::State LibraryPackageReader::Private::componentState(const QString& path, int number,
                                                                 const UsageName& name)
{
  const QString file = path.chopped(5) + u"/component_versions/v%1/block.xml"_s.arg(number);
  const auto found = blockFiles.constFind(file);
  if (found != blockFiles.cend()) {
    ParsedBlock::State state = found->state;
    state.source = addSource(file, 1);
    if (state.flags.testFlag(VersionFlag::Broken))
      warn(Finding::Severity::Error, "broken-xml",
           u"The component does not parse: %1 Studio cannot show it."_s.arg(state.note),
           u"Open it as text and repair it."_s, file);
    return state;
  }
  ParsedBlock::State missing;
  missing.fieldsJson = "{}";
  missing.flags = VersionFlag::MissingFile;
  missing.note = u"The file %1 is not in the archive."_s.arg(file);
  warn(Finding::Severity::Error, "library-version-missing",
       u"Version %1 of %2/%3 has no block.xml; Studio restores it without content."_s.arg(
           QString::number(number), name.type, name.blockId),
       u"Make the backup again, or delete the component."_s, path);
  return missing;
}

void LibraryPackageReader::Private::addComponent(const QString& path, const LibraryEntity& entity)
{
  const UsageName name = componentName(entity.key);
  ParsedBlock block{name.type, name.blockId, false, {}, {}};
  if (entity.published)
    block.published = componentState(path, *entity.published, name);
  if (entity.draft && entity.draft != entity.published)
    block.draft = componentState(path, *entity.draft, name);
  if (path != u"entities/xblock.v1/%1/%2.toml"_s.arg(name.type, name.blockId))
    warn(Finding::Severity::Warning, "library-folder-name",
         u"The folder of %1/%2 is not named like it; Studio may lose its content."_s.arg(name.type,
                                                                                         name.blockId),
         u"Rename the file and the folder to “%1”."_s.arg(name.blockId), path);
  blockOf.insert(entity.key, course.blocks.size());
  course.blocks.append(std::move(block));
}

void LibraryPackageReader::Private::addContainer(const QString& path, const LibraryEntity& entity)
{
  ParsedBlock block{entity.container, entity.key, false, {}, {}};
  const bool hasDraft = entity.draft && entity.draft != entity.published;
  const qsizetype source = addSource(path, (entity.published ? 1 : 0) + (hasDraft ? 1 : 0));
  const auto state = [&](int number) {
    ParsedBlock::State made;
    const EntityVersion* version = entity.version(number);
    made.fieldsJson = Fields{{u"display_name"_s, version ? version->title : QString()}}.toJson();
    made.source = source;
    made.line = 1;
    return made;
  };
  if (entity.published)
    block.published = state(*entity.published);
  if (hasDraft)
    block.draft = state(*entity.draft);
  blockOf.insert(entity.key, course.blocks.size());
  containers.insert(course.blocks.size(), entity);
  containerPaths.insert(course.blocks.size(), path);
  course.blocks.append(std::move(block));
}

/// A block stands in the first container whose head lists it; everywhere else it is an alias.
ParsedBlock::Child LibraryPackageReader::Private::childOf(const QString& key, qsizetype parent, bool isHead,
                                                          const QString& path)
{
  ParsedBlock::Child child;
  const qsizetype block = blockOf.value(key, -1);
  if (block < 0) {
    warn(Finding::Severity::Warning, "library-unknown-child",
         u"The container lists “%1”, which is not in the archive; Studio leaves it out."_s.arg(key),
         u"Take it off the list."_s, path);
    child.form = Child::Form::Raw;
    child.raw = key.toUtf8();
    return child;
  }
  child.block = block;
  const bool isBelow = libraryRank(course.blocks[block].type) < libraryRank(course.blocks[parent].type);
  if (isHead && isBelow && !placedIn.contains(block))
    placedIn.insert(block, parent);
  else if (isHead || !isBelow || placedIn.value(block, parent) != parent)
    child.form = Child::Form::Alias;
  return child;
}

void LibraryPackageReader::Private::linkChildren()
{
  QList<qsizetype> order = containers.keys();
  std::ranges::sort(order);
  const auto fill = [&](qsizetype index, ParsedBlock::Slot& state, std::optional<int> number, bool isHead) {
    const EntityVersion* version = containers[index].version(number);
    if (!state || version == nullptr)
      return;
    for (const auto& key : version->children)
      state->children.append(childOf(key, index, isHead, containerPaths[index]));
  };
  for (const qsizetype index : std::as_const(order)) {
    ParsedBlock& block = course.blocks[index];
    const LibraryEntity& entity = containers[index];
    if (block.draft)
      fill(index, block.draft, entity.draft, true);
    else
      fill(index, block.published, entity.published, true);
  }
  for (const qsizetype index : std::as_const(order))
    if (course.blocks[index].draft)
      fill(index, course.blocks[index].published, containers[index].published, false);
}

void LibraryPackageReader::Private::addRoot()
{
  ParsedBlock::State state;
  Fields fields{{u"display_name"_s, info.title}};
  if (!info.description.isEmpty())
    fields.set(u"description"_s, info.description);
  state.fieldsJson = fields.toJson();
  state.source = addSource(kPackageFile, 1);
  state.line = 1;
  for (const auto* kind : {"section", "subsection", "unit", ""})
    for (qsizetype i = 1; i < course.blocks.size(); ++i) {
      const QString& type = course.blocks[i].type;
      const bool isWanted = *kind == '\0' ? !containers.contains(i) : type == QLatin1StringView(kind);
      if (isWanted && !placedIn.contains(i))
        state.children.append({Child::Form::Pointer, i, {}});
    }
  course.blocks[0].published = state;
}

void LibraryPackageReader::Private::checkCollections()
{
  QStringList paths = tomls.keys();
  paths.removeIf([](const QString& path) { return !path.startsWith("collections/"_L1); });
  paths.sort();
  for (const QString& path : std::as_const(paths)) {
    const auto collection = parseLibraryCollection(tomls[path]);
    if (!collection) {
      warn(Finding::Severity::Error, "library-collection",
           u"The collection cannot be read: %1 Studio refuses the whole archive."_s.arg(
               collection.error().detail),
           u"Repair the file, or take it out."_s, path);
      continue;
    }
    for (const auto& key : collection->entities)
      if (!blockOf.contains(key))
        warn(Finding::Severity::Error, "library-collection",
             u"The collection holds “%1”, which is not in the archive; Studio refuses the whole archive."_s
                 .arg(key),
             u"Take it off the list."_s, path);
  }
}

void LibraryPackageReader::Private::carryFiles()
{
  for (const auto& member : std::as_const(members))
    if (!sources.contains(member.path))
      course.files.append(member);
}

} // namespace scriptorium::olx
