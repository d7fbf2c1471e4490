#include "model/publishedview.h"

#include "model/childlist.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Error notPublished(const QString& where)
{
  return Error{Error::Kind::NotFound, where, u"Learners do not get this block: it is not published."_s};
}

} // namespace

Result<PublishedView> PublishedView::of(const CourseView& course)
{
  PublishedView view(course);
  SCRIPTORIUM_TRY(view.walk());
  return view;
}

Result<Unit> PublishedView::walk()
{
  struct Visit
  {
    BlockId block;
    BlockId parent;
    int position = 0;
  };
  QList<Visit> ahead = {{root(), {}, 0}};
  while (!ahead.isEmpty()) {
    const Visit next = ahead.takeLast();
    SCRIPTORIUM_TRY_ASSIGN(Block block, m_course->block(next.block));
    if (!block.published.isValid() || m_blocks.contains(block.id))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_course->versionById(block.published));
    block.head = block.published;
    block.parent = next.parent;
    block.position = next.position;
    m_blocks.insert(block.id, block);
    m_order.append(block.id);
    QList<Visit> below;
    for (const Child& child : version.children)
      if (isPlaced(child))
        below.append({child.block, block.id, int(below.size())});
    std::ranges::reverse(below);
    ahead.append(below);
  }
  return m_blocks.isEmpty() ? Result<Unit>(notPublished(key().toString())) : Unit{};
}

Result<const Block*> PublishedView::reached(BlockId id) const
{
  const auto found = m_blocks.constFind(id);
  if (found == m_blocks.cend())
    return notPublished(QString::number(id.value));
  return &*found;
}

Result<Block> PublishedView::block(BlockId id) const
{
  if (const auto found = reached(id))
    return **found;
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_course->block(id));
  if (block.type != kFileType)
    return notPublished(block.type + u'/' + block.urlName);
  return block;
}

Result<BlockVersion> PublishedView::version(BlockId id) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, this->block(id));
  return block.type == kFileType ? m_course->version(id) : m_course->versionById(block.published);
}

Result<Unit> PublishedView::eachHash(const std::function<Result<Unit>(const HashRow&)>& take) const
{
  QSet<BlockId> met;
  SCRIPTORIUM_TRY(m_course->eachHash([&](const HashRow& row) -> Result<Unit> {
    const bool isReached = m_blocks.contains(row.id);
    if (!isReached && QString::fromUtf8(row.type) != kFileType)
      return Unit{};
    met.insert(row.id);
    return take({row.id, row.type, row.urlName, isReached ? row.published : row.head, row.published});
  }));
  for (const BlockId id : m_order) { // deleted in the draft: the course gives no hashes of them
    if (met.contains(id))
      continue;
    const Block& block = *m_blocks.constFind(id);
    SCRIPTORIUM_TRY(take({id, block.type.toUtf8(), block.urlName.toUtf8(), {}, {}}));
  }
  return Unit{};
}

Result<BlockId> PublishedView::find(const QString& type, const QString& urlName) const
{
  if (type == kFileType)
    return m_course->find(type, urlName);
  // Deleted in the draft, it lives on for learners, and the course's own look-up does not know it.
  if (auto known = m_course->find(type, urlName); known && m_blocks.contains(*known))
    return known;
  const auto found = std::ranges::find_if(m_order, [&](BlockId id) {
    const Block& block = *m_blocks.constFind(id);
    return block.type == type && block.urlName == urlName;
  });
  if (found == m_order.cend())
    return notPublished(type + u'/' + urlName);
  return *found;
}

Result<QList<BlockId>> PublishedView::blocks(const QString& type) const
{
  if (type == kFileType)
    return m_course->blocks(type);
  QList<BlockId> found;
  std::ranges::copy_if(m_order, std::back_inserter(found),
                       [&](BlockId id) { return type.isEmpty() || m_blocks.constFind(id)->type == type; });
  return found;
}

} // namespace scriptorium
