#include "model/inheritance.h"

#include "model/coursefiles.h"
#include "model/fieldvalue.h"
#include "model/text/json.h"
#include "model/text/jsontext.h"

#include <QRegularExpression>
#include <QSet>
#include <QXmlStreamReader>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kFewOverrides = 16; ///< so many are looked through

/// Policies are named after the url_name that course.xml gives, whatever key the course has in the store.
QString policyRun(const CourseView& course)
{
  if (const auto pointer = fileBytes(course, u"course.xml"_s)) {
    QXmlStreamReader xml(*pointer);
    xml.setNamespaceProcessing(false);
    if (xml.readNextStartElement() && xml.attributes().hasAttribute("url_name"_L1))
      return xml.attributes().value("url_name"_L1).toString();
  }
  const auto root = course.block(course.root());
  if (root && !root->urlName.isEmpty() && fileBytes(course, u"policies/%1/policy.json"_s.arg(root->urlName)))
    return root->urlName;
  return course.key().run();
}

/// The policy's object; nothing when the file is missing, empty or broken, as for the server.
std::optional<Json> readPolicy(const CourseView& course, const QString& path, bool* exists)
{
  const auto bytes = fileBytes(course, path);
  *exists = bytes.has_value();
  auto json = bytes ? Json::parse(*bytes) : std::nullopt;
  return json && json->isObject() && !json->isEmpty() ? json : std::nullopt;
}

/// As the server: policies are applied by XmlMixin, so to Xml-blocks; discussion does it itself, the
/// extracted video block does not.
bool takesPolicy(const BlockTypes& types, const QString& type, const BlockVersion& version)
{
  if (type == "discussion"_L1)
    return true;
  if (type == "video"_L1)
    return false;
  return types.isKnown(type) ? types.type(type).isXmlBlock : !version.flags.testFlag(VersionFlag::PureXBlock);
}

/// A block of the chain from the one asked for up to the root.
struct Level
{
  Block block;
  BlockVersion version;
  bool isXmlBlock = true;
  bool takesPolicy = true;
};

Result<QList<Level>> levels(const CourseView& course, const BlockTypes& types, BlockId id)
{
  QList<Level> chain;
  // A store with a loop of parents is damaged; the depth of a course is far below this.
  constexpr int kMaxLevels = 256;
  while (id.isValid() && chain.size() < kMaxLevels) {
    Level level;
    SCRIPTORIUM_TRY_ASSIGN(level.block, course.block(id));
    SCRIPTORIUM_TRY_ASSIGN(level.version, course.version(id));
    const QString& type = level.block.type;
    level.takesPolicy = takesPolicy(types, type, level.version);
    level.isXmlBlock = types.isKnown(type) ? types.type(type).isXmlBlock
                                           : !level.version.flags.testFlag(VersionFlag::PureXBlock);
    id = level.block.parent;
    chain.append(std::move(level));
  }
  return chain;
}

/// Fills in what this level says of the field. False when it says nothing.
bool takeFrom(const Level& level, const PolicyReader& policy, EffectiveField& field)
{
  const auto overriding =
      level.takesPolicy ? policy.value(level.block.type, level.block.urlName, field.name) : std::nullopt;
  const auto own = overriding ? overriding : level.version.fields.value(field.name);
  if (!own)
    return false;
  field.raw = *own;
  field.from = level.block.id;
  field.origin = overriding ? FieldOrigin::Policy : FieldOrigin::Set;
  if (!field.spec) {
    field.json = overriding ? *own : jsonString(*own);
    return true;
  }
  const auto value =
      overriding ? readJsonValue(*field.spec, *own) : readField(*field.spec, level.isXmlBlock, *own);
  if (value) {
    field.json = *value;
  } else {
    field.json = field.spec->defaultJson;
    field.problem = value.error().detail;
  }
  return true;
}

EffectiveField effective(const QList<Level>& chain, const PolicyReader& policy, const FieldSpec& spec)
{
  EffectiveField field;
  field.spec = &spec;
  field.name = spec.name;
  const qsizetype reach = spec.isInheritable ? chain.size() : 1;
  for (qsizetype i = 0; i < reach; ++i) {
    if (!takeFrom(chain[i], policy, field))
      continue;
    if (i > 0)
      field.origin = FieldOrigin::Inherited;
    return field;
  }
  field.json = spec.defaultJson;
  return field;
}

/// Names set on the block that its type does not know.
QStringList unknownNames(const BlockTypes& types, const Level& level, const PolicyReader& policy)
{
  QStringList names;
  QSet<QString> seen;
  const auto add = [&](const QString& name) {
    if (seen.contains(name))
      return;
    seen.insert(name);
    if (!types.field(level.block.type, name))
      names.append(name);
  };
  for (const auto& entry : level.version.fields)
    add(entry.name);
  if (level.takesPolicy) {
    const auto overrides = policy.values(level.block.type, level.block.urlName);
    for (const auto& [name, json] : overrides)
      add(name);
  }
  return names;
}

/// "Week_1" → "Week 1"; nothing for an id that a machine made.
QString readableName(const QString& urlName)
{
  static const QRegularExpression kMade(u"^(.*_)?[0-9a-f]{12}$|^[0-9a-f]{20}$|^[0-9a-f]{32}$"_s);
  if (kMade.match(urlName).hasMatch())
    return {};
  QString name = urlName;
  return name.replace(u'_', u' ').simplified();
}

} // namespace

PolicyReader::PolicyReader(const CourseView& course)
{
  const QString run = policyRun(course);
  bool exists = false;
  m_path = u"policies/%1/policy.json"_s.arg(run);
  auto policy = readPolicy(course, m_path, &exists);
  if (!policy) {
    const QString fallback = u"policies/%1.json"_s.arg(run);
    bool fallbackExists = false;
    policy = readPolicy(course, fallback, &fallbackExists);
    if (fallbackExists)
      m_path = fallback;
    else if (!exists)
      m_path.clear();
  }
  m_path = behindLinks(course, m_path);
  for (const QString& name : {u"policies/%1/grading_policy.json"_s.arg(run), u"grading_policy.json"_s}) {
    const QString path = behindLinks(course, name);
    if (m_gradingPath.isEmpty() && course.find(kFileType.toString(), path))
      m_gradingPath = path;
  }
  if (!policy)
    return;
  for (const auto& [name, overrides] : policy->members()) {
    auto& values = m_values[QString::fromUtf8(name)];
    for (const auto& [field, value] : overrides.members())
      values.values.append({QString::fromUtf8(field), value.toString()});
    if (values.values.size() > kFewOverrides)
      for (qsizetype place = values.values.size(); place-- > 0;)
        values.places.insert(values.values[place].first, place);
  }
}

std::optional<QString> PolicyReader::value(const QString& type, const QString& urlName,
                                           const QString& field) const
{
  const auto found = m_values.constFind(type + u'/' + urlName);
  if (found == m_values.cend())
    return std::nullopt;
  if (!found->places.isEmpty()) {
    const auto place = found->places.constFind(field);
    return place == found->places.cend() ? std::nullopt : std::optional(found->values[*place].second);
  }
  for (const auto& [name, json] : found->values)
    if (name == field)
      return json;
  return std::nullopt;
}

QStringList PolicyReader::blocks() const
{
  return m_values.keys();
}

QList<QPair<QString, QString>> PolicyReader::values(const QString& type, const QString& urlName) const
{
  const auto found = m_values.constFind(type + u'/' + urlName);
  return found == m_values.cend() ? QList<QPair<QString, QString>>() : found->values;
}

Result<QList<EffectiveField>> effectiveFields(const CourseView& course, const BlockTypes& types,
                                              const PolicyReader& policy, BlockId block)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<Level> chain, levels(course, types, block));
  QList<EffectiveField> fields;
  if (chain.isEmpty())
    return fields;
  const auto specs = types.fields(chain.front().block.type);
  for (const FieldSpec* spec : specs)
    fields.append(effective(chain, policy, *spec));
  const auto unknown = unknownNames(types, chain.front(), policy);
  for (const QString& name : unknown) {
    EffectiveField field;
    field.name = name;
    takeFrom(chain.front(), policy, field);
    fields.append(std::move(field));
  }
  return fields;
}

QString displayName(const BlockTypes& types, const PolicyReader& policy, const QString& type,
                    const QString& urlName, const QString& attribute)
{
  const bool isReached = takesPolicy(types, type, BlockVersion());
  const auto json = isReached ? policy.value(type, urlName, u"display_name"_s) : std::nullopt;
  const auto value = json ? Json::parse(*json) : std::nullopt;
  return value && value->isText() ? value->text() : attribute;
}

QString blockTitle(const BlockTypes& types, const Block& block, const Fields& fields)
{
  if (block.type == kFileType)
    return block.urlName.section(u'/', -1);
  const BlockType& type = types.type(block.type);
  static const QString kDisplayName = u"display_name"_s;
  const FieldSpec* spec = types.field(block.type, kDisplayName);
  const auto text = [](const QString& json) {
    const auto value = Json::parse(json);
    return value ? value->text().simplified() : QString();
  };
  if (const auto raw = fields.value(kDisplayName)) {
    const auto json = spec ? readField(*spec, type.isXmlBlock, *raw) : Result<QString>(jsonString(*raw));
    if (QString title = json ? text(*json) : raw->simplified(); !title.isEmpty())
      return title;
  }
  if (QString title = spec ? text(spec->defaultJson) : QString(); !title.isEmpty())
    return title;
  if (QString title = readableName(block.urlName); !title.isEmpty())
    return title;
  return type.isKnown ? type.displayName : block.type;
}

} // namespace scriptorium
