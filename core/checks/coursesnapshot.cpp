#include "checks/coursesnapshot.h"

#include "model/coursefiles.h"
#include "model/text/json.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {

CourseSnapshot::CourseSnapshot(const CourseView& view, const BlockTypes& types)
    : m_view(view), m_types(types), m_kind(view.key().kind()), m_root(take(view.block(view.root())))
{}

template <typename T>
T CourseSnapshot::take(Result<T> result) const
{
  if (result)
    return *std::move(result);
  if (!m_failure)
    m_failure = result.error();
  return {};
}

const FieldSpec* CourseSnapshot::field(const QString& type, const QString& name) const
{
  auto fields = m_fields.find(type);
  if (fields == m_fields.end()) {
    fields = m_fields.insert(type, {});
    const auto all = m_types.fields(type);
    for (const FieldSpec* spec : all)
      if (!fields->contains(spec->name))
        fields->insert(spec->name, spec);
  }
  return fields->value(name);
}

BlockVersion CourseSnapshot::rootVersion() const
{
  return take(m_root.published.isValid() ? m_view.versionById(m_root.published) : m_view.version(m_root.id));
}

const PolicyReader& CourseSnapshot::policy() const
{
  if (!m_policy)
    m_policy = std::make_unique<PolicyReader>(m_view);
  return *m_policy;
}

CourseSnapshot::PolicyFile CourseSnapshot::policyFile(const QString& path) const
{
  const auto bytes = path.isEmpty() ? std::nullopt : fileBytes(m_view, path);
  return bytes ? PolicyFile{path, *bytes} : PolicyFile{};
}

const QList<CourseSnapshot::File>& CourseSnapshot::files() const
{
  if (m_files)
    return *m_files;
  m_files.emplace();
  auto ids = take(m_view.blocks(kFileType.toString()));
  std::ranges::sort(ids);
  for (const BlockId id : ids)
    m_files->append({id, take(m_view.block(id)).urlName});
  return *m_files;
}

bool CourseSnapshot::isFile(const File& file) const
{
  return take(m_view.version(file.id)).bodyForm == BodyForm::File;
}

bool CourseSnapshot::hasFile(const QString& path) const
{
  return m_view.find(kFileType.toString(), behindLinks(m_view, path)).has_value();
}

QByteArray CourseSnapshot::bytes(BlobId blob) const
{
  return blob.isValid() ? take(m_view.blob(blob)) : QByteArray();
}

QString CourseSnapshot::sourcePath(SourceId source) const
{
  return source.isValid() ? take(m_view.sourcePath(source)) : QString();
}

QString CourseSnapshot::ownFile(const Block& block) const
{
  Block owner = block;
  const auto isInline = [&] {
    const BlockType& type = m_types.type(owner.type);
    return !type.isXmlBlock || type.isInlineOnly;
  };
  while (isInline() && owner.parent.isValid()) {
    const auto parent = m_view.block(owner.parent);
    if (!parent)
      break;
    owner = *parent;
  }
  return u"%1/%2.xml"_s.arg(owner.type, owner.urlName);
}

const QStringList& CourseSnapshot::assignmentTypes() const
{
  if (m_assignmentTypes)
    return *m_assignmentTypes;
  const auto policy = Json::parse(gradingPolicyFile().bytes);
  const auto graders = policy ? policy->find("GRADER") : std::nullopt;
  m_assignmentTypes = {u"Homework"_s, u"Lab"_s, u"Midterm Exam"_s, u"Final Exam"_s};
  if (!graders || !graders->isList())
    return *m_assignmentTypes;
  m_assignmentTypes->clear();
  for (const Json& grader : graders->items())
    if (const auto type = grader.find("type"))
      m_assignmentTypes->append(type->text());
  return *m_assignmentTypes;
}

void CourseSnapshot::forget(Inputs inputs)
{
  if (inputs.testFlag(Input::Policies)) {
    m_policy.reset();
    m_assignmentTypes.reset();
  }
  if (inputs.testFlag(Input::Files))
    m_files.reset();
  if (inputs.testFlag(Input::Root))
    m_root = take(m_view.block(m_view.root()));
}

} // namespace scriptorium::checks
