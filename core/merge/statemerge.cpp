#include "merge/statemerge.h"

#include "markup/html/htmlfaults.h"
#include "merge/jsonmerge.h"
#include "merge/textmerge.h"
#include "model/fieldvalue.h"
#include "olx/read/policyfields.h"
#include "olx/write/blocktext.h"
#include "olx/xml/xml.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

/// What of a version is its content, the body's bytes left out.
bool isAlike(const BlockVersion& a, const BlockVersion& b)
{
  return a.fields == b.fields && a.bodyForm == b.bodyForm && a.bodyPath == b.bodyPath && a.flags == b.flags &&
         a.body.isValid() == b.body.isValid();
}

Result<bool> isSameState(const ThreeCourses& courses, const State& a, Side sideA, const State& b, Side sideB)
{
  if (!isAlike(a.version, b.version))
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray one, courses.body(a, sideA));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray other, courses.body(b, sideB));
  return one == other;
}

std::optional<QString> valueIn(const State* state, const QString& name)
{
  return state ? state->version.fields.value(name) : std::nullopt;
}

/// A value of something that three sides have; the value of the side that changed it. Nothing: both did.
template <typename T>
std::optional<T> threeWay(const T& base, const T& ours, const T& theirs)
{
  if (ours == theirs || ours == base)
    return theirs;
  if (theirs == base)
    return ours;
  return std::nullopt;
}

/// One text for all ways to write a value.
QString canonical(const BlockTypes& types, const QString& type, const QString& name, const QString& raw)
{
  const FieldSpec* spec = types.field(type, name);
  const auto read = spec ? readField(*spec, types.type(type).isXmlBlock, raw) : Result<QString>(raw);
  const QString text = read ? *read : raw;
  const auto json = sortedJson(text.toUtf8());
  return json ? QString::fromUtf8(*json) : text;
}

class ContentMerge
{
public:
  ContentMerge(const ThreeCourses& courses, const BlockTypes& types, Conflicts& conflicts, int node,
               const States& states, QString prefix)
      : m_courses(courses), m_types(types), m_conflicts(conflicts), m_node(node),
        m_type(courses.node(node).type()), m_states(states), m_prefix(std::move(prefix))
  {}
  Result<MergedContent> run();

private:
  using Raw = std::optional<QString>;
  Result<Unit> mergeFields();
  Result<Raw> mergeField(const QString& name);
  Result<Raw> mergeValue(const FieldSpec& spec, const Raw& base, const Raw& ours, const Raw& theirs);
  Result<Unit> mergeRest();
  Result<Unit> mergeBody();
  Result<QByteArray> text(Side side) const;
  bool isWhole(const QByteArray& merged, const std::array<QByteArray, 3>& texts) const;
  Result<Side> newerForm() const;
  void takeBody(Side side);
  Result<MergedContent> takeWhole(const QString& part);
  const State* state(Side side) const { return m_states[at(side)]; }
  const BlockVersion& version(Side side) const { return state(side)->version; }

  const ThreeCourses& m_courses;
  const BlockTypes& m_types;
  Conflicts& m_conflicts;
  int m_node;
  QString m_type;
  States m_states;
  QString m_prefix;
  MergedState m_made;
};

/// A list or an object that both sides changed, merged inside.
Result<ContentMerge::Raw> ContentMerge::mergeValue(const FieldSpec& spec, const Raw& base, const Raw& ours,
                                                   const Raw& theirs)
{
  const bool isXml = m_types.type(m_type).isXmlBlock;
  const auto json = [&](const Raw& raw) -> std::optional<Json> {
    const auto read = raw ? readField(spec, isXml, *raw) : Result<QString>(QString());
    return raw && read ? Json::parse(*read) : std::nullopt;
  };
  const auto before = json(base);
  const auto mine = json(ours);
  const auto other = json(theirs);
  const auto isParted = [](const std::optional<Json>& value) {
    return value && (value->isList() || value->isObject());
  };
  if (!isParted(mine) || !isParted(other) || (base && !isParted(before)))
    return Raw();
  bool isDisputed = false;
  const auto merged = mergeJson(before, mine, other, [&](const JsonConflict&) {
    isDisputed = true;
    return Preference::None;
  });
  if (isDisputed || !merged)
    return Raw();
  const auto raw = writeField(spec, isXml, merged->toString());
  return raw ? Raw(*raw) : Raw();
}

Result<ContentMerge::Raw> ContentMerge::mergeField(const QString& name)
{
  const Raw base = valueIn(state(Side::Base), name);
  const Raw ours = valueIn(state(Side::Ours), name);
  const Raw theirs = valueIn(state(Side::Theirs), name);
  if (const auto raw = threeWay(base, ours, theirs))
    return *raw;
  const auto meaning = [&](const Raw& raw) {
    return raw ? Raw(canonical(m_types, m_type, name, *raw)) : raw;
  };
  const Raw was = meaning(base);
  const Raw mine = meaning(ours);
  const Raw other = meaning(theirs);
  if (mine == other)
    return std::min(ours, theirs);
  if (mine == was)
    return theirs;
  if (other == was)
    return ours;
  // Where a draft stands is written anew by every export.
  if (olx::isPlaceAttribute(m_type, name))
    return base ? base : std::max(ours, theirs);
  if (const FieldSpec* spec = m_types.field(m_type, name); spec && ours && theirs) {
    SCRIPTORIUM_TRY_ASSIGN(const Raw merged, mergeValue(*spec, base, ours, theirs));
    if (merged)
      return merged;
  }
  SCRIPTORIUM_TRY_ASSIGN(const Preference decided,
                         m_conflicts.decide(m_node, m_prefix + name, {base, ours, theirs}));
  return decided == Preference::Ours ? ours : decided == Preference::Theirs ? theirs : base;
}

Result<Unit> ContentMerge::mergeFields()
{
  QHash<QString, int> numbers;
  QStringList names;
  std::array<std::vector<int>, 3> lists;
  for (const Side side : kSides) {
    if (!state(side))
      continue;
    for (const auto& [name, value] : version(side).fields) {
      if (!numbers.contains(name)) {
        numbers.insert(name, int(names.size()));
        names.append(name);
      }
      lists[at(side)].push_back(numbers.value(name));
    }
  }
  QHash<int, QString> values;
  for (int number = 0; number < int(names.size()); ++number) {
    SCRIPTORIUM_TRY_ASSIGN(const Raw raw, mergeField(names[number]));
    if (raw)
      values.insert(number, *raw);
  }
  const auto merged = mergeLists(
      lists[0], lists[1], lists[2], [&](int number) { return values.contains(number); },
      [&](int x, int y) { return names[x] < names[y]; });
  QList<Fields::Entry> entries;
  for (const int number : merged.order)
    entries.append({names[number], values.value(number)});
  m_made.fields.setAll(entries);
  return Unit{};
}

Result<QByteArray> ContentMerge::text(Side side) const
{
  if (!state(side))
    return QByteArray();
  const Node& node = m_courses.node(m_node);
  const Block block{{}, node.type(), node.urlName(), {}, {}, {}, 0};
  return olx::blockText(m_courses.view(side), block, version(side));
}

void ContentMerge::takeBody(Side side)
{
  const BlockVersion& from = version(side);
  m_made.bodyForm = from.bodyForm;
  m_made.bodySide = side;
  m_made.body = from.body;
  m_made.bytes.clear();
  if (m_made.bodyPath.isEmpty())
    m_made.bodyPath = from.bodyPath;
}

/// Of two bodies with the same text the one whose form is new, or else the first by its bytes.
Result<Side> ContentMerge::newerForm() const
{
  if (state(Side::Base) && version(Side::Ours).bodyForm != version(Side::Theirs).bodyForm)
    return version(Side::Ours).bodyForm == version(Side::Base).bodyForm ? Side::Theirs : Side::Ours;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray ours, m_courses.body(*state(Side::Ours), Side::Ours));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray theirs, m_courses.body(*state(Side::Theirs), Side::Theirs));
  return ours < theirs ? Side::Ours : Side::Theirs;
}

/// Whether a merged body may stand: OLX that parses into the same element, HTML without a fault that neither
/// side had.
bool ContentMerge::isWhole(const QByteArray& merged, const std::array<QByteArray, 3>& texts) const
{
  if (m_made.bodyForm == BodyForm::Element && m_type != "html"_L1) {
    const auto element = olx::parseXml(merged, 1);
    return element && element->tag == m_type.toUtf8();
  }
  constexpr qsizetype kMany = 100;
  const auto faults = [](const QByteArray& html) {
    return markup::htmlFaults(QString::fromUtf8(html), kMany).size();
  };
  const qsizetype mine = faults(texts[at(Side::Ours)]);
  const qsizetype other = faults(texts[at(Side::Theirs)]);
  return faults(merged) <= std::max(mine, other);
}

Result<Unit> ContentMerge::mergeBody()
{
  std::array<QByteArray, 3> texts;
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(texts[at(side)], text(side));
  }
  const auto& [base, ours, theirs] = texts;
  const bool isOld = state(Side::Base) != nullptr;
  if (ours == theirs) {
    SCRIPTORIUM_TRY_ASSIGN(const Side side, newerForm());
    takeBody(side);
    return Unit{};
  }
  if (isOld && (ours == base || theirs == base)) {
    takeBody(ours == base ? Side::Theirs : Side::Ours);
    return Unit{};
  }
  const bool hasForm = version(Side::Ours).bodyForm == version(Side::Theirs).bodyForm;
  m_made.bodyForm = version(Side::Ours).bodyForm;
  const auto merged = hasForm && isOld ? mergeTexts(base, ours, theirs) : std::nullopt;
  if (merged && isWhole(*merged, texts)) {
    m_made.bytes = *merged;
    return Unit{};
  }
  const auto shown = [&](Side side) {
    return state(side) ? std::optional(QString::fromUtf8(texts[at(side)])) : std::nullopt;
  };
  SCRIPTORIUM_TRY_ASSIGN(const Preference decided,
                         m_conflicts.decide(m_node, m_prefix + u"body"_s,
                                            {shown(Side::Base), shown(Side::Ours), shown(Side::Theirs)}));
  const Side oneSide = ours < theirs ? Side::Ours : Side::Theirs;
  takeBody(decided == Preference::Ours     ? Side::Ours
           : decided == Preference::Theirs ? Side::Theirs
           : isOld                         ? Side::Base
                                           : oneSide);
  return Unit{};
}

/// What says where the body is and what is wrong with it.
Result<Unit> ContentMerge::mergeRest()
{
  const BlockVersion none;
  const BlockVersion& base = state(Side::Base) ? version(Side::Base) : none;
  const BlockVersion& ours = version(Side::Ours);
  const BlockVersion& theirs = version(Side::Theirs);
  m_made.bodyPath = threeWay(base.bodyPath, ours.bodyPath, theirs.bodyPath)
                        .value_or(std::min(ours.bodyPath, theirs.bodyPath));
  SCRIPTORIUM_TRY(mergeBody());
  for (const VersionFlag flag : {VersionFlag::MissingFile, VersionFlag::PureXBlock, VersionFlag::Broken})
    m_made.flags.setFlag(
        flag, threeWay(base.flags.testFlag(flag), ours.flags.testFlag(flag), theirs.flags.testFlag(flag))
                  .value_or(false));
  if (m_made.flags.testFlag(VersionFlag::MissingFile)) {
    m_made.note = std::min(ours.note, theirs.note);
    m_made.line = std::min(ours.line, theirs.line);
  }
  return Unit{};
}

/// A file that does not parse has neither fields nor a body to merge: it is one side's.
Result<MergedContent> ContentMerge::takeWhole(const QString& part)
{
  const auto shown = [&](Side side) -> Result<std::optional<QString>> {
    if (!state(side))
      return std::optional<QString>();
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, text(side));
    return std::optional(QString::fromUtf8(bytes));
  };
  SCRIPTORIUM_TRY_ASSIGN(const auto base, shown(Side::Base));
  SCRIPTORIUM_TRY_ASSIGN(const auto mine, shown(Side::Ours));
  SCRIPTORIUM_TRY_ASSIGN(const auto other, shown(Side::Theirs));
  SCRIPTORIUM_TRY_ASSIGN(const Preference decided,
                         m_conflicts.decide(m_node, m_prefix + part, {base, mine, other}));
  const Side oneSide = mine < other ? Side::Ours : Side::Theirs;
  const Side side = decided == Preference::Ours     ? Side::Ours
                    : decided == Preference::Theirs ? Side::Theirs
                    : state(Side::Base)             ? Side::Base
                                                    : oneSide;
  return MergedContent{side, {}};
}

Result<MergedContent> ContentMerge::run()
{
  const State* base = state(Side::Base);
  SCRIPTORIUM_TRY_ASSIGN(const bool isSame, isSameState(m_courses, *state(Side::Ours), Side::Ours,
                                                        *state(Side::Theirs), Side::Theirs));
  if (isSame)
    return MergedContent{Side::Ours, {}};
  if (base) {
    for (const Side side : {Side::Ours, Side::Theirs}) {
      SCRIPTORIUM_TRY_ASSIGN(const bool isOld, isSameState(m_courses, *base, Side::Base, *state(side), side));
      if (isOld)
        return MergedContent{side == Side::Ours ? Side::Theirs : Side::Ours, {}};
    }
  }
  for (const State* each : m_states)
    if (each && each->version.bodyForm == BodyForm::Broken)
      return takeWhole(u"content"_s);
  SCRIPTORIUM_TRY(mergeFields());
  SCRIPTORIUM_TRY(mergeRest());
  return MergedContent{std::nullopt, std::move(m_made)};
}

} // namespace

Result<bool> hasSameContent(ThreeCourses& courses, int node, Side a, Side b)
{
  SCRIPTORIUM_TRY_ASSIGN(const State* one, courses.head(node, a));
  SCRIPTORIUM_TRY_ASSIGN(const State* other, courses.head(node, b));
  return isSameState(courses, *one, a, *other, b);
}

Result<MergedContent> mergeContent(const ThreeCourses& courses, const BlockTypes& types, Conflicts& conflicts,
                                   int node, const States& states, const QString& prefix)
{
  return ContentMerge(courses, types, conflicts, node, states, prefix).run();
}

} // namespace scriptorium::merge
