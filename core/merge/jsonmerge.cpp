#include "merge/jsonmerge.h"

#include <QHash>
#include <QStringList>

#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

using Decide = std::function<Preference(const JsonConflict&)>;
using Value = std::optional<Json>;
using Values = std::array<Value, 3>; ///< base, ours, theirs

/// The parts of a value by name, in order.
struct Parts
{
  std::vector<int> order;
  QHash<int, Json> values;
};

/// Names of parts as numbers, the same ones for all three values.
class Names
{
public:
  int number(const QString& name)
  {
    const auto known = m_numbers.constFind(name);
    if (known != m_numbers.cend())
      return *known;
    m_numbers.insert(name, int(m_names.size()));
    m_names.append(name);
    return int(m_names.size()) - 1;
  }
  const QString& name(int number) const { return m_names[number]; }

private:
  QHash<QString, int> m_numbers;
  QStringList m_names;
};

/// What names an item of a list; empty: nothing does.
QString itemName(const Json& item)
{
  if (!item.isObject())
    return {};
  if (const auto id = item.find(u"id"))
    return id->isText() ? id->text() : id->toString();
  if (const auto type = item.find(u"type"); type && type->isText()) {
    const auto slug = item.find(u"url_slug");
    return slug && slug->isText() ? type->text() + u'/' + slug->text() : type->text();
  }
  for (const auto* name : {u"url_slug", u"name", u"tab_title", u"short_label"})
    if (const auto member = item.find(QStringView(name)); member && member->isText())
      return member->text();
  return {};
}

std::optional<Parts> membersOf(const Value& value, Names& names)
{
  Parts parts;
  if (!value)
    return parts;
  if (!value->isObject())
    return std::nullopt;
  for (const auto& [name, member] : value->members()) {
    const int number = names.number(QString::fromUtf8(name));
    parts.order.push_back(number);
    parts.values.insert(number, member);
  }
  return parts;
}

/// Nothing when two items have one name, or one has none.
std::optional<Parts> itemsOf(const Value& value, Names& names, QString (*nameOf)(const Json&))
{
  Parts parts;
  if (!value)
    return parts;
  if (!value->isList())
    return std::nullopt;
  for (const Json& item : value->items()) {
    const QString name = nameOf(item);
    const int number = name.isEmpty() ? -1 : names.number(name);
    if (number < 0 || parts.values.contains(number))
      return std::nullopt;
    parts.order.push_back(number);
    parts.values.insert(number, item);
  }
  return parts;
}

using AllParts = std::array<Parts, 3>;

template <typename Read>
std::optional<AllParts> partsOf(const Values& values, Read read)
{
  AllParts all;
  for (size_t side = 0; side < 3; ++side) {
    auto parts = read(values[side]);
    if (!parts)
      return std::nullopt;
    all[side] = *std::move(parts);
  }
  return all;
}

Value valueOf(const Parts& parts, int number)
{
  const auto found = parts.values.constFind(number);
  return found == parts.values.cend() ? Value() : Value(*found);
}

/// Merges each part and puts them in order.
struct MergedParts
{
  std::vector<int> order;
  QHash<int, Json> values;
};
template <typename PathOf>
MergedParts mergeParts(const AllParts& all, const Names& names, const Decide& decide, PathOf pathOf)
{
  MergedParts merged;
  for (const Parts& side : all) {
    for (const int number : side.order) {
      if (merged.values.contains(number))
        continue;
      auto value = mergeJson(valueOf(all[0], number), valueOf(all[1], number), valueOf(all[2], number),
                             decide, pathOf(names.name(number)));
      if (value)
        merged.values.insert(number, *std::move(value));
    }
  }
  merged.order = mergeLists(
                     all[0].order, all[1].order, all[2].order,
                     [&](int number) { return merged.values.contains(number); },
                     [&](int x, int y) { return names.name(x) < names.name(y); })
                     .order;
  return merged;
}

/// Lists of values without names: both sides must not have replaced the same item.
bool isReplacedTwice(const AllParts& all)
{
  const Parts& base = all[0];
  const Parts& ours = all[1];
  const Parts& theirs = all[2];
  const auto hasNew = [&](const Parts& side) {
    return std::ranges::any_of(side.order, [&](int item) { return !base.values.contains(item); });
  };
  const bool lostByBoth = std::ranges::any_of(
      base.order, [&](int item) { return !ours.values.contains(item) && !theirs.values.contains(item); });
  return lostByBoth && hasNew(ours) && hasNew(theirs);
}

Value mergeList(const Values& values, const Decide& decide, const QString& path, bool& isMerged)
{
  Names names;
  auto all = partsOf(values, [&](const Value& value) { return itemsOf(value, names, itemName); });
  if (!all) {
    names = {};
    all = partsOf(values, [&](const Value& value) {
      return itemsOf(value, names, [](const Json& item) {
        const auto text = sortedJson(item.toUtf8());
        return text ? QString::fromUtf8(*text) : QString();
      });
    });
    if (all && isReplacedTwice(*all))
      all.reset();
  }
  isMerged = all.has_value();
  if (!all)
    return {};
  const MergedParts merged =
      mergeParts(*all, names, decide, [&](const QString& name) { return path + u'[' + name + u']'; });
  Json list = Json::list();
  for (const int number : merged.order)
    list.append(merged.values.value(number));
  return list;
}

Value mergeObject(const Values& values, const Decide& decide, const QString& path)
{
  Names names;
  const auto all = partsOf(values, [&](const Value& value) { return membersOf(value, names); });
  const MergedParts merged = mergeParts(
      *all, names, decide, [&](const QString& name) { return path.isEmpty() ? name : path + u'.' + name; });
  Json object = Json::object();
  for (const int number : merged.order)
    object.set(names.name(number), merged.values.value(number));
  return object;
}

} // namespace

bool isSameJson(const std::optional<Json>& a, const std::optional<Json>& b)
{
  if (!a || !b)
    return a.has_value() == b.has_value();
  return *a == *b || sortedJson(a->toUtf8()) == sortedJson(b->toUtf8());
}

std::optional<Json> mergeJson(const std::optional<Json>& base, const std::optional<Json>& ours,
                              const std::optional<Json>& theirs, const Decide& decide, const QString& path)
{
  if (isSameJson(ours, base) || isSameJson(ours, theirs))
    return theirs;
  if (isSameJson(theirs, base))
    return ours;
  const auto areAll = [&](bool (Json::*is)() const) {
    return ours && theirs && ((*ours).*is)() && ((*theirs).*is)() && (!base || ((*base).*is)());
  };
  if (areAll(&Json::isObject))
    return mergeObject({base, ours, theirs}, decide, path);
  if (areAll(&Json::isList)) {
    bool isMerged = false;
    auto list = mergeList({base, ours, theirs}, decide, path, isMerged);
    if (isMerged)
      return list;
  }
  switch (decide({path, base, ours, theirs})) {
  case Preference::Ours:
    return ours;
  case Preference::Theirs:
    return theirs;
  case Preference::None:
    break;
  }
  return base;
}

} // namespace scriptorium::merge
