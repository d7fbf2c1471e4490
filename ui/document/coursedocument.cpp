#include "ui/document/coursedocument.h"

#include "edit/operations.h"

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
    : m_info(std::move(info)), m_session(std::move(session)), m_outline(m_session->types())
{
  m_outline.setEditable(!m_session->isReadOnly());
  connect(m_session.get(), &CourseSession::changed, this, &CourseDocument::follow);
  connect(&m_outline, &OutlineModel::renameRequested, this, &CourseDocument::rename);
  connect(&m_outline, &OutlineModel::moveRequested, this, &CourseDocument::move);
}

CourseDocument::~CourseDocument()
{
  if (m_loader)
    m_loader->wait();
}

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
  const QList<BlockId> current = trail(m_selection.current());
  const QList<BlockId> opened = trail(m_selection.opened());
  const bool fits = m_outline.apply(changes, store());
  settleSelection(current, opened);
  Q_EMIT changed(changes);
  if (!fits)
    reload();
}

QList<BlockId> CourseDocument::trail(BlockId block) const
{
  QList<BlockId> ids;
  for (const auto* node : outline().path(block))
    ids.append(node->row.id);
  return ids;
}

void CourseDocument::settleSelection(const QList<BlockId>& current, const QList<BlockId>& opened)
{
  const auto lastLiving = [this](const QList<BlockId>& ids) {
    const auto it =
        std::find_if(ids.crbegin(), ids.crend(), [this](BlockId id) { return outline().find(id); });
    return it == ids.crend() ? BlockId() : *it;
  };
  if (!opened.isEmpty())
    m_selection.open(lastLiving(opened));
  QList<BlockId> blocks;
  for (const BlockId id : m_selection.blocks())
    if (outline().find(id))
      blocks.append(id);
  const BlockId left = lastLiving(current);
  if (blocks.isEmpty() && left.isValid())
    blocks.append(left);
  if (blocks != m_selection.blocks())
    m_selection.select(blocks, blocks.contains(left) ? left : blocks.value(0));
}

void CourseDocument::reload()
{
  if (m_loader && !m_loader->isFinished()) {
    m_reloadAgain = true;
    return;
  }
  m_reloadAgain = false;
  m_loader.reset(QThread::create([this, folder = store().folder()] {
    Result<QList<OutlineRow>> rows = Error{};
    if (auto reader = CourseStore::open(folder, CourseStore::Mode::ReadOnly); reader)
      rows = (*reader)->outline();
    else
      rows = reader.error();
    QMetaObject::invokeMethod(
        this,
        [this, rows] {
          if (!rows) {
            Q_EMIT failed(rows.error(), tr("read the outline"));
            return;
          }
          const bool first = !isLoaded();
          const QList<BlockId> current = trail(m_selection.current());
          const QList<BlockId> opened = trail(m_selection.opened());
          m_outline.replace(*rows);
          settleSelection(current, opened);
          Q_EMIT reloaded();
          if (first)
            Q_EMIT loaded();
        },
        Qt::QueuedConnection);
  }));
  connect(m_loader.get(), &QThread::finished, this, [this] {
    if (m_reloadAgain)
      reload();
  });
  m_loader->start();
}

bool CourseDocument::run(const QString& kind, const QString& label, const QString& what,
                         const CourseSession::Work& work, CourseSession::Coalesce coalesce)
{
  // What is still being typed comes first: steps stand in history in the order the author made them.
  Q_EMIT flushRequested();
  const auto changes = m_session->run(kind, label, work, coalesce);
  if (!changes)
    Q_EMIT failed(changes.error(), what);
  return changes.has_value();
}

QString CourseDocument::quoted(const QList<BlockId>& blocks) const
{
  if (blocks.size() == 1)
    return tr("“%1”").arg(title(blocks.first()));
  return tr("%n block(s)", nullptr, static_cast<int>(blocks.size()));
}

bool CourseDocument::rename(BlockId block, const QString& title)
{
  return run(u"rename"_s, tr("Rename %1").arg(quoted({block})), tr("rename %1").arg(quoted({block})),
             [&](Edit& edit) { return edit::rename(edit, types(), block, title); });
}

bool CourseDocument::setField(BlockId block, const FieldSpec& spec, const QString& raw)
{
  const QString name = spec.displayName.isEmpty() ? spec.name : spec.displayName;
  return run(
      u"field"_s, tr("Change %1 of %2").arg(name, quoted({block})), tr("change %1").arg(name),
      [&](Edit& edit) { return edit::setField(edit, types(), block, spec.name, raw); },
      CourseSession::Coalesce::No);
}

bool CourseDocument::resetField(BlockId block, const FieldSpec& spec)
{
  const QString name = spec.displayName.isEmpty() ? spec.name : spec.displayName;
  return run(u"field"_s, tr("Reset %1 of %2").arg(name, quoted({block})), tr("reset %1").arg(name),
             [&](Edit& edit) { return edit::resetField(edit, types(), block, spec.name); });
}

Result<Unit> CourseDocument::setBody(BlockId block, const QByteArray& bytes, bool allowBroken)
{
  const auto changes = m_session->run(
      u"body"_s, tr("Edit text of %1").arg(quoted({block})),
      [&](Edit& edit) { return edit::setBody(edit, types(), block, bytes, allowBroken); },
      CourseSession::Coalesce::Yes);
  if (!changes)
    return changes.error();
  return Unit{};
}

std::optional<BlockId> CourseDocument::add(BlockId parent, const QString& type, int row,
                                           const QString& templateId)
{
  const QString name = types().type(type).displayName;
  BlockId added;
  const bool done =
      run(u"add"_s, tr("Add %1").arg(name), tr("add %1").arg(name), [&](Edit& edit) -> Result<Unit> {
        SCRIPTORIUM_TRY_ASSIGN(added, edit::addBlock(edit, types(), parent, type, row, templateId));
        return Unit{};
      });
  return done ? std::optional(added) : std::nullopt;
}

bool CourseDocument::remove(const QList<BlockId>& blocks)
{
  return run(u"delete"_s, tr("Delete %1").arg(quoted(blocks)), tr("delete %1").arg(quoted(blocks)),
             [&](Edit& edit) { return edit::removeBlocks(edit, blocks); });
}

QList<BlockId> CourseDocument::duplicate(const QList<BlockId>& blocks)
{
  QList<BlockId> copies;
  const bool done =
      run(u"duplicate"_s, tr("Duplicate %1").arg(quoted(blocks)), tr("duplicate %1").arg(quoted(blocks)),
          [&](Edit& edit) -> Result<Unit> {
            for (const BlockId block : blocks) {
              SCRIPTORIUM_TRY_ASSIGN(const BlockId copy, edit::duplicateBlock(edit, types(), block));
              copies.append(copy);
            }
            return Unit{};
          });
  return done ? copies : QList<BlockId>();
}

bool CourseDocument::move(const QList<BlockId>& blocks, BlockId parent, int row)
{
  return run(u"move"_s, tr("Move %1").arg(quoted(blocks)), tr("move %1").arg(quoted(blocks)),
             [&](Edit& edit) { return edit::moveBlocks(edit, types(), blocks, parent, row); });
}

std::optional<QByteArray> CourseDocument::copy(const QList<BlockId>& blocks)
{
  auto clipboard = edit::copyBlocks(store(), types(), blocks);
  if (clipboard)
    return *std::move(clipboard);
  Q_EMIT failed(clipboard.error(), tr("copy %1").arg(quoted(blocks)));
  return std::nullopt;
}

QList<BlockId> CourseDocument::paste(const QByteArray& clipboard, BlockId parent, int row)
{
  QList<BlockId> pasted;
  const bool done =
      run(u"paste"_s, tr("Paste into %1").arg(quoted({parent})), tr("paste here"),
          [&](Edit& edit) -> Result<Unit> {
            SCRIPTORIUM_TRY_ASSIGN(pasted, edit::pasteBlocks(edit, types(), clipboard, parent, row));
            return Unit{};
          });
  return done ? pasted : QList<BlockId>();
}

bool CourseDocument::restoreVersion(BlockId block, VersionId version, const QString& label)
{
  return run(u"restore"_s, label, tr("restore that version"),
             [&](Edit& edit) { return edit::restoreVersion(edit, block, version); });
}

bool CourseDocument::restoreCourse(const OpInfo& op)
{
  Q_EMIT flushRequested();
  return run(u"restore"_s, tr("Go back to after “%1”").arg(op.label), tr("go back to that step"),
             [&](Edit& edit) { return edit::restoreCourse(edit, op.id); });
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
