#include "ui/shell/window/coursepage.h"

#include "ui/checks/checkspanel.h"
#include "ui/checks/livechecks.h"
#include "ui/document/coursedocument.h"
#include "ui/document/pendingbody.h"
#include "ui/editors/editor.h"
#include "ui/files/filespanel.h"
#include "ui/inspectors/fieldeditor.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/outline/outlinepane.h"
#include "ui/outline/outlineview.h"
#include "ui/panels/panels.h"
#include "ui/panels/reportpanel.h"
#include "ui/policy/gradingdialog.h"
#include "ui/policy/groupsdialog.h"
#include "ui/policy/policydialog.h"
#include "ui/quickopen/quickopen.h"
#include "ui/search/searchpanel.h"
#include "ui/shell/commands/blockcommands.h"
#include "ui/shell/commands/draftcommands.h"
#include "ui/unit/liveunit.h"
#include "ui/unit/unitpane.h"
#include "ui/web/webplugin.h"
#include "ui/web/webview.h"
#include "ui/widgets/emptystate.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr std::chrono::milliseconds kSavePlaceAfter{1500};
constexpr qsizetype kRemembered = 30;

/// The field that is typed in; null when something else has the keyboard.
QWidget* textInput()
{
  QWidget* focus = QApplication::focusWidget();
  const auto* line = qobject_cast<QLineEdit*>(focus);
  const auto* text = qobject_cast<QPlainTextEdit*>(focus);
  return (line && !line->isReadOnly()) || (text && !text->isReadOnly()) ? focus : nullptr;
}

} // namespace

CoursePage::CoursePage(CourseDocument& document, const Editors& editors, const Commands& commands, Jobs& jobs,
                       QSettings& settings, QWidget* parent)
    : QWidget(parent), m_document(document), m_commands(commands), m_settings(settings)
{
  setObjectName(u"coursePage"_s);
  buildPanes(jobs, editors);
  m_blockCommands = new BlockCommands(commands, document, *m_outline, *m_unit, this);
  m_draftCommands = new DraftCommands(commands, document, this);
  connectCommands();
  connectPanels();
  connectChecks();
  restoreLayout();
  // Soon, not only at the end: a crash must not lose the author's place, nor the sizes of the panes.
  auto* placeTimer = new QTimer(this);
  placeTimer->setSingleShot(true);
  placeTimer->setInterval(kSavePlaceAfter);
  connect(placeTimer, &QTimer::timeout, this, &CoursePage::saveLayout);
  connect(m_columns, &QSplitter::splitterMoved, this, &CoursePage::keepSides);
  for (const QSplitter* splitter : {m_columns, m_rows})
    connect(splitter, &QSplitter::splitterMoved, placeTimer, qOverload<>(&QTimer::start));
  connect(&document.selection(), &Selection::openedChanged, placeTimer, qOverload<>(&QTimer::start));
  connect(&document.selection(), &Selection::openedChanged, this, &CoursePage::remember);
  connect(&document, &CourseDocument::loaded, this, &CoursePage::showFirst);
  if (document.isLoaded())
    showFirst();
}

CoursePage::~CoursePage()
{
  // The panes go after this: what they still store is no longer for the page to hear.
  m_document.disconnect(this);
  m_document.bodies().disconnect(this);
  saveLayout();
}

void CoursePage::buildPanes(Jobs& jobs, const Editors& editors)
{
  m_checks = new LiveChecks(m_document, this);
  m_outline = new OutlinePane(m_document, this);
  m_outline->setObjectName(u"outline"_s);
  m_outline->setMinimumWidth(200);
  m_unit = new UnitPane(m_document, editors, this);
  m_unit->setObjectName(u"unit"_s);
  m_unit->setMinimumWidth(280);
  m_inspector = new InspectorPane(m_document, this);
  m_inspector->setObjectName(u"inspector"_s);
  m_inspector->setMinimumWidth(220);
  m_panels = new Panels(m_document, *m_checks, jobs, this);
  m_panels->setObjectName(u"panels"_s);
  m_panels->setMinimumHeight(120);

  m_columns = new QSplitter(Qt::Horizontal, this);
  m_columns->setObjectName(u"columns"_s);
  m_rows = new QSplitter(Qt::Vertical, this);
  m_rows->setObjectName(u"rows"_s);
  for (QSplitter* splitter : {m_columns, m_rows}) {
    splitter->setHandleWidth(8);
    splitter->setChildrenCollapsible(false);
  }
  for (QWidget* pane :
       {static_cast<QWidget*>(m_outline), static_cast<QWidget*>(m_unit), static_cast<QWidget*>(m_inspector)})
    m_columns->addWidget(pane);
  m_columns->setStretchFactor(1, 1);
  m_rows->addWidget(m_columns);
  m_rows->addWidget(m_panels);
  m_rows->setStretchFactor(0, 1);
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(12, 0, 12, 4);
  layout->addWidget(m_rows);
}

void CoursePage::connectCommands()
{
  m_outline->addHeaderAction(m_commands.action(Command::AddInside));
  m_unit->setLiveAction(m_commands.action(Command::LiveUnits));
  m_unit->addHeaderAction(m_commands.action(Command::AddInside));
  m_unit->emptyUnit()->addAction(m_commands.action(Command::AddInside));
  for (const auto& spec : Commands::table())
    if (spec.scope == CommandSpec::Scope::Blocks) {
      m_outline->view()->addAction(m_commands.action(spec.command));
      m_unit->list()->addAction(m_commands.action(spec.command));
    }
  const auto pane = [this](Command command, QWidget* widget) {
    QAction* action = m_commands.action(command);
    action->setChecked(true);
    connect(action, &QAction::toggled, widget, &QWidget::setVisible);
  };
  pane(Command::ShowOutline, m_outline);
  pane(Command::ShowInspector, m_inspector);
  pane(Command::ShowPanels, m_panels);
  connect(m_commands.action(Command::LiveUnits), &QAction::toggled, this, &CoursePage::setLive);
  m_commands.on(Command::FocusOutline, this, [this] { focusPane(0); });
  m_commands.on(Command::FocusUnit, this, [this] { focusPane(1); });
  m_commands.on(Command::FocusInspector, this, [this] { focusPane(2); });
  m_commands.on(Command::FocusPanels, this, [this] { focusPane(3); });
  m_commands.on(Command::NextPane, this, [this] { nextPane(1); });
  m_commands.on(Command::PreviousPane, this, [this] { nextPane(-1); });
  m_commands.on(Command::Find, this, [this] {
    if (m_unit->editor())
      m_unit->editor()->openFind();
  });

  connect(m_outline->view(), &OutlineView::activated, m_commands.action(Command::OpenBlock),
          &QAction::trigger);
  connect(m_outline->view(), &OutlineView::menuRequested, m_blockCommands, &BlockCommands::showMenu);
  connect(m_unit, &UnitPane::menuRequested, m_blockCommands, &BlockCommands::showMenu);
  const auto refuse = [this](const QString& why) { Q_EMIT offered(tr("Nothing was moved."), why, {}); };
  connect(m_outline->view(), &OutlineView::dropRefused, this, refuse);
  connect(m_unit, &UnitPane::dropRefused, this, refuse);
  connect(m_unit, &UnitPane::contentChanged, this, &CoursePage::stateChanged);
  connect(&m_document.selection(), &Selection::selected, this, &CoursePage::stateChanged);
  connect(&m_document, &CourseDocument::changed, this, &CoursePage::stateChanged);
  connect(&m_document, &CourseDocument::loaded, this, &CoursePage::stateChanged);
  connect(QApplication::clipboard(), &QClipboard::dataChanged, this, &CoursePage::stateChanged);
  connect(qApp, &QApplication::focusChanged, this, [this](const QWidget* from, const QWidget* to) {
    if ((from && isAncestorOf(from)) || (to && isAncestorOf(to)))
      Q_EMIT stateChanged();
  });
  connect(&m_document.bodies(), &PendingBodies::pendingChanged, this, &CoursePage::pendingChanged);
  connect(&m_document.bodies(), &PendingBodies::pendingChanged, this, &CoursePage::stateChanged);
}

void CoursePage::connectPanels()
{
  const auto open = [this](QDialog* dialog) {
    flush();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->addAction(m_commands.action(Command::Help));
    dialog->open();
  };
  m_commands.on(Command::SearchCourse, this, [this] {
    setPanelsVisible(true);
    m_panels->showSearch();
  });
  m_commands.on(Command::QuickOpen, this, [this] { openQuickly(); });
  m_commands.on(Command::Files, this, [this] {
    setPanelsVisible(true);
    m_panels->showFiles();
  });
  m_commands.on(Command::CoursePolicy, this, [this, open] { open(new PolicyDialog(m_document, this)); });
  connect(m_inspector, &InspectorPane::gradingRequested, m_commands.action(Command::GradingPolicy),
          &QAction::trigger);
  connect(m_inspector, &InspectorPane::groupsRequested, m_commands.action(Command::GroupConfigurations),
          &QAction::trigger);
  m_commands.on(Command::GroupConfigurations, this,
                [this, open] { open(new GroupsDialog(m_document, this)); });
  m_commands.on(Command::GradingPolicy, this, [this, open] { open(new GradingDialog(m_document, this)); });
  connect(m_panels->search(), &SearchPanel::placeChosen, this, [this](BlockId block, const QString& text) {
    m_document.selection().show(block);
    if (!text.isEmpty() && m_unit->hasText() && m_unit->editor())
      m_unit->editor()->mark(text);
  });
  connect(&m_document, &CourseDocument::fileChanged, this, &CoursePage::showFile);
  connect(m_panels->files(), &FilesPanel::asked, this, &CoursePage::asked);
  connect(m_panels->files(), &FilesPanel::failed, this, &CoursePage::failed);
  connect(m_draftCommands, &DraftCommands::asked, this, &CoursePage::asked);
}

void CoursePage::connectChecks()
{
  const auto step = [this](int by) {
    setPanelsVisible(true);
    m_panels->showChecks();
    m_panels->checks()->step(by);
  };
  m_commands.on(Command::Checks, this, [this] {
    setPanelsVisible(true);
    m_panels->showChecks();
    m_panels->checks()->focusFilter();
  });
  m_commands.on(Command::NextFinding, this, [step] { step(1); });
  m_commands.on(Command::PreviousFinding, this, [step] { step(-1); });
  connect(m_panels->checks(), &ChecksPanel::placeChosen, this,
          [this](const CheckedFinding& finding, int line) {
            showPlace(finding.finding.place, finding.block, line);
          });
  connect(m_panels->report(), &ReportPanel::placeChosen, this, &CoursePage::showPlace);
  connect(m_checks, &LiveChecks::failed, this,
          [this](const Error& error) { Q_EMIT failed(error, tr("check the course")); });
}

/// Chooses the block, and in it the setting or the line.
void CoursePage::showPlace(const Place& place, BlockId block, int line)
{
  if (block.isValid() ? !m_document.outline().find(block) : !place.file.isEmpty()) {
    showFile(place.file);
    return;
  }
  m_document.selection().show(block.isValid() ? block : m_document.store().root());
  if (FieldEditor* field = place.field.isEmpty() ? nullptr : m_inspector->fieldEditor(place.field)) {
    field->control()->setFocus(Qt::OtherFocusReason);
    return;
  }
  if (line > 0 && m_unit->hasText() && m_unit->editor())
    m_unit->editor()->goToLine(line);
}

void CoursePage::showFile(const QString& path)
{
  setPanelsVisible(true);
  m_panels->showFiles();
  m_panels->files()->filterFor(path);
}

void CoursePage::openQuickly()
{
  // What is open is where the author is; where they were stands first.
  auto* quick = new QuickOpen(m_document, m_recent.mid(1), window());
  connect(quick, &QuickOpen::blockChosen, this, [this](BlockId block) {
    m_document.selection().show(block);
    m_unit->focusContent();
  });
  connect(quick, &QuickOpen::fileChosen, this, &CoursePage::showFile);
  quick->open();
}

void CoursePage::remember(BlockId block)
{
  if (!block.isValid())
    return;
  m_recent.removeAll(block);
  m_recent.prepend(block);
  m_recent = m_recent.mid(0, kRemembered);
}

void CoursePage::flush()
{
  m_inspector->flush();
  if (m_unit->editor())
    m_unit->editor()->flush();
  m_document.bodies().flush();
}

bool CoursePage::hasUnsavedText() const
{
  return m_document.bodies().isPending();
}

Needs CoursePage::state() const
{
  Needs needs = m_blockCommands->state() | m_draftCommands->state() | Need::Course;
  const Outline::Node* top = m_document.outline().top();
  needs.setFlag(Need::IsCourse, top && top->row.type == "course"_L1);
  needs.setFlag(Need::Writable, !m_document.isReadOnly());
  needs.setFlag(Need::Text, m_unit->hasText());
  // Of a text only trying tells what there is: it may be of an earlier day.
  const bool isInText = focusedEditor() || textInput();
  needs.setFlag(Need::Undo, !m_document.undoLabel().isEmpty() || isInText);
  needs.setFlag(Need::Redo, !m_document.redoLabel().isEmpty() || isInText);
  return needs;
}

Editor* CoursePage::focusedEditor() const
{
  Editor* editor = m_unit->editor();
  const QWidget* focus = window()->focusWidget();
  return editor && (editor == focus || editor->isAncestorOf(focus)) ? editor : nullptr;
}

QString CoursePage::undoLabel() const
{
  const Editor* editor = focusedEditor();
  return !editor             ? m_document.undoLabel()
         : editor->canUndo() ? tr("typing in “%1”").arg(m_document.title(m_document.selection().opened()))
                             : QString();
}

QString CoursePage::redoLabel() const
{
  const Editor* editor = focusedEditor();
  return !editor             ? m_document.redoLabel()
         : editor->canRedo() ? tr("typing in “%1”").arg(m_document.title(m_document.selection().opened()))
                             : QString();
}

void CoursePage::undo()
{
  Editor* editor = focusedEditor();
  if (!editor)
    m_document.undo();
  else if (!editor->undo())
    undoBeyond();
}

void CoursePage::redo()
{
  if (Editor* editor = focusedEditor()) {
    if (!editor->redo())
      redoBeyond();
    return;
  }
  // Fields take Ctrl+Z themselves; their Ctrl+Y comes here.
  auto* line = qobject_cast<QLineEdit*>(textInput());
  auto* text = qobject_cast<QPlainTextEdit*>(textInput());
  if (line && line->isRedoAvailable())
    line->redo();
  else if (text && text->document()->isRedoAvailable())
    text->redo();
  else
    m_document.redo();
}

/// Whether a step concerns what is open, so that the author sees what taking it back does.
bool CoursePage::isAboutOpened(const std::optional<OpInfo>& op) const
{
  const auto changes = op ? m_document.store().changesOf(op->id) : QList<BlockChange>();
  const BlockId opened = m_document.selection().opened();
  return changes && std::ranges::any_of(
                        *changes, [opened](const BlockChange& change) { return change.block == opened; });
}

void CoursePage::undoBeyond()
{
  const auto op = m_document.store().undoable().value_or(std::nullopt);
  if (!op || isAboutOpened(op))
    m_document.undo();
  else
    Q_EMIT offered(tr("There is nothing more to undo in this text."),
                   tr("The last step elsewhere is “%1”.").arg(op->label),
                   {{tr("Undo that"), [this] { m_document.undo(); }}});
}

void CoursePage::redoBeyond()
{
  const auto op = m_document.store().redoable().value_or(std::nullopt);
  if (!op || isAboutOpened(op))
    m_document.redo();
  else
    Q_EMIT offered(tr("There is nothing more to redo in this text."),
                   tr("What was undone elsewhere is “%1”.").arg(op->label),
                   {{tr("Redo that"), [this] { m_document.redo(); }}});
}

void CoursePage::setPanelsVisible(bool visible)
{
  m_commands.action(Command::ShowPanels)->setChecked(visible);
  m_panels->setVisible(visible);
}

void CoursePage::setPreview(std::function<PreviewProcess*()> server)
{
  m_unit->live()->setServer(std::move(server));
  m_unit->setLive(m_commands.action(Command::LiveUnits)->isChecked());
}

void CoursePage::setLive(bool isLive)
{
  const auto plugin = isLive ? webPlugin() : Result<const WebViewMaker*>(nullptr);
  if (!plugin)
    Q_EMIT failed(plugin.error(), tr("show units as learners see them"));
  m_unit->setLive(isLive);
}

void CoursePage::focusPane(int pane)
{
  const Command shows[] = {Command::ShowOutline, Command::FocusUnit, Command::ShowInspector,
                           Command::ShowPanels};
  QAction* action = m_commands.action(shows[pane]);
  if (action->isCheckable())
    action->setChecked(true);
  if (pane == 0)
    m_outline->view()->setFocus(Qt::ShortcutFocusReason);
  else if (pane == 1)
    m_unit->focusContent();
  else if (pane == 2)
    m_inspector->focusContent();
  else
    m_panels->focusContent();
}

void CoursePage::nextPane(int step)
{
  const QList<QWidget*> panes{m_outline, m_unit, m_inspector, m_panels};
  int at = 0;
  for (int i = 0; i < 4; ++i)
    if (panes[i]->isAncestorOf(QApplication::focusWidget()))
      at = i;
  for (int tried = 0; tried < 4; ++tried) {
    at = (at + step + 4) % 4;
    if (panes[at]->isVisible())
      break;
  }
  focusPane(at);
}

void CoursePage::showFirst()
{
  m_outline->view()->expandToDepth(0);
  const QStringList recent =
      m_settings.value(u"courses/%1/recent"_s.arg(m_document.info().id)).toStringList();
  for (const auto& name : recent)
    if (const auto block = m_document.store().find(name.section(u'/', 0, 0), name.section(u'/', 1)))
      m_recent.append(*block);
  const QString last = m_settings.value(u"courses/%1/opened"_s.arg(m_document.info().id)).toString();
  const auto block = m_document.store().find(last.section(u'/', 0, 0), last.section(u'/', 1));
  const Outline::Node* top = m_document.outline().top();
  m_document.selection().show(block && m_document.outline().find(*block) ? *block : top->row.id);
  m_outline->view()->setFocus();
}

void CoursePage::keepSides()
{
  const QList<int> sizes = m_columns->sizes();
  if (m_outline->isVisible())
    m_sides.outline = sizes.first();
  if (m_inspector->isVisible())
    m_sides.inspector = sizes.last();
  m_sides.page = width();
}

/// In a narrower page all give way alike; what a wider one has more is the unit's.
void CoursePage::fitSides()
{
  const double share = m_sides.page > 0 ? std::min(1.0, double(width()) / m_sides.page) : 1.0;
  const int outline = qRound(m_sides.outline * share);
  const int inspector = qRound(m_sides.inspector * share);
  m_columns->setSizes({outline, qMax(0, width() - outline - inspector), inspector});
}

void CoursePage::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  fitSides();
}

void CoursePage::restoreLayout()
{
  const int side = std::clamp(window()->width() / 4, 200, 320);
  m_sides = {m_settings.value(u"layout/outlineWidth"_s, side).toInt(),
             m_settings.value(u"layout/inspectorWidth"_s, side).toInt(),
             m_settings.value(u"layout/pageWidth"_s, window()->width()).toInt()};
  if (!m_rows->restoreState(m_settings.value(u"layout/rows"_s).toByteArray()))
    m_rows->setSizes({540, 260});
  const auto show = [this](Command command, QWidget* pane, bool fallback, const QString& name) {
    const bool visible = m_settings.value(u"layout/"_s + name, fallback).toBool();
    m_commands.action(command)->setChecked(visible);
    pane->setVisible(visible);
  };
  show(Command::ShowOutline, m_outline, true, u"outline"_s);
  show(Command::ShowInspector, m_inspector, true, u"inspector"_s);
  show(Command::ShowPanels, m_panels, false, u"panels"_s);
  const QSignalBlocker quiet(m_commands.action(Command::LiveUnits)); // set for all windows, asked for by none
  m_commands.action(Command::LiveUnits)->setChecked(m_settings.value(u"layout/live"_s, true).toBool());
}

void CoursePage::saveLayout()
{
  m_settings.setValue(u"layout/outlineWidth"_s, m_sides.outline);
  m_settings.setValue(u"layout/inspectorWidth"_s, m_sides.inspector);
  m_settings.setValue(u"layout/pageWidth"_s, m_sides.page);
  m_settings.setValue(u"layout/rows"_s, m_rows->saveState());
  m_settings.setValue(u"layout/outline"_s, m_commands.action(Command::ShowOutline)->isChecked());
  m_settings.setValue(u"layout/inspector"_s, m_commands.action(Command::ShowInspector)->isChecked());
  m_settings.setValue(u"layout/panels"_s, m_commands.action(Command::ShowPanels)->isChecked());
  m_settings.setValue(u"layout/live"_s, m_commands.action(Command::LiveUnits)->isChecked());
  savePlace();
}

void CoursePage::savePlace()
{
  if (const Outline::Node* node = m_document.outline().find(m_document.selection().opened()))
    m_settings.setValue(u"courses/%1/opened"_s.arg(m_document.info().id),
                        u"%1/%2"_s.arg(node->row.type, node->row.urlName));
  QStringList recent;
  for (const BlockId block : std::as_const(m_recent))
    if (const Outline::Node* node = m_document.outline().find(block))
      recent.append(u"%1/%2"_s.arg(node->row.type, node->row.urlName));
  m_settings.setValue(u"courses/%1/recent"_s.arg(m_document.info().id), recent);
}

} // namespace scriptorium
