#pragma once

#include "render/access/completion.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// What is asked of the Blocks API.
struct BlocksQuery
{
  int root = 0;
  int depth = 0;     ///< below the root; a large number for all
  int navDepth = -1; ///< -1: not asked
  QSet<QString> fields;
  QStringList countedTypes;
  QSet<QString> viewedTypes; ///< whose student_view_data is wanted
  QSet<QString> typesFilter; ///< empty: all

  static constexpr int kAllDepths = 1'000'000;
  /// Reads the parameters that are the same in all forms. Nothing when the depth is none.
  static std::optional<BlocksQuery> of(const WebRequest& request);
};

/// The blocks of a course that a learner sees, as the Blocks API tells of them (as LMS: course_api/blocks).
class BlocksTree
{
public:
  BlocksTree(const Visit& visit, CourseAccess access, BlocksQuery query);

  /// Visible ones within the depth, children before parents.
  const std::vector<int>& nodes() const { return m_nodes; }
  /// Those that the filter of types lets through.
  bool isWanted(int node) const;
  Json blockJson(int node) const;
  /// By usage key, as the text of an object.
  QByteArray blocksText() const;
  Json blocksList() const;

private:
  void walk(int node, int depth);
  std::vector<int> children(int node) const;
  void addFields(int node, Json& block) const;
  Json countsJson(int node) const;
  void countBelow(int node, QHash<QString, int>& counts) const;
  Json descendants(int node) const;
  void collectDescendants(int node, int depth, Json& keys) const;
  bool asks(const char* field) const { return m_query.fields.contains(QLatin1StringView(field)); }

  const Visit& m_visit;
  CourseAccess m_access;
  BlocksQuery m_query;
  TreeCompletion m_completion;
  std::vector<int> m_nodes;
  QHash<int, int> m_depths;
};

} // namespace scriptorium::render
