#include "merge/treemerge.h"

#include "merge/statemerge.h"
#include "model/block.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

constexpr Side other(Side side)
{
  return side == Side::Ours ? Side::Theirs : Side::Ours;
}

bool isPlacedEntry(const Entry& entry)
{
  return entry.node >= 0 && entry.form != Child::Form::Raw && entry.form != Child::Form::Alias;
}

} // namespace

bool TreeMerge::mayHold(int number) const
{
  const QString type = m_courses.node(number).type();
  const BlockType& known = m_types.type(type);
  return isContainerType(type) || known.isContainer || !known.isKnown;
}

bool TreeMerge::isAlive(int number) const
{
  const Node& node = m_courses.node(number);
  const bool isAnywhere = node.isIn(Side::Ours) || node.isIn(Side::Theirs);
  return isAnywhere && !m_gone.contains(number);
}

Result<int> TreeMerge::parent(int number) const
{
  if (const auto known = m_parents.constFind(number); known != m_parents.cend())
    return *known;
  return m_courses.parent(number, m_courses.node(number).isIn(Side::Ours) ? Side::Ours : Side::Theirs);
}

Result<Unit> TreeMerge::readLists()
{
  QSet<int> isTouched;
  const auto touch = [&](int number) {
    if (isTouched.contains(number))
      return;
    isTouched.insert(number);
    m_touched.push_back(number);
  };
  for (int number = 0; number < int(m_courses.nodes().size()); ++number) {
    const Node& node = m_courses.node(number);
    if (node.isFile || !node.isChanged())
      continue;
    m_changed.push_back(number);
    const bool isEverywhere = node.isIn(Side::Base) && node.isIn(Side::Ours) && node.isIn(Side::Theirs);
    if (!isEverywhere)
      touch(number);
    if (!mayHold(number))
      continue;
    for (const Side side : kSides) {
      SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(number, side));
      if (!state)
        continue;
      for (const Entry& entry : state->entries) {
        if (!isPlacedEntry(entry))
          continue;
        m_places[at(side)].insert(entry.node, number);
        touch(entry.node);
      }
    }
  }
  std::ranges::sort(m_touched);
  return Unit{};
}

/// Whether a side put children of a block in another order, or has others among them than were deleted or
/// moved away.
Result<bool> TreeMerge::hasNewOrder(int number, Side side)
{
  SCRIPTORIUM_TRY_ASSIGN(const State* base, m_courses.head(number, Side::Base));
  SCRIPTORIUM_TRY_ASSIGN(const State* now, m_courses.head(number, side));
  const auto& before = base->entries;
  size_t at = 0;
  const auto isSame = [](const Entry& a, const Entry& b) {
    return a.node == b.node && (a.node >= 0 || a.raw == b.raw);
  };
  for (const Entry& entry : now->entries) {
    while (at < before.size() && !isSame(before[at], entry))
      ++at;
    if (at == before.size())
      return true;
    ++at;
  }
  return false;
}

/// Whether a side did anything to a block that the other side deleted, which would be lost with it.
Result<bool> TreeMerge::isChangedBy(int number, Side side)
{
  const int now = place(number, side);
  if (now >= 0 && now != place(number, Side::Base))
    return true;
  if (m_courses.node(number).isSame(Side::Base, side))
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const bool isSame, hasSameContent(m_courses, number, Side::Base, side));
  if (!isSame)
    return true;
  return mayHold(number) ? hasNewOrder(number, side) : Result<bool>(false);
}

/// The topmost of the blocks that the other side deleted and in which `number` stands.
int TreeMerge::topOfDeleted(int number, Side keeper) const
{
  int top = number;
  for (int steps = 0; steps < 1000; ++steps) {
    const int above = place(top, keeper);
    const bool isDeleted =
        above >= 0 && m_deletedByOne.contains(above) && !m_courses.node(above).isIn(other(keeper));
    if (!isDeleted)
      return top;
    top = above;
  }
  return top;
}

Result<Unit> TreeMerge::decideExistence()
{
  for (const int number : m_touched) {
    const Node& node = m_courses.node(number);
    const bool isOurs = node.isIn(Side::Ours);
    if (node.isIn(Side::Base) && isOurs != node.isIn(Side::Theirs))
      m_deletedByOne.insert(number);
  }
  std::array<QHash<int, QStringList>, 3> changes; ///< of the blocks below each top, by who keeps it
  std::vector<std::pair<int, Side>> tops;
  QHash<int, int> topOf;
  for (const int number : m_touched) {
    if (!m_deletedByOne.contains(number))
      continue;
    const Side keeper = m_courses.node(number).isIn(Side::Ours) ? Side::Ours : Side::Theirs;
    const int top = topOfDeleted(number, keeper);
    topOf.insert(number, top);
    m_gone.insert(number);
    SCRIPTORIUM_TRY_ASSIGN(const bool isChanged, isChangedBy(number, keeper));
    if (!isChanged)
      continue;
    auto& list = changes[at(keeper)][top];
    if (list.isEmpty())
      tops.emplace_back(top, keeper);
    list.append(shownName(m_courses.node(number)));
  }
  QSet<int> kept;
  for (const auto& [top, keeper] : tops) {
    const QStringList& list = changes[at(keeper)][top];
    QString text = u"changed: "_s + QStringList(list.mid(0, 20)).join(u", "_s);
    if (list.size() > 20)
      text += u" and %1 more"_s.arg(list.size() - 20);
    Conflicts::Values values{u"there"_s, text, text};
    (keeper == Side::Ours ? values.theirs : values.mine).reset();
    SCRIPTORIUM_TRY_ASSIGN(const Preference decided, m_conflicts.decide(top, u"existence"_s, values));
    const Preference deleter = keeper == Side::Ours ? Preference::Theirs : Preference::Ours;
    if (decided != deleter)
      kept.insert(top);
  }
  for (auto it = topOf.cbegin(); it != topOf.cend(); ++it)
    if (kept.contains(*it))
      m_gone.remove(it.key());
  return Unit{};
}

QString TreeMerge::shownPlace(int number) const
{
  return number < 0 ? u"deleted in the draft"_s : shownName(m_courses.node(number));
}

Conflicts::Values TreeMerge::placeValues(int number) const
{
  Conflicts::Values values;
  std::optional<QString>* const texts[] = {&values.base, &values.mine, &values.theirs};
  for (const Side side : kSides)
    if (m_courses.node(number).isIn(side))
      *texts[at(side)] = shownPlace(place(number, side));
  return values;
}

Result<Unit> TreeMerge::decidePlace(int number)
{
  const Node& node = m_courses.node(number);
  const int base = place(number, Side::Base);
  const int ours = place(number, Side::Ours);
  const int theirs = place(number, Side::Theirs);
  const bool isOld = node.isIn(Side::Base);
  QList<int> candidates;
  if (!node.isIn(Side::Ours) || !node.isIn(Side::Theirs)) {
    candidates = {node.isIn(Side::Ours) ? ours : theirs};
  } else if (ours == theirs || (isOld && ours == base)) {
    candidates = {theirs, ours};
  } else if (isOld && theirs == base) {
    candidates = {ours, theirs};
  } else {
    SCRIPTORIUM_TRY_ASSIGN(const Preference decided,
                           m_conflicts.decide(number, u"place"_s, placeValues(number)));
    const bool oursFirst = decided == Preference::Ours ||
                           (decided == Preference::None && theirs >= 0 &&
                            (ours < 0 || m_courses.node(ours).name < m_courses.node(theirs).name));
    candidates = oursFirst ? QList{ours, theirs} : QList{theirs, ours};
    if (decided == Preference::None && isOld)
      candidates.prepend(base);
  }
  if (isOld)
    candidates.append(base);
  m_candidates.insert(number, candidates);
  m_parents.insert(number, candidates.first());
  return Unit{};
}

/// Gives blocks whose place is gone their next best one; without any they are gone too. True: something
/// changed.
bool TreeMerge::dropHomeless()
{
  bool isChanged = false;
  for (const int number : m_touched) {
    if (!isAlive(number) || number == m_courses.root())
      continue;
    int& parent = m_parents[number];
    while (parent >= 0 && !isAlive(parent)) {
      isChanged = true;
      QList<int>& candidates = m_candidates[number];
      candidates.removeFirst();
      while (!candidates.isEmpty() && candidates.first() < 0)
        candidates.removeFirst();
      if (candidates.isEmpty()) {
        m_gone.insert(number);
        break;
      }
      parent = candidates.first();
    }
  }
  return isChanged;
}

/// Brings back what a side deleted, since something has no other place, and all that it stood in.
Result<Unit> TreeMerge::keepForced(int number)
{
  for (int steps = 0; number >= 0 && !isAlive(number) && steps < 1000; ++steps) {
    m_gone.remove(number);
    Conflicts::Values values{u"there"_s, {}, {}};
    const Node& node = m_courses.node(number);
    if (node.isIn(Side::Ours))
      values.mine = u"there"_s;
    if (node.isIn(Side::Theirs))
      values.theirs = u"there"_s;
    SCRIPTORIUM_TRY(m_conflicts.add(number, u"existence"_s, values));
    m_parents.insert(number, place(number, Side::Base));
    number = place(number, Side::Base);
  }
  return Unit{};
}

/// Blocks that both sides moved into each other go back to where they were. `isLast`: whatever the
/// resolutions say. True: something was moved.
Result<bool> TreeMerge::breakCycles(bool isLast)
{
  QSet<int> isFine;
  bool isChanged = false;
  for (const int start : m_touched) {
    QList<int> way;
    QSet<int> onWay;
    int at = start;
    while (at >= 0 && isAlive(at) && !isFine.contains(at) && !onWay.contains(at)) {
      way.append(at);
      onWay.insert(at);
      SCRIPTORIUM_TRY_ASSIGN(at, parent(at));
    }
    const bool isCycle = at >= 0 && onWay.contains(at);
    for (const int each : std::as_const(way))
      isFine.insert(each);
    if (!isCycle)
      continue;
    for (const int each : way.sliced(way.indexOf(at))) {
      const int base = place(each, Side::Base);
      if (base < 0 || m_parents.value(each, -1) == base || m_parents.value(each, -1) < 0)
        continue;
      isChanged = true;
      Preference decided = Preference::None;
      if (isLast) {
        SCRIPTORIUM_TRY(m_conflicts.add(each, u"place"_s, placeValues(each)));
      } else {
        SCRIPTORIUM_TRY_ASSIGN(decided, m_conflicts.decide(each, u"place"_s, placeValues(each)));
      }
      const int chosen = decided == Preference::None
                             ? base
                             : place(each, decided == Preference::Ours ? Side::Ours : Side::Theirs);
      SCRIPTORIUM_TRY(chosen < 0 ? Result<Unit>(Unit{}) : keepForced(chosen));
      m_parents.insert(each, chosen);
      m_candidates.insert(each, {chosen});
    }
  }
  return isChanged;
}

Result<Unit> TreeMerge::decidePlaces()
{
  for (const int number : m_touched)
    if (isAlive(number) && number != m_courses.root())
      SCRIPTORIUM_TRY(decidePlace(number));
  // Each round decides something for good, so there is an end; two are usual.
  for (int round = 0; round < 50; ++round) {
    while (dropHomeless()) {
    }
    SCRIPTORIUM_TRY_ASSIGN(const bool isChanged, breakCycles(round > 0));
    if (!isChanged)
      break;
  }
  return Unit{};
}

Result<Unit> TreeMerge::run()
{
  SCRIPTORIUM_TRY(readLists());
  SCRIPTORIUM_TRY(decideExistence());
  return decidePlaces();
}

} // namespace scriptorium::merge
