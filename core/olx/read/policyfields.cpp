#include "olx/read/policyfields.h"

#include "model/fieldvalue.h"
#include "model/text/json.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

bool takesPolicy(const QString& type, const BlockType& blockType, VersionFlags flags)
{
  if (type == "discussion"_L1)
    return true;
  return type != "video"_L1 && blockType.isXmlBlock && !flags.testFlag(VersionFlag::PureXBlock);
}

bool isPolicyOnly(const QString& name)
{
  return name == "tabs"_L1 || name == "discussion_topics"_L1 || name == "discussion_blackouts"_L1 ||
         name == "grading_policy"_L1 || name == "data_dir"_L1 || name == "xml_attributes"_L1;
}

/// A string as it is, everything else as its JSON text: what an unknown policy key becomes as an attribute.
QString plainText(const QString& json)
{
  const auto value = Json::parse(json);
  return value && value->isText() ? value->text() : json;
}

} // namespace

Fields withPolicy(const BlockTypes& types, const PolicyReader& policy, const QString& type,
                  const QString& urlName, const BlockVersion& version)
{
  Fields fields = version.fields;
  const BlockType& blockType = types.type(type);
  if (!takesPolicy(type, blockType, version.flags))
    return fields;
  QList<Fields::Entry> overriding;
  const auto values = policy.values(type, urlName);
  for (const auto& [name, json] : values) {
    if (isPolicyOnly(name))
      continue;
    const FieldSpec* spec = types.field(type, name);
    const auto written =
        spec != nullptr ? writeField(*spec, blockType.isXmlBlock, json) : Result<QString>(plainText(json));
    overriding.append({name, written ? *written : plainText(json)});
  }
  fields.setAll(overriding);
  return fields;
}

bool isPlaceAttribute(const QString& type, const QString& name)
{
  if (name == "org"_L1 || name == "course"_L1)
    return type == "course"_L1 || type == "library"_L1;
  if (name == "filename"_L1)
    return type == "html"_L1;
  return name == "url_name"_L1 || name == "xblock-family"_L1 || name == "parent_url"_L1 ||
         name == "parent_sequential_url"_L1 || name == "index_in_children_list"_L1;
}

} // namespace scriptorium::olx
