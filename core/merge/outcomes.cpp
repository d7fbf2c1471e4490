#include "merge/outcomes.h"

#include "model/childlist.h"

#include <algorithm>

namespace scriptorium::merge {

Outcome* Outcomes::find(int node)
{
  const auto place = m_places.constFind(node);
  return place == m_places.cend() ? nullptr : &m_all[*place];
}

void Outcomes::add(Outcome outcome)
{
  m_places.insert(outcome.node, m_all.size());
  m_all.push_back(std::move(outcome));
}

Result<Outcome*> Outcomes::ensure(int node)
{
  if (Outcome* known = find(node))
    return known;
  Outcome outcome;
  outcome.node = node;
  outcome.whole = Side::Ours;
  SCRIPTORIUM_TRY_ASSIGN(const State* head, m_courses.head(node, Side::Ours));
  outcome.entries = head->entries;
  SCRIPTORIUM_TRY_ASSIGN(outcome.isPublished, publishedIn(node, Side::Ours));
  if (outcome.isPublished == Published::Own) {
    outcome.publishedWhole = Side::Ours;
    SCRIPTORIUM_TRY_ASSIGN(const State* published, m_courses.published(node, Side::Ours));
    outcome.publishedEntries = published->entries;
  }
  add(std::move(outcome));
  return find(node);
}

Result<Published> Outcomes::publishedIn(int node, Side side) const
{
  SCRIPTORIUM_TRY_ASSIGN(const auto block, m_courses.block(node, side));
  if (!block || !block->published.isValid())
    return Published::None;
  return block->published == block->head ? Published::Head : Published::Own;
}

Result<Published> Outcomes::publishedOf(int node)
{
  if (const Outcome* known = find(node))
    return known->isPublished;
  return publishedIn(node, m_courses.node(node).isIn(Side::Ours) ? Side::Ours : Side::Theirs);
}

MergedState contentOf(const State& state, Side side)
{
  const BlockVersion& from = state.version;
  MergedState content;
  content.fields = from.fields;
  content.bodyForm = from.bodyForm;
  content.bodySide = side;
  content.body = from.body;
  content.bodyPath = from.bodyPath;
  content.flags = from.flags;
  content.note = from.note;
  content.line = from.line;
  return content;
}

namespace {

class Settler
{
public:
  Settler(ThreeCourses& courses, const TreeMerge& tree, Outcomes& outcomes, QSet<int>& removed)
      : m_courses(courses), m_tree(tree), m_outcomes(outcomes), m_removed(removed)
  {}

  Result<Unit> run()
  {
    SCRIPTORIUM_TRY(giveUnitsDrafts());
    SCRIPTORIUM_TRY(markDrafts());
    SCRIPTORIUM_TRY(cleanPublishedLists());
    return dropUnheld();
  }

private:
  std::vector<int> nodes() const;
  bool hasOwnDrafts(int node) const;
  Result<Unit> giveUnitsDrafts();
  Result<Unit> giveDraft(int container);
  Result<Unit> markDrafts();
  Result<Unit> cleanPublishedLists();
  Result<bool> isPublishedIn(int child, int container);
  Result<Unit> readOtherHolders();
  Result<Unit> dropUnheld();

  ThreeCourses& m_courses;
  const TreeMerge& m_tree;
  Outcomes& m_outcomes;
  QSet<int>& m_removed;
  QHash<int, int> m_holders; ///< who lists a block for learners beside its draft
};

std::vector<int> Settler::nodes() const
{
  std::vector<int> nodes;
  for (const Outcome& outcome : m_outcomes.all())
    nodes.push_back(outcome.node);
  return nodes;
}

/// Whether what the block lists is published by itself.
bool Settler::hasOwnDrafts(int node) const
{
  const QString type = m_courses.node(node).type();
  return holdsDrafts(type) || isLibraryContainer(type);
}

/// A published unit holds nothing but what is published as it stands; with anything else it has a draft.
Result<Unit> Settler::giveUnitsDrafts()
{
  for (const int node : nodes()) {
    const Outcome outcome = *m_outcomes.find(node);
    if (outcome.isPublished != Published::Head) {
      SCRIPTORIUM_TRY_ASSIGN(const int parent, m_tree.parent(node));
      SCRIPTORIUM_TRY(giveDraft(parent));
      continue;
    }
    if (hasOwnDrafts(node))
      continue;
    for (const Entry& entry : outcome.entries) {
      if (!isPlaced(entry))
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const Published published, m_outcomes.publishedOf(entry.node));
      if (published != Published::Head) {
        SCRIPTORIUM_TRY(giveDraft(node));
        break;
      }
    }
  }
  return Unit{};
}

Result<Unit> Settler::giveDraft(int container)
{
  for (int steps = 0; container >= 0 && !hasOwnDrafts(container) && steps < 1000; ++steps) {
    SCRIPTORIUM_TRY_ASSIGN(const Published now, m_outcomes.publishedOf(container));
    if (now != Published::Head)
      return Unit{};
    SCRIPTORIUM_TRY_ASSIGN(Outcome * outcome, m_outcomes.ensure(container));
    if (outcome->whole) {
      SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(container, *outcome->whole));
      outcome->publishedMade = contentOf(*state, *outcome->whole);
    } else {
      outcome->publishedMade = outcome->made;
    }
    outcome->isPublished = Published::Own;
    outcome->publishedWhole.reset();
    outcome->publishedEntries = outcome->entries;
    SCRIPTORIUM_TRY_ASSIGN(container, m_tree.parent(container));
  }
  return Unit{};
}

/// A list that is published marks exactly the drafts in it.
Result<Unit> Settler::markDrafts()
{
  for (const int node : nodes()) {
    SCRIPTORIUM_TRY_ASSIGN(const int parent, m_tree.parent(node));
    if (parent < 0 || m_outcomes.find(parent))
      continue;
    const bool isDraft = m_outcomes.find(node)->isPublished == Published::None;
    SCRIPTORIUM_TRY_ASSIGN(const Published before, m_outcomes.publishedIn(node, Side::Ours));
    if (isDraft != (before == Published::None))
      SCRIPTORIUM_TRY(m_outcomes.ensure(parent));
  }
  for (Outcome& outcome : m_outcomes.all()) {
    if (outcome.isPublished != Published::Head)
      continue;
    std::vector<Entry> entries = outcome.entries;
    for (Entry& entry : entries) {
      if (!isPlaced(entry))
        continue;
      SCRIPTORIUM_TRY_ASSIGN(const Published published, m_outcomes.publishedOf(entry.node));
      if (published == Published::None)
        entry.form = Child::Form::DraftOnly;
      else if (entry.form == Child::Form::DraftOnly)
        entry.form = Child::Form::Pointer;
    }
    if (entries == outcome.entries)
      continue;
    if (outcome.whole) {
      SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(outcome.node, *outcome.whole));
      outcome.made = contentOf(*state, *outcome.whole);
      outcome.whole.reset();
    }
    outcome.entries = std::move(entries);
  }
  return Unit{};
}

/// Whether the published list of a container with a draft may name a block.
Result<bool> Settler::isPublishedIn(int child, int container)
{
  if (!m_tree.isAlive(child) || m_removed.contains(child))
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const Published published, m_outcomes.publishedOf(child));
  if (published == Published::None)
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const int parent, m_tree.parent(child));
  if (parent >= 0 && parent != container) {
    SCRIPTORIUM_TRY_ASSIGN(const Published there, m_outcomes.publishedOf(parent));
    if (there == Published::Head)
      return false; // learners get it there
  }
  return !m_holders.contains(child);
}

Result<Unit> Settler::cleanPublishedLists()
{
  std::vector<int> inOrder = nodes();
  std::ranges::sort(inOrder, {}, [&](int node) { return m_courses.node(node).name; });
  for (const int node : inOrder) {
    Outcome& outcome = *m_outcomes.find(node);
    if (outcome.isPublished != Published::Own)
      continue;
    std::vector<Entry> entries;
    for (Entry entry : outcome.publishedEntries) {
      if (isPlaced(entry)) {
        SCRIPTORIUM_TRY_ASSIGN(const bool isThere, isPublishedIn(entry.node, node));
        if (!isThere)
          continue;
        m_holders.insert(entry.node, node);
        if (entry.form == Child::Form::DraftOnly)
          entry.form = Child::Form::Pointer;
      }
      entries.push_back(std::move(entry));
    }
    if (entries == outcome.publishedEntries)
      continue;
    if (outcome.publishedWhole) {
      SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.published(node, *outcome.publishedWhole));
      outcome.publishedMade = contentOf(*state, *outcome.publishedWhole);
      outcome.publishedWhole.reset();
    }
    outcome.publishedEntries = std::move(entries);
  }
  return Unit{};
}

/// Blocks that are listed for learners by what did not change.
Result<Unit> Settler::readOtherHolders()
{
  constexpr qsizetype kHash = 32;
  const auto& all = m_courses.nodes();
  for (int number = 0; number < int(all.size()); ++number) {
    const QByteArray& hashes = all[size_t(number)].row(Side::Ours).hashes;
    const bool hasDraft = hashes.size() == 2 * kHash && hashes.first(kHash) != hashes.sliced(kHash);
    if (all[size_t(number)].isFile || !hasDraft || m_outcomes.find(number))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const State* published, m_courses.published(number, Side::Ours));
    for (const Entry& entry : published->entries)
      m_holders.insert(entry.node, number);
  }
  return Unit{};
}

/// What a draft deleted is there only as long as learners get it from somewhere.
Result<Unit> Settler::dropUnheld()
{
  std::vector<int> homeless;
  for (const int node : nodes()) {
    SCRIPTORIUM_TRY_ASSIGN(const int parent, m_tree.parent(node));
    if (parent < 0 && node != m_courses.root() && !m_holders.contains(node))
      homeless.push_back(node);
  }
  if (homeless.empty())
    return Unit{};
  SCRIPTORIUM_TRY(readOtherHolders());
  for (const int node : homeless)
    if (!m_holders.contains(node))
      m_removed.insert(node);
  return Unit{};
}

} // namespace

Result<Unit> settlePublished(ThreeCourses& courses, const TreeMerge& tree, Outcomes& outcomes,
                             QSet<int>& removed)
{
  return Settler(courses, tree, outcomes, removed).run();
}

} // namespace scriptorium::merge
