#include "ui/shell/commands/blockcommands.h"

#include "ui/document/coursedocument.h"
#include "ui/outline/outlinepane.h"
#include "ui/outline/outlineview.h"
#include "ui/shell/commands/addmenu.h"
#include "ui/unit/unitpane.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QCursor>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr auto kClipboardType = "application/vnd.scriptorium.blocks+xml";

const Outline::Node* find(const CourseDocument& document, BlockId block)
{
  return document.outline().find(block);
}

} // namespace

BlockCommands::BlockCommands(const Commands& commands, CourseDocument& document, OutlinePane& outline,
                             UnitPane& unit, QObject* parent)
    : QObject(parent), m_commands(commands), m_document(document), m_outline(outline), m_unit(unit)
{
  connectCommands();
}

void BlockCommands::connectCommands()
{
  const auto on = [this](Command command, void (BlockCommands::*run)()) {
    m_commands.on(command, this, [this, run] { (this->*run)(); });
  };
  m_commands.on(Command::Copy, this, [this] { copy(); });
  on(Command::Cut, &BlockCommands::cut);
  on(Command::Paste, &BlockCommands::paste);
  on(Command::Duplicate, &BlockCommands::duplicate);
  on(Command::Delete, &BlockCommands::remove);
  on(Command::OpenBlock, &BlockCommands::openChosen);
  on(Command::OpenParent, &BlockCommands::openParent);
  on(Command::CopyId, &BlockCommands::copyKey);
  on(Command::CopyLink, &BlockCommands::copyLink);
  on(Command::CopyOlx, &BlockCommands::copyOlx);
  on(Command::AddInside, &BlockCommands::showAddMenu);
  m_commands.on(Command::MoveUp, this, [this] { moveBy(-1); });
  m_commands.on(Command::MoveDown, this, [this] { moveBy(1); });
  m_commands.on(Command::Rename, this, [this] {
    m_outline.view()->setFocus(Qt::ShortcutFocusReason);
    m_outline.view()->renameCurrent();
  });
  m_commands.on(Command::ExpandAll, this, [this] { m_outline.view()->expandAll(); });
  m_commands.on(Command::CollapseAll, this, [this] {
    m_outline.view()->collapseAll();
    m_outline.view()->expandToDepth(0);
  });
  m_commands.on(Command::FilterOutline, this, [this] { m_outline.focusFilter(); });
}

Needs BlockCommands::state() const
{
  const auto& selection = m_document.selection();
  Needs needs;
  needs.setFlag(Need::Selection, !selection.blocks().isEmpty());
  const auto isTop = [this](BlockId block) {
    const Outline::Node* node = find(m_document, block);
    return !node || !node->parent;
  };
  needs.setFlag(Need::Movable,
                !selection.blocks().isEmpty() && std::ranges::none_of(selection.blocks(), isTop));
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  needs.setFlag(Need::Clipboard, data && (data->hasFormat(QString::fromLatin1(kClipboardType)) ||
                                          data->text().trimmed().startsWith(u'<')));
  return needs;
}

/// Never what the author does not see chosen: a filter may hide it, and beside the cards of a unit the unit
/// itself is chosen.
QList<BlockId> BlockCommands::chosen() const
{
  QList<BlockId> blocks = m_document.selection().blocks();
  if (m_outline.view()->hasFocus())
    blocks.removeIf([this](BlockId block) { return !m_document.outlineModel().indexOf(block).isValid(); });
  else if (m_unit.list()->hasFocus())
    blocks.removeIf([this](BlockId block) { return !m_unit.hasCard(block); });
  return blocks;
}

bool BlockCommands::copy()
{
  const QList<BlockId> blocks = chosen();
  if (blocks.isEmpty())
    return false;
  const auto olx = m_document.copy(blocks);
  if (!olx)
    return false;
  auto* data = new QMimeData;
  data->setData(QString::fromLatin1(kClipboardType), *olx);
  data->setText(QString::fromUtf8(*olx));
  QGuiApplication::clipboard()->setMimeData(data);
  return true;
}

void BlockCommands::cut()
{
  if (copy())
    remove();
}

BlockCommands::Spot BlockCommands::spotFor(const QStringList& types) const
{
  for (const Outline::Node* node = find(m_document, m_document.selection().current()); node;
       node = node->parent)
  {
    if (m_document.outlineModel().takesChildren(node, types))
      return {node->row.id, -1};
    if (node->parent && m_document.outlineModel().takesChildren(node->parent, types))
      return {node->parent->row.id, node->index + 1};
  }
  return {m_document.selection().current(), -1};
}

void BlockCommands::paste()
{
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  const QString type = QString::fromLatin1(kClipboardType);
  const QByteArray olx = data->hasFormat(type) ? data->data(type) : data->text().toUtf8();
  const auto top = clipboardTypes(olx);
  const Spot spot = spotFor(top);
  const auto pasted = m_document.run(steps::pasteBlocks(m_document, olx, spot.parent, spot.row));
  if (pasted && !pasted->isEmpty())
    m_document.selection().select(*pasted, pasted->first());
}

void BlockCommands::duplicate()
{
  const QList<BlockId> blocks = chosen();
  if (blocks.isEmpty())
    return;
  const auto copies = m_document.run(steps::duplicateBlocks(m_document, blocks));
  if (copies && !copies->isEmpty())
    m_document.selection().select(*copies, copies->first());
}

void BlockCommands::remove()
{
  const QList<BlockId> blocks = chosen();
  const Outline::Node* last = blocks.isEmpty() ? nullptr : find(m_document, blocks.last());
  if (!last || !last->parent)
    return;
  // What is chosen afterwards: the next one that stays, else the one before, else the parent.
  const auto& siblings = last->parent->children;
  BlockId next = last->parent->row.id;
  const auto stays = [&](const Outline::Node* node) { return !blocks.contains(node->row.id); };
  const auto at = siblings.begin() + last->index;
  if (const auto after = std::find_if(at, siblings.end(), stays); after != siblings.end())
    next = (*after)->row.id;
  else if (const auto before = std::find_if(std::make_reverse_iterator(at), siblings.rend(), stays);
           before != siblings.rend())
    next = (*before)->row.id;
  const bool wasOpen = blocks.contains(m_document.selection().opened());
  if (!m_document.run(steps::removeBlocks(m_document, blocks)) || !find(m_document, next))
    return;
  if (wasOpen)
    m_document.selection().open(next);
  else
    m_document.selection().select({next}, next);
}

void BlockCommands::moveBy(int direction)
{
  const QList<BlockId> blocks = chosen();
  const Outline::Node* first = blocks.isEmpty() ? nullptr : find(m_document, blocks.first());
  const Outline::Node* last = blocks.isEmpty() ? nullptr : find(m_document, blocks.last());
  if (!first || !first->parent || !last || last->parent != first->parent)
    return;
  const Outline::Node* parent = first->parent;
  const int target = direction < 0 ? first->index - 1 : last->index + 2;
  if (target >= 0 && target <= static_cast<int>(parent->children.size())) {
    m_document.run(steps::moveBlocks(m_document, blocks, parent->row.id, target));
    return;
  }
  // At the edge: over into the neighbour of the parent.
  const int neighbour = parent->index + direction;
  if (!parent->parent || neighbour < 0 || neighbour >= static_cast<int>(parent->parent->children.size()))
    return;
  const Outline::Node* other = parent->parent->children[static_cast<size_t>(neighbour)];
  m_document.run(steps::moveBlocks(m_document, blocks, other->row.id, direction < 0 ? -1 : 0));
}

void BlockCommands::openChosen()
{
  m_document.selection().show(m_document.selection().current());
  m_unit.focusContent();
}

void BlockCommands::openParent()
{
  const Outline::Node* node = find(m_document, m_document.selection().opened());
  if (node && node->parent)
    m_document.selection().show(node->parent->row.id);
}

void BlockCommands::copyKey()
{
  if (const Outline::Node* node = find(m_document, m_document.selection().current()))
    QGuiApplication::clipboard()->setText(
        m_document.store().key().usageKey(node->row.type, node->row.urlName));
}

void BlockCommands::copyLink()
{
  if (const Outline::Node* node = find(m_document, m_document.selection().current()))
    QGuiApplication::clipboard()->setText(u"/jump_to_id/"_s + node->row.urlName);
}

void BlockCommands::copyOlx()
{
  const QList<BlockId> blocks = chosen();
  const auto olx = blocks.isEmpty() ? std::nullopt : m_document.olx(blocks);
  if (!olx)
    return;
  QGuiApplication::clipboard()->setText(QString::fromUtf8(*olx));
  Q_EMIT m_document.told(
      tr("The OLX of %n block(s) is on the clipboard.", nullptr, static_cast<int>(blocks.size())));
}

void BlockCommands::showAddMenu()
{
  const Outline::Node* node = find(m_document, m_document.selection().current());
  if (!node)
    return;
  QMenu* menu = makeAddMenu(m_document, *node, &m_outline);
  connect(menu, &QMenu::triggered, this, [this](const QAction* action) {
    const auto choice = action->data().value<AddChoice>();
    const auto added = m_document.run(
        steps::addBlock(m_document, choice.parent, choice.type, choice.row, choice.templateId));
    if (!added)
      return;
    m_document.selection().show(added->first());
    if (m_document.types().type(choice.type).isContainer) {
      m_outline.view()->setFocus(Qt::OtherFocusReason);
      m_outline.view()->renameCurrent();
    } else {
      m_unit.focusContent();
    }
  });
  // Below the button that was pressed, or at the row when it came from the keyboard.
  const auto* button = qobject_cast<QToolButton*>(QApplication::widgetAt(QCursor::pos()));
  const bool byButton = button && button->defaultAction() == m_commands.action(Command::AddInside);
  const OutlineView* view = m_outline.view();
  const QRect row = view->visualRect(view->currentIndex());
  menu->popup(byButton ? button->mapToGlobal(QPoint(0, button->height()))
                       : view->viewport()->mapToGlobal(row.bottomLeft() + QPoint(24, 0)));
}

void BlockCommands::showMenu(const QPoint& at)
{
  auto* menu = new QMenu(&m_outline);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  using enum Command;
  const QList<QList<Command>> groups{
      {OpenBlock, AddInside, Rename}, {Cut, Copy, Paste, Duplicate}, {MoveUp, MoveDown},
      {Publish, DiscardDraft},        {CopyId, CopyLink, CopyOlx},   {Delete}};
  for (const auto& group : groups) {
    if (!menu->isEmpty())
      menu->addSeparator();
    for (const Command command : group)
      menu->addAction(m_commands.action(command));
  }
  menu->popup(at);
}

} // namespace scriptorium
