#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Of a type that has nothing but a name we know too little to say what it does not have; these read their
/// attributes themselves.
bool isDescribed(const BlockType& type)
{
  static constexpr std::array kOwnReaders = {"library"_L1, "openassessment"_L1, "recommender"_L1, "ubcpi"_L1};
  return std::ranges::none_of(kOwnReaders, [&](QLatin1StringView own) { return type.type == own; }) &&
         std::ranges::any_of(type.fields,
                             [](const FieldSpec& field) { return field.name != u"display_name"; });
}

/// What says where an element stands, or what an older Studio left in the published tree.
bool isNoField(const QString& name)
{
  static constexpr std::array kNames = {
      "url_name"_L1,   "xblock-family"_L1,         "slug"_L1,
      "parent_url"_L1, "parent_sequential_url"_L1, "index_in_children_list"_L1};
  return name.startsWith("xmlns"_L1) || name.contains(u':') ||
         std::ranges::any_of(kNames, [&](QLatin1StringView own) { return name == own; });
}

void findUnknownAttributes(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.type().isXmlBlock || !block.type().isKnown || !isDescribed(block.type()))
    return;
  QStringList names;
  for (const auto& [name, value] : block.fields())
    if (!isNoField(name) && !block.spec(name))
      names.append(name);
  if (!names.isEmpty())
    findings.append(
        rule.finding(u"The component has no field for %1; Studio drops what a component does not know."_s.arg(
                         names.join(u", "_s)),
                     block.place(names.front())));
}

} // namespace

Rule unknownAttribute()
{
  return {.id = u"unknown-attribute"_s,
          .severity = Finding::Severity::Warning,
          .title = u"An attribute that the component does not know"_s,
          .explanation =
              u"Check the spelling; or nothing, when your server's version of the component knows it."_s,
          .block = findUnknownAttributes};
}

} // namespace scriptorium::checks
