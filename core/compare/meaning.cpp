#include "compare/meaning.h"

#include "model/fieldvalue.h"
#include "model/text/json.h"
#include "olx/read/metafields.h"
#include "olx/read/policyfields.h"
#include "olx/write/studiovalues.h"
#include "olx/xml/normalform.h"
#include "olx/xml/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isComment(QByteArrayView raw)
{
  const QByteArrayView text = raw.trimmed();
  return text.isEmpty() || text.startsWith("<!--") || text.startsWith("<?");
}

QByteArray orAsIs(const Result<QByteArray>& form, const QByteArray& bytes)
{
  return form ? *form : bytes;
}

} // namespace

MeaningReader::MeaningReader(const CourseView& course, const BlockTypes& types)
    : m_course(course), m_types(types), m_policy(course)
{
  if (const auto root = course.block(course.root()))
    m_run = root->urlName;
  const auto file = course.find(kFileType.toString(), m_policy.path());
  const auto version = file ? course.version(*file) : Result<BlockVersion>(file.error());
  if (version && version->body.isValid()) {
    const auto bytes = course.blob(version->body);
    m_isPolicyRead = bytes && sortedJson(*bytes);
  }
}

Meaning::Value MeaningReader::value(const QString& type, const QString& name, const QString& written) const
{
  // Open edX reads the dates of an assessment without their zones.
  const QString raw =
      type == "openassessment"_L1
          ? olx::studioValues(m_types, m_course.key(), type, {{name, written}}).value(name).value_or(written)
          : written;
  const FieldSpec* spec = m_types.field(type, name);
  const auto read = spec ? readField(*spec, m_types.type(type).isXmlBlock, raw) : Result<QString>(raw);
  const auto json = sortedJson((read ? *read : raw).toUtf8());
  return {written, json ? QString::fromUtf8(*json) : raw};
}

void MeaningReader::readFields(const Block& block, const BlockVersion& version, Meaning& meaning) const
{
  const Fields fields = olx::withPolicy(m_types, m_policy, block.type, block.urlName, version);
  for (const auto& [name, raw] : fields)
    if (!olx::isPlaceAttribute(block.type, name))
      meaning.fields.insert(name, value(block.type, name, raw));
  if (block.id != m_course.root())
    return;
  // What the course has in its policy alone.
  const auto values = m_policy.values(block.type, block.urlName);
  for (const auto& [name, json] : values) {
    const auto canonical = sortedJson(json.toUtf8());
    if (!meaning.fields.contains(name) && name != "xml_attributes"_L1)
      meaning.fields.insert(name, {json, canonical ? QString::fromUtf8(*canonical) : json});
  }
}

Result<Unit> MeaningReader::readChildren(const BlockVersion& version, Meaning& meaning) const
{
  for (const Child& child : version.children) {
    if (child.form != Child::Form::Raw) {
      SCRIPTORIUM_TRY_ASSIGN(const Block block, m_course.block(child.block));
      meaning.children.append(block.type + u'/' + block.urlName);
    } else if (!isComment(child.raw)) {
      meaning.children.append(QString::fromUtf8(orAsIs(olx::normalForm(child.raw), child.raw.trimmed())));
    }
  }
  return Unit{};
}

Result<Unit> MeaningReader::readBody(const Block& block, const BlockVersion& version, bool hasMeta,
                                     Meaning& meaning) const
{
  if (!version.body.isValid())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_course.blob(version.body));
  if (version.bodyForm != BodyForm::Element)
    meaning.body = bytes;
  else if (block.type == "html"_L1)
    meaning.body = orAsIs(olx::innerForm(bytes), bytes);
  else {
    const QByteArray element = hasMeta ? olx::withoutMeta(bytes) : bytes;
    meaning.body =
        orAsIs(olx::normalFormWith(olx::studioElement(m_course.key(), block.type, element), {}), bytes);
  }
  return Unit{};
}

Result<Meaning> MeaningReader::read(const Block& block, VersionId id) const
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, m_course.versionById(id));
  SCRIPTORIUM_TRY_ASSIGN(
      const olx::MetaFields read,
      olx::withMeta(m_types, block.type, version, [this](BlobId blob) { return m_course.blob(blob); }));
  version.fields = read.fields;
  version.children.removeIf([&read](const Child& child) {
    return child.form == Child::Form::Raw && !read.element.isEmpty() && child.raw == read.element;
  });
  Meaning meaning;
  meaning.isMissing = version.flags.testFlag(VersionFlag::MissingFile);
  readFields(block, version, meaning);
  SCRIPTORIUM_TRY(readChildren(version, meaning));
  SCRIPTORIUM_TRY(readBody(block, version, !read.element.isEmpty(), meaning));
  return meaning;
}

Result<QByteArray> MeaningReader::readFile(const Block& file) const
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_course.versionById(file.head));
  if (!version.body.isValid())
    return version.fields.value(filefield::kTarget.toString()).value_or(QString()).toUtf8();
  SCRIPTORIUM_TRY_ASSIGN(QByteArray bytes, m_course.blob(version.body));
  if (!file.urlName.endsWith(u".json"_s) || bytes.size() > (10 << 20))
    return bytes;
  const auto json = sortedJson(bytes);
  return json ? *json : bytes;
}

Result<QString> MeaningReader::filePath(const Block& file) const
{
  const QString& path = file.urlName;
  // A policy behind a link is a file of its own as well, perhaps of other runs.
  const bool isOwnPolicy = path == m_policy.path() && path.startsWith(u"policies/"_s + m_run);
  if (path == "course.xml"_L1 || (m_isPolicyRead && isOwnPolicy))
    return QString();
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_course.versionById(file.head));
  const auto kind = version.fields.value(filefield::kKind.toString());
  if (kind == filefield::kFolder)
    return QString();
  // A run's policies may lie in another folder, behind a link; they were read through it.
  if (kind == filefield::kLink && m_isPolicyRead && path == u"policies/"_s + m_run)
    return QString();
  if (path == m_policy.gradingPolicyPath())
    return u"grading_policy.json"_s;
  for (const auto* folder : {"policies/%1/", "about/%1/", "info/%1/", "tabs/%1/"}) {
    const QString prefix = QString::fromLatin1(folder).arg(m_run);
    if (!m_run.isEmpty() && path.startsWith(prefix))
      return QString::fromLatin1(folder).arg(u"RUN"_s) + path.sliced(prefix.size());
  }
  return path;
}

} // namespace scriptorium
