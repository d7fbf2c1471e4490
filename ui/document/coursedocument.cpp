#include "ui/document/coursedocument.h"

#include "edit/operations.h"
#include "olx/write/blocktext.h"
#include "store/searchtable.h"
#include "ui/document/pendingbody.h"
#include "ui/document/whattoshow.h"
#include "ui/jobs/background.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<std::unique_ptr<CourseDocument>> CourseDocument::open(const CourseInfo& info, CourseStore::Mode mode,
                                                             const BlockTypes& types, const Clock& clock)
{
  SCRIPTORIUM_TRY_ASSIGN(auto session, CourseSession::open(info.path, mode, types, clock));
  std::unique_ptr<CourseDocument> document(new CourseDocument(info, std::move(session)));
  document->reload();
  return document;
}

CourseDocument::CourseDocument(CourseInfo info, std::unique_ptr<CourseSession> session)
    : m_info(std::move(info)), m_session(std::move(session)), m_outline(m_session->types()), m_facts(*this)
{
  m_bodies = std::make_unique<PendingBodies>(*this);
  m_outline.setFacts([this](BlockId block) { return m_facts.of(block); });
  m_outline.setNames([this](const OutlineRow& row) {
    return displayName(types(), policy(), row.type, row.urlName, row.title);
  });
  m_outline.setEditable(!m_session->isReadOnly());
  connect(m_session.get(), &CourseSession::changed, this, &CourseDocument::follow);
  connect(m_bodies.get(), &PendingBodies::heldChanged, this, [this] { m_outline.setHeld(m_bodies->held()); });
  connect(&m_outline, &OutlineModel::renameRequested, this,
          [this](BlockId block, const QString& title) { run(steps::rename(*this, block, title)); });
  connect(&m_outline, &OutlineModel::moveRequested, this,
          [this](const QList<BlockId>& blocks, BlockId parent, int row) {
            run(steps::moveBlocks(*this, blocks, parent, row));
          });
}

CourseDocument::~CourseDocument() = default;

QString CourseDocument::title() const
{
  const Outline::Node* top = outline().top();
  return top ? m_outline.title(top) : m_info.title;
}

QString CourseDocument::title(BlockId block) const
{
  const Outline::Node* node = outline().find(block);
  return node ? m_outline.title(node) : QString();
}

void CourseDocument::catchUpSearch()
{
  constexpr int kEntries = 100;
  if (!isReadOnly())
    (void) refreshSearchIndex(store(), kEntries);
}

const PolicyReader& CourseDocument::policy()
{
  if (!m_policy)
    m_policy.emplace(store());
  return *m_policy;
}

const QList<UserPartition>& CourseDocument::partitions()
{
  if (!m_partitions)
    m_partitions = userPartitions(store(), policy()).value_or(UserPartitions()).all();
  return *m_partitions;
}

/// The change with the blocks that the policy calls something else than it did: only its file was touched.
ChangeSet CourseDocument::withRenamed(ChangeSet changes)
{
  const auto isFile = [](const ChangeSet::Entry& entry) { return entry.type == kFileType; };
  if (std::ranges::none_of(changes.blocks, isFile))
    return changes;
  const auto before = std::exchange(m_policy, std::nullopt);
  const QString field = u"display_name"_s;
  QStringList named = policy().blocks();
  if (before)
    named += before->blocks();
  named.removeDuplicates();
  for (const auto& name : std::as_const(named)) {
    const QString type = name.section(u'/', 0, 0);
    const QString urlName = name.section(u'/', 1);
    if (before && before->value(type, urlName, field) == policy().value(type, urlName, field))
      continue;
    if (const auto block = store().find(type, urlName))
      changes.blocks.append({*block, type, Aspect::Fields});
  }
  return changes;
}

void CourseDocument::follow(const ChangeSet& changes)
{
  const ChangeSet all = withRenamed(changes);
  m_partitions.reset();
  m_facts.forget();
  const bool fits = [&] {
    const Selection::Settling settling(m_selection);
    return m_outline.apply(all, store());
  }();
  Q_EMIT changed(changes);
  if (!fits)
    reload();
}

Result<QByteArray> CourseDocument::textAt(BlockId block, VersionId version) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Block which, store().block(block));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion then, store().versionById(version));
  return olx::blockText(store(), which, then);
}

Result<bool> CourseDocument::retrace(BlockId block, const QByteArray& body)
{
  constexpr int kSteps = 64;
  SCRIPTORIUM_TRY_ASSIGN(const auto newest, store().history(kSteps));
  SCRIPTORIUM_TRY_ASSIGN(const bool isUndone, retraceUndo(block, body, newest));
  return isUndone ? Result<bool>(true) : retraceRedo(block, body, newest);
}

namespace {

/// The only change of a step that typed in this text; nothing for other steps.
Result<std::optional<BlockChange>> typingIn(const CourseStore& store, BlockId block, const OpInfo& op)
{
  if (op.kind != "body"_L1 || op.blocks != 1)
    return std::optional<BlockChange>();
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, store.changesOf(op.id));
  const BlockChange& change = changes.first();
  const bool isTyping = change.block == block && change.oldHead.isValid() && change.newHead.isValid();
  return isTyping ? std::optional(change) : std::nullopt;
}

} // namespace

Result<bool> CourseDocument::retraceUndo(BlockId block, const QByteArray& body, const QList<OpInfo>& newest)
{
  int steps = 0;
  for (const auto& op : newest) {
    if (op.state != OpInfo::State::Done || op.kind == "undo"_L1 || op.kind == "redo"_L1)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const auto change, typingIn(store(), block, op));
    if (!change)
      return false;
    ++steps;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray before, textAt(block, change->oldHead));
    if (before != body)
      continue;
    for (; steps > 0; --steps)
      SCRIPTORIUM_TRY(m_session->undo());
    return true;
  }
  return false;
}

Result<bool> CourseDocument::retraceRedo(BlockId block, const QByteArray& body, const QList<OpInfo>& newest)
{
  int steps = 0;
  const QList<OpInfo> oldestFirst(newest.crbegin(), newest.crend()); // the step undone last is the oldest
  for (const auto& op : oldestFirst) {
    if (op.state != OpInfo::State::Undone)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const auto change, typingIn(store(), block, op));
    if (!change)
      return false;
    ++steps;
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray after, textAt(block, change->newHead));
    if (after != body)
      continue;
    for (; steps > 0; --steps)
      SCRIPTORIUM_TRY(m_session->redo());
    return true;
  }
  return false;
}

void CourseDocument::reload()
{
  m_readAgain = m_isReading;
  if (m_isReading)
    return;
  m_isReading = true;
  const auto read = [folder = store().folder(), &types = types()]() -> Result<QList<OutlineRow>> {
    SCRIPTORIUM_TRY_ASSIGN(const auto reader, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
    SCRIPTORIUM_TRY_ASSIGN(auto rows, reader->outline());
    takeNames(rows, types, PolicyReader(*reader));
    return rows;
  };
  runInBackground<Result<QList<OutlineRow>>>(this, read, [this](const Result<QList<OutlineRow>>& rows) {
    m_isReading = false;
    if (m_readAgain)
      reload();
    else if (rows)
      takeTree(*rows);
    else
      Q_EMIT failed(rows.error(), tr("read the outline"));
  });
}

void CourseDocument::takeTree(const QList<OutlineRow>& rows)
{
  m_facts.forget();
  const bool first = !isLoaded();
  {
    const Selection::Settling settling(m_selection);
    m_outline.replace(rows);
  }
  if (m_selection.current().isValid() && !outline().find(m_selection.current()) && isLoaded())
    m_selection.open(outline().top()->row.id); // what was chosen never came to the tree
  if (const auto changes = std::exchange(m_toShow, std::nullopt))
    showChanged(*changes);
  Q_EMIT reloaded();
  if (!first)
    return;
  m_bodies->findHeld();
  Q_EMIT loaded();
}

std::optional<QList<BlockId>> CourseDocument::run(const Step& step)
{
  Q_EMIT flushRequested();
  auto made = attempt(step);
  if (made)
    return *std::move(made);
  Q_EMIT failed(made.error(), step.verb);
  return std::nullopt;
}

Result<QList<BlockId>> CourseDocument::attempt(const Step& step)
{
  QList<BlockId> made;
  const auto work = [&](Edit& edit) -> Result<Unit> {
    SCRIPTORIUM_TRY_ASSIGN(made, step.work(edit));
    return Unit{};
  };
  SCRIPTORIUM_TRY(m_session->run(step.kind, step.label, work, step.coalesce));
  return made;
}

std::optional<QByteArray> CourseDocument::copy(const QList<BlockId>& blocks)
{
  Q_EMIT flushRequested();
  auto clipboard = edit::copyBlocks(store(), types(), blocks);
  if (clipboard)
    return *std::move(clipboard);
  Q_EMIT failed(clipboard.error(), tr("copy that"));
  return std::nullopt;
}

std::optional<QByteArray> CourseDocument::olx(const QList<BlockId>& blocks)
{
  Q_EMIT flushRequested();
  QByteArray text;
  for (const BlockId block : blocks) {
    const auto one = edit::blockOlx(store(), types(), block);
    if (!one) {
      Q_EMIT failed(one.error(), tr("copy that as OLX"));
      return std::nullopt;
    }
    text += *one;
  }
  return text;
}

bool CourseDocument::undo()
{
  Q_EMIT flushRequested();
  return walk(&CourseSession::undo, undoLabel(), tr("Undone: %1"), tr("There is nothing more to undo."),
              tr("undo"));
}

bool CourseDocument::redo()
{
  Q_EMIT flushRequested();
  return walk(&CourseSession::redo, redoLabel(), tr("Done again: %1"), tr("There is nothing more to redo."),
              tr("redo"));
}

bool CourseDocument::walk(Result<ChangeSet> (CourseSession::*step)(), const QString& label,
                          const QString& done, const QString& nothing, const QString& verb)
{
  if (isReadOnly() || label.isEmpty()) {
    Q_EMIT told(nothing);
    return false;
  }
  const auto changes = (m_session.get()->*step)();
  if (!changes) {
    Q_EMIT failed(changes.error(), verb);
    return false;
  }
  if (m_isReading)
    m_toShow = *changes;
  else
    showChanged(*changes);
  Q_EMIT told(done.arg(label));
  return true;
}

void CourseDocument::showChanged(const ChangeSet& changes)
{
  const QList<BlockId> blocks = whatToShow(m_outline, changes);
  if (!blocks.isEmpty()) {
    m_selection.reveal(blocks);
    return;
  }
  for (const auto& entry : changes.blocks)
    if (const auto file = entry.type == kFileType ? store().block(entry.block) : Result<Block>(Error{});
        file && file->head.isValid())
    {
      Q_EMIT fileChanged(file->urlName);
      return;
    }
}

} // namespace scriptorium
