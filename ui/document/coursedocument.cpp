#include "ui/document/coursedocument.h"

#include "edit/operations.h"
#include "store/searchtable.h"
#include "ui/document/pendingbody.h"
#include "ui/jobs/background.h"

#include <algorithm>

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

void CourseDocument::follow(const ChangeSet& changes)
{
  const auto isFile = [](const ChangeSet::Entry& entry) { return entry.type == kFileType; };
  if (std::ranges::any_of(changes.blocks, isFile))
    m_policy.reset();
  m_facts.forget();
  const bool fits = [&] {
    const Selection::Settling settling(m_selection);
    return m_outline.apply(changes, store());
  }();
  Q_EMIT changed(changes);
  if (!fits)
    reload();
}

void CourseDocument::reload()
{
  m_readAgain = m_isReading;
  if (m_isReading)
    return;
  m_isReading = true;
  const auto read = [folder = store().folder()]() -> Result<QList<OutlineRow>> {
    SCRIPTORIUM_TRY_ASSIGN(const auto reader, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
    return reader->outline();
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

bool CourseDocument::undo()
{
  Q_EMIT flushRequested();
  const auto changes = m_session->undo();
  if (!changes)
    Q_EMIT failed(changes.error(), tr("undo"));
  return changes.has_value();
}

bool CourseDocument::redo()
{
  Q_EMIT flushRequested();
  const auto changes = m_session->redo();
  if (!changes)
    Q_EMIT failed(changes.error(), tr("redo"));
  return changes.has_value();
}

} // namespace scriptorium
