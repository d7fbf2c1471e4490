#include "merge/memorycourse.h"

#include "base/sha256.h"
#include "model/childlist.h"
#include "olx/xml/xml.h"
#include "store/sql/versionhash.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

qint64 nextId()
{
  static qint64 last = 10'000'000;
  return ++last;
}

Error notThere()
{
  return Error{Error::Kind::NotFound, {}, u"There is no such block."_s};
}

} // namespace

MemoryCourse MemoryCourse::of(const CourseStore& store)
{
  MemoryCourse course;
  course.m_key = store.key();
  course.m_root = store.root();
  const auto read = store.eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    const Block& block = live.block;
    course.m_order.append(block.id);
    course.m_items.insert(block.id, {block, {}, {}});
    course.m_names.insert(block.type + u'/' + block.urlName, block.id);
    for (const auto& version : {std::optional(live.head), live.published}) {
      if (!version)
        continue;
      course.m_versions.insert(version->id, *version);
      if (version->body.isValid())
        course.m_blobs.insert(version->body, store.blob(version->body).value());
    }
    return Unit{};
  });
  Q_ASSERT(read);
  for (Item& item : course.m_items) {
    item.head = course.hashOf(item.block, item.block.head);
    item.published = course.hashOf(item.block, item.block.published);
  }
  return course;
}

QByteArray MemoryCourse::hashOf(const Block& block, VersionId id) const
{
  if (!id.isValid())
    return {};
  const BlockVersion version = m_versions.value(id);
  const auto body =
      version.body.isValid() ? std::optional(sha256(m_blobs.value(version.body))) : std::nullopt;
  return versionHash(block.type, block.urlName, version, body,
                     [&](BlockId child) {
                       const Block& named = m_items.value(child).block;
                       return BlockName{named.type, named.urlName};
                     })
      .raw();
}

Result<Block> MemoryCourse::block(BlockId id) const
{
  const auto item = m_items.constFind(id);
  return item == m_items.cend() ? Result<Block>(notThere()) : item->block;
}

Result<BlockVersion> MemoryCourse::version(BlockId id) const
{
  const auto item = m_items.constFind(id);
  return item == m_items.cend() ? Result<BlockVersion>(notThere()) : versionById(item->block.head);
}

Result<BlockVersion> MemoryCourse::versionById(VersionId id) const
{
  const auto version = m_versions.constFind(id);
  return version == m_versions.cend() ? Result<BlockVersion>(notThere()) : *version;
}

Result<Unit> MemoryCourse::eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const
{
  for (const BlockId id : m_order) {
    const Item& item = *m_items.constFind(id);
    const QByteArray type = item.block.type.toUtf8();
    const QByteArray name = item.block.urlName.toUtf8();
    SCRIPTORIUM_TRY(take({id, type, name, item.head, item.published}));
  }
  return Unit{};
}

Result<QString> MemoryCourse::sourcePath(SourceId) const
{
  return notThere();
}

Result<BlockId> MemoryCourse::find(const QString& type, const QString& urlName) const
{
  const BlockId id = m_names.value(type + u'/' + urlName);
  return id.isValid() ? Result<BlockId>(id) : notThere();
}

Result<QList<BlockId>> MemoryCourse::blocks(const QString& type) const
{
  QList<BlockId> found;
  for (const BlockId id : m_order)
    if (const Block& block = m_items.constFind(id)->block;
        type.isEmpty() ? block.type != kFileType : block.type == type)
      found.append(id);
  return found;
}

VersionId MemoryCourse::addVersion(BlockVersion version)
{
  version.id = VersionId(nextId());
  version.source = {};
  m_versions.insert(version.id, version);
  return version.id;
}

BlobId MemoryCourse::addBlob(const QByteArray& bytes)
{
  const BlobId id(nextId());
  m_blobs.insert(id, bytes);
  return id;
}

BlockId MemoryCourse::add(const QString& type, const QString& urlName)
{
  const BlockId id(nextId());
  m_order.append(id);
  m_items.insert(id, {{id, type, urlName, {}, {}, {}, 0}, {}, {}});
  m_names.insert(type + u'/' + urlName, id);
  return id;
}

void MemoryCourse::setHead(BlockId id, BlockVersion version)
{
  Item& item = m_items[id];
  version.block = id;
  const bool follows = item.block.head == item.block.published;
  item.block.head = addVersion(std::move(version));
  if (follows)
    item.block.published = item.block.head;
  item.head = hashOf(item.block, item.block.head);
  item.published = hashOf(item.block, item.block.published);
}

/// Parents and positions as the heads say.
void MemoryCourse::place()
{
  for (Item& item : m_items)
    item.block.parent = {};
  for (const BlockId id : std::as_const(m_order)) {
    int position = 0;
    const auto children = m_versions.value(m_items.value(id).block.head).children;
    for (const Child& child : children) {
      if (!isPlaced(child) || !m_items.contains(child.block))
        continue;
      m_items[child.block].block.parent = id;
      m_items[child.block].block.position = position++;
    }
  }
}

void MemoryCourse::remove(BlockId id)
{
  const auto children = m_versions.value(m_items.value(id).block.head).children;
  for (const Child& child : children)
    if (isPlaced(child) && m_items.contains(child.block))
      remove(child.block);
  m_names.remove(nameOf(id));
  m_items.remove(id);
  m_order.removeOne(id);
}

QString MemoryCourse::nameOf(BlockId id) const
{
  const auto item = m_items.constFind(id);
  return item == m_items.cend() ? QString() : item->block.type + u'/' + item->block.urlName;
}

QString MemoryCourse::shown(const QString& name) const
{
  const Block block = m_items.value(m_names.value(name)).block;
  const BlockVersion version = m_versions.value(block.head);
  QStringList parts = {QString::fromUtf8(version.fields.toJson())};
  for (const Child& child : version.children)
    parts.append(QString::number(int(child.form)) + nameOf(child.block) + QString::fromUtf8(child.raw));
  return parts.join(u' ') + (block.published == block.head ? u" published"_s : QString());
}

bool MemoryCourse::hasSame(const MemoryCourse& other, const QString& name) const
{
  const auto mine = m_items.constFind(m_names.value(name));
  const auto theirs = other.m_items.constFind(other.m_names.value(name));
  return mine != m_items.cend() && theirs != other.m_items.cend() && mine->head == theirs->head &&
         nameOf(mine->block.parent) == other.nameOf(theirs->block.parent);
}

QStringList MemoryCourse::names() const
{
  QStringList names;
  for (const BlockId id : m_order)
    names.append(nameOf(id));
  return names;
}

QMap<QString, QByteArray> MemoryCourse::hashes() const
{
  QMap<QString, QByteArray> hashes;
  for (const Item& item : m_items)
    hashes.insert(item.block.type + u'/' + item.block.urlName, item.head + item.published);
  return hashes;
}

/// Neither it nor what it stands in nor what stands in it has a draft.
bool MemoryCourse::isPlain(BlockId id) const
{
  const Block& block = m_items.constFind(id)->block;
  if (block.head != block.published)
    return false;
  const auto children = m_versions.constFind(block.head)->children;
  return std::ranges::all_of(children, [&](const Child& child) {
    return !child.block.isValid() ||
           (isPlaced(child) && child.form != Child::Form::DraftOnly && isPlain(child.block));
  });
}

bool MemoryCourse::isAny(const Block& block) const
{
  return block.type != kFileType && block.id != m_root;
}

bool MemoryCourse::isLeaf(const Block& block) const
{
  return block.type == "html"_L1 || block.type == "problem"_L1;
}

bool MemoryCourse::isUnit(const Block& block) const
{
  return block.type == "vertical"_L1 && isPlain(block.id);
}

bool MemoryCourse::isInner(const Block& block) const
{
  return isAny(block) && block.parent.isValid() && isPlain(block.id) &&
         m_items.value(block.parent).block.head == m_items.value(block.parent).block.published;
}

bool MemoryCourse::isFile(const Block& block) const
{
  return block.type == kFileType && m_versions.value(block.head).body.isValid();
}

BlockId MemoryCourse::any(QRandomGenerator& random, bool (MemoryCourse::*fits)(const Block&) const) const
{
  for (int attempt = 0; attempt < 60; ++attempt) {
    const BlockId id = m_order[random.bounded(quint32(m_order.size()))];
    if ((this->*fits)(m_items.constFind(id)->block))
      return id;
  }
  return {};
}

bool MemoryCourse::isInside(BlockId id, BlockId container) const
{
  for (; id.isValid(); id = m_items.value(id).block.parent)
    if (id == container)
      return true;
  return false;
}

void MemoryCourse::changeFields(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isAny);
  if (!id.isValid())
    return;
  BlockVersion version = m_versions.value(m_items.value(id).block.head);
  if (version.bodyForm == BodyForm::Broken)
    return;
  const QString name = QStringList{u"display_name"_s, u"weight"_s, u"due"_s}[random.bounded(3)];
  if (random.bounded(4) == 0)
    version.fields.remove(name);
  else
    version.fields.set(name, u"value %1"_s.arg(random.bounded(50)));
  setHead(id, std::move(version));
}

void MemoryCourse::changeBody(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isLeaf);
  if (!id.isValid())
    return;
  BlockVersion version = m_versions.value(m_items.value(id).block.head);
  if (!version.body.isValid() || version.bodyForm == BodyForm::Broken)
    return;
  QByteArray text = m_blobs.value(version.body);
  QList<qsizetype> ends;
  for (qsizetype at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1))
    if (text.lastIndexOf('>', at) > text.lastIndexOf('<', at)) // not inside a tag
      ends.append(at + 1);
  const QByteArray line = "<p>line " + QByteArray::number(random.bounded(1000)) + "</p>\n";
  if (version.bodyForm == BodyForm::Text)
    text.insert(ends.isEmpty() ? 0 : ends[random.bounded(quint32(ends.size()))], line);
  else if (!ends.isEmpty() && olx::parseXml(QByteArray(text).insert(ends[0], line)))
    text.insert(ends[0], line);
  version.body = addBlob(text);
  setHead(id, std::move(version));
}

void MemoryCourse::addBlock(QRandomGenerator& random)
{
  const BlockId unit = any(random, &MemoryCourse::isUnit);
  const QString name = u"added%1"_s.arg(random.bounded(30));
  if (!unit.isValid() || m_names.contains(u"problem/"_s + name))
    return;
  const BlockId id = add(u"problem"_s, name);
  BlockVersion version;
  version.fields.set(u"display_name"_s, u"New %1"_s.arg(random.bounded(3)));
  version.bodyForm = BodyForm::Element;
  version.body = addBlob("<problem>\n<p>" + QByteArray::number(random.bounded(3)) + "</p>\n</problem>");
  setHead(id, std::move(version));
  BlockVersion list = m_versions.value(m_items.value(unit).block.head);
  list.children.insert(random.bounded(quint32(list.children.size()) + 1), {Child::Form::Pointer, id, {}});
  setHead(unit, std::move(list));
  place();
}

void MemoryCourse::removeBlock(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isInner);
  if (!id.isValid() || (m_items.value(id).block.type == "chapter"_L1 && random.bounded(4) != 0))
    return;
  const BlockId parent = m_items.value(id).block.parent;
  BlockVersion list = m_versions.value(m_items.value(parent).block.head);
  list.children.removeIf([&](const Child& child) { return child.block == id; });
  setHead(parent, std::move(list));
  remove(id);
  place();
}

void MemoryCourse::moveBlock(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isInner);
  const BlockId pattern = any(random, &MemoryCourse::isInner);
  if (!id.isValid() || !pattern.isValid())
    return;
  // Below what holds another block of its kind, or, among units, into one: trees in trees.
  const bool goesInto = m_items.value(pattern).block.type == "vertical"_L1 && random.bounded(3) == 0;
  const BlockId target = goesInto ? pattern : m_items.value(pattern).block.parent;
  const BlockId parent = m_items.value(id).block.parent;
  const QString type = m_items.value(id).block.type;
  const bool fits = goesInto ? !holdsDrafts(type) : m_items.value(pattern).block.type == type;
  if (!fits || parent == target || isInside(target, id) || !isPlain(target))
    return;
  BlockVersion from = m_versions.value(m_items.value(parent).block.head);
  const auto spot =
      std::ranges::find_if(from.children, [&](const Child& child) { return child.block == id; });
  const Child child = *spot;
  from.children.erase(spot);
  setHead(parent, std::move(from));
  BlockVersion to = m_versions.value(m_items.value(target).block.head);
  to.children.insert(random.bounded(quint32(to.children.size()) + 1), child);
  setHead(target, std::move(to));
  place();
}

void MemoryCourse::reorder(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isInner);
  if (!id.isValid())
    return;
  const BlockId parent = m_items.value(id).block.parent;
  BlockVersion list = m_versions.value(m_items.value(parent).block.head);
  list.children.move(random.bounded(quint32(list.children.size())),
                     random.bounded(quint32(list.children.size())));
  setHead(parent, std::move(list));
  place();
}

void MemoryCourse::changeFile(QRandomGenerator& random)
{
  const BlockId id = any(random, &MemoryCourse::isFile);
  if (!id.isValid())
    return;
  if (random.bounded(4) == 0) {
    remove(id);
    return;
  }
  BlockVersion version = m_versions.value(m_items.value(id).block.head);
  QByteArray text = m_blobs.value(version.body);
  if (!m_items.value(id).block.urlName.endsWith(".json"_L1))
    text += "<p>" + QByteArray::number(random.bounded(20)) + "</p>\n";
  else
    text = text.replace("true", random.bounded(2) ? "false" : "true");
  version.body = addBlob(text);
  setHead(id, std::move(version));
}

void MemoryCourse::change(QRandomGenerator& random)
{
  using Change = void (MemoryCourse::*)(QRandomGenerator&);
  static constexpr Change kChanges[] = {&MemoryCourse::changeFields, &MemoryCourse::changeFields,
                                        &MemoryCourse::changeBody,   &MemoryCourse::changeBody,
                                        &MemoryCourse::addBlock,     &MemoryCourse::removeBlock,
                                        &MemoryCourse::moveBlock,    &MemoryCourse::moveBlock,
                                        &MemoryCourse::reorder,      &MemoryCourse::changeFile};
  (this->*kChanges[random.bounded(quint32(std::size(kChanges)))])(random);
}

BlockVersion MemoryCourse::made(BlockId id, const merge::MergedState& state,
                                const MemoryCourse* const sides[3])
{
  BlockVersion version;
  if (state.whole) {
    const MemoryCourse& side = *sides[size_t(*state.whole)];
    version = side.m_versions.value(state.version);
    if (version.body.isValid())
      version.body = addBlob(side.m_blobs.value(version.body));
    for (Child& child : version.children)
      if (child.block.isValid())
        child.block = m_names.value(side.nameOf(child.block));
  } else {
    version.fields = state.fields;
    version.bodyForm = state.bodyForm;
    version.bodyPath = state.bodyPath;
    version.flags = state.flags;
    if (state.body.isValid())
      version.body = addBlob(sides[size_t(state.bodySide)]->m_blobs.value(state.body));
    else if (state.bodyForm != BodyForm::None)
      version.body = addBlob(state.bytes);
    for (const auto& child : state.children)
      version.children.append(
          {child.form, child.type.isEmpty() ? BlockId() : m_names.value(child.type + u'/' + child.urlName),
           child.raw});
  }
  version.block = id;
  return version;
}

void MemoryCourse::apply(const merge::MergeResult& result, const MemoryCourse* const sides[3])
{
  for (const auto& block : result.blocks) {
    const QString name = block.type + u'/' + block.urlName;
    if (!block.isRemoved && !m_names.contains(name))
      add(block.type, block.urlName);
  }
  for (const auto& block : result.blocks) {
    const BlockId id = m_names.value(block.type + u'/' + block.urlName);
    if (block.isRemoved)
      continue;
    Block& to = m_items[id].block;
    to.head = addVersion(made(id, block.head, sides));
    to.published = {};
    if (block.isPublished == merge::MergedBlock::Published::Head)
      to.published = to.head;
    else if (block.isPublished == merge::MergedBlock::Published::Own)
      to.published = addVersion(made(id, block.published, sides));
  }
  for (const auto& block : result.blocks) {
    if (!block.isRemoved)
      continue;
    const BlockId id = m_names.take(block.type + u'/' + block.urlName);
    m_items.remove(id);
    m_order.removeOne(id);
  }
  for (const auto& block : result.blocks) {
    if (block.isRemoved)
      continue;
    Item& item = m_items[m_names.value(block.type + u'/' + block.urlName)];
    item.head = hashOf(item.block, item.block.head);
    item.published = hashOf(item.block, item.block.published);
  }
  place();
}

QString MemoryCourse::fault() const
{
  QHash<BlockId, BlockId> listed;
  QHash<BlockId, BlockId> forLearners;
  for (const Item& item : m_items) {
    for (const VersionId state : {item.block.head, item.block.published}) {
      if (!state.isValid())
        continue;
      auto& lists = state == item.block.published && state != item.block.head ? forLearners : listed;
      const BlockVersion version = m_versions.value(state);
      for (const Child& child : version.children) {
        if (child.form == Child::Form::Raw)
          continue;
        if (!m_items.contains(child.block))
          return u"%1 lists what is not there"_s.arg(nameOf(item.block.id));
        if (isPlaced(child) && lists.value(child.block, item.block.id) != item.block.id)
          return u"%1 stands in two lists"_s.arg(nameOf(child.block));
        if (isPlaced(child))
          lists.insert(child.block, item.block.id);
      }
      if (version.bodyForm == BodyForm::Element && !olx::parseXml(m_blobs.value(version.body), 1))
        return u"the body of %1 does not parse"_s.arg(nameOf(item.block.id));
      if (state == item.block.head && item.block.head == item.block.published)
        break;
    }
  }
  for (const Item& item : m_items) {
    const Block& block = item.block;
    if (block.type == kFileType || block.id == m_root)
      continue;
    BlockId at = block.id;
    for (int steps = 0; at != m_root; ++steps) {
      if (!listed.contains(at) && forLearners.contains(at))
        break; // deleted in a draft
      if (!listed.contains(at) || steps > 100)
        return u"%1 does not hang at the course"_s.arg(nameOf(block.id));
      at = listed.value(at);
    }
  }
  return {};
}

} // namespace scriptorium::testing
