#pragma once

#include "base/progress.h"
#include "merge/mergeresult.h"
#include "model/courseview.h"

#include <QHash>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace scriptorium::merge {

inline constexpr std::array<Side, 3> kSides = {Side::Base, Side::Ours, Side::Theirs};
constexpr size_t at(Side side)
{
  return static_cast<size_t>(side);
}

/// One element of a child list, by node.
struct Entry
{
  Child::Form form = Child::Form::Pointer;
  int node = -1; ///< -1: raw
  QByteArray raw;
  friend bool operator==(const Entry&, const Entry&) = default;
};

/// One state of a block in one of the courses.
struct State
{
  BlockVersion version;
  std::vector<Entry> entries;
};

/// A block or file of any of the three courses, under one number: its index.
struct Node
{
  QByteArray name; ///< type and url_name; the same for the three course blocks, and for files of their runs
  bool isFile = false;
  struct Row
  {
    BlockId id; ///< not valid: it does not exist there
    QByteArray hashes;
    bool isThere() const { return id.isValid(); }
  };
  std::array<Row, 3> rows;

  const Row& row(Side side) const { return rows[at(side)]; }
  bool isIn(Side side) const { return rows[at(side)].isThere(); }
  /// Whether both courses have the same of it, or neither has it.
  bool isSame(Side a, Side b) const
  {
    const Row& one = row(a);
    const Row& other = row(b);
    return one.isThere() == other.isThere() &&
           (!one.isThere() || (!one.hashes.isEmpty() && one.hashes == other.hashes));
  }
  bool isChanged() const { return !isSame(Side::Ours, Side::Theirs) || !isSame(Side::Base, Side::Ours); }
  QString type() const;
  QString urlName() const;
};

/// The courses of a merge, their blocks and files paired by name. Reading a state is done once. The courses
/// must outlive it.
class ThreeCourses
{
public:
  ThreeCourses(const CourseView& base, const CourseView& ours, const CourseView& theirs)
      : m_views{&base, &ours, &theirs}
  {}
  /// Errors: BadInput when one is a course and one a library; those of reading.
  Result<Unit> read();

  const std::vector<Node>& nodes() const { return m_nodes; }
  const Node& node(int number) const { return m_nodes[size_t(number)]; }
  const CourseView& view(Side side) const { return *m_views[at(side)]; }
  int root() const { return m_root; }
  /// The block called "type/url_name"; -1: there is none.
  int find(const QString& name) const { return m_numbers.value(name.toUtf8(), -1); }
  /// The name a file of the course's run has in the course of that side ("policies/2024/policy.json").
  QString pathIn(Side side, const QString& path) const;

  /// The pointers of a block; nothing where it does not exist.
  Result<std::optional<Block>> block(int node, Side side) const;
  /// The state that a course has as its head (as published); null where there is none.
  Result<const State*> head(int node, Side side);
  Result<const State*> published(int node, Side side);
  /// The block it stands in by the heads; -1: in none.
  Result<int> parent(int node, Side side) const;
  /// The bytes of a state's body; empty without one.
  Result<QByteArray> body(const State& state, Side side) const;

private:
  Result<Unit> readRows(Side side);
  Result<const State*> state(VersionId version, Side side);

  std::array<const CourseView*, 3> m_views;
  std::array<QString, 3> m_runs;
  std::vector<Node> m_nodes;
  QHash<QByteArray, int> m_numbers;
  std::array<QHash<BlockId, int>, 3> m_byId;
  std::array<QHash<VersionId, std::shared_ptr<State>>, 3> m_states;
  int m_root = 0;
};

} // namespace scriptorium::merge
