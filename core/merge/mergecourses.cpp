#include "merge/mergecourses.h"

#include "merge/filemerge.h"
#include "merge/outcomes.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace merge {
namespace {

class CourseMerge
{
public:
  CourseMerge(const CourseView& base, const CourseView& ours, const CourseView& theirs,
              const BlockTypes& types, const QList<Resolution>& resolutions, Progress& progress)
      : m_courses(base, ours, theirs), m_types(types), m_progress(progress),
        m_conflicts(m_courses, types, resolutions), m_tree(m_courses, types, m_conflicts),
        m_outcomes(m_courses)
  {}
  Result<MergeResult> run();

private:
  Result<Unit> mergeBlock(int number);
  Result<Unit> mergeLeaf(Outcome& outcome, const Node& node, Side only);
  Result<Unit> mergeContainer(Outcome& outcome, const Node& node, Side only);
  Result<States> headsOf(int number, Side only);
  Result<std::optional<Side>> wholeOf(const Node& node, const MergedContent& content,
                                      const std::vector<Entry>& entries, const States& states) const;
  Result<bool> isContentOf(const MergedState& made, const State& state, Side side) const;
  Result<Unit> mergePublished(Outcome& outcome, const Node& node);
  Result<Unit> mergeBothPublished(Outcome& outcome, const Node& node, const States& states);
  Result<std::vector<Entry>> publishedEntries(int number, const States& states);
  bool isPublishedAsHead(const Outcome& outcome) const;
  Result<MergedBlock> block(const Outcome& outcome);
  Result<MergedState> stateOf(int number, const std::optional<Side>& whole, const MergedState& made,
                              const std::vector<Entry>& entries, bool isPublished);
  Result<bool> isOurs(const Outcome& outcome) const;
  Result<Unit> fill(MergeResult& result);

  ThreeCourses m_courses;
  const BlockTypes& m_types;
  Progress& m_progress;
  Conflicts m_conflicts;
  TreeMerge m_tree;
  Outcomes m_outcomes;
  QSet<int> m_removed;
};

/// The heads to merge; a side that deleted what is kept counts as having changed nothing.
Result<States> CourseMerge::headsOf(int number, Side only)
{
  States states{};
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(states[at(side)], m_courses.head(number, side));
  }
  if (!states[1] || !states[2])
    states[only == Side::Ours ? at(Side::Theirs) : at(Side::Ours)] = states[0];
  return states;
}

Result<Unit> CourseMerge::mergeLeaf(Outcome& outcome, const Node& node, Side only)
{
  if (!node.isIn(Side::Ours) || !node.isIn(Side::Theirs))
    outcome.whole = only;
  else if (node.isSame(Side::Base, Side::Theirs) || node.isSame(Side::Ours, Side::Theirs))
    outcome.whole = Side::Ours;
  else if (node.isSame(Side::Base, Side::Ours))
    outcome.whole = Side::Theirs;
  if (outcome.whole)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const States states, headsOf(outcome.node, only));
  for (const State* state : states)
    if (state && !state->entries.empty())
      return mergeContainer(outcome, node, only); // it has children all the same
  SCRIPTORIUM_TRY_ASSIGN(const MergedContent content,
                         mergeContent(m_courses, m_types, m_conflicts, outcome.node, states, {}));
  SCRIPTORIUM_TRY_ASSIGN(outcome.whole, wholeOf(node, content, {}, states));
  outcome.made = content.made;
  return Unit{};
}

Result<Unit> CourseMerge::mergeContainer(Outcome& outcome, const Node& node, Side only)
{
  SCRIPTORIUM_TRY_ASSIGN(const States states, headsOf(outcome.node, only));
  MergedContent content{only, {}};
  if (node.isIn(Side::Ours) && node.isIn(Side::Theirs)) {
    SCRIPTORIUM_TRY_ASSIGN(content, mergeContent(m_courses, m_types, m_conflicts, outcome.node, states, {}));
  }
  const auto standsHere = [&](const Entry& entry) -> Result<bool> {
    if (entry.node < 0)
      return true;
    if (!m_tree.isAlive(entry.node))
      return false;
    SCRIPTORIUM_TRY_ASSIGN(const int parent, m_tree.parent(entry.node));
    return (parent == outcome.node) == isPlaced(entry);
  };
  SCRIPTORIUM_TRY_ASSIGN(outcome.entries,
                         mergeChildren(m_courses, m_conflicts, outcome.node, states, standsHere, {}));
  SCRIPTORIUM_TRY_ASSIGN(outcome.whole, wholeOf(node, content, outcome.entries, states));
  outcome.made = std::move(content.made);
  if (!outcome.whole && content.whole)
    outcome.made = contentOf(*states[at(*content.whole)], *content.whole);
  return Unit{};
}

Result<bool> CourseMerge::isContentOf(const MergedState& made, const State& state, Side side) const
{
  const BlockVersion& version = state.version;
  if (made.fields != version.fields || made.bodyForm != version.bodyForm ||
      made.bodyPath != version.bodyPath || made.flags != version.flags)
    return false;
  if (made.body.isValid() && made.bodySide == side)
    return made.body == version.body;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray theirs, m_courses.body(state, side));
  if (!made.body.isValid())
    return made.bytes == theirs;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray mine, m_courses.view(made.bodySide).blob(made.body));
  return mine == theirs;
}

/// The side whose state the merge came to, as it stands there.
Result<std::optional<Side>> CourseMerge::wholeOf(const Node& node, const MergedContent& content,
                                                 const std::vector<Entry>& entries,
                                                 const States& states) const
{
  for (const Side side : {Side::Ours, Side::Theirs, Side::Base}) {
    const State* state = states[at(side)];
    if (!state || !node.isIn(side) || state->entries != entries)
      continue;
    if (content.whole == side)
      return std::optional(side);
    const State* from = content.whole ? states[at(*content.whole)] : nullptr;
    SCRIPTORIUM_TRY_ASSIGN(const bool isSame,
                           isContentOf(from ? contentOf(*from, *content.whole) : content.made, *state, side));
    if (isSame)
      return std::optional(side);
  }
  return std::optional<Side>();
}

bool CourseMerge::isPublishedAsHead(const Outcome& outcome) const
{
  if (outcome.whole || outcome.publishedWhole || outcome.entries != outcome.publishedEntries)
    return false;
  const MergedState& a = outcome.made;
  const MergedState& b = outcome.publishedMade;
  return a.fields == b.fields && a.bodyForm == b.bodyForm && a.bodySide == b.bodySide && a.body == b.body &&
         a.bytes == b.bytes && a.bodyPath == b.bodyPath && a.flags == b.flags;
}

/// A published list has what no side took out of it.
Result<std::vector<Entry>> CourseMerge::publishedEntries(int number, const States& states)
{
  std::array<QSet<int>, 3> blocks;
  for (size_t side = 0; side < 3; ++side)
    if (states[side])
      for (const Entry& entry : states[side]->entries)
        blocks[side].insert(entry.node);
  const auto standsHere = [&](const Entry& entry) -> Result<bool> {
    if (!isPlaced(entry))
      return entry.node < 0 || m_tree.isAlive(entry.node);
    const bool isOurs = blocks[1].contains(entry.node);
    const bool isTheirs = blocks[2].contains(entry.node);
    return isOurs == isTheirs ? isOurs : !blocks[0].contains(entry.node);
  };
  return mergeChildren(m_courses, m_conflicts, number, states, standsHere, u"published "_s);
}

Result<Unit> CourseMerge::mergeBothPublished(Outcome& outcome, const Node& node, const States& states)
{
  SCRIPTORIUM_TRY_ASSIGN(const MergedContent content, mergeContent(m_courses, m_types, m_conflicts,
                                                                   outcome.node, states, u"published "_s));
  SCRIPTORIUM_TRY_ASSIGN(outcome.publishedEntries, publishedEntries(outcome.node, states));
  SCRIPTORIUM_TRY_ASSIGN(outcome.publishedWhole, wholeOf(node, content, outcome.publishedEntries, states));
  outcome.publishedMade = content.made;
  if (!outcome.publishedWhole && content.whole)
    outcome.publishedMade = contentOf(*states[at(*content.whole)], *content.whole);
  return Unit{};
}

Result<Unit> CourseMerge::mergePublished(Outcome& outcome, const Node& node)
{
  std::array<Published, 3> kinds{};
  States states{};
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(kinds[at(side)], m_outcomes.publishedIn(outcome.node, side));
  }
  const auto [base, ours, theirs] = kinds;
  const bool isBoth = node.isIn(Side::Ours) && node.isIn(Side::Theirs);
  if (isBoth && ours == Published::Head && theirs == Published::Head) {
    outcome.isPublished = Published::Head;
    return Unit{};
  }
  const auto isThere = [](Published kind) { return kind != Published::None; };
  const bool isOurs = isThere(ours);
  const bool isTheirs = isThere(theirs);
  const bool isPublished = !isBoth              ? isOurs || isTheirs
                           : isOurs == isTheirs ? isOurs
                                                : !(node.isIn(Side::Base) && isThere(base));
  if (!isPublished) {
    outcome.isPublished = Published::None;
    return Unit{};
  }
  outcome.isPublished = Published::Own;
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(states[at(side)], m_courses.published(outcome.node, side));
  }
  if (isOurs && isTheirs) {
    SCRIPTORIUM_TRY(mergeBothPublished(outcome, node, states));
  } else {
    outcome.publishedWhole = isOurs ? Side::Ours : Side::Theirs;
    outcome.publishedEntries = states[at(*outcome.publishedWhole)]->entries;
  }
  const bool isSideHead = outcome.whole && outcome.whole == outcome.publishedWhole &&
                          kinds[at(*outcome.whole)] == Published::Head;
  if (isSideHead || isPublishedAsHead(outcome))
    outcome.isPublished = Published::Head;
  return Unit{};
}

Result<Unit> CourseMerge::mergeBlock(int number)
{
  const Node& node = m_courses.node(number);
  const Side only = node.isIn(Side::Ours) ? Side::Ours : Side::Theirs;
  Outcome outcome;
  outcome.node = number;
  SCRIPTORIUM_TRY(m_tree.mayHold(number) ? mergeContainer(outcome, node, only)
                                         : mergeLeaf(outcome, node, only));
  SCRIPTORIUM_TRY(mergePublished(outcome, node));
  m_outcomes.add(std::move(outcome));
  return Unit{};
}

Result<MergedState> CourseMerge::stateOf(int number, const std::optional<Side>& whole,
                                         const MergedState& made, const std::vector<Entry>& entries,
                                         bool isPublished)
{
  if (whole) {
    SCRIPTORIUM_TRY_ASSIGN(const auto block, m_courses.block(number, *whole));
    MergedState state;
    state.whole = whole;
    state.version = isPublished ? block->published : block->head;
    return state;
  }
  MergedState state = made;
  for (const Entry& entry : entries) {
    MergedChild child{entry.form, {}, {}, entry.raw};
    if (entry.node >= 0) {
      child.type = m_courses.node(entry.node).type();
      child.urlName = m_courses.node(entry.node).urlName();
    }
    state.children.append(child);
  }
  return state;
}

Result<MergedBlock> CourseMerge::block(const Outcome& outcome)
{
  const Node& node = m_courses.node(outcome.node);
  MergedBlock block;
  block.type = node.type();
  block.urlName = node.urlName();
  block.isPublished = outcome.isPublished;
  SCRIPTORIUM_TRY_ASSIGN(block.head,
                         stateOf(outcome.node, outcome.whole, outcome.made, outcome.entries, false));
  if (outcome.isPublished == Published::Own) {
    SCRIPTORIUM_TRY_ASSIGN(block.published, stateOf(outcome.node, outcome.publishedWhole,
                                                    outcome.publishedMade, outcome.publishedEntries, true));
  }
  return block;
}

/// Whether ours has exactly that.
Result<bool> CourseMerge::isOurs(const Outcome& outcome) const
{
  if (outcome.whole != Side::Ours)
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const Published now, m_outcomes.publishedIn(outcome.node, Side::Ours));
  return now == outcome.isPublished && (now != Published::Own || outcome.publishedWhole == Side::Ours);
}

Result<Unit> CourseMerge::fill(MergeResult& result)
{
  for (const Outcome& outcome : m_outcomes.all()) {
    if (m_removed.contains(outcome.node))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const bool isSame, isOurs(outcome));
    if (isSame)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(MergedBlock merged, block(outcome));
    result.blocks.append(std::move(merged));
  }
  for (const int number : m_tree.changed())
    if (!m_tree.isAlive(number))
      m_removed.insert(number);
  for (int number = 0; number < int(m_courses.nodes().size()); ++number) {
    const Node& node = m_courses.node(number);
    if (m_removed.contains(number) && node.isIn(Side::Ours)) {
      MergedBlock gone;
      gone.type = node.type();
      gone.urlName = node.urlName();
      gone.isRemoved = true;
      result.blocks.append(gone);
    }
    if (!node.isFile || !node.isChanged())
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const auto file, mergeFile(m_courses, m_conflicts, number));
    const bool stays = !file || file->head.whole == Side::Ours || (file->isRemoved && !node.isIn(Side::Ours));
    if (!stays)
      result.blocks.append(*file);
  }
  return Unit{};
}

Result<MergeResult> CourseMerge::run()
{
  m_progress.begin(u"Merging"_s);
  SCRIPTORIUM_TRY(m_courses.read());
  SCRIPTORIUM_TRY(m_tree.run());
  qint64 done = 0;
  for (const int number : m_tree.changed()) {
    SCRIPTORIUM_TRY(m_progress.report(done++, qint64(m_tree.changed().size())));
    if (m_tree.isAlive(number))
      SCRIPTORIUM_TRY(mergeBlock(number));
  }
  SCRIPTORIUM_TRY(settlePublished(m_courses, m_tree, m_outcomes, m_removed));
  MergeResult result;
  SCRIPTORIUM_TRY(fill(result));
  m_conflicts.moveTo(result);
  return result;
}

} // namespace
} // namespace merge

Result<merge::MergeResult> mergeCourses(const CourseView& base, const CourseView& ours,
                                        const CourseView& theirs, const BlockTypes& types,
                                        const QList<merge::Resolution>& resolutions, Progress& progress)
{
  return merge::CourseMerge(base, ours, theirs, types, resolutions, progress).run();
}

} // namespace scriptorium
