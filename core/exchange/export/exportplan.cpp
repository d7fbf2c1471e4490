#include "exchange/export/exportplan.h"

#include "exchange/import/storecourse.h"
#include "exchange/live/draftplace.h"
#include "olx/write/coursewriter.h"

#include <QDir>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr auto kDrafts = "drafts/"_L1;

Tree treeOf(const QString& path)
{
  return path.startsWith(kDrafts) ? Tree::Draft : Tree::Main;
}

QString inTree(Tree tree, const QString& path)
{
  return tree == Tree::Draft && !path.startsWith(kDrafts) ? kDrafts + path : path;
}

Finding sharedPath(const QString& path)
{
  return {Finding::Severity::Warning,
          u"shared-path"_s,
          u"Two parts of the course want this file; only one was written."_s,
          u"Give one of them another name."_s,
          {path, 0, {}, {}, {}}};
}

class Planner
{
public:
  Planner(const CourseStore& store, const LiveCourse& course)
      : m_store(store), m_course(course), m_rootPath(store.meta(u"root_path"_s))
  {
    const QStringList executables = store.executableFiles();
    m_executables = {executables.cbegin(), executables.cend()};
  }

  Result<ExportPlan> plan();

private:
  struct Source
  {
    SourceFile file;
    int carried = 0;      ///< states that are still what this file says
    bool isFile = false;  ///< of a file block, which writes it
    bool isStale = false; ///< a list of children or a draft's place in it is no longer right
  };

  Result<Unit> loadSources();
  Result<Unit> countStates();
  Result<Unit> countState(const LiveNode& node, Tree tree);
  bool isVerbatim(const Source& source) const
  {
    return source.carried == source.file.blocks && !source.isStale;
  }
  void addVerbatim();
  Result<Unit> addBlock(const LiveNode& node, Tree tree);
  void addBody(const LiveNode& node, Tree tree, const ExportMember& beside);
  void addFile(const LiveNode& node);
  Result<QString> pathOf(const LiveNode& node, Tree tree);
  Result<bool> hasFile(const LiveNode& node, Tree tree) const;
  Result<bool> hadNoDraft(const LiveNode& node) const;
  /// -1: there is none.
  int placeOf(SourceId id) const
  {
    return id.isValid() && size_t(id.value) < m_index.size() ? m_index[size_t(id.value)] : -1;
  }
  const Source* source(SourceId id) const
  {
    const int place = placeOf(id);
    return place < 0 ? nullptr : &m_sources[size_t(place)];
  }
  /// What was read from a path and is not written verbatim; null when nothing was.
  const Source* editedAt(const QString& path) const
  {
    const auto found = m_edited.constFind(path);
    return found == m_edited.cend() ? nullptr : &m_sources[size_t(*found)];
  }
  qint64 orderOf(const QString& path) const
  {
    const Source* from = editedAt(path);
    return from ? from->file.order : ExportMember::kNewMember;
  }
  void put(ExportMember member);
  void settle();
  void dropSharedPaths(std::vector<ExportMember>& members);

  const CourseStore& m_store;
  const LiveCourse& m_course;
  QString m_rootPath;
  QSet<QString> m_executables; ///< paths below the root
  std::vector<Source> m_sources;
  std::vector<int> m_index;     ///< by id of the source: its place; -1
  QHash<QString, int> m_edited; ///< the places of sources that are not written verbatim, by path
  ExportPlan m_plan;
};

Result<Unit> Planner::loadSources()
{
  SCRIPTORIUM_TRY_ASSIGN(QList<SourceFile> files, m_store.sources());
  m_sources.reserve(size_t(files.size()));
  for (auto& file : files) {
    const auto id = size_t(file.id.value);
    if (m_index.size() <= id)
      m_index.resize(id + 1, -1);
    m_index[id] = int(m_sources.size());
    if (treeOf(file.path) == Tree::Draft)
      m_plan.draftSources.insert(file.id);
    m_sources.push_back({std::move(file)});
  }
  return Unit{};
}

Result<Unit> Planner::countState(const LiveNode& node, Tree tree)
{
  if (!node.isIn(tree))
    return Unit{};
  const LiveState* state = node.state(tree);
  const int place = placeOf(state->source);
  Source* from = place < 0 ? nullptr : &m_sources[size_t(place)];
  if (!from || (!node.isFile && treeOf(from->file.path) != tree))
    return Unit{};
  ++from->carried;
  from->isFile |= node.isFile;
  if (!m_course.listsRightChildren(*state, tree)) {
    from->isStale = true;
  } else if (tree == Tree::Draft) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isRight, isDraftPlaceRight(m_store, m_course, node));
    from->isStale |= !isRight;
  }
  return Unit{};
}

Result<Unit> Planner::countStates()
{
  for (const LiveNode* node : m_course.nodes()) {
    SCRIPTORIUM_TRY(countState(*node, Tree::Main));
    SCRIPTORIUM_TRY(countState(*node, Tree::Draft));
  }
  for (size_t place = 0; place < m_sources.size(); ++place)
    if (!isVerbatim(m_sources[place]))
      m_edited.insert(m_sources[place].file.path, int(place));
  return Unit{};
}

void Planner::put(ExportMember member)
{
  member.isExecutable = member.isExecutable || m_executables.contains(member.path);
  member.path = archivePath(m_rootPath, member.path);
  m_plan.members.push_back(std::move(member));
}

/// Files of blocks alone; those of file blocks follow in `addFile`.
void Planner::addVerbatim()
{
  for (const auto& source : m_sources) {
    if (!isVerbatim(source) || source.file.blocks == 0 || source.isFile)
      continue;
    ExportMember member;
    member.path = source.file.path;
    member.blob = source.file.blob;
    member.order = source.file.order;
    put(std::move(member));
  }
}

/// A draft may point to a file that drafts/ lacks; it is left at that.
Result<bool> Planner::hadNoDraft(const LiveNode& node) const
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read,
                         m_store.versionsAsRead(node.parent[int(Tree::Draft)]));
  for (const auto& version : read) {
    const Source* from = source(version.source);
    const auto names = [&](const Child& child) { return child.block == node.id; };
    if (from && treeOf(from->file.path) == Tree::Draft && std::ranges::any_of(version.children, names))
      return true;
  }
  return false;
}

/// Nothing stands for a block whose file was missing already, until something was written into it.
Result<bool> Planner::hasFile(const LiveNode& node, Tree tree) const
{
  if (tree == Tree::Draft && node.isPublished && !node.other) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isMissing, hadNoDraft(node));
    if (isMissing)
      return false;
  }
  const LiveState& state = *node.state(tree);
  if (!state.flags.testFlag(VersionFlag::MissingFile) || state.source.isValid())
    return true;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_store.versionById(state.version));
  // Units that exist only as drafts name their parent themselves.
  const bool hasChildren = std::ranges::any_of(
      version.children, [](const Child& child) { return child.form != Child::Form::DraftOnly; });
  if (version.body.isValid() || hasChildren)
    return true;
  const bool isPointer = version.fields.size() == (version.fields.contains(u"url_name"_s) ? 1 : 0);
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read, m_store.versionsAsRead(node.id));
  return !isPointer || !read.isEmpty();
}

Result<QString> Planner::pathOf(const LiveNode& node, Tree tree)
{
  const QString usual = inTree(tree, olx::blockFilePath(node.type, node.urlName));
  if (editedAt(usual))
    return usual;
  SCRIPTORIUM_TRY_ASSIGN(const QList<BlockVersion> read, m_store.versionsAsRead(node.id));
  for (const auto& version : read) {
    const Source* from = source(version.source);
    if (!from || treeOf(from->file.path) != tree)
      continue;
    // A block that stood inline in another's file is not the first one read from it.
    SCRIPTORIUM_TRY_ASSIGN(const BlockId owner, m_store.firstReadFrom(version.source));
    if (owner == node.id)
      return from->file.path;
  }
  return usual;
}

void Planner::addBody(const LiveNode& node, Tree tree, const ExportMember& beside)
{
  const LiveState* state = node.state(tree);
  if (state->bodyForm != BodyForm::Text || !state->body.isValid())
    return;
  ExportMember member;
  member.path = inTree(tree, state->bodyPath);
  member.blob = state->body;
  member.order = beside.order;
  member.rank = 1;
  member.isRewritten = !state->source.isValid() || state->isBodyNew;
  put(std::move(member));
}

Result<Unit> Planner::addBlock(const LiveNode& node, Tree tree)
{
  if (!node.isIn(tree))
    return Unit{};
  const LiveState* state = node.state(tree);
  const Source* from = source(state->source);
  const bool isUntouched = from && treeOf(from->file.path) == tree && isVerbatim(*from);
  ExportMember member;
  member.order = isUntouched ? from->file.order : ExportMember::kNewMember;
  SCRIPTORIUM_TRY_ASSIGN(const bool isWritten, hasFile(node, tree));
  if (!isWritten)
    return Unit{};
  if (!isUntouched && !node.isInline[int(tree)]) {
    SCRIPTORIUM_TRY_ASSIGN(member.path, pathOf(node, tree));
    member.kind = ExportMember::Kind::Block;
    member.block = node.id;
    member.tree = tree;
    member.isRewritten = true;
    member.order = orderOf(member.path);
    if (const Source* read = editedAt(member.path)) {
      member.asRead = read->file.id;
      member.blob = read->file.blob;
    }
    put(member);
  }
  addBody(node, tree, member);
  return Unit{};
}

void Planner::addFile(const LiveNode& node)
{
  const Source* from = source(node.head.source);
  const Fields& fields = node.fields;
  const QString kind = fields.value(filefield::kKind.toString()).value_or(QString());
  ExportMember member;
  member.path = node.urlName;
  member.blob = node.head.body;
  member.isExecutable = fields.contains(filefield::kExecutable.toString());
  member.isRewritten = !from;
  member.order = from ? from->file.order : orderOf(node.urlName);
  if (kind == filefield::kFolder)
    member.kind = ExportMember::Kind::Folder;
  if (kind == filefield::kLink) {
    member.kind = ExportMember::Kind::Link;
    member.linkTarget = fields.value(filefield::kTarget.toString()).value_or(QString());
  }
  put(std::move(member));
}

/// Orders the members, and lets a path stand once: the file of a block goes before a file nothing refers to.
void Planner::settle()
{
  auto& members = m_plan.members;
  dropSharedPaths(members);
  std::ranges::sort(members, [](const ExportMember& a, const ExportMember& b) {
    return std::tie(a.order, a.rank, a.path) < std::tie(b.order, b.rank, b.path);
  });
}

void Planner::dropSharedPaths(std::vector<ExportMember>& members)
{
  // Looking at hashes first spares the table in nearly every course.
  std::vector<size_t> hashes(members.size());
  std::ranges::transform(members, hashes.begin(),
                         [](const ExportMember& member) { return qHash(member.path); });
  std::ranges::sort(hashes);
  if (std::ranges::adjacent_find(hashes) == hashes.end())
    return;
  QHash<QString, size_t> places;
  places.reserve(qsizetype(members.size()));
  size_t kept = 0;
  for (size_t at = 0; at < members.size(); ++at) {
    const auto known = places.constFind(members[at].path);
    if (known == places.cend()) {
      places.insert(members[at].path, kept);
      if (kept != at)
        members[kept] = std::move(members[at]);
      ++kept;
      continue;
    }
    ExportMember& first = members[*known];
    if (first.kind == members[at].kind && first.blob == members[at].blob)
      continue;
    m_plan.findings.append(sharedPath(first.path));
    if (members[at].kind == ExportMember::Kind::Block)
      first = std::move(members[at]);
  }
  members.resize(kept);
}

Result<ExportPlan> Planner::plan()
{
  SCRIPTORIUM_TRY(loadSources());
  SCRIPTORIUM_TRY(countStates());
  addVerbatim();
  for (const LiveNode* node : m_course.nodes()) {
    if (node->isFile) {
      addFile(*node);
      continue;
    }
    SCRIPTORIUM_TRY(addBlock(*node, Tree::Main));
    SCRIPTORIUM_TRY(addBlock(*node, Tree::Draft));
  }
  settle();
  return std::move(m_plan);
}

} // namespace

QString archivePath(const QString& rootPath, const QString& path)
{
  if (rootPath.isEmpty())
    return path;
  const QString joined = rootPath + u'/' + path;
  return path.startsWith(u"../"_s) ? QDir::cleanPath(joined) : joined;
}

Result<ExportPlan> planExport(const CourseStore& store, const LiveCourse& course)
{
  return Planner(store, course).plan();
}

} // namespace scriptorium
