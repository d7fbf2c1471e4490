#include "store/coursestore.h"
#include "store/sql/database.h"

#include <QHash>

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Rows of a tree in the order they are shown: parents before children, children by position. Each row says
/// its id, parent and position; rows whose parent is no row start a tree, in the order given.
template <typename Row>
class TreeOrder
{
public:
  explicit TreeOrder(std::vector<Row>&& rows) : m_rows(std::move(rows)) {}

  template <typename Take>
  void walk(const Take& take)
  {
    link();
    std::vector<qint32> open;
    for (qsizetype root = std::ssize(m_rows) - 1; root >= 0; --root)
      if (m_isRoot[static_cast<size_t>(root)])
        open.push_back(static_cast<qint32>(root));
    while (!open.empty()) {
      const auto at = static_cast<size_t>(open.back());
      open.pop_back();
      pushChildren(at, open);
      take(std::move(m_rows[at]));
    }
  }

private:
  void link()
  {
    qint64 highest = 0;
    qint64 lowest = 0;
    for (const auto& row : m_rows) {
      highest = std::max(highest, row.id.value);
      lowest = std::min(lowest, row.id.value);
    }
    // Ids are dense; a table by id beats a hash. A damaged id must not make it huge.
    const bool isDense = lowest == 0 && highest < 16 * std::ssize(m_rows) + 1024;
    std::vector<qint32> byId(isDense ? static_cast<size_t>(highest) + 1 : 0, -1);
    QHash<qint64, qint32> sparse;
    for (size_t at = 0; at < m_rows.size(); ++at)
      isDense ? void(byId[static_cast<size_t>(m_rows[at].id.value)] = static_cast<qint32>(at))
              : void(sparse.insert(m_rows[at].id.value, static_cast<qint32>(at)));
    const auto indexOf = [&](qint64 id) {
      if (!isDense)
        return sparse.value(id, -1);
      return id > 0 && id <= highest ? byId[static_cast<size_t>(id)] : -1;
    };
    m_isRoot.assign(m_rows.size(), false);
    m_firstChild.assign(m_rows.size() + 1, 0);
    std::vector<qint32> parents(m_rows.size());
    for (size_t at = 0; at < m_rows.size(); ++at) {
      parents[at] = indexOf(m_rows[at].parent.value);
      if (parents[at] < 0)
        m_isRoot[at] = true;
      else
        ++m_firstChild[static_cast<size_t>(parents[at]) + 1];
    }
    placeChildren(parents);
  }

  void placeChildren(const std::vector<qint32>& parents)
  {
    for (size_t at = 1; at < m_firstChild.size(); ++at)
      m_firstChild[at] += m_firstChild[at - 1];
    m_children.assign(static_cast<size_t>(m_firstChild.back()), 0);
    auto next = m_firstChild;
    for (size_t at = 0; at < parents.size(); ++at)
      if (parents[at] >= 0)
        m_children[static_cast<size_t>(next[static_cast<size_t>(parents[at])]++)] = static_cast<qint32>(at);
  }

  void pushChildren(size_t at, std::vector<qint32>& open)
  {
    const auto first = m_children.begin() + m_firstChild[at];
    const auto last = m_children.begin() + m_firstChild[at + 1];
    const auto position = [&](qint32 child) { return m_rows[static_cast<size_t>(child)].position; };
    std::sort(first, last, [&](qint32 a, qint32 b) { return position(a) > position(b); });
    open.insert(open.end(), first, last);
  }

  std::vector<Row> m_rows;
  std::vector<bool> m_isRoot;
  std::vector<qint32> m_firstChild; ///< where the children of a row begin in m_children
  std::vector<qint32> m_children;
};

struct OutlinePlace
{
  BlockId id;
  BlockId parent;
  int position;
  bool isWanted;
};

/// One QString per type, however many blocks have it.
class Types
{
public:
  QString operator()(QByteArrayView utf8)
  {
    if (utf8 == m_utf8)
      return m_text;
    m_utf8 = utf8.toByteArray();
    auto& known = m_known[m_utf8];
    if (known.isNull())
      known = QString::fromUtf8(m_utf8);
    m_text = known;
    return m_text;
  }

private:
  QByteArray m_utf8;
  QString m_text;
  QHash<QByteArray, QString> m_known;
};

} // namespace

Result<QList<OutlineRow>> CourseStore::outline() const
{
  auto row = database().prepare(
      "SELECT b.id,b.parent,b.pos,b.type,b.url_name,b.head,b.published,v.title,v.flags "
      "FROM block b CROSS JOIN version v ON v.id=b.head WHERE b.type<>'@file' ORDER BY b.id");
  std::vector<OutlineRow> rows;
  Types types;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      break;
    OutlineRow& out = rows.emplace_back();
    out.id = BlockId{row.integer(0)};
    out.parent = BlockId{row.integer(1)};
    out.position = static_cast<int>(row.integer(2));
    out.type = types(row.utf8View(3));
    out.urlName = row.text(4);
    out.title = row.text(7);
    out.isDraft = row.isNull(6);
    out.hasDraftChanges = !out.isDraft && row.integer(5) != row.integer(6);
    out.isBroken = (row.integer(8) & static_cast<int>(VersionFlag::Broken)) != 0;
  }
  QList<OutlineRow> ordered;
  ordered.reserve(std::ssize(rows));
  TreeOrder<OutlineRow>(std::move(rows)).walk([&](OutlineRow&& next) { ordered.append(std::move(next)); });
  return ordered;
}

Result<QList<BlockId>> CourseStore::blocks(const QString& type) const
{
  QList<BlockId> found;
  if (type == kFileType) {
    auto file =
        database().prepare("SELECT id FROM block WHERE type='@file' AND head IS NOT NULL ORDER BY url_name");
    for (;;) {
      SCRIPTORIUM_TRY_ASSIGN(const bool more, file.step());
      if (!more)
        return found;
      found.append(BlockId{file.integer(0)});
    }
  }
  auto row = database().prepare("SELECT id,parent,pos,?1='' OR type=?1 FROM block WHERE head IS NOT NULL AND "
                                "type<>'@file' ORDER BY id");
  row.bind(0, type);
  std::vector<OutlinePlace> places;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      break;
    places.push_back({BlockId{row.integer(0)}, BlockId{row.integer(1)}, static_cast<int>(row.integer(2)),
                      row.integer(3) != 0});
  }
  TreeOrder<OutlinePlace>(std::move(places)).walk([&](const OutlinePlace& place) {
    if (place.isWanted)
      found.append(place.id);
  });
  return found;
}

Result<QList<BlockId>> CourseStore::childBlocks(BlockId parent) const
{
  auto row = database().prepare("SELECT id FROM block WHERE parent=? AND head IS NOT NULL ORDER BY pos");
  row.bind(0, parent.value);
  QList<BlockId> children;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return children;
    children.append(BlockId{row.integer(0)});
  }
}

} // namespace scriptorium
