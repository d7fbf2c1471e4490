#include "checks/coursesnapshot.h"

#include "assets/assetnames.h"
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
  const auto bytes = path.isEmpty() ? std::nullopt : scriptorium::fileBytes(m_view, path);
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
  m_hasLookedBeside = true;
  return m_view.find(kFileType.toString(), behindLinks(m_view, path)).has_value();
}

std::optional<QByteArray> CourseSnapshot::fileBytes(const QString& path) const
{
  m_hasLookedBeside = true;
  return scriptorium::fileBytes(m_view, path);
}

const CourseSnapshot::FileNames& CourseSnapshot::fileNames() const
{
  if (m_fileNames)
    return *m_fileNames;
  m_fileNames.emplace();
  for (const File& file : files()) {
    m_fileNames->folded.insert(file.path.toCaseFolded(), file.path);
    if (!file.path.startsWith("static/"_L1))
      continue;
    const QString name = file.path.sliced(7);
    m_fileNames->statics.insert(name);
    m_fileNames->statics.insert(assetKeyName(name));
  }
  return *m_fileNames;
}

bool CourseSnapshot::hasStatic(const QString& name) const
{
  m_hasLookedBeside = true;
  const auto& statics = fileNames().statics;
  return statics.contains(name) || statics.contains(assetKeyName(name)) || hasFile(u"static/"_s + name);
}

bool CourseSnapshot::hasStaticFiles() const
{
  return !fileNames().statics.isEmpty();
}

QString CourseSnapshot::otherCase(const QString& path) const
{
  m_hasLookedBeside = true;
  const QString there = fileNames().folded.value(path.toCaseFolded());
  return there.isEmpty() || there == path ? QString()
                                          : u" There is %1, which differs in case only."_s.arg(there);
}

bool CourseSnapshot::hasName(const QString& urlName) const
{
  m_hasLookedBeside = true;
  if (!m_names) {
    m_names.emplace();
    const auto all = m_view.eachHash([&](const CourseView::HashRow& row) -> Result<Unit> {
      m_names->insert(row.urlName.toByteArray());
      return Unit{};
    });
    if (!all && !m_failure)
      m_failure = all.error();
  }
  return m_names->contains(urlName.toUtf8());
}

const Partitions& CourseSnapshot::partitions() const
{
  m_hasLookedBeside = true;
  if (!m_partitions)
    m_partitions = std::make_unique<Partitions>(*this);
  return *m_partitions;
}

BlockId CourseSnapshot::find(const QString& type, const QString& urlName) const
{
  m_hasLookedBeside = true;
  const std::pair key(type, urlName);
  auto known = m_found.constFind(key);
  if (known == m_found.cend())
    known = m_found.insert(key, m_view.find(type, urlName).value_or(BlockId()));
  return *known;
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
  m_hasLookedBeside = true;
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

bool CourseSnapshot::isAssignmentType(const QString& name) const
{
  const auto& all = assignmentTypes();
  if (m_assignmentTypeNames.isEmpty())
    m_assignmentTypeNames = {all.begin(), all.end()};
  return m_assignmentTypeNames.contains(name);
}

void CourseSnapshot::forget(Inputs inputs)
{
  m_found.clear();
  if (inputs.testFlag(Input::Policies)) {
    m_policy.reset();
    m_assignmentTypes.reset();
    m_assignmentTypeNames.clear();
  }
  if (inputs.testAnyFlags({Input::Policies, Input::Root}))
    m_partitions.reset();
  if (inputs.testFlag(Input::Names))
    m_names.reset();
  if (inputs.testFlag(Input::Files)) {
    m_files.reset();
    m_fileNames.reset();
  }
  if (inputs.testFlag(Input::Root))
    m_root = take(m_view.block(m_view.root()));
}

} // namespace scriptorium::checks
