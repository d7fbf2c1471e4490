#include "merge/filemerge.h"

#include "markup/html/htmlfaults.h"
#include "merge/jsonmerge.h"
#include "merge/textmerge.h"
#include "olx/write/coursewriter.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::merge {
namespace {

constexpr qsizetype kMaxMerged = 10 << 20; ///< larger files are one side's or the other's

bool isPolicy(const QString& path)
{
  return path.startsWith("policies/"_L1) && path.endsWith(".json"_L1) &&
         !path.endsWith("grading_policy.json"_L1) && path != "policies/assets.json"_L1;
}

bool isJson(const QString& path)
{
  return path.endsWith(".json"_L1) &&
         (path.startsWith("policies/"_L1) || path.startsWith("info/"_L1) || path == "grading_policy.json"_L1);
}

bool isPage(const QString& path)
{
  return path.endsWith(".html"_L1) &&
         (path.startsWith("about/"_L1) || path.startsWith("info/"_L1) || path.startsWith("tabs/"_L1));
}

std::optional<QString> shown(const std::optional<Json>& value)
{
  if (!value)
    return std::nullopt;
  return value->isText() ? value->text() : value->toString();
}

class FileMerge
{
public:
  FileMerge(ThreeCourses& courses, Conflicts& conflicts, int node)
      : m_courses(courses), m_conflicts(conflicts), m_number(node), m_node(courses.node(node)),
        m_path(m_node.urlName())
  {}
  Result<std::optional<MergedBlock>> run();

private:
  Result<bool> isSame(Side a, Side b);
  Result<MergedBlock> taken(Side side);
  Result<MergedBlock> disputed(const QString& part);
  Result<std::optional<QString>> summary(Side side);
  Result<std::optional<QByteArray>> merged();
  std::optional<QByteArray> mergedPage() const;
  Result<std::optional<QByteArray>> mergedJson();
  Result<std::optional<Json>> mergedValue(const std::array<std::optional<Json>, 3>& values);
  Result<std::optional<Json>> mergedPolicy(const std::array<std::optional<Json>, 3>& values);
  Result<std::optional<Json>> mergeAt(int node, const QString& prefix,
                                      const std::array<std::optional<Json>, 3>& values);
  QString keyInOurs(const QString& key, Side side) const;

  ThreeCourses& m_courses;
  Conflicts& m_conflicts;
  int m_number;
  const Node& m_node;
  QString m_path;
  std::array<QByteArray, 3> m_bytes; ///< read when both changed it
};

Result<bool> FileMerge::isSame(Side a, Side b)
{
  if (m_node.isSame(a, b))
    return true;
  // Under another name of the run the hash is another one.
  if (m_courses.pathIn(a, m_path) == m_courses.pathIn(b, m_path) || !m_node.isIn(a) || !m_node.isIn(b))
    return false;
  SCRIPTORIUM_TRY_ASSIGN(const State* one, m_courses.head(m_number, a));
  SCRIPTORIUM_TRY_ASSIGN(const State* other, m_courses.head(m_number, b));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray mine, m_courses.body(*one, a));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray theirs, m_courses.body(*other, b));
  return one->version.fields == other->version.fields && mine == theirs;
}

Result<MergedBlock> FileMerge::taken(Side side)
{
  MergedBlock block;
  block.type = m_node.type();
  block.urlName = m_path;
  SCRIPTORIUM_TRY_ASSIGN(const auto pointers, m_courses.block(m_number, side));
  block.isRemoved = !pointers;
  if (pointers) {
    block.head.whole = side;
    block.head.version = pointers->head;
  }
  return block;
}

Result<std::optional<QString>> FileMerge::summary(Side side)
{
  SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(m_number, side));
  if (!state)
    return std::optional<QString>();
  if (!state->version.body.isValid())
    return std::optional(state->version.fields.value(filefield::kTarget.toString()).value_or(u"folder"_s));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_courses.body(*state, side));
  if (isPage(m_path) || isJson(m_path))
    return std::optional(QString::fromUtf8(bytes));
  return std::optional(
      u"%1 bytes, %2"_s.arg(bytes.size()).arg(QString::fromLatin1(sha256(bytes).hex().first(12))));
}

/// One side's, or until that is resolved the base's; without a base the first by its bytes.
Result<MergedBlock> FileMerge::disputed(const QString& part)
{
  Conflicts::Values values;
  SCRIPTORIUM_TRY_ASSIGN(values.base, summary(Side::Base));
  SCRIPTORIUM_TRY_ASSIGN(values.mine, summary(Side::Ours));
  SCRIPTORIUM_TRY_ASSIGN(values.theirs, summary(Side::Theirs));
  SCRIPTORIUM_TRY_ASSIGN(const Preference decided, m_conflicts.decide(m_number, part, values));
  if (decided != Preference::None)
    return taken(decided == Preference::Ours ? Side::Ours : Side::Theirs);
  if (!values.mine || !values.theirs)
    return taken(values.mine ? Side::Ours : Side::Theirs); // what is there is not lost
  return taken(values.base ? Side::Base : *values.mine < *values.theirs ? Side::Ours : Side::Theirs);
}

std::optional<QByteArray> FileMerge::mergedPage() const
{
  const auto& [base, ours, theirs] = m_bytes;
  auto text = m_node.isIn(Side::Base) ? mergeTexts(base, ours, theirs) : std::nullopt;
  const auto faults = [](const QByteArray& html) {
    return markup::htmlFaults(QString::fromUtf8(html), 100).size();
  };
  if (text && faults(*text) > std::max(faults(ours), faults(theirs)))
    text.reset();
  return text;
}

Result<std::optional<Json>> FileMerge::mergeAt(int node, const QString& prefix,
                                               const std::array<std::optional<Json>, 3>& values)
{
  std::optional<Error> failure;
  auto merged = mergeJson(values[0], values[1], values[2], [&](const JsonConflict& conflict) {
    const QString path = conflict.path.isEmpty() ? u"content"_s : conflict.path;
    const auto decided = m_conflicts.decide(
        node, prefix + path, {shown(conflict.base), shown(conflict.ours), shown(conflict.theirs)});
    if (!decided)
      failure = decided.error();
    return decided ? *decided : Preference::None;
  });
  return failure ? Result<std::optional<Json>>(*failure) : merged;
}

QString FileMerge::keyInOurs(const QString& key, Side side) const
{
  const auto root = m_courses.view(side).block(m_courses.view(side).root());
  const bool isRoot = root && key == root->type + u'/' + root->urlName;
  return isRoot ? QString::fromUtf8(m_courses.node(m_courses.root()).name) : key;
}

/// A policy, entry by entry: its conflicts are those of the blocks.
Result<std::optional<Json>> FileMerge::mergedPolicy(const std::array<std::optional<Json>, 3>& values)
{
  std::array<Json, 3> entries;
  for (const Side side : kSides) {
    entries[at(side)] = Json::object();
    if (!values[at(side)])
      continue;
    for (const auto& [name, entry] : values[at(side)]->members())
      entries[at(side)].set(keyInOurs(QString::fromUtf8(name), side), entry);
  }
  Json policy = Json::object();
  for (const Json& side : entries) {
    for (const auto& [name, entry] : side.members()) {
      if (policy.contains(QUtf8StringView(name)))
        continue;
      const QString key = QString::fromUtf8(name);
      const int block = m_courses.find(key);
      SCRIPTORIUM_TRY_ASSIGN(const auto merged,
                             mergeAt(block < 0 ? m_number : block, block < 0 ? key + u'.' : QString(),
                                     {entries[0].find(key), entries[1].find(key), entries[2].find(key)}));
      if (merged)
        policy.set(key, *merged);
    }
  }
  return std::optional(policy);
}

Result<std::optional<QByteArray>> FileMerge::mergedJson()
{
  std::array<std::optional<Json>, 3> values;
  for (const Side side : kSides) {
    if (!m_node.isIn(side))
      continue;
    // What would be lost by writing it anew is not merged.
    if (!olx::studioJson(m_bytes[at(side)]))
      return std::optional<QByteArray>();
    values[at(side)] = Json::parse(m_bytes[at(side)]);
    if (!values[at(side)])
      return std::optional<QByteArray>();
  }
  const bool areObjects =
      std::ranges::all_of(values, [](const auto& value) { return !value || value->isObject(); });
  SCRIPTORIUM_TRY_ASSIGN(const auto merged, isPolicy(m_path) && areObjects ? mergedPolicy(values)
                                                                           : mergeAt(m_number, {}, values));
  if (!merged)
    return std::optional<QByteArray>();
  std::optional<QByteArray> bytes;
  for (const Side side : {Side::Ours, Side::Theirs})
    if (isSameJson(merged, values[at(side)]))
      bytes = bytes ? std::min(*bytes, m_bytes[at(side)]) : m_bytes[at(side)];
  return bytes ? bytes : std::optional(olx::studioJson(*merged));
}

Result<std::optional<QByteArray>> FileMerge::merged()
{
  for (const Side side : kSides) {
    SCRIPTORIUM_TRY_ASSIGN(const State* state, m_courses.head(m_number, side));
    if (state && (state->version.bodyForm != BodyForm::File ||
                  state->version.fields.contains(filefield::kKind.toString())))
      return std::optional<QByteArray>();
    if (!state)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(m_bytes[at(side)], m_courses.body(*state, side));
    if (m_bytes[at(side)].size() > kMaxMerged)
      return std::optional<QByteArray>();
  }
  return isJson(m_path) ? mergedJson() : Result<std::optional<QByteArray>>(mergedPage());
}

Result<std::optional<MergedBlock>> FileMerge::run()
{
  const auto some = [](Result<MergedBlock> block) {
    return block ? Result<std::optional<MergedBlock>>(*std::move(block)) : block.error();
  };
  // What names the course stays what it is.
  const bool isKeyFile = m_path == "course.xml"_L1 || m_path == "library.xml"_L1;
  if (isKeyFile && !(m_courses.view(Side::Ours).key() == m_courses.view(Side::Theirs).key()))
    return std::optional<MergedBlock>();
  SCRIPTORIUM_TRY_ASSIGN(const bool areSame, isSame(Side::Ours, Side::Theirs));
  SCRIPTORIUM_TRY_ASSIGN(const bool isOldTheirs, isSame(Side::Base, Side::Theirs));
  if (areSame || isOldTheirs)
    return std::optional<MergedBlock>();
  SCRIPTORIUM_TRY_ASSIGN(const bool isOldOurs, isSame(Side::Base, Side::Ours));
  if (isOldOurs)
    return some(taken(Side::Theirs));
  if (!m_node.isIn(Side::Ours) || !m_node.isIn(Side::Theirs))
    return some(disputed(u"existence"_s));
  if (isJson(m_path) || isPage(m_path)) {
    SCRIPTORIUM_TRY_ASSIGN(const auto bytes, merged());
    if (bytes) {
      for (const Side side : {Side::Ours, Side::Theirs})
        if (*bytes == m_bytes[at(side)])
          return some(taken(side));
      SCRIPTORIUM_TRY_ASSIGN(MergedBlock block, taken(Side::Ours));
      SCRIPTORIUM_TRY_ASSIGN(const State* ours, m_courses.head(m_number, Side::Ours));
      block.head = {};
      block.head.fields = ours->version.fields;
      block.head.bodyForm = BodyForm::File;
      block.head.bytes = *bytes;
      return std::optional(block);
    }
  }
  return some(disputed(u"content"_s));
}

} // namespace

Result<std::optional<MergedBlock>> mergeFile(ThreeCourses& courses, Conflicts& conflicts, int node)
{
  return FileMerge(courses, conflicts, node).run();
}

} // namespace scriptorium::merge
