#include "merge/childmerge.h"

#include <QHash>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

/// The tag of a raw element; empty for comments, text and the like.
QByteArray tagOf(const QByteArray& raw)
{
  if (raw.size() < 2 || raw[0] != '<' || !isalpha(static_cast<unsigned char>(raw[1])))
    return {};
  qsizetype end = 1;
  while (end < raw.size() && !isspace(static_cast<unsigned char>(raw[end])) && raw[end] != '>' &&
         raw[end] != '/')
    ++end;
  return raw.sliced(1, end - 1);
}

/// The elements of the three lists as numbers. Blocks have even ones, references to blocks odd ones, raw
/// elements negative ones.
class Elements
{
public:
  explicit Elements(const ThreeCourses& courses, const States& states) : m_courses(courses)
  {
    for (size_t side = 0; side < 3; ++side)
      countTags(states[side]);
    for (size_t side = 0; side < 3; ++side)
      if (states[side])
        read(states[side]->entries, side);
  }

  const std::array<std::vector<int>, 3>& lists() const { return m_lists; }
  const Entry* entry(size_t side, int number) const
  {
    const auto found = m_entries[side].constFind(number);
    return found == m_entries[side].cend() ? nullptr : &*found;
  }
  QByteArray name(int number) const
  {
    return number >= 0 ? m_courses.node(number / 2).name + (number % 2 ? "~" : "") : m_raws.value(number);
  }

private:
  void countTags(const State* state)
  {
    QHash<QByteArray, int> counts;
    if (state)
      for (const Entry& entry : state->entries)
        if (entry.node < 0)
          if (const QByteArray tag = tagOf(entry.raw); !tag.isEmpty() && ++counts[tag] > 1)
            m_severalTags.insert(tag);
  }
  void read(const std::vector<Entry>& entries, size_t side)
  {
    QHash<QByteArray, int> repeats;
    for (const Entry& entry : entries) {
      int number = entry.node * 2 + (entry.form == Child::Form::Alias ? 1 : 0);
      if (entry.node < 0) {
        const QByteArray tag = tagOf(entry.raw);
        QByteArray name = tag.isEmpty() || m_severalTags.contains(tag) ? entry.raw : '<' + tag + '>';
        name += '\0' + QByteArray::number(repeats[name]++);
        number = m_numbers.value(name, 0);
        if (number == 0) {
          number = -int(m_numbers.size()) - 1;
          m_numbers.insert(name, number);
          m_raws.insert(number, name);
        }
      }
      if (m_entries[side].contains(number))
        continue;
      m_lists[side].push_back(number);
      m_entries[side].insert(number, entry);
    }
  }

  const ThreeCourses& m_courses;
  QSet<QByteArray> m_severalTags;
  std::array<std::vector<int>, 3> m_lists;
  std::array<QHash<int, Entry>, 3> m_entries;
  QHash<QByteArray, int> m_numbers;
  QHash<int, QByteArray> m_raws;
};

class ChildMerge
{
public:
  ChildMerge(const ThreeCourses& courses, Conflicts& conflicts, int node, const States& states,
             QString prefix)
      : m_conflicts(conflicts), m_node(node), m_states(states), m_prefix(std::move(prefix)),
        m_elements(courses, states)
  {}
  Result<std::vector<Entry>> run(const std::function<Result<bool>(const Entry&)>& standsHere);

private:
  Result<Unit> choose(int number, const std::function<Result<bool>(const Entry&)>& standsHere);
  Result<Entry> value(int number);
  Result<std::vector<int>> order();
  std::optional<QString> shownOrder(size_t side) const;

  Conflicts& m_conflicts;
  int m_node;
  const States& m_states;
  QString m_prefix;
  Elements m_elements;
  QHash<int, Entry> m_kept;
};

/// What an element is where both sides have it, or one.
Result<Entry> ChildMerge::value(int number)
{
  const Entry* base = m_elements.entry(0, number);
  const Entry* ours = m_elements.entry(1, number);
  const Entry* theirs = m_elements.entry(2, number);
  if (!ours && !theirs)
    return *base;
  if (!ours || !theirs)
    return ours ? *ours : *theirs;
  if (*ours == *theirs || (base && *ours == *base))
    return *theirs;
  if (base && *theirs == *base)
    return *ours;
  if (number >= 0)
    return std::min(*ours, *theirs, [](const Entry& a, const Entry& b) {
      return std::pair(a.form, a.raw) < std::pair(b.form, b.raw);
    });
  const auto shown = [](const Entry* entry) {
    return entry ? std::optional(QString::fromUtf8(entry->raw)) : std::nullopt;
  };
  SCRIPTORIUM_TRY_ASSIGN(const Preference decided,
                         m_conflicts.decide(m_node,
                                            m_prefix + u'<' + QString::fromUtf8(tagOf(ours->raw)) + u'>',
                                            {shown(base), shown(ours), shown(theirs)}));
  if (decided != Preference::None)
    return decided == Preference::Ours ? *ours : *theirs;
  return base ? *base : ours->raw < theirs->raw ? *ours : *theirs;
}

Result<Unit> ChildMerge::choose(int number, const std::function<Result<bool>(const Entry&)>& standsHere)
{
  if (m_kept.contains(number))
    return Unit{};
  const bool isOld = m_elements.entry(0, number) != nullptr;
  const bool isOurs = m_elements.entry(1, number) != nullptr;
  const bool isTheirs = m_elements.entry(2, number) != nullptr;
  if (isOurs != isTheirs && isOld && (number < 0 || number % 2))
    return Unit{}; // a side took it out
  if (!isOurs && !isTheirs && (number < 0 || number % 2))
    return Unit{};
  const Entry* any = m_elements.entry(isOurs ? 1 : isTheirs ? 2 : 0, number);
  SCRIPTORIUM_TRY_ASSIGN(const bool stands, standsHere(*any));
  if (!stands)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const Entry entry, value(number));
  m_kept.insert(number, entry);
  return Unit{};
}

std::optional<QString> ChildMerge::shownOrder(size_t side) const
{
  if (!m_states[side])
    return std::nullopt;
  QStringList names;
  for (const int number : m_elements.lists()[side])
    names.append(QString::fromUtf8(m_elements.name(number)).section(QChar(0), 0, 0));
  return names.join(u", "_s);
}

Result<std::vector<int>> ChildMerge::order()
{
  const auto& lists = m_elements.lists();
  const auto isKept = [&](int number) { return m_kept.contains(number); };
  const auto comesFirst = [&](int x, int y) { return m_elements.name(x) < m_elements.name(y); };
  auto merged = mergeLists(lists[0], lists[1], lists[2], isKept, comesFirst);
  if (!merged.isDisputed)
    return merged.order;
  SCRIPTORIUM_TRY_ASSIGN(
      const Preference decided,
      m_conflicts.decide(m_node, m_prefix + u"order"_s, {shownOrder(0), shownOrder(1), shownOrder(2)}));
  if (decided != Preference::None)
    merged = mergeLists(lists[0], lists[1], lists[2], isKept, comesFirst, decided);
  return merged.order;
}

Result<std::vector<Entry>> ChildMerge::run(const std::function<Result<bool>(const Entry&)>& standsHere)
{
  for (const auto& list : m_elements.lists())
    for (const int number : list)
      SCRIPTORIUM_TRY(choose(number, standsHere));
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<int> numbers, order());
  std::vector<Entry> entries;
  entries.reserve(numbers.size());
  for (const int number : numbers)
    entries.push_back(m_kept.value(number));
  return entries;
}

} // namespace

bool isPlaced(const Entry& entry)
{
  return entry.node >= 0 && entry.form != Child::Form::Raw && entry.form != Child::Form::Alias;
}

Result<std::vector<Entry>> mergeChildren(const ThreeCourses& courses, Conflicts& conflicts, int node,
                                         const States& states,
                                         const std::function<Result<bool>(const Entry&)>& standsHere,
                                         const QString& prefix)
{
  return ChildMerge(courses, conflicts, node, states, prefix).run(standsHere);
}

} // namespace scriptorium::merge
