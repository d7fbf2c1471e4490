#include "ui/unit/unitpane.h"

#include "ui/document/coursedocument.h"
#include "ui/document/refuseddrop.h"
#include "ui/editors/editor.h"
#include "ui/editors/editors.h"
#include "ui/unit/breadcrumb.h"
#include "ui/unit/liveunit.h"
#include "ui/unit/unitdelegate.h"
#include "ui/unit/unitmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/label.h"
#include "ui/widgets/rowdrag.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListView>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kNamed = 12;

class CardList : public QListView
{
public:
  using QListView::QListView;

protected:
  void startDrag(Qt::DropActions) override { dragRows(*this); }
};

QListView* makeList(UnitModel* model, bool isReadOnly, QWidget* parent)
{
  auto* list = new CardList(parent);
  list->setObjectName(u"unitList"_s);
  list->setAccessibleName(UnitPane::tr("Blocks of this unit"));
  list->setModel(model);
  list->setItemDelegate(new UnitDelegate(list));
  list->setMouseTracking(true);
  list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list->setDragDropMode(isReadOnly ? QAbstractItemView::NoDragDrop : QAbstractItemView::DragDrop);
  list->setDefaultDropAction(Qt::MoveAction);
  list->setDragDropOverwriteMode(false);
  list->setContextMenuPolicy(Qt::CustomContextMenu);
  list->setProperty("look", u"cards"_s);
  return list;
}

} // namespace

UnitPane::UnitPane(CourseDocument& document, const Editors& editors, QWidget* parent)
    : Pane(parent), m_document(document), m_editors(editors)
{
  setAccessibleName(tr("Unit"));
  m_crumbs = new Breadcrumb(document, this);
  m_title = new ElidedLabel(u"title"_s, this);
  m_title->setObjectName(u"unitTitle"_s);
  m_facts = new ElidedLabel(u"small"_s, this);
  m_model = new UnitModel(document, this);
  m_list = makeList(m_model, document.isReadOnly(), this);
  m_empty = new EmptyState(u"file-text"_s, tr("Nothing here yet"), tr("Add the first block."), this);
  m_noText = new EmptyState(u"settings-2"_s, tr("No text to edit"),
                            tr("All there is to this block stands in the inspector."), this);
  m_nothing =
      new EmptyState(u"book-open"_s, tr("Choose something in the outline"),
                     tr("It opens here: a unit as the list of its blocks, a block as its text."), this);
  m_several = new EmptyState(u"list-checks"_s, {}, {}, this);
  m_live = new LiveUnit(document, this);
  m_stack = new QStackedWidget(this);
  for (QWidget* page :
       {static_cast<QWidget*>(m_list), static_cast<QWidget*>(m_empty), static_cast<QWidget*>(m_noText),
        static_cast<QWidget*>(m_nothing), static_cast<QWidget*>(m_several), static_cast<QWidget*>(m_live)})
    m_stack->addWidget(page);
  m_stack->setCurrentWidget(m_nothing);

  auto* titles = new QVBoxLayout;
  titles->setSpacing(2);
  titles->addWidget(m_crumbs);
  titles->addWidget(m_title);
  titles->addWidget(m_facts);
  header()->addLayout(titles, 1);
  content()->addWidget(m_stack, 1);

  auto& selection = document.selection();
  connect(&selection, &Selection::openedChanged, this, &UnitPane::show);
  connect(&selection, &Selection::selected, this, &UnitPane::showSelection);
  connect(&document, &CourseDocument::changed, this, &UnitPane::follow);
  connect(&document, &CourseDocument::reloaded, this, &UnitPane::follow);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &UnitPane::takeSelection);
  connect(m_list, &QListView::activated, this,
          [this](const QModelIndex& index) { m_document.selection().show(m_model->idAt(index)); });
  connect(m_list, &QListView::customContextMenuRequested, this,
          [this](const QPoint& at) { Q_EMIT menuRequested(m_list->viewport()->mapToGlobal(at)); });
  connect(m_live, &LiveUnit::menuRequested, this, &UnitPane::menuRequested);
  auto* refusedDrop = new RefusedDrop(document.outlineModel(), *m_list, [this](const QPoint& at) {
    return RefusedDrop::Target{m_model->idAt(m_list->indexAt(at)), m_model->container()};
  });
  connect(refusedDrop, &RefusedDrop::refused, this, &UnitPane::dropRefused);
}

UnitPane::~UnitPane()
{
  for (Editor* editor : std::as_const(m_made))
    editor->disconnect(this); // who hears of this pane may be half gone
  if (m_editor)
    m_editor->open({}); // stores what is pending while all that hears of it is still whole
}

void UnitPane::setLiveAction(QAction* action)
{
  action->setIconText(tr("Live"));
  m_liveButton = addHeaderAction(action);
  m_liveButton->hide();
}

QToolButton* UnitPane::addHeaderAction(QAction* action)
{
  auto* button = new QToolButton(this);
  button->setDefaultAction(action);
  button->setProperty("labelled", true);
  button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  header()->addWidget(button, 0, Qt::AlignTop);
  return button;
}

bool UnitPane::hasCard(BlockId block) const
{
  return m_stack->currentWidget() == m_list && m_model->indexOf(block).isValid();
}

void UnitPane::setLive(bool isLive)
{
  m_wantsLive = isLive;
  if (m_document.isLoaded())
    show(m_document.selection().opened());
}

/// What stands in a unit, and is shown to learners as one page with it, is live as the unit is.
bool UnitPane::canBeLive(const Outline::Node& node) const
{
  if (!m_live->hasServer() || node.children.empty())
    return false;
  for (const Outline::Node* at = &node; at != nullptr; at = at->parent)
    if (at->row.type == "vertical"_L1)
      return !m_wantsLive || LiveUnit::canShow(); // who wants cards need not load the engine to be told
  return false;
}

QWidget* UnitPane::containerPage(const Outline::Node& node) const
{
  if (node.children.empty())
    return m_empty;
  return m_wantsLive && canBeLive(node) ? static_cast<QWidget*>(m_live) : m_list;
}

void UnitPane::focusContent()
{
  if (m_editor)
    m_editor->focusText();
  else if (m_stack->currentWidget() == m_live)
    m_live->setFocus(Qt::ShortcutFocusReason);
  else
    m_list->setFocus(Qt::ShortcutFocusReason);
}

void UnitPane::show(BlockId block)
{
  const Outline::Node* node = m_document.outline().find(block);
  const BlockType& type = m_document.types().type(node ? node->row.type : QString());
  const bool isContainer = node && (!node->children.empty() || type.isContainer);
  const bool hasBody = node && !isContainer && (!type.bodyLanguage.isEmpty() || !type.isKnown);
  showEditor(hasBody || (node && node->row.isBroken) ? block : BlockId(), type);
  m_model->setContainer(isContainer ? block : BlockId());
  m_crumbs->setBlock(block);
  QWidget* page = m_nothing;
  if (m_editor)
    page = m_editor;
  else if (isContainer)
    page = containerPage(*node);
  else if (node)
    page = m_noText;
  else if (!m_document.selection().blocks().isEmpty())
    page = m_several;
  m_stack->setCurrentWidget(page);
  if (page == m_live)
    m_live->open(block);
  if (m_liveButton)
    m_liveButton->setVisible(isContainer && canBeLive(*node));
  showTitle();
  showSelection();
  Q_EMIT contentChanged();
}

void UnitPane::showEditor(BlockId block, const BlockType& type)
{
  Editor* editor = nullptr;
  if (block.isValid()) {
    const EditorKind& kind = m_editors.of(type);
    editor = m_made.value(kind.body);
    if (!editor) {
      editor = kind.make(m_document, m_stack);
      m_made.insert(kind.body, editor);
      m_stack->addWidget(editor);
      connect(editor, &Editor::undoChanged, this, &UnitPane::contentChanged);
    }
  }
  if (m_editor && m_editor != editor)
    m_editor->open({});
  m_editor = editor;
  if (m_editor)
    m_editor->open(block);
}

void UnitPane::showTitle()
{
  const BlockId block = m_document.selection().opened();
  const Outline::Node* node = m_document.outline().find(block);
  m_title->setFullText(m_document.title(block));
  m_facts->setVisible(node != nullptr);
  if (!node) {
    showSeveral();
    return;
  }
  QString facts = m_document.types().type(node->row.type).displayName;
  if (node->row.isDraft)
    facts += tr(" · draft, never published");
  else if (node->row.hasDraftChanges)
    facts += tr(" · changed since it was published");
  for (const auto& words : m_document.facts(block).words())
    facts += u" · "_s + words;
  m_facts->setFullText(facts);
}

/// Blocks that stand in different places have no page; their names tell what is about to be changed.
void UnitPane::showSeveral()
{
  const QList<BlockId>& blocks = m_document.selection().blocks();
  if (blocks.size() < 2)
    return;
  QStringList names;
  for (const BlockId block : blocks.first(qMin(blocks.size(), kNamed)))
    names.append(tr("“%1”").arg(m_document.title(block)));
  if (blocks.size() > kNamed)
    names.append(tr("and %n more", nullptr, static_cast<int>(blocks.size() - kNamed)));
  const QString title = tr("%n block(s) chosen", nullptr, static_cast<int>(blocks.size()));
  m_title->setFullText(title);
  m_several->setText(title, names.join(u'\n'));
}

void UnitPane::follow()
{
  const BlockId opened = m_document.selection().opened();
  const Outline::Node* node = m_document.outline().find(opened);
  if (!node) {
    showTitle();
    return;
  }
  const bool isEmptyList = !m_editor && node->children.empty();
  const bool isShown = m_stack->currentWidget() == m_list || m_stack->currentWidget() == m_live;
  if ((isShown && isEmptyList) || (m_stack->currentWidget() == m_empty && !node->children.empty()) ||
      m_stack->currentWidget() == m_nothing)
    show(opened);
  m_crumbs->setBlock(opened);
  showTitle();
  showSelection();
}

void UnitPane::takeSelection()
{
  if (m_isFollowing)
    return;
  const QScopedValueRollback guard(m_isFollowing, true);
  QModelIndexList rows = m_list->selectionModel()->selectedIndexes();
  std::sort(rows.begin(), rows.end());
  QList<BlockId> blocks;
  for (const auto& index : std::as_const(rows))
    blocks.append(m_model->idAt(index));
  if (blocks.isEmpty()) // a click beside the cards chooses what holds them
    blocks.append(m_model->container());
  m_document.selection().select(blocks, m_model->idAt(m_list->currentIndex()));
}

void UnitPane::showSelection()
{
  if (!m_document.selection().opened().isValid())
    showTitle();
  if (m_isFollowing || m_stack->currentWidget() != m_list)
    return;
  const QScopedValueRollback guard(m_isFollowing, true);
  QItemSelection rows;
  for (const BlockId block : m_document.selection().blocks())
    if (const QModelIndex index = m_model->indexOf(block); index.isValid())
      rows.select(index, index);
  m_list->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
  const QModelIndex current = m_model->indexOf(m_document.selection().current());
  if (current.isValid())
    m_list->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
}

} // namespace scriptorium
