#include "app/cli/courseproblems.h"

#include "app/cli/blockref.h"
#include "edit/operations.h"
#include "grading/scripts/sandboxrunner.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<QByteArray> fileBytes(const CourseStore& store, const QString& path)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId file, store.find(kFileType.toString(), path));
  return edit::body(store, file);
}

/// What the LMS lets scripts import: the library among the course's assets, the folder "code", and modules in
/// other folders, which a problem has to name.
Result<capa::SandboxOptions> sandboxOptions(const CourseStore& store)
{
  capa::SandboxOptions options;
  if (const auto library = fileBytes(store, u"static/python_lib.zip"_s))
    options.courseFiles.insert(u"python_lib.zip"_s, *library);
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockId> files, store.blocks(kFileType.toString()));
  for (const BlockId id : files) {
    SCRIPTORIUM_TRY_ASSIGN(const Block file, store.block(id));
    const bool isModule = file.urlName.endsWith(u".py"_s) && !file.urlName.startsWith(u"static/"_s);
    if (!isModule && !file.urlName.startsWith(u"code/"_s))
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, edit::body(store, id));
    options.courseFiles.insert(file.urlName, bytes);
  }
  return options;
}

Result<QList<BlockId>> problemsBelow(const CourseStore& store, const QStringList& references)
{
  QSet<qint64> chosen;
  for (const QString& reference : references) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(store, reference));
    chosen.insert(id.value);
  }
  SCRIPTORIUM_TRY_ASSIGN(const QList<OutlineRow> rows, store.outline());
  QList<BlockId> found;
  for (const auto& row : rows) {
    // Parents come before their children.
    if (chosen.contains(row.parent.value))
      chosen.insert(row.id.value);
    if (row.type == u"problem" && (references.isEmpty() || chosen.contains(row.id.value)))
      found.append(row.id);
  }
  return found;
}

} // namespace

CourseProblems::CourseProblems(const CourseStore& store, QList<BlockId> ids)
    : m_store(store), m_ids(std::move(ids))
{}

CourseProblems::~CourseProblems() = default;
CourseProblems::CourseProblems(CourseProblems&&) noexcept = default;

Result<CourseProblems> CourseProblems::of(const CourseStore& store, const QStringList& references)
{
  SCRIPTORIUM_TRY_ASSIGN(QList<BlockId> ids, problemsBelow(store, references));
  CourseProblems problems(store, std::move(ids));
  SCRIPTORIUM_TRY_ASSIGN(const capa::SandboxOptions options, sandboxOptions(store));
  problems.m_scripts = std::make_unique<capa::SandboxRunner>(options);
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> sources, store.sources());
  for (const auto& source : sources)
    problems.m_sources.insert(source.id.value, source.path);
  return problems;
}

Place CourseProblems::placeOf(const Block& block, const BlockVersion& version) const
{
  Place place;
  place.blockType = block.type;
  place.blockId = block.urlName;
  place.file = m_sources.value(version.source.value, u"problem/%1.xml"_s.arg(block.urlName));
  place.line = version.source.isValid() && version.line > 0 ? version.line : 1;
  return place;
}

Result<checks::ProblemUnderTest> CourseProblems::open(BlockId id) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, m_store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.version(id));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray olx, edit::body(m_store, id));
  capa::ProblemSurroundings around;
  around.scripts = m_scripts.get();
  around.file = [this](const QString& path) -> std::optional<QByteArray> {
    const auto bytes = fileBytes(m_store, path);
    return bytes ? std::optional(*bytes) : std::nullopt;
  };
  return checks::ProblemUnderTest(olx, placeOf(block, version), around);
}

} // namespace scriptorium::cli
