#include "exchange/import/replacecourse.h"

#include "exchange/import/memberfeed.h"
#include "session/coursesession.h"
#include "store/assetfiles.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// A source by what it is, whatever its number in a store.
struct SourceName
{
  QString path;
  Sha256 hash;
  int blocks = 0;
  friend bool operator==(const SourceName&, const SourceName&) = default;
  friend size_t qHash(const SourceName& name, size_t seed = 0)
  {
    return qHashMulti(seed, name.path, name.hash);
  }
};

struct State
{
  VersionId version;
  Sha256 hash;
  SourceId source;
};

/// What a block of the stored course is now.
struct Present
{
  BlockId id;
  State head;
  State published; ///< version not valid: never published
};

QString nameOf(const QString& type, const QString& urlName)
{
  return type + u'/' + urlName;
}

/// Brings one open edit from what the stored course is to what the fresh one is.
class Replacer
{
public:
  Replacer(Edit& edit, const CourseStore& fresh, Progress& progress)
      : m_edit(edit), m_stored(edit.store()), m_fresh(fresh), m_progress(progress)
  {}
  Result<Unit> run();

private:
  struct Target
  {
    BlockId id;
    VersionId head;
    VersionId published;
  };

  Result<Unit> checkRoots() const;
  Result<Unit> readPresent();
  Result<Unit> readSources();
  Result<Unit> nameBlocks();
  Result<Unit> compareAll();
  Result<Unit> compare(const CourseStore::LiveBlock& fresh);
  Result<VersionId> versionFor(const BlockVersion& fresh, const Present* present);
  Result<SourceId> sourceFor(SourceId fresh);
  Result<BlobId> blobFor(BlobId fresh);
  Result<Unit> pointAll();
  static Result<State> stateOf(const CourseStore& store, const BlockVersion& version);

  Edit& m_edit;
  const CourseStore& m_stored;
  const CourseStore& m_fresh;
  Progress& m_progress;
  QHash<QString, Present> m_present; ///< by name; what remains is to go
  QHash<SourceName, SourceId> m_storedSources;
  QHash<SourceId, SourceFile> m_freshSources;
  QHash<SourceId, SourceId> m_sources; ///< fresh → stored
  QHash<BlobId, BlobId> m_blobs;       ///< fresh → stored
  QHash<BlockId, BlockId> m_ids;       ///< fresh → stored
  QList<Target> m_targets;
};

Result<Unit> Replacer::checkRoots() const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block stored, m_stored.block(m_stored.root()));
  SCRIPTORIUM_TRY_ASSIGN(const Block fresh, m_fresh.block(m_fresh.root()));
  if (stored.type == fresh.type && stored.urlName == fresh.urlName)
    return Unit{};
  return Error{
      Error::Kind::Conflict, nameOf(stored.type, stored.urlName),
      u"The archive's course block is %1, another one, so it cannot take the place of this course in a way "
      u"that can "
      u"be undone. Import it under a key of its own beside the stored course, or delete that one first."_s
          .arg(nameOf(fresh.type, fresh.urlName))};
}

Result<State> Replacer::stateOf(const CourseStore& store, const BlockVersion& version)
{
  SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, store.versionHash(version.id));
  return State{version.id, hash, version.source};
}

Result<Unit> Replacer::readPresent()
{
  return m_stored.eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    Present present;
    present.id = live.block.id;
    SCRIPTORIUM_TRY_ASSIGN(present.head, stateOf(m_stored, live.head));
    if (live.published) {
      SCRIPTORIUM_TRY_ASSIGN(present.published, stateOf(m_stored, *live.published));
    } else if (live.block.published.isValid()) {
      present.published = present.head;
    }
    m_present.insert(nameOf(live.block.type, live.block.urlName), present);
    return m_progress.report(m_present.size(), 0);
  });
}

Result<Unit> Replacer::readSources()
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> stored, m_stored.sources());
  for (const auto& source : stored) {
    SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, m_stored.blobHash(source.blob));
    m_storedSources.insert({source.path, hash, source.blocks}, source.id);
  }
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> fresh, m_fresh.sources());
  for (const auto& source : fresh) {
    m_freshSources.insert(source.id, source);
    SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, m_fresh.blobHash(source.blob));
    const auto known = m_storedSources.constFind({source.path, hash, source.blocks});
    if (known != m_storedSources.cend())
      m_sources.insert(source.id, *known);
  }
  return Unit{};
}

Result<Unit> Replacer::nameBlocks()
{
  return m_fresh.eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    const auto present = m_present.constFind(nameOf(live.block.type, live.block.urlName));
    BlockId id = present == m_present.cend() ? BlockId() : present->id;
    if (!id.isValid()) {
      SCRIPTORIUM_TRY_ASSIGN(id, m_edit.ensureBlock(live.block.type, live.block.urlName));
    }
    m_ids.insert(live.block.id, id);
    return m_progress.report(m_ids.size(), 0);
  });
}

Result<BlobId> Replacer::blobFor(BlobId fresh)
{
  if (!fresh.isValid())
    return BlobId();
  if (const BlobId known = m_blobs.value(fresh); known.isValid())
    return known;
  SCRIPTORIUM_TRY_ASSIGN(const qint64 size, m_fresh.blobSize(fresh));
  BlobId stored;
  if (size <= kTextFileBytes) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, m_fresh.blob(fresh));
    SCRIPTORIUM_TRY_ASSIGN(stored, m_edit.addBlob(bytes));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, m_fresh.blobHash(fresh));
    SCRIPTORIUM_TRY_ASSIGN(stored, m_edit.addAssetFile(assetFilePath(m_fresh.folder(), hash)));
  }
  m_blobs.insert(fresh, stored);
  return stored;
}

Result<SourceId> Replacer::sourceFor(SourceId fresh)
{
  if (!fresh.isValid())
    return SourceId();
  if (const SourceId known = m_sources.value(fresh); known.isValid())
    return known;
  const SourceFile source = m_freshSources.value(fresh);
  SCRIPTORIUM_TRY_ASSIGN(const BlobId blob, blobFor(source.blob));
  SCRIPTORIUM_TRY_ASSIGN(const SourceId stored,
                         m_edit.addSource(source.path, blob, source.blocks, source.order));
  m_sources.insert(fresh, stored);
  return stored;
}

/// A version that is there already where it says the same and was read from the same bytes, else a new one.
Result<VersionId> Replacer::versionFor(const BlockVersion& fresh, const Present* present)
{
  SCRIPTORIUM_TRY_ASSIGN(const State state, stateOf(m_fresh, fresh));
  const SourceId known = m_sources.value(state.source);
  const bool isKnownSource = known.isValid() == state.source.isValid();
  for (const State* old : {present ? &present->head : nullptr, present ? &present->published : nullptr})
    if (old && old->version.isValid() && isKnownSource && old->hash == state.hash && old->source == known)
      return old->version;
  BlockVersion version = fresh;
  version.id = {};
  version.block = m_ids.value(fresh.block);
  for (Child& child : version.children)
    child.block = m_ids.value(child.block);
  SCRIPTORIUM_TRY_ASSIGN(version.body, blobFor(fresh.body));
  SCRIPTORIUM_TRY_ASSIGN(version.source, sourceFor(fresh.source));
  return m_edit.addVersion(version);
}

Result<Unit> Replacer::compare(const CourseStore::LiveBlock& fresh)
{
  const auto found = m_present.constFind(nameOf(fresh.block.type, fresh.block.urlName));
  const std::optional<Present> present = found == m_present.cend() ? std::nullopt : std::optional(*found);
  const Present* old = present ? &*present : nullptr;
  Target target{m_ids.value(fresh.block.id), {}, {}};
  SCRIPTORIUM_TRY_ASSIGN(target.head, versionFor(fresh.head, old));
  if (fresh.published) {
    SCRIPTORIUM_TRY_ASSIGN(target.published, versionFor(*fresh.published, old));
  } else if (fresh.block.published.isValid()) {
    target.published = target.head;
  }
  if (!old || old->head.version != target.head || old->published.version != target.published)
    m_targets.append(target);
  m_present.remove(nameOf(fresh.block.type, fresh.block.urlName));
  return Unit{};
}

Result<Unit> Replacer::compareAll()
{
  qint64 done = 0;
  return m_fresh.eachLive([&](const CourseStore::LiveBlock& live) -> Result<Unit> {
    SCRIPTORIUM_TRY(compare(live));
    return m_progress.report(++done, m_ids.size());
  });
}

Result<Unit> Replacer::pointAll()
{
  for (const auto& gone : std::as_const(m_present))
    m_targets.append({gone.id, {}, {}});
  // Twice: putting a list of children in place may publish what is new in it, which then is set right.
  for (int round = 0; round < 2; ++round) {
    for (const auto& target : std::as_const(m_targets))
      SCRIPTORIUM_TRY(m_edit.point(target.id, target.head, target.published));
  }
  return Unit{};
}

Result<Unit> Replacer::run()
{
  m_progress.begin(u"Comparing with the stored course"_s);
  SCRIPTORIUM_TRY(checkRoots());
  SCRIPTORIUM_TRY(readPresent());
  SCRIPTORIUM_TRY(readSources());
  SCRIPTORIUM_TRY(nameBlocks());
  SCRIPTORIUM_TRY(compareAll());
  SCRIPTORIUM_TRY(pointAll());
  if (const QStringList executables = m_fresh.executableFiles(); executables != m_stored.executableFiles())
    SCRIPTORIUM_TRY(m_edit.setExecutableFiles(executables));
  if (const QStringList names = m_fresh.legacyNames(); names != m_stored.legacyNames())
    SCRIPTORIUM_TRY(m_edit.setLegacyNames(names));
  return m_progress.report(1, 1);
}

} // namespace

Result<Unit> replaceCourse(const QString& folder, const QString& stagingFolder, const ReplaceStep& step,
                           const BlockTypes& types, const Clock& clock, Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto fresh, CourseStore::open(stagingFolder, CourseStore::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         CourseSession::open(folder, CourseStore::Mode::ReadWrite, types, clock));
  if (!step.author.isEmpty())
    session->setAuthor(step.author);
  const auto done = session->run(u"replace"_s, step.label,
                                 [&](Edit& edit) { return Replacer(edit, *fresh, progress).run(); });
  return done ? Result<Unit>(Unit{}) : Result<Unit>(done.error());
}

} // namespace scriptorium
