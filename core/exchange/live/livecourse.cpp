#include "exchange/live/livecourse.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

LiveState stateOf(const BlockVersion& version)
{
  return {version.id,   version.source,   version.children, version.bodyForm,
          version.body, version.bodyPath, version.flags,    false};
}

bool isSameAsRead(const BlockVersion& now, const BlockVersion& read)
{
  if (now.fields != read.fields || now.children != read.children || now.bodyForm != read.bodyForm ||
      now.bodyPath != read.bodyPath || now.flags != read.flags)
    return false;
  return now.bodyForm == BodyForm::Text || now.body == read.body;
}

} // namespace

const LiveState* LiveNode::state(Tree tree) const
{
  if (tree == Tree::Draft)
    return &head;
  if (!isPublished)
    return nullptr;
  return other ? other.get() : &head;
}

Result<LiveCourse> LiveCourse::load(const CourseStore& store, Progress& progress)
{
  LiveCourse course;
  course.m_root = store.root();
  QSet<QString> types;
  qint64 done = 0;
  SCRIPTORIUM_TRY(store.eachLive(
      [&](const CourseStore::LiveBlock& live) -> Result<Unit> {
        auto node = std::make_unique<LiveNode>();
        node->id = live.block.id;
        node->type = *types.insert(live.block.type);
        node->urlName = live.block.urlName;
        node->isFile = node->type == kFileType;
        node->isPublished = live.block.published.isValid();
        node->head = stateOf(live.head);
        if (node->isFile)
          node->fields = live.head.fields;
        if (live.published)
          node->other = std::make_unique<LiveState>(stateOf(*live.published));
        course.m_order.append(node.get());
        course.keep(node.get());
        course.m_owned.push_back(std::move(node));
        return progress.report(++done, 0);
      },
      CourseStore::Live::Structure));
  course.link();
  return course;
}

void LiveCourse::keep(LiveNode* node)
{
  // Rows come in id order.
  m_nodes.resize(size_t(node->id.value) + 1, nullptr);
  m_nodes.back() = node;
}

void LiveCourse::link()
{
  for (LiveNode* node : m_order) {
    linkChildren(*node, Tree::Main);
    linkChildren(*node, Tree::Draft);
  }
  markDrafts();
  markReached();
}

void LiveCourse::linkChildren(LiveNode& parent, Tree tree)
{
  const LiveState* state = parent.state(tree);
  if (!state)
    return;
  int position = 0;
  for (const Child& child : state->children) {
    if (child.form == Child::Form::Raw || child.form == Child::Form::Alias)
      continue;
    LiveNode* node = find(child.block);
    if (!node)
      continue;
    node->parent[int(tree)] = parent.id;
    node->isInline[int(tree)] = child.form == Child::Form::Inline;
    if (tree == Tree::Draft)
      node->position = position++;
  }
}

void LiveCourse::markDrafts()
{
  for (LiveNode* node : m_order)
    node->isDraft = !node->isFile && (!node->isPublished || node->other);
  // Parents may come after their children in id order, so every chain is walked; chains are short.
  for (LiveNode* node : m_order) {
    int steps = 0;
    for (const LiveNode* up = node; up && !node->isDraft && ++steps < 100; up = find(up->parent[1]))
      node->isDraft = up->isDraft;
  }
}

void LiveCourse::markReached()
{
  QList<LiveNode*> stack;
  if (LiveNode* root = find(m_root))
    stack.append(root);
  while (!stack.isEmpty()) {
    LiveNode* node = stack.takeLast();
    const LiveState* state = node->state(Tree::Main);
    if (node->isReached || !state)
      continue;
    node->isReached = true;
    for (const Child& child : state->children)
      if (isInFile(child, Tree::Main) && child.block.isValid())
        stack.append(find(child.block));
  }
}

bool LiveCourse::isInFile(const Child& child, Tree tree) const
{
  if (!child.block.isValid())
    return true;
  const LiveNode* node = find(child.block);
  return node && node->state(tree);
}

bool LiveCourse::listsRightChildren(const LiveState& state, Tree tree) const
{
  for (const Child& child : state.children) {
    const bool asRead = child.form != Child::Form::DraftOnly;
    if (child.block.isValid() && asRead != isInFile(child, tree))
      return false;
  }
  return true;
}

namespace {

Result<Unit> recover(const CourseStore& store, LiveState& state, const QList<BlockVersion>& read)
{
  if (state.source.isValid() || read.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion now, store.versionById(state.version));
  for (const auto& version : read) {
    if (!isSameAsRead(now, version))
      continue;
    state.source = version.source;
    state.isBodyNew = now.body != version.body;
    break;
  }
  return Unit{};
}

QList<BlockId> blocksOf(const QList<Child>& children)
{
  QList<BlockId> blocks;
  for (const auto& child : children)
    if (child.block.isValid())
      blocks.append(child.block);
  return blocks;
}

/// Whether the places that drafts name themselves rise in the order of the list: all there is to go by when
/// the parent's file is missing.
Result<bool> standInOrder(const CourseStore& store, const LiveCourse& course, const QList<Child>& children)
{
  int last = 0;
  for (const auto& child : children) {
    const LiveNode* node = course.node(child.block);
    if (!node)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.versionById(node->head.version));
    bool isNumber = false;
    const int index = version.fields.value(u"index_in_children_list"_s).value_or(QString()).toInt(&isNumber);
    if (!isNumber || index < last)
      return false;
    last = index;
  }
  return true;
}

} // namespace

Result<Unit> recoverSources(const CourseStore& store, LiveCourse& course)
{
  for (LiveNode* node : course.nodes()) {
    const bool isEdited = !node->head.source.isValid() || (node->other && !node->other->source.isValid());
    if (!isEdited)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read, store.versionsAsRead(node->id));
    SCRIPTORIUM_TRY(recover(store, node->head, read));
    if (node->other)
      SCRIPTORIUM_TRY(recover(store, *node->other, read));
    if (read.isEmpty() && node->head.flags.testFlag(VersionFlag::MissingFile)) {
      SCRIPTORIUM_TRY_ASSIGN(node->hasChildrenAsRead, standInOrder(store, course, node->head.children));
      continue;
    }
    node->hasChildrenAsRead =
        node->head.source.isValid() ||
        (!read.isEmpty() && blocksOf(read.first().children) == blocksOf(node->head.children));
  }
  return Unit{};
}

} // namespace scriptorium
