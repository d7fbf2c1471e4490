#include "render/courseproblems.h"

#include "grading/scripts/sandboxrunner.h"
#include "grading/scripts/scriptbudget.h"
#include "model/inheritance.h"
#include "olx/read/metafields.h"
#include "olx/write/blocktext.h"
#include "olx/xml/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QString kLibrary = u"static/python_lib.zip"_s;

std::optional<QByteArray> fileBytes(const CourseView& course, const QString& path)
{
  const auto file = course.find(kFileType.toString(), path);
  const auto bytes = file ? olx::blockText(course, *file) : Result<QByteArray>(file.error());
  return bytes ? std::optional(*bytes) : std::nullopt;
}

/// What the LMS lets scripts import: the library among the course's assets, the folder "code", and modules in
/// other folders, which a problem has to name.
Result<capa::SandboxOptions> sandboxOptions(const CourseView& course)
{
  capa::SandboxOptions options;
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> files, course.blocks(kFileType.toString()));
  for (const BlockId id : files) {
    SCRIPTORIUM_TRY_ASSIGN(const Block file, course.block(id));
    if (!CourseProblems::isScriptFile(file.urlName))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, olx::blockText(course, id));
    options.courseFiles.insert(file.urlName == kLibrary ? u"python_lib.zip"_s : file.urlName, bytes);
  }
  return options;
}

/// The attribute rerandomize="true" becomes Python's True, which is none of the ways there are; only a
/// policy's "true" means "always". Source: xblocks-contrib, capa_block.py, Randomization; xml_block.py,
/// deserialize_field.
bool isReadAsBoolean(const EffectiveField& field)
{
  return field.name == "rerandomize"_L1 && field.origin != FieldOrigin::Policy &&
         (field.raw == "true"_L1 || field.raw == "false"_L1);
}

/// Without its `<meta>`, on as many lines.
QByteArray withoutMetaLines(const QByteArray& olx)
{
  const QByteArray bare = olx.contains("<meta") ? olx::withoutMeta(olx) : olx;
  const qsizetype lost = olx.count('\n') - bare.count('\n');
  const qsizetype end = bare.lastIndexOf('<');
  return lost > 0 && end > 0 ? bare.first(end) + QByteArray(lost, '\n') + bare.sliced(end) : bare;
}

/// Most courses have no scripts, and a sandbox takes time and memory.
class LateRunner final : public capa::ScriptRunner
{
public:
  explicit LateRunner(std::shared_ptr<const capa::SandboxOptions> options) : m_options(std::move(options)) {}
  capa::ScriptAnswer run(const capa::ScriptRequest& request) override
  {
    if (!m_runner)
      m_runner = std::make_unique<capa::SandboxRunner>(*m_options);
    return m_runner->run(request);
  }

private:
  std::shared_ptr<const capa::SandboxOptions> m_options;
  std::unique_ptr<capa::SandboxRunner> m_runner;
};

/// One of several that have a budget together.
class LimitedRunner final : public capa::ScriptRunner
{
public:
  LimitedRunner(std::unique_ptr<capa::ScriptRunner> runner, std::shared_ptr<capa::ScriptAccount> account)
      : m_runner(std::move(runner)), m_limited(*m_runner, capa::ScriptBudget::ofCourse(), std::move(account))
  {}
  capa::ScriptAnswer run(const capa::ScriptRequest& request) override { return m_limited.run(request); }

private:
  std::unique_ptr<capa::ScriptRunner> m_runner;
  capa::BudgetedRunner m_limited;
};

} // namespace

CourseProblems::CourseProblems(const CourseView& course) : m_course(course) {}
CourseProblems::~CourseProblems() = default;
CourseProblems::CourseProblems(CourseProblems&&) noexcept = default;

bool CourseProblems::isScriptFile(QStringView path)
{
  if (path.startsWith(u"static/"_s))
    return path == kLibrary;
  return path.endsWith(u".py"_s) || path.startsWith(u"code/"_s);
}

Result<CourseProblems> CourseProblems::of(const CourseView& course)
{
  CourseProblems problems(course);
  SCRIPTORIUM_TRY_ASSIGN(capa::SandboxOptions options, sandboxOptions(course));
  problems.m_options = std::make_shared<const capa::SandboxOptions>(std::move(options));
  problems.m_scripts = problems.newRunner();
  return problems;
}

bool CourseProblems::readsCourse(QByteArrayView olx)
{
  return olx.contains("<include") || olx.contains("<schematicresponse");
}

std::unique_ptr<capa::ScriptRunner> CourseProblems::newRunner() const
{
  auto late = std::make_unique<LateRunner>(m_options);
  if (!m_account)
    return late;
  return std::make_unique<LimitedRunner>(std::move(late), m_account);
}

void CourseProblems::limitScripts()
{
  if (m_account)
    return m_account->renew();
  m_account = std::make_shared<capa::ScriptAccount>();
  m_scripts = newRunner();
}

QByteArray CourseProblem::asImported() const
{
  return olx::normalForm(olx).value_or(olx);
}

Result<CourseProblem> CourseProblems::open(BlockId id) const
{
  CourseProblem problem;
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, olx::blockText(m_course, id, olx::TagLines::Kept));
  problem.olx = withoutMetaLines(text);
  problem.surroundings.scripts = m_scripts.get();
  problem.surroundings.file = [&course = m_course](const QString& path) { return fileBytes(course, path); };
  return problem;
}

Result<capa::BlockSettings> CourseProblems::settings(const BlockTypes& types, BlockId id) const
{
  const PolicyReader policy(m_course);
  SCRIPTORIUM_TRY_ASSIGN(const QList<EffectiveField> own, effectiveFields(m_course, types, policy, id));
  capa::PyDict fields;
  for (const EffectiveField& field : own)
    if (field.origin != FieldOrigin::Default)
      if (auto value = capa::PyValue::fromJson((isReadAsBoolean(field) ? field.raw : field.json).toUtf8()))
        fields.append({field.name, std::move(*value)});
  auto settings = capa::BlockSettings::fromFields(fields);
  SCRIPTORIUM_TRY_ASSIGN(const QList<EffectiveField> course,
                         effectiveFields(m_course, types, policy, m_course.root()));
  for (const EffectiveField& field : course)
    if (const auto end = field.name == "end"_L1 ? capa::PyValue::fromJson(field.json.toUtf8()) : std::nullopt;
        end && end->string() != nullptr)
      settings.courseEnd = capa::dateFromText(*end->string());
  return settings;
}

} // namespace scriptorium::render
