#include "ui/shell/window/mainwindow.h"

#include "exchange/export/predictexport.h"
#include "exchange/import/freekey.h"
#include "exchange/import/importreport.h"
#include "ui/document/coursedocument.h"
#include "ui/document/pendingbody.h"
#include "ui/inspectors/inspectorpane.h"
#include "ui/jobs/background.h"
#include "ui/jobs/jobs.h"
#include "ui/panels/panels.h"
#include "ui/panels/reportpanel.h"
#include "ui/shell/commands/commandpalette.h"
#include "ui/shell/commands/shortcutsheet.h"
#include "ui/shell/home/homepage.h"
#include "ui/shell/window/coursepage.h"
#include "ui/shell/window/dropoverlay.h"
#include "ui/shell/window/duplicatedialog.h"
#include "ui/shell/window/exchangeflow.h"
#include "ui/shell/window/helpwindow.h"
#include "ui/shell/window/jobstrip.h"
#include "ui/shell/window/previewflow.h"
#include "ui/shell/window/windowbars.h"
#include "ui/widgets/droppedcopy.h"
#include "ui/widgets/enterkey.h"
#include "ui/widgets/errortext.h"
#include "ui/widgets/label.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/theme.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QSettings>
#include <QStackedWidget>
#include <QStandardPaths>
#include <QStatusBar>
#include <QTimer>
#include <QToolBar>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kRecent = 20;
const QString kStep = u"step"_s;
const QString kOffer = u"offer"_s;

QString heldTopic(BlockId block)
{
  return u"held:%1"_s.arg(block.value);
}
constexpr int kToldFor = 8000; // ms

/// Where file dialogs begin before anything was chosen in them.
QString startFolder()
{
  for (const auto place : {QStandardPaths::DownloadLocation, QStandardPaths::DocumentsLocation})
    if (QString folder = QStandardPaths::writableLocation(place); QFileInfo(folder).isDir())
      return folder;
  return QDir::homePath();
}

} // namespace

MainWindow::MainWindow(const Studio& studio)
    : m_studio(studio), m_commands(new Commands(this)), m_jobs(new Jobs(this))
{
  setObjectName(u"mainWindow"_s);
  letEnterPressButtons(*qApp);
  setAcceptDrops(true);
  setLook(lookNamed(studio.settings.value(u"look"_s).toString()));
  build();
  m_exchange = new ExchangeFlow(studio, *m_jobs, *m_messages, this);
  m_preview = new PreviewFlow(studio, *m_messages, this);
  connectCommands();
  connectExchange();
  resize(1280, 800);
  restoreGeometry(studio.settings.value(u"window/geometry"_s).toByteArray());
  showHome();
}

MainWindow::~MainWindow()
{
  closeCourse();
}

void MainWindow::build()
{
  m_courseTitle = new ElidedLabel(u"heading"_s, this);
  m_courseTitle->setAlignment(Qt::AlignCenter);
  buildMenus(*this, *m_commands);
  m_tools = buildToolBar(*this, *m_commands, m_courseTitle);
  m_messages = new MessageBar(this);
  m_stack = new QStackedWidget(this);
  m_home = new HomePage(m_studio, *m_commands, m_stack);
  m_stack->addWidget(m_home);
  auto* centre = new QWidget(this);
  auto* layout = new QVBoxLayout(centre);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(8);
  auto* row = new QVBoxLayout;
  row->setContentsMargins(12, 0, 12, 0);
  row->addWidget(m_messages);
  layout->addLayout(row);
  layout->addWidget(m_stack, 1);
  setCentralWidget(centre);
  m_saved = makeLabel({}, u"small"_s, this);
  m_saved->setObjectName(u"saveState"_s);
  m_saved->setContentsMargins(16, 0, 0, 0);
  statusBar()->setSizeGripEnabled(false);
  statusBar()->addWidget(m_saved, 1);
  statusBar()->addPermanentWidget(new JobStrip(*m_jobs, this));
  m_drop = new DropOverlay(this);
}

void MainWindow::connectCommands()
{
  const auto on = [this](Command command, auto run) { m_commands->on(command, this, run); };
  on(Command::GoHome, [this] { showHome(); });
  on(Command::CloseCourse, [this] { showHome(); });
  on(Command::ImportArchive, [this] { chooseImport(false); });
  on(Command::ImportFolder, [this] { chooseImport(true); });
  on(Command::OpenSample, [this] { openSample(); });
  on(Command::Export, [this] { chooseExport(m_document->info(), false); });
  on(Command::ExportFolder, [this] { chooseExport(m_document->info(), true); });
  on(Command::ExportPages, [this] { choosePages(m_document->info()); });
  on(Command::Quit, [this] { close(); });
  on(Command::Preview, [this] { m_preview->open(m_document->info().key); });
  on(Command::SharePreview, [this] { m_preview->share(m_document->info().key, this); });
  on(Command::Undo, [this] { m_page->undo(); });
  on(Command::Redo, [this] { m_page->redo(); });
  on(Command::LookSystem, [this] { setLook(Look::System); });
  on(Command::LookLight, [this] { setLook(Look::Light); });
  on(Command::LookDark, [this] { setLook(Look::Dark); });
  on(Command::Help, [this] { showHelp(); });
  on(Command::About, [this] { showAbout(); });
  on(Command::CommandPalette, [this] { (new CommandPalette(*m_commands, this))->open(); });
  on(Command::ShortcutSheet, [this] {
    auto* sheet = new ShortcutSheet(*m_commands, this);
    sheet->setAttribute(Qt::WA_DeleteOnClose);
    sheet->open();
  });
  connect(m_home, &HomePage::openRequested, this, [this](const CourseInfo& info) { openCourse(info); });
  connect(m_home, &HomePage::openReadOnlyRequested, this,
          [this](const CourseInfo& info) { openCourse(info, CourseStore::Mode::ReadOnly); });
  connect(m_home, &HomePage::failed, m_messages,
          [this](const Error& error, const QString& what) { m_messages->showError(error, what); });
}

void MainWindow::connectExchange()
{
  connect(m_home, &HomePage::deleteRequested, m_exchange, &ExchangeFlow::remove);
  connect(m_home, &HomePage::exportRequested, this,
          [this](const CourseInfo& course) { chooseExport(course, false); });
  connect(m_home, &HomePage::duplicateRequested, this, &MainWindow::askForCopy);
  connect(m_exchange, &ExchangeFlow::duplicated, this, [this](const CourseInfo& copy) {
    m_messages->showMessage(MessageBar::Kind::Good, tr("Duplicated “%1”").arg(copy.title), copy.key,
                            {{tr("Open it"), [this, copy] { openCourse(copy); }}});
  });
  connect(m_exchange, &ExchangeFlow::coursesChanged, m_home, &HomePage::refresh);
  connect(m_exchange, &ExchangeFlow::aboutToReplace, this, [this](const QString& key) {
    if (m_document && m_document->info().key == key)
      showHome();
  });
  connect(m_exchange, &ExchangeFlow::imported, this, &MainWindow::showImported);
  connect(m_exchange, &ExchangeFlow::placeWanted, this, [this](const CourseInfo& course, const Place& place) {
    if (!m_document || m_document->info().id != course.id)
      return;
    if (const auto block = m_document->store().find(place.blockType, place.blockId)) {
      m_document->selection().show(*block);
      return;
    }
    m_page->panels().showReport();
    m_page->setPanelsVisible(true);
  });
}

void MainWindow::showImported(const ImportResult& result)
{
  if (result.course.origin == QFileInfo(m_studio.samplePath).fileName())
    m_studio.settings.setValue(u"sample"_s, result.course.id);
  if (!m_document && !m_exchange->isBatch()) {
    openImported(result);
    return;
  }
  // Whoever is at work in a course stays there.
  const QString blocks = tr("%n block(s)", nullptr, static_cast<int>(result.blocks));
  const QString findings =
      tr("%n finding(s) in the import report", nullptr, static_cast<int>(result.findings.size()));
  m_messages->showMessage(MessageBar::Kind::Good, tr("Imported “%1”").arg(result.course.title),
                          u"%1 · %2"_s.arg(blocks, findings),
                          {{tr("Open it"), [this, result] { openImported(result); }}});
}

void MainWindow::openImported(const ImportResult& result)
{
  openCourse(result.course);
  if (!m_page || result.findings.isEmpty())
    return;
  m_page->panels().showReport();
  m_page->setPanelsVisible(true);
}

void MainWindow::start(const QStringList& named)
{
  for (const auto& name : named) {
    if (QFileInfo::exists(name))
      m_exchange->importPath(name);
    else if (const auto info = m_studio.workspace.find(name))
      openCourse(*info);
    else
      m_messages->showError(info.error(), tr("open “%1”").arg(name));
  }
  const bool isFirst = !m_studio.settings.contains(u"started"_s);
  m_studio.settings.setValue(u"started"_s, true);
  if (!named.isEmpty())
    return;
  const QString last = m_studio.settings.value(u"open"_s).toString();
  if (!last.isEmpty()) {
    if (const auto info = m_studio.workspace.find(last))
      openCourse(*info);
  } else if (isFirst) {
    openSample();
  }
}

void MainWindow::openCourse(const CourseInfo& info, CourseStore::Mode mode)
{
  if (m_document && m_document->info().id == info.id &&
      m_document->isReadOnly() == (mode == CourseStore::Mode::ReadOnly))
    return;
  closeCourse();
  auto document = CourseDocument::open(info, mode, m_studio.types, m_studio.clock);
  if (!document) {
    QList<MessageBar::Choice> choices;
    if (document.error().kind == Error::Kind::Locked)
      choices.append(
          {tr("Open for reading"), [this, info] { openCourse(info, CourseStore::Mode::ReadOnly); }});
    showHome();
    m_messages->showError(document.error(), tr("open “%1”").arg(info.title), choices);
    return;
  }
  m_document = *std::move(document);
  if (!m_studio.author.isEmpty())
    m_document->setAuthor(m_studio.author);
  m_page = new CoursePage(*m_document, m_studio.editors, *m_commands, *m_jobs, m_studio.settings, m_stack);
  m_page->setPreview([this] { return m_preview->server(m_document->info().key); });
  m_stack->addWidget(m_page);
  m_stack->setCurrentWidget(m_page);
  m_tools->show();
  m_messages->clear();
  connectDocument();
  showReport();
  rememberRecent(info.id);
  updateState();
}

void MainWindow::connectDocument()
{
  connect(m_page, &CoursePage::stateChanged, this, &MainWindow::updateState);
  connect(m_page, &CoursePage::pendingChanged, this, &MainWindow::showSaved);
  const auto fail = [this](const Error& error, const QString& what) { m_messages->showError(error, what); };
  connect(m_page, &CoursePage::asked, this, [this](auto title, auto text, auto choices) {
    ask(MessageBar::Kind::Warning, title, text, choices);
  });
  connect(m_page, &CoursePage::offered, this,
          [this](auto title, auto text, auto choices) { ask(MessageBar::Kind::Info, title, text, choices); });
  connect(m_document.get(), &CourseDocument::told, this,
          [this](const QString& sentence) { statusBar()->showMessage(sentence, kToldFor); });
  connect(m_page, &CoursePage::failed, m_messages, fail);
  // A step that did not work is past once another one did, and what was offered instead of an undo as well.
  connect(m_document.get(), &CourseDocument::failed, m_messages,
          [this](const Error& error, const QString& what) { m_messages->showError(error, what, {}, kStep); });
  connect(m_document.get(), &CourseDocument::changed, m_messages, [this] {
    m_messages->withdraw(kStep);
    m_messages->withdraw(kOffer);
  });
  connect(&m_document->selection(), &Selection::openedChanged, m_messages, [this](BlockId block) {
    m_messages->withdraw(kOffer);
    m_messages->withdraw(heldTopic(block)); // its editor says it
  });
  connect(m_document.get(), &CourseDocument::loaded, this, &MainWindow::showHeldText);
}

void MainWindow::ask(MessageBar::Kind kind, const QString& title, const QString& text,
                     const QList<MessageBar::Choice>& choices)
{
  QList<MessageBar::Choice> guarded; // the question may stand there longer than the course is open
  for (const auto& choice : choices)
    guarded.append({choice.text, [page = QPointer(m_page), run = choice.run] {
                      if (page)
                        run();
                    }});
  m_messages->showMessage(kind, title, text, guarded, kind == MessageBar::Kind::Info ? kOffer : QString());
}

void MainWindow::showHeldText()
{
  const QSet<BlockId> blocks = m_document->bodies().held();
  for (const BlockId block : blocks) {
    if (!m_document->outline().find(block) || m_document->selection().opened() == block)
      continue;
    m_messages->showMessage(
        MessageBar::Kind::Warning,
        tr("Text you typed in “%1” is not part of the course yet.").arg(m_document->title(block)),
        tr("It could not be read when it was last kept. It is safe; correct it to store it, or discard it "
           "there."),
        {{tr("Go there"),
          [this, block] {
            if (m_document)
              m_document->selection().show(block);
          }}},
        heldTopic(block));
  }
}

void MainWindow::showReport()
{
  runInBackground<Result<Findings>>(
      m_page, [folder = m_document->info().path] { return loadImportReport(folder); },
      [this, page = m_page](const Result<Findings>& findings) {
        // A course without a report was imported before there were any: the panel says what it would hold.
        if (findings)
          page->panels().report()->setFindings(*findings);
        showPrediction(page, findings.value_or(Findings()));
      });
}

/// What Studio would make of the course as it is now, in front of the report.
void MainWindow::showPrediction(CoursePage* page, const Findings& report)
{
  if (page != m_page || !m_document)
    return;
  // It may go on for a moment when the window has gone: everything it needs is its own.
  const auto progress = std::make_shared<Progress>();
  connect(page, &QObject::destroyed, this, [progress] { progress->cancel(); });
  runInBackground<Result<Prediction>>(
      page,
      [progress, types = m_studio.types, folder = m_document->info().path]() -> Result<Prediction> {
        SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
        return predictExport(*store, types, *progress);
      },
      [page, report](const Result<Prediction>& prediction) {
        if (prediction && !prediction->causes.isEmpty())
          page->panels().report()->setFindings(withPrediction(report, *prediction));
      },
      Pace::Idle);
}

void MainWindow::closeCourse()
{
  if (!m_document)
    return;
  m_page->flush();
  delete m_page;
  m_page = nullptr;
  m_preview->stop();
  m_document.reset();
  updateState();
}

void MainWindow::showHome()
{
  if (m_document)
    m_studio.settings.remove(u"open"_s);
  closeCourse();
  m_stack->setCurrentWidget(m_home);
  m_tools->hide();
  m_home->refresh();
  updateState();
}

void MainWindow::updateState()
{
  m_commands->update(m_page ? m_page->state() : Needs());
  const auto name = [this](Command command, const QString& plain, const QString& named,
                           const QString& label) {
    QAction* action = m_commands->action(command);
    const QString text = label.isEmpty() ? plain : named.arg(label);
    action->setText(QString(text).replace(u'&', u"&&"_s));
    action->setIconText(plain);
    action->setToolTip(u"%1 (%2)"_s.arg(text, action->shortcut().toString(QKeySequence::NativeText)));
  };
  name(Command::Undo, tr("Undo"), tr("Undo: %1"), m_page ? m_page->undoLabel() : QString());
  name(Command::Redo, tr("Redo"), tr("Redo: %1"), m_page ? m_page->redoLabel() : QString());
  const QString title = m_document ? m_document->title() : QString();
  m_courseTitle->setFullText(title);
  setWindowTitle(title.isEmpty() ? u"Scriptorium"_s : u"%1 – Scriptorium"_s.arg(title));
  showSaved();
}

void MainWindow::showSaved()
{
  QString text;
  QStringList titles;
  if (m_document && m_document->isReadOnly()) {
    text = tr("Open for reading only");
  } else if (m_page) {
    const QSet<BlockId> held = m_document->bodies().held();
    for (const BlockId block : held)
      if (m_document->outline().find(block))
        titles.append(m_document->title(block));
    titles.sort();
    if (!titles.isEmpty())
      text = tr("Not saved: what you typed in %n block(s) is not part of the course yet", nullptr,
                static_cast<int>(titles.size()));
    else
      text = m_page->hasUnsavedText() ? tr("Saving…") : tr("Saved");
  }
  m_saved->setText(text);
  m_saved->setToolTip(
      titles.isEmpty()
          ? QString()
          : tr("It is kept beside the course. Correct it there to store it:\n%1").arg(titles.join(u'\n')));
}

void MainWindow::setLook(Look look)
{
  m_studio.settings.setValue(u"look"_s, lookName(look));
  if (m_page)
    m_page->inspector().forgetHiddenForms();
  applyLook(*qApp, look);
  m_commands->action(Command::LookSystem)->setChecked(look == Look::System);
  m_commands->action(Command::LookLight)->setChecked(look == Look::Light);
  m_commands->action(Command::LookDark)->setChecked(look == Look::Dark);
}

void MainWindow::chooseImport(bool folder)
{
  auto* dialog = new QFileDialog(this, folder ? tr("Import a course folder") : tr("Import a course"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setDirectory(m_studio.settings.value(u"folders/import"_s, startFolder()).toString());
  dialog->setFileMode(folder ? QFileDialog::Directory : QFileDialog::ExistingFiles);
  if (!folder)
    dialog->setNameFilters({tr("Course archives (*.tar.gz *.tgz *.tar *.zip)"), tr("All files (*)")});
  connect(dialog, &QFileDialog::filesSelected, this, [this](const QStringList& paths) {
    m_studio.settings.setValue(u"folders/import"_s, QFileInfo(paths.first()).absolutePath());
    m_exchange->importPaths(paths);
  });
  dialog->open();
}

void MainWindow::askForCopy(const CourseInfo& course)
{
  QStringList taken;
  const auto courses = m_studio.workspace.courses();
  for (const auto& other : courses.value_or({}))
    taken.append(other.key);
  const auto key = CourseKey::parse(course.key);
  const auto proposed = key ? freeKeyLike(m_studio.workspace, *key) : key;
  if (!proposed) {
    m_messages->showError(proposed.error(), tr("find a free course key"));
    return;
  }
  auto* dialog = new DuplicateDialog(course.title, *proposed, taken, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &DuplicateDialog::chosen, this,
          [this, course](const CourseKey& chosen) { m_exchange->duplicate(course, chosen); });
  dialog->open();
}

void MainWindow::choosePages(const CourseInfo& info)
{
  m_page->flush();
  auto* dialog = new QFileDialog(this, tr("Export as web pages into a new folder"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDirectory(m_studio.settings.value(u"folders/export"_s, startFolder()).toString());
  dialog->selectFile(info.key.section(u':', 1).replace(u'+', u'-') + u"-pages"_s);
  connect(dialog, &QFileDialog::fileSelected, this, [this, info](const QString& path) {
    m_studio.settings.setValue(u"folders/export"_s, QFileInfo(path).absolutePath());
    m_exchange->exportPages(info, path);
  });
  dialog->open();
}

void MainWindow::chooseExport(const CourseInfo& info, bool folder)
{
  if (m_page)
    m_page->flush();
  QString name = info.key.section(u':', 1).replace(u'+', u'-');
  auto* dialog = new QFileDialog(this, folder ? tr("Export as a new folder") : tr("Export the course"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDirectory(m_studio.settings.value(u"folders/export"_s, startFolder()).toString());
  if (!folder) {
    name += u".tar.gz"_s;
    dialog->setNameFilters({tr("Course archive (*.tar.gz)"), tr("All files (*)")});
  }
  dialog->selectFile(name);
  connect(dialog, &QFileDialog::fileSelected, this, [this, info](const QString& path) {
    m_studio.settings.setValue(u"folders/export"_s, QFileInfo(path).absolutePath());
    m_exchange->exportTo(info, path);
  });
  dialog->open();
}

void MainWindow::openSample()
{
  if (const auto courses = m_studio.workspace.courses())
    for (const auto& course : *courses)
      if (course.id == m_studio.settings.value(u"sample"_s).toString()) {
        openCourse(course);
        return;
      }
  if (m_studio.samplePath.isEmpty()) {
    m_messages->showMessage(MessageBar::Kind::Info, tr("The sample course is not installed."),
                            tr("Import a course of your own to begin."));
    return;
  }
  m_exchange->importPath(m_studio.samplePath);
}

void MainWindow::showHelp()
{
  QWidget* focus = QApplication::focusWidget();
  const QString page = HelpWindow::pageOf(focus);
  // Of the dialog that has the keyboard: what it holds up it would hold up as well.
  QWidget* above = focus ? focus->window() : this;
  auto* help = above->findChild<HelpWindow*>();
  if (qobject_cast<HelpWindow*>(above))
    return;
  if (!help)
    help = new HelpWindow(above);
  help->showPage(page);
  help->show();
  help->raise();
  help->activateWindow();
}

void MainWindow::showAbout()
{
  auto* box =
      new QMessageBox(QMessageBox::NoIcon, tr("About Scriptorium"),
                      tr("Scriptorium %1").arg(QApplication::applicationVersion()), QMessageBox::Close, this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setInformativeText(tr("A desktop course authoring studio for Open edX.\nApache License 2.0."));
  box->open();
}

void MainWindow::rememberRecent(const QString& id)
{
  QStringList recent = m_studio.settings.value(u"recent"_s).toStringList();
  recent.removeAll(id);
  recent.prepend(id);
  m_studio.settings.setValue(u"recent"_s, recent.mid(0, kRecent));
  m_studio.settings.setValue(u"open"_s, id);
}

void MainWindow::closeEvent(QCloseEvent* event)
{
  m_studio.settings.setValue(u"window/geometry"_s, saveGeometry());
  closeCourse();
  event->accept();
  // A job ends at its next step; the window goes at once, the program when the last job has ended.
  m_jobs->cancelAll();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
  if (DropOverlay::paths(event->mimeData()).isEmpty())
    return;
  if (acceptAsCopy(event))
    m_drop->cover();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent* event)
{
  m_drop->hide();
  QMainWindow::dragLeaveEvent(event);
}

void MainWindow::dropEvent(QDropEvent* event)
{
  m_drop->hide();
  if (acceptAsCopy(event))
    m_exchange->importPaths(DropOverlay::paths(event->mimeData()));
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
  QMainWindow::resizeEvent(event);
  if (m_drop->isVisible())
    m_drop->cover();
}

} // namespace scriptorium
