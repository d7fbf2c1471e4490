#pragma once

#include "base/progress.h"
#include "store/coursestore.h"

#include <QList>

#include <memory>
#include <vector>

namespace scriptorium {

/// The two trees of an export: what learners get, and drafts/ with what differs from it.
enum class Tree
{
  Main,
  Draft
};

/// What an export must know of one state of a block to decide about its file.
struct LiveState
{
  VersionId version;
  SourceId source; ///< whose bytes still say what this state is; not valid: none do
  QList<Child> children;
  BodyForm bodyForm = BodyForm::None;
  BlobId body;
  QString bodyPath;
  VersionFlags flags;
  bool isBodyNew = false; ///< the source holds, but the body in its own file was edited
};

/// One living block or file.
struct LiveNode
{
  BlockId id;
  QString type;
  QString urlName;
  Fields fields; ///< of files only
  LiveState head;
  std::unique_ptr<LiveState> other; ///< the published state when it is not the head's
  bool isPublished = false;
  bool isFile = false;
  bool isDraft = false; ///< it, or what it stands in, differs from what is published
  BlockId parent[2];    ///< by Tree: by the published lists, by the head lists
  bool isInline[2] = {false, false};
  bool isReached = false;        ///< from the root through published lists
  bool hasChildrenAsRead = true; ///< nobody moved, added or deleted any in its head (by recoverSources)
  int position = 0;              ///< among the parent's blocks in its head

  /// Null when the block has no state in that tree.
  const LiveState* state(Tree tree) const;
  /// Whether the export writes it into that tree.
  bool isIn(Tree tree) const
  {
    return tree == Tree::Draft ? isDraft : isPublished && (isReached || !isDraft);
  }
};

/// Every living block of a course with what an export needs to know, bodies left out (about 400 bytes a
/// block). A value made once from one snapshot. One thread.
class LiveCourse
{
public:
  static Result<LiveCourse> load(const CourseStore& store, Progress& progress);

  const QList<LiveNode*>& nodes() const { return m_order; }
  /// Null when no such block lives.
  const LiveNode* node(BlockId id) const { return find(id); }
  BlockId root() const { return m_root; }
  /// Whether the child belongs into the file of a container in that tree.
  bool isInFile(const Child& child, Tree tree) const;
  /// Whether the file as read lists the right children of this state: none that was unpublished or deleted
  /// since, none missing that was published since.
  bool listsRightChildren(const LiveState& state, Tree tree) const;

private:
  LiveNode* find(BlockId id) const
  {
    return id.value >= 0 && size_t(id.value) < m_nodes.size() ? m_nodes[size_t(id.value)] : nullptr;
  }
  void keep(LiveNode* node);
  void link();
  void linkChildren(LiveNode& parent, Tree tree);
  void markDrafts();
  void markReached();

  std::vector<std::unique_ptr<LiveNode>> m_owned;
  QList<LiveNode*> m_order;
  std::vector<LiveNode*> m_nodes; ///< by id; ids are dense
  BlockId m_root;
};

/// Brings back the source of states that were edited into what they were as read, and of html blocks whose
/// body alone was edited (the body has a file of its own). Errors: Io.
Result<Unit> recoverSources(const CourseStore& store, LiveCourse& course);

} // namespace scriptorium
