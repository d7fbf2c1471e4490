#include "olx/write/writtenfields.h"

#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

const QString kUrlName = u"url_name"_s;
const QString kFamily = u"xblock-family"_s;

/// What a type's own writer puts before the settings.
QStringList leadingFields(const QString& type)
{
  if (type == "course"_L1)
    return {u"license"_s};
  if (type == "html"_L1)
    return {u"filename"_s};
  if (type == "video"_L1)
    return {u"youtube"_s, kUrlName, u"sub"_s, u"transcripts"_s, u"license"_s};
  if (type == "split_test"_L1)
    return {u"group_id_to_child"_s, u"user_partition_id"_s};
  return {};
}

/// What `conditional` writes behind its settings, in the order it was read.
bool isCondition(const QString& name)
{
  static const QStringList kNames = {u"sources"_s,   u"message"_s, u"poll_answer"_s, u"submitted"_s,
                                     u"attempted"_s, u"correct"_s, u"voted"_s};
  return kNames.contains(name);
}

/// Studio keeps unknown attributes of these in the stored element itself, so they come first again.
bool keepsElement(const QString& type, const BlockVersion& version)
{
  return version.bodyForm == BodyForm::Element && type != "video"_L1;
}

QString fileNameOf(const QString& urlName)
{
  return urlName.section(u':', -1);
}

/// Every field once, with what the place asks for.
Fields completed(const QString& type, const QString& urlName, const BlockVersion& version, WrittenPlace place)
{
  Fields fields = version.fields;
  if (place == WrittenPlace::Library) {
    fields.remove(kUrlName);
    return fields;
  }
  if (place != WrittenPlace::OwnFile || (type == "video"_L1 && !fields.contains(kUrlName)))
    fields.set(kUrlName, urlName);
  if (version.bodyForm == BodyForm::Text && type == "html"_L1 && !fields.contains(u"filename"_s))
    fields.set(u"filename"_s, fileNameOf(urlName));
  return fields;
}

class Ordered
{
public:
  explicit Ordered(const Fields& fields) : m_all(fields) {}

  void take(const QString& name)
  {
    const auto value = m_all.value(name);
    if (value && !m_taken.contains(name)) {
      m_taken.insert(name);
      m_ordered.set(name, *value);
    }
  }
  void takeAll(const auto& wanted)
  {
    for (const auto& entry : m_all)
      if (wanted(entry.name))
        take(entry.name);
  }
  void takeSorted(const auto& wanted)
  {
    QStringList names;
    for (const auto& entry : m_all)
      if (wanted(entry.name))
        names.append(entry.name);
    std::ranges::sort(names);
    for (const auto& name : names)
      take(name);
  }
  Fields result() const { return m_ordered; }

private:
  const Fields& m_all;
  Fields m_ordered;
  QSet<QString> m_taken;
};

/// The family is written where it was, and where a vertical would take a bare tag for a pointer (docs/olx.md,
/// Pointers).
Fields pureXBlockFields(const Fields& fields, bool hadFamily)
{
  Ordered ordered(fields);
  ordered.take(kUrlName);
  ordered.take(kFamily);
  Fields result = ordered.result();
  if (!result.contains(kFamily) && (hadFamily || (fields.size() == 1 && fields.contains(kUrlName))))
    result.set(kFamily, u"xblock.v1"_s);
  for (const auto& entry : fields)
    result.set(entry.name, entry.value);
  return result;
}

} // namespace

Fields writtenFields(const BlockTypes& types, const QString& type, const QString& urlName,
                     const BlockVersion& version, WrittenPlace place)
{
  const Fields fields = completed(type, urlName, version, place);
  const BlockType& blockType = types.type(type);
  const bool hadFamily = version.flags.testFlag(VersionFlag::PureXBlock);
  if (hadFamily || !blockType.isXmlBlock)
    return pureXBlockFields(fields, hadFamily);

  const auto isSetting = [&](const QString& name) {
    if (type == "conditional"_L1 && isCondition(name))
      return false;
    const FieldSpec* spec = types.field(type, name);
    return spec != nullptr && spec->scope == FieldScope::Settings;
  };
  Ordered ordered(fields);
  if (place != WrittenPlace::OwnFile && type != "video"_L1)
    ordered.take(kUrlName);
  if (place == WrittenPlace::InlineRoot) {
    ordered.take(u"org"_s);
    ordered.take(u"course"_s);
  }
  for (const auto& name : leadingFields(type))
    ordered.take(name);
  if (keepsElement(type, version))
    ordered.takeAll([&](const QString& name) { return !isSetting(name); });
  ordered.takeSorted(isSetting);
  ordered.takeAll([](const QString&) { return true; });
  return ordered.result();
}

} // namespace scriptorium::olx
