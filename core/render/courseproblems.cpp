#include "render/courseproblems.h"

#include "grading/scripts/scriptbudget.h"
#include "grading/scripts/scriptpool.h"
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

/// The sandboxes of a course as one thread has them, with a budget together with others or without.
class PooledRunner final : public capa::ScriptRunner
{
public:
  PooledRunner(std::shared_ptr<capa::ScriptPool> pool, std::shared_ptr<capa::ScriptAccount> account)
      : m_pool(std::move(pool))
  {
    if (account)
      m_limited.emplace(*m_pool, capa::ScriptBudget::ofCourse(), std::move(account));
  }
  capa::ScriptAnswer run(const capa::ScriptRequest& request) override
  {
    return m_limited ? m_limited->run(request) : m_pool->run(request);
  }

private:
  std::shared_ptr<capa::ScriptPool> m_pool; ///< shared with other threads and the course
  std::optional<capa::BudgetedRunner> m_limited;
};

/// Lets others have their turn while a script runs.
class YieldingRunner final : public capa::ScriptRunner
{
public:
  YieldingRunner(std::shared_ptr<capa::ScriptPool> pool, std::mutex& turn)
      : m_pool(std::move(pool)), m_turn(turn)
  {}
  capa::ScriptAnswer run(const capa::ScriptRequest& request) override
  {
    m_turn.unlock();
    auto answer = m_pool->run(request);
    m_turn.lock();
    return answer;
  }

private:
  std::shared_ptr<capa::ScriptPool> m_pool; ///< shared with other threads and the course
  std::mutex& m_turn;
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
  problems.m_pool = std::make_shared<capa::ScriptPool>(std::move(options));
  problems.m_scripts = problems.newRunner();
  return problems;
}

bool CourseProblems::readsCourse(QByteArrayView olx)
{
  return olx.contains("<include") || olx.contains("<schematicresponse");
}

std::unique_ptr<capa::ScriptRunner> CourseProblems::newRunner() const
{
  return std::make_unique<PooledRunner>(m_pool, m_account);
}

void CourseProblems::dismissIdle() const
{
  m_pool->dismissIdle();
}

void CourseProblems::takeTurns(std::mutex& turn)
{
  if (std::exchange(m_turn, &turn) != &turn) // somebody's script may run already
    m_scripts = std::make_unique<YieldingRunner>(m_pool, turn);
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
