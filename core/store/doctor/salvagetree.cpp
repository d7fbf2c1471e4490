#include "model/coursekey.h"
#include "store/doctor/salvage.h"
#include "store/sql/versionrow.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString nameText(const BlockName& name)
{
  return name.type + u'/' + name.urlName;
}

bool isPlaced(const Child& child)
{
  return child.form != Child::Form::Raw && child.form != Child::Form::Alias;
}

} // namespace

Result<Unit> Salvage::settleNames()
{
  QSet<QString> taken;
  for (auto block = m_blocks.begin(); block != m_blocks.end(); ++block) {
    if (taken.contains(nameText(block->name))) {
      block->name.urlName += u"-"_s + QString::number(block.key());
      note(block->name,
           u"%1 had the name of another block; it has a new one now."_s.arg(nameText(block->name)));
    }
    taken.insert(nameText(block->name));
    auto update = m_into.prepare("UPDATE block SET type=?,url_name=? WHERE id=?");
    SCRIPTORIUM_TRY(update.bind(0, block->name.type).bind(1, block->name.urlName).bind(2, block.key()).run());
  }
  return Unit{};
}

Result<Unit> Salvage::settleHistory()
{
  SCRIPTORIUM_TRY(m_into.execute("DELETE FROM change WHERE block NOT IN (SELECT id FROM block);"
                                 "INSERT OR IGNORE INTO op(id,kind,label,author,at,state) SELECT DISTINCT "
                                 "op,'edit','','',0,2 FROM change "
                                 "WHERE op NOT IN (SELECT id FROM op)"));
  struct Row
  {
    qint64 op;
    qint64 block;
    Pointers old;
    Pointers now;
  };
  QList<Row> wrong;
  auto row = m_into.prepare(
      "SELECT op,block,old_head,old_published,new_head,new_published FROM change ORDER BY block,op");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      break;
    const qint64 block = row.integer(1);
    const Pointers before = m_noted.value(block);
    const Pointers old{row.integer(2), row.integer(3)};
    Pointers now{row.integer(4), row.integer(5)};
    const auto isOwn = [&](qint64 version) {
      return version == 0 || m_versions.value(version).block == block;
    };
    if (!isOwn(now.head))
      now.head = before.head;
    if (!isOwn(now.published))
      now.published = before.published;
    if (old != before || now != Pointers{row.integer(4), row.integer(5)})
      wrong.append({row.integer(0), block, before, now});
    m_noted.insert(block, now);
  }
  for (const auto& entry : wrong) {
    auto update =
        m_into.prepare("UPDATE change SET old_head=?,old_published=?,new_head=?,new_published=? WHERE op=? "
                       "AND block=?");
    update.bindId(0, entry.old.head).bindId(1, entry.old.published).bindId(2, entry.now.head);
    SCRIPTORIUM_TRY(update.bindId(3, entry.now.published).bind(4, entry.op).bind(5, entry.block).run());
  }
  return Unit{};
}

qint64 Salvage::newestGood(qint64 block) const
{
  qint64 newest = 0;
  for (auto version = m_versions.cbegin(); version != m_versions.cend(); ++version)
    if (version->block == block && version->isGood)
      newest = version.key();
  return newest;
}

Salvage::Pointers Salvage::wantedPointers(qint64 block) const
{
  const Pointers stored = m_blocks.value(block).stored;
  const auto isOwn = [&](qint64 version) { return version == 0 || m_versions.value(version).block == block; };
  const bool isStoredRight = isOwn(stored.head) && isOwn(stored.published);
  const bool isNoted = m_noted.contains(block);
  if (isStoredRight && (m_hasLostChanges || !isNoted))
    return stored;
  return m_noted.value(block);
}

Result<Unit> Salvage::settleHeads()
{
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
    const qint64 id = block.key();
    const Pointers wanted = wantedPointers(id);
    Pointers now = wanted;
    const bool isBad = wanted.head != 0 && !m_versions.value(wanted.head).isGood;
    if (isBad) {
      const qint64 good = newestGood(id);
      now.head = good != 0 ? good : wanted.head;
      note(block->name,
           good != 0 ? u"The present state of %1 was damaged; it went back to the newest good one."_s.arg(
                           nameText(block->name))
                     : u"%1 was damaged and has no good state; it was kept as it was found."_s.arg(
                           nameText(block->name)));
    }
    if (wanted.published != 0 && !m_versions.value(wanted.published).isGood)
      now.published = now.head;
    SCRIPTORIUM_TRY(point(id, now));
  }
  return Unit{};
}

Result<qint64> Salvage::repairOp()
{
  if (m_repairOp != 0)
    return m_repairOp;
  auto insert = m_into.prepare(
      "INSERT INTO op(kind,label,author,at,state) VALUES('repair','Repair the database','',?,0)");
  SCRIPTORIUM_TRY(insert.bind(0, QDateTime::currentMSecsSinceEpoch()).run());
  m_repairOp = m_into.lastInsertId();
  return m_repairOp;
}

Result<Unit> Salvage::point(qint64 block, const Pointers& pointers)
{
  const Pointers noted = m_noted.value(block);
  if (pointers != noted) {
    SCRIPTORIUM_TRY_ASSIGN(const qint64 op, repairOp());
    auto change = m_into.prepare("INSERT INTO change(op,block,old_head,new_head,old_published,new_published) "
                                 "VALUES(?,?,?,?,?,?) ON CONFLICT(op,block) DO UPDATE SET "
                                 "new_head=excluded.new_head,new_published=excluded.new_published");
    change.bind(0, op).bind(1, block).bindId(2, noted.head).bindId(3, pointers.head);
    SCRIPTORIUM_TRY(change.bindId(4, noted.published).bindId(5, pointers.published).run());
    m_noted.insert(block, pointers);
  }
  auto update = m_into.prepare("UPDATE block SET head=?,published=? WHERE id=?");
  return update.bindId(0, pointers.head).bindId(1, pointers.published).bind(2, block).run();
}

Result<Unit> Salvage::settleTree()
{
  SCRIPTORIUM_TRY(m_into.execute("UPDATE block SET parent=NULL,pos=0"));
  m_parents.clear();
  auto row =
      m_into.prepare("SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") " FROM block b JOIN version v ON v.id=b.head "
                                                                "WHERE v.children<>'[]'");
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, readVersion(row, 0));
    int position = 0;
    for (const auto& child : version.children) {
      if (!isPlaced(child))
        continue;
      m_parents.insert(child.block.value, version.block);
      auto place = m_into.prepare("UPDATE block SET parent=?,pos=? WHERE id=?");
      SCRIPTORIUM_TRY(
          place.bind(0, version.block.value).bind(1, position++).bind(2, child.block.value).run());
    }
  }
}

Result<Unit> Salvage::adoptOrphans()
{
  // A parent that went back to an older state may not know its newer children.
  QMap<qint64, QMap<qint64, qint64>> homeless; // by parent, by position
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
    const Pointers now = m_noted.value(block.key());
    const bool isAlive = now.head != 0 && block->name.type != kFileType;
    if (isAlive && now.published == 0 && !m_parents.contains(block.key()) &&
        m_noted.value(block->parent).head != 0)
      homeless[block->parent].insert(block->position, block.key());
  }
  for (auto parent = homeless.cbegin(); parent != homeless.cend(); ++parent) {
    auto row = m_into.prepare("SELECT " SCRIPTORIUM_VERSION_COLUMNS("v") " FROM version v WHERE v.id=?");
    const Pointers pointers = m_noted.value(parent.key());
    SCRIPTORIUM_TRY(row.bind(0, pointers.head).step());
    SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, readVersion(row, 0));
    row.reset();
    for (const qint64 child : *parent)
      version.children.append({Child::Form::Pointer, BlockId{child}, {}});
    version.id = {};
    version.source = {};
    const BlockName name = m_blocks.value(parent.key()).name;
    const auto nameOf = [&](BlockId child) { return m_blocks.value(child.value).name; };
    const auto body =
        version.body.isValid() ? std::optional(m_blobs.value(version.body.value)) : std::nullopt;
    SCRIPTORIUM_TRY_ASSIGN(const qint64 op, repairOp());
    SCRIPTORIUM_TRY_ASSIGN(const VersionId head,
                           insertVersion(m_into, version, OpId{op},
                                         versionHash(name.type, name.urlName, version, body, nameOf)));
    SCRIPTORIUM_TRY(point(
        parent.key(), {head.value, pointers.published == pointers.head ? head.value : pointers.published}));
    note(name, u"%1 got back children that its list did not name."_s.arg(nameText(name)));
  }
  return homeless.isEmpty() ? Result<Unit>(Unit{}) : settleTree();
}

Result<Unit> Salvage::settleRoot()
{
  SCRIPTORIUM_TRY_ASSIGN(const qint64 root,
                         m_into.integer("SELECT CAST(value AS INTEGER) FROM meta WHERE key='root'"));
  if (m_noted.value(root).head != 0)
    return Unit{};
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
    const bool isRoot = block->name.type == "course"_L1 || block->name.type == "library"_L1;
    if (!isRoot || m_noted.value(block.key()).head == 0)
      continue;
    auto set = m_into.prepare("INSERT OR REPLACE INTO meta(key,value) VALUES('root',?)");
    note(block->name, u"%1 is the root of the course again."_s.arg(nameText(block->name)));
    return set.bind(0, QString::number(block.key())).run();
  }
  return Unit{};
}

Result<Unit> Salvage::settleKey()
{
  auto row = m_into.prepare("SELECT value FROM meta WHERE key='key'");
  SCRIPTORIUM_TRY_ASSIGN(const bool found, row.step());
  if (found && CourseKey::parse(row.text(0)))
    return Unit{};
  row.reset();
  const QString key = u"course-v1:recovered+recovered+"_s + newUrlName();
  note({}, u"The key of the course was lost; it is %1 now."_s.arg(key));
  auto set = m_into.prepare("INSERT OR REPLACE INTO meta(key,value) VALUES('key',?)");
  return set.bind(0, key).run();
}

Result<Unit> Salvage::settleMeta()
{
  SCRIPTORIUM_TRY(settleRoot());
  SCRIPTORIUM_TRY(settleKey());
  QStringList sealed;
  for (const char* name : kSealedMeta) {
    auto row = m_into.prepare("SELECT value FROM meta WHERE key=?");
    SCRIPTORIUM_TRY_ASSIGN(const bool found, row.bindUtf8(0, name).step());
    sealed.append(found ? row.text(0) : QString());
  }
  auto seal = m_into.prepare("INSERT OR REPLACE INTO meta(key,value) VALUES('seal',?)");
  return seal.bind(0, QString::fromLatin1(metaSeal(sealed).hex())).run();
}

} // namespace scriptorium
