#include "store/doctor/checkup.h"

#include "model/coursekey.h"
#include "store/sql/schema.h"
#include "store/sql/storefile.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// More findings than anybody reads say nothing more.
constexpr qsizetype kMostFindings = 1000;

Error inCircles()
{
  return {Error::Kind::BadInput, {}, u"Its pages lead in circles."_s};
}

QString adviceFor(const char* rule)
{
  const QLatin1StringView name(rule);
  if (name == "store-stray-file"_L1)
    return u"Nothing needs to be done; a repair removes it."_s;
  if (name == "store-asset-missing"_L1)
    return u"Put the file back from a backup or import the course's archive again."_s;
  return u"Run the repair; it keeps a copy of the database as it is."_s;
}

} // namespace

Checkup::Checkup(Database& database, QString courseFolder, Progress& progress)
    : m_database(database), m_folder(std::move(courseFolder)), m_progress(progress)
{}

Result<Unit> Checkup::run()
{
  m_progress.begin(u"Checking the course"_s);
  checkPages();
  SCRIPTORIUM_TRY(m_progress.report(0, 0));
  checkSchema();
  readBlocks();
  SCRIPTORIUM_TRY(checkBlobs());
  checkSources();
  SCRIPTORIUM_TRY(checkVersions());
  checkPointers();
  checkHistory();
  checkTree();
  checkMeta();
  checkStrayFiles();
  return checkSearch();
}

void Checkup::add(const char* rule, const QString& message, const BlockName& block,
                  Finding::Severity severity)
{
  if (findings.size() == kMostFindings) {
    findings.append({severity, u"store-more"_s, u"There is more; the list ends here."_s, {}, {}});
    return;
  }
  if (findings.size() > kMostFindings)
    return;
  Finding finding{severity, QString::fromLatin1(rule), message, adviceFor(rule), {}};
  finding.place.blockType = block.type;
  finding.place.blockId = block.urlName;
  findings.append(finding);
}

BlockName Checkup::nameOf(qint64 block) const
{
  const auto found = m_blocks.constFind(block);
  return found == m_blocks.cend() ? BlockName{u"block"_s, QString::number(block)} : found->name;
}

void Checkup::eachRow(const char* sql, const std::function<void(const Statement&)>& take)
{
  auto row = m_database.prepare(sql);
  for (qint64 left = mostRows(m_database);; --left) {
    const auto more = left > 0 ? row.step() : Result<bool>(inCircles());
    if (!more) {
      add("store-unreadable", u"A part of the database cannot be read: %1"_s.arg(more.error().detail));
      return;
    }
    if (!*more)
      return;
    take(row);
  }
}

void Checkup::checkPages()
{
  eachRow("PRAGMA integrity_check(50)", [&](const Statement& row) {
    const QString text = row.text(0);
    if (text != "ok"_L1)
      add("store-page", u"SQLite finds damage in the file: %1"_s.arg(text.simplified()));
  });
}

void Checkup::checkSchema()
{
  const auto shape = [](Database& database) {
    QStringList rows;
    auto row =
        database.prepare("SELECT type||' '||name||' '||coalesce(sql,'') FROM sqlite_master ORDER BY 1");
    for (auto more = row.step(); more && *more; more = row.step())
      rows.append(row.text(0).simplified());
    return rows;
  };
  // An older format is brought up to date when the course is next opened for writing.
  const auto version = m_database.integer("PRAGMA user_version");
  const auto fresh = Database::openTemporary();
  if (!version || *version < kSchemaVersion || !fresh || !createSchema(**fresh))
    return;
  if (shape(**fresh) != shape(m_database))
    add("store-schema", u"The tables of the database are not those that Scriptorium makes."_s);
}

void Checkup::readBlocks()
{
  eachRow("SELECT id,type,url_name,head,published,parent,pos FROM block", [&](const Statement& row) {
    m_blocks.insert(
        row.integer(0),
        {{row.text(1), row.text(2)}, row.integer(3), row.integer(4), row.integer(5), row.integer(6)});
  });
}

void Checkup::checkMeta()
{
  QHash<QString, QString> values;
  eachRow("SELECT key,value FROM meta",
          [&](const Statement& row) { values.insert(row.text(0), row.text(1)); });
  QStringList sealed;
  for (const char* name : kSealedMeta)
    sealed.append(values.value(QString::fromLatin1(name)));
  if (QString::fromLatin1(metaSeal(sealed).hex()) != values.value(u"seal"_s))
    add("store-meta", u"What is noted about the course as a whole (key, title, root) is damaged."_s);
  if (const auto key = CourseKey::parse(values.value(u"key"_s)); !key)
    add("store-meta", u"The course's key is damaged: %1"_s.arg(key.error().detail));
  const qint64 root = values.value(u"root"_s).toLongLong();
  const auto block = m_blocks.constFind(root);
  if (block == m_blocks.cend() || block->head == 0)
    add("store-meta", u"The course has no root block."_s);
}

void Checkup::checkPointers()
{
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block)
    for (const qint64 version : {block->head, block->published})
      if (version != 0 && m_versionBlock.value(version) != block.key())
        add("store-pointer",
            u"%1/%2 points to version %3, which is not one of its own."_s
                .arg(block->name.type, block->name.urlName)
                .arg(version),
            block->name);
}

void Checkup::checkHistory()
{
  qint64 at = 0;
  qint64 head = 0;
  qint64 published = 0;
  bool isBroken = false;
  QSet<qint64> seen;
  const auto finish = [&] {
    const auto block = m_blocks.constFind(at);
    if (at != 0 && !isBroken && block != m_blocks.cend())
      isBroken = block->head != head || block->published != published;
    if (isBroken)
      add("store-history",
          u"The history of %1/%2 does not lead to its present state."_s.arg(nameOf(at).type,
                                                                            nameOf(at).urlName),
          nameOf(at));
  };
  eachRow("SELECT block,old_head,old_published,new_head,new_published FROM change ORDER BY block,op",
          [&](const Statement& row) {
            if (row.integer(0) != at) {
              finish();
              at = row.integer(0);
              head = published = 0;
              isBroken = !m_blocks.contains(at);
              seen.insert(at);
            }
            isBroken = isBroken || row.integer(1) != head || row.integer(2) != published;
            head = row.integer(3);
            published = row.integer(4);
          });
  finish();
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block)
    if (!seen.contains(block.key()) && (block->head != 0 || block->published != 0))
      add("store-history", u"%1/%2 has no history."_s.arg(block->name.type, block->name.urlName),
          block->name);
  eachRow("SELECT count(*) FROM change c LEFT JOIN op o ON o.id=c.op WHERE o.id IS NULL",
          [&](const Statement& row) {
            if (row.integer(0) != 0)
              add("store-history", u"%1 changes belong to a step that is gone."_s.arg(row.integer(0)));
          });
}

void Checkup::checkTree()
{
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
    const Place place = m_places.value(block.key());
    const QString name = block->name.type + u'/' + block->name.urlName;
    if (place.parent != block->parent || (place.parent != 0 && place.position != block->position))
      add("store-tree", u"%1 is noted at another place than its parent's list of children says."_s.arg(name),
          block->name);
    if (place.parent != 0 && block->head == 0)
      add("store-tree", u"%1 stands in a list of children but is deleted."_s.arg(name), block->name);
  }
  checkReachable();
}

void Checkup::checkReachable()
{
  auto meta = m_database.prepare("SELECT value FROM meta WHERE key='root'");
  const auto found = meta.step();
  const qint64 root = found && *found ? meta.text(0).toLongLong() : 0;
  QSet<qint64> reached{root};
  for (auto block = m_blocks.cbegin(); block != m_blocks.cend(); ++block) {
    // A block that is taken out of the draft tree keeps its published state until that is published.
    if (block->head == 0 || block->name.type == kFileType || (block->parent == 0 && block->published != 0))
      continue;
    QSet<qint64> way;
    qint64 at = block.key();
    while (at != 0 && !reached.contains(at) && !way.contains(at)) {
      way.insert(at);
      const qint64 parent = m_blocks.value(at).parent;
      if (parent == 0 && m_blocks.value(at).published != 0)
        reached.insert(at);
      at = parent;
    }
    if (reached.contains(at) || std::ranges::any_of(way, [&](qint64 id) { return reached.contains(id); }))
      reached.unite(way);
    else
      add("store-orphan",
          u"%1/%2 hangs at no place of the course."_s.arg(block->name.type, block->name.urlName),
          block->name);
  }
}

} // namespace scriptorium
