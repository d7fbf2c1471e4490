#include "compare/diffcourses.h"

#include "compare/meaning.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// One living block or file of a course, as far as a comparison needs it at first.
struct Row
{
  BlockId id;
  QByteArray name;   ///< type and url_name
  QByteArray hashes; ///< of its states; empty when they are not known
  bool isFile = false;
};

Result<std::vector<Row>> readRows(const CourseView& store)
{
  const QByteArray fileType = kFileType.toUtf8();
  std::vector<Row> rows;
  SCRIPTORIUM_TRY(store.eachHash([&](const CourseView::HashRow& row) -> Result<Unit> {
    QByteArray name;
    name.reserve(row.type.size() + row.urlName.size() + 1);
    name.append(row.type).append('/').append(row.urlName);
    QByteArray hashes; ///< of its states; empty when they are not known
    hashes.reserve(row.head.size() + row.published.size());
    if (!row.head.isEmpty())
      hashes.append(row.head).append(row.published);
    rows.push_back({row.id, std::move(name), std::move(hashes), row.type == fileType});
    return Unit{};
  }));
  return rows;
}

QString shortBody(const QByteArray& body)
{
  return u"%1 bytes, %2"_s.arg(body.size()).arg(QString::fromLatin1(sha256(body).hex().first(12)));
}

class Comparer
{
public:
  Comparer(const CourseView& first, const CourseView& second, const BlockTypes& types, Progress& progress)
      : m_first(first), m_second(second), m_types(types), m_progress(progress), m_firstReader(first, types),
        m_secondReader(second, types)
  {}

  Result<DiffResult> run();

private:
  using Parts = QList<Difference::Part>;
  using Files = QMap<QString, BlockId>;

  void pairAll(const std::vector<Row>& first, const std::vector<Row>& second);
  bool hasSamePolicy(const QByteArray& name) const;
  Result<Unit> compareBlocks(BlockId first, BlockId second);
  void noteMoves(const QStringList& before, const QStringList& after);
  Result<Unit> compareParents();
  Result<Unit> compareFiles();
  Result<Files> filesOf(const QList<BlockId>& ids, const CourseView& store,
                        const MeaningReader& reader) const;
  Result<Unit> addAlone(BlockId id, const CourseView& store, Difference::Kind kind);
  Result<Unit> addFile(const QString& path, BlockId first, BlockId second);
  Result<Parts> compareStates(const Block& first, VersionId firstState, const Block& second,
                              VersionId secondState);
  Result<Unit> comparePublished(const Block& first, const Block& second, Parts& parts);

  const CourseView& m_first;
  const CourseView& m_second;
  const BlockTypes& m_types;
  Progress& m_progress;
  MeaningReader m_firstReader;
  MeaningReader m_secondReader;
  QList<std::pair<BlockId, BlockId>> m_pairs; ///< to look deeper at; one side may be missing
  QSet<QString> m_moved;                      ///< names of children that only one side has in some list
  QList<BlockId> m_firstFiles;                ///< that are not the same under the same name
  QList<BlockId> m_secondFiles;
  DiffResult m_result;
};

bool Comparer::hasSamePolicy(const QByteArray& name) const
{
  const QString text = QString::fromUtf8(name);
  const QString type = text.section(u'/', 0, 0);
  const QString urlName = text.section(u'/', 1);
  return m_firstReader.policy().values(type, urlName) == m_secondReader.policy().values(type, urlName);
}

/// Courses that come from one are in the same order; names are looked up only where they are not.
void Comparer::pairAll(const std::vector<Row>& first, const std::vector<Row>& second)
{
  QHash<QByteArray, size_t> byName;
  std::vector<bool> met(second.size(), false);
  const auto find = [&](size_t at) -> std::optional<size_t> {
    if (at < second.size() && second[at].name == first[at].name)
      return at;
    if (byName.isEmpty())
      for (size_t i = 0; i < second.size(); ++i)
        byName.insert(second[i].name, i);
    const auto found = byName.constFind(first[at].name);
    return found == byName.cend() ? std::nullopt : std::optional(*found);
  };
  const auto add = [&](const Row* one, const Row* other) {
    if (one && other && !one->hashes.isEmpty() && one->hashes == other->hashes &&
        (one->isFile || hasSamePolicy(one->name)))
      return;
    if ((one ? one : other)->isFile) {
      if (one)
        m_firstFiles.append(one->id);
      if (other)
        m_secondFiles.append(other->id);
    } else {
      m_pairs.append({one ? one->id : BlockId(), other ? other->id : BlockId()});
    }
  };
  for (size_t i = 0; i < first.size(); ++i) {
    const auto at = first[i].id == m_first.root() ? std::nullopt : find(i);
    if (at)
      met[*at] = true;
    if (first[i].id != m_first.root())
      add(&first[i], at ? &second[*at] : nullptr);
  }
  for (size_t i = 0; i < second.size(); ++i)
    if (!met[i] && second[i].id != m_second.root())
      add(nullptr, &second[i]);
}

Result<Comparer::Parts> Comparer::compareStates(const Block& first, VersionId firstState, const Block& second,
                                                VersionId secondState)
{
  SCRIPTORIUM_TRY_ASSIGN(const Meaning before, m_firstReader.read(first, firstState));
  SCRIPTORIUM_TRY_ASSIGN(const Meaning after, m_secondReader.read(second, secondState));
  Parts parts;
  QStringList names = before.fields.keys() + after.fields.keys();
  names.sort();
  names.removeDuplicates();
  for (const QString& name : std::as_const(names)) {
    const auto was = before.fields.constFind(name);
    const auto is = after.fields.constFind(name);
    const bool wasSet = was != before.fields.cend();
    const bool isSet = is != after.fields.cend();
    if (wasSet && isSet && was->canonical == is->canonical)
      continue;
    parts.append({name, wasSet ? was->raw : QString(), isSet ? is->raw : QString(), wasSet, isSet});
  }
  if (before.children != after.children) {
    parts.append({u"children"_s, before.children.join(u", "_s), after.children.join(u", "_s), true, true});
    noteMoves(before.children, after.children);
  }
  if (before.body != after.body)
    parts.append({u"body"_s, shortBody(before.body), shortBody(after.body), true, true});
  if (before.isMissing != after.isMissing)
    parts.append({u"file"_s, before.isMissing ? u"missing"_s : u"there"_s,
                  after.isMissing ? u"missing"_s : u"there"_s, true, true});
  return parts;
}

void Comparer::noteMoves(const QStringList& before, const QStringList& after)
{
  const QSet<QString> was(before.cbegin(), before.cend());
  const QSet<QString> is(after.cbegin(), after.cend());
  for (const QString& name : was)
    if (!is.contains(name))
      m_moved.insert(name);
  for (const QString& name : is)
    if (!was.contains(name))
      m_moved.insert(name);
}

/// A block's parent is no part of the block, so only changed lists of children tell of moves.
Result<Unit> Comparer::compareParents()
{
  const auto parentOf = [](const CourseView& store,
                           const QString& name) -> std::optional<std::pair<Block, QString>> {
    const auto id = store.find(name.section(u'/', 0, 0), name.section(u'/', 1));
    const auto block = id ? store.block(*id) : Result<Block>(id.error());
    if (!block || !block->head.isValid() || !block->parent.isValid())
      return std::nullopt;
    const auto parent = store.block(block->parent);
    if (!parent)
      return std::nullopt;
    // The course block is the same whatever it is called.
    const bool isRoot = block->parent == store.root();
    return std::pair(*block, isRoot ? parent->type : parent->type + u'/' + parent->urlName);
  };
  for (const QString& name : std::as_const(m_moved)) {
    const auto was = parentOf(m_first, name);
    const auto is = parentOf(m_second, name);
    if (!was || !is || was->second == is->second)
      continue;
    const Block& block = is->first;
    const auto known = std::ranges::find_if(m_result.differences, [&](const Difference& difference) {
      return difference.type == block.type && difference.urlName == block.urlName;
    });
    const Difference::Part part = {u"parent"_s, was->second, is->second, true, true};
    if (known != m_result.differences.end()) {
      known->parts.append(part);
      continue;
    }
    SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_second.versionById(block.head));
    m_result.differences.append({Difference::Kind::Changed,
                                 block.type,
                                 block.urlName,
                                 blockTitle(m_types, block, version.fields),
                                 {part}});
  }
  return Unit{};
}

Result<Unit> Comparer::comparePublished(const Block& first, const Block& second, Parts& parts)
{
  const auto yesNo = [](bool yes) { return yes ? u"yes"_s : u"no"_s; };
  if (first.published.isValid() != second.published.isValid()) {
    parts.append(
        {u"published"_s, yesNo(first.published.isValid()), yesNo(second.published.isValid()), true, true});
    return Unit{};
  }
  const bool isPlain = first.published == first.head && second.published == second.head;
  if (!first.published.isValid() || isPlain)
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const Parts inside, compareStates(first, first.published, second, second.published));
  QStringList names;
  for (const auto& part : inside)
    names.append(part.what);
  if (!names.isEmpty())
    parts.append({u"published"_s, QString(), u"differs in "_s + names.join(u", "_s), true, true});
  return Unit{};
}

Result<Unit> Comparer::addAlone(BlockId id, const CourseView& store, Difference::Kind kind)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.versionById(block.head));
  m_result.differences.append(
      {kind, block.type, block.urlName, blockTitle(m_types, block, version.fields), {}});
  return Unit{};
}

Result<Unit> Comparer::compareBlocks(BlockId firstId, BlockId secondId)
{
  if (!firstId.isValid())
    return addAlone(secondId, m_second, Difference::Kind::Added);
  if (!secondId.isValid())
    return addAlone(firstId, m_first, Difference::Kind::Removed);
  SCRIPTORIUM_TRY_ASSIGN(const Block first, m_first.block(firstId));
  SCRIPTORIUM_TRY_ASSIGN(const Block second, m_second.block(secondId));
  SCRIPTORIUM_TRY_ASSIGN(Parts parts, compareStates(first, first.head, second, second.head));
  SCRIPTORIUM_TRY(comparePublished(first, second, parts));
  if (parts.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, m_second.versionById(second.head));
  m_result.differences.append({Difference::Kind::Changed, second.type, second.urlName,
                               blockTitle(m_types, second, version.fields), parts});
  return Unit{};
}

Result<Comparer::Files> Comparer::filesOf(const QList<BlockId>& ids, const CourseView& store,
                                          const MeaningReader& reader) const
{
  Files files;
  for (const BlockId id : ids) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const QString path, reader.filePath(block));
    if (!path.isEmpty())
      files.insert(path, id);
  }
  return files;
}

Result<Unit> Comparer::addFile(const QString& path, BlockId firstId, BlockId secondId)
{
  // What Studio writes where there is nothing.
  static const QHash<QString, QByteArray> kEmpty = {{u"assets/assets.xml"_s, "<assets/>"},
                                                    {u"policies/assets.json"_s, "{}"}};
  const auto bytesOf = [&](BlockId id, const CourseView& store, const MeaningReader& reader) {
    if (!id.isValid())
      return Result<QByteArray>(kEmpty.value(path));
    const auto block = store.block(id);
    return block ? reader.readFile(*block) : Result<QByteArray>(block.error());
  };
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray before, bytesOf(firstId, m_first, m_firstReader));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray after, bytesOf(secondId, m_second, m_secondReader));
  const bool isThere = (firstId.isValid() && secondId.isValid()) || kEmpty.contains(path);
  if (isThere && before.trimmed() == after.trimmed() && (before == after || kEmpty.contains(path)))
    return Unit{};
  const auto kind = !firstId.isValid()    ? Difference::Kind::Added
                    : !secondId.isValid() ? Difference::Kind::Removed
                                          : Difference::Kind::Changed;
  Parts parts;
  if (kind == Difference::Kind::Changed)
    parts.append({u"body"_s, shortBody(before), shortBody(after), true, true});
  m_result.differences.append({kind, kFileType.toString(), path, {}, parts});
  return Unit{};
}

Result<Unit> Comparer::compareFiles()
{
  SCRIPTORIUM_TRY_ASSIGN(const Files first, filesOf(m_firstFiles, m_first, m_firstReader));
  SCRIPTORIUM_TRY_ASSIGN(const Files second, filesOf(m_secondFiles, m_second, m_secondReader));
  for (auto file = first.cbegin(); file != first.cend(); ++file)
    SCRIPTORIUM_TRY(addFile(file.key(), *file, second.value(file.key())));
  for (auto file = second.cbegin(); file != second.cend(); ++file)
    if (!first.contains(file.key()))
      SCRIPTORIUM_TRY(addFile(file.key(), {}, *file));
  return Unit{};
}

Result<DiffResult> Comparer::run()
{
  m_progress.begin(u"Comparing"_s);
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<Row> first, readRows(m_first));
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<Row> second, readRows(m_second));
  pairAll(first, second);
  m_pairs.append({m_first.root(), m_second.root()});
  qint64 done = 0;
  for (const auto& [one, other] : std::as_const(m_pairs)) {
    SCRIPTORIUM_TRY(m_progress.report(done++, m_pairs.size()));
    SCRIPTORIUM_TRY(compareBlocks(one, other));
  }
  SCRIPTORIUM_TRY(compareParents());
  SCRIPTORIUM_TRY(compareFiles());
  std::ranges::sort(m_result.differences, {}, [](const Difference& difference) {
    return std::pair(difference.type, difference.urlName);
  });
  return std::move(m_result);
}

} // namespace

Result<DiffResult> diffCourses(const CourseView& first, const CourseView& second, const BlockTypes& types,
                               Progress& progress)
{
  return Comparer(first, second, types, progress).run();
}

} // namespace scriptorium
