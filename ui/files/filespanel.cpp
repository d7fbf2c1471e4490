#include "ui/files/filespanel.h"

#include "ui/document/coursedocument.h"
#include "ui/files/filesmodel.h"
#include "ui/jobs/background.h"
#include "ui/widgets/droppedcopy.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMimeData>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// What the list of files is narrowed to.
enum class Which
{
  All,
  Unused,
  Missing
};

class FilesFilter : public QSortFilterProxyModel
{
public:
  using QSortFilterProxyModel::QSortFilterProxyModel;
  void setWhich(Which which)
  {
    m_which = which;
    invalidateFilter();
  }

protected:
  bool filterAcceptsRow(int row, const QModelIndex& parent) const override
  {
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    if (m_which == Which::Unused && !index.data(FilesModel::IsUnusedRole).toBool())
      return false;
    if (m_which == Which::Missing && !index.data(FilesModel::IsMissingRole).toBool())
      return false;
    return QSortFilterProxyModel::filterAcceptsRow(row, parent);
  }

private:
  Which m_which = Which::All;
};

QStringList localFiles(const QMimeData* data)
{
  QStringList files;
  const QList<QUrl> urls = data->urls();
  for (const QUrl& url : urls)
    if (url.isLocalFile())
      files.append(url.toLocalFile());
  return files;
}

} // namespace

struct FilesPanel::Read
{
  QList<edit::CourseFile> files;
  edit::FileUses uses;
};

FilesPanel::FilesPanel(CourseDocument& document, Jobs& jobs, QWidget* parent)
    : QWidget(parent), m_document(document), m_jobs(jobs), m_model(new FilesModel(document, this)),
      m_sorted(new FilesFilter(this))
{
  setAcceptDrops(true);
  m_sorted->setSourceModel(m_model);
  m_sorted->setSortRole(FilesModel::SortRole);
  m_sorted->setFilterCaseSensitivity(Qt::CaseInsensitive);
  buildList();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(16, 4, 8, 8);
  layout->addLayout(buildRow());
  layout->addWidget(m_stack, 1);
  connect(m_model, &FilesModel::renameEntered, this, &FilesPanel::rename, Qt::QueuedConnection);
  connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, &FilesPanel::showState);
  connect(&document, &CourseDocument::changed, this, &FilesPanel::follow);
  connect(&document, &CourseDocument::reloaded, this, &FilesPanel::follow);
  connect(&document, &CourseDocument::loaded, this, &FilesPanel::follow);
  showState();
}

FilesPanel::~FilesPanel()
{
  if (m_reading)
    m_reading->cancel();
}

QToolButton* FilesPanel::addButton(const QString& iconName, const QString& text, const QString& name)
{
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setIcon(icon(iconName));
  button->setToolTip(text);
  button->setAccessibleName(text);
  return button;
}

QLayout* FilesPanel::buildRow()
{
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(u"filesFilter"_s);
  m_filter->setPlaceholderText(tr("Filter files"));
  m_filter->setAccessibleName(tr("Filter files"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"filter"_s), QLineEdit::LeadingPosition);
  m_which = new QComboBox(this);
  m_which->setObjectName(u"filesWhich"_s);
  m_which->setAccessibleName(tr("Which files"));
  m_which->addItems({tr("All files"), tr("Not used"), tr("Missing")});
  m_summary = makeLabel({}, u"small"_s, this);
  m_add = addButton(u"plus"_s, tr("Add files…"), u"fileAdd"_s);
  m_replace = addButton(u"upload"_s, tr("Replace by a file of this computer…"), u"fileReplace"_s);
  m_rename = addButton(u"text-cursor-input"_s, tr("Rename (F2); references follow"), u"fileRename"_s);
  m_copy = addButton(u"download"_s, tr("Save a copy…"), u"fileCopy"_s);
  m_goTo = addButton(u"link"_s, tr("Go to where it is used; again: to the next place"), u"fileGoTo"_s);
  m_remove = addButton(u"trash-2"_s, tr("Remove (Del)"), u"fileRemove"_s);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  row->addWidget(m_filter, 1);
  row->addWidget(m_which);
  row->addWidget(m_summary);
  for (QToolButton* button : {m_add, m_replace, m_rename, m_copy, m_goTo, m_remove})
    row->addWidget(button);
  connect(m_filter, &QLineEdit::textChanged, this, &FilesPanel::applyFilter);
  connect(m_which, &QComboBox::activated, this, &FilesPanel::applyFilter);
  connect(m_add, &QToolButton::clicked, this, &FilesPanel::chooseToAdd);
  connect(m_replace, &QToolButton::clicked, this, &FilesPanel::chooseToReplace);
  connect(m_rename, &QToolButton::clicked, this, &FilesPanel::editName);
  connect(m_copy, &QToolButton::clicked, this, &FilesPanel::chooseCopy);
  connect(m_goTo, &QToolButton::clicked, this, &FilesPanel::goToUser);
  connect(m_remove, &QToolButton::clicked, this, &FilesPanel::remove);
  return row;
}

void FilesPanel::buildList()
{
  m_list = new QTreeView(this);
  m_list->setObjectName(u"filesList"_s);
  m_list->setAccessibleName(tr("Files of the course"));
  m_list->setModel(m_sorted);
  m_list->setRootIsDecorated(false);
  m_list->setProperty("look", u"table"_s);
  m_list->setUniformRowHeights(true);
  m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
  m_list->setSortingEnabled(true);
  m_list->sortByColumn(FilesModel::PathColumn, Qt::AscendingOrder);
  m_list->header()->resizeSection(FilesModel::PathColumn, 420);
  m_list->header()->resizeSection(FilesModel::KindColumn, 180);
  const auto onKey = [this](const QKeySequence& key, auto run) {
    auto* shortcut = new QShortcut(key, m_list);
    shortcut->setContext(Qt::WidgetShortcut);
    connect(shortcut, &QShortcut::activated, this, run);
  };
  onKey(QKeySequence(Qt::Key_Delete), &FilesPanel::remove);
  onKey(QKeySequence(Qt::Key_F2), &FilesPanel::editName);
  connect(m_list, &QTreeView::doubleClicked, this, &FilesPanel::goToUser);
  m_empty = new EmptyState(u"files"_s, {}, {}, this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_empty);
  m_stack->addWidget(m_list);
}

void FilesPanel::focusFilter()
{
  m_filter->setFocus(Qt::ShortcutFocusReason);
  m_filter->selectAll();
}

void FilesPanel::filterFor(const QString& text)
{
  m_which->setCurrentIndex(0);
  m_filter->setText(text);
}

void FilesPanel::showEvent(QShowEvent* event)
{
  QWidget::showEvent(event);
  if (m_isStale)
    read();
}

void FilesPanel::follow()
{
  m_isStale = true;
  if (isVisible())
    read();
}

void FilesPanel::read()
{
  m_isStale = false;
  if (m_reading)
    m_reading->cancel();
  m_reading = std::make_shared<Progress>();
  const auto work = [folder = m_document.store().folder(), progress = m_reading]() -> Result<Read> {
    SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(folder, CourseStore::Mode::ReadOnly));
    Read read;
    SCRIPTORIUM_TRY_ASSIGN(read.files, edit::courseFiles(*store));
    SCRIPTORIUM_TRY_ASSIGN(read.uses, edit::fileUses(*store, *progress));
    return read;
  };
  runInBackground<Result<Read>>(this, work, [this, progress = m_reading](const Result<Read>& read) {
    if (progress != m_reading)
      return;
    if (!read) {
      Q_EMIT failed(read.error(), tr("list the files"));
      return;
    }
    const QStringList paths = chosen();
    m_model->setFiles(read->files, read->uses);
    for (const auto& path : paths)
      if (const int row = m_model->rowOf(path); row >= 0)
        m_list->setCurrentIndex(m_sorted->mapFromSource(m_model->index(row, 0)));
    applyFilter();
  });
}

void FilesPanel::applyFilter()
{
  m_sorted->setFilterFixedString(m_filter->text().trimmed());
  static_cast<FilesFilter*>(m_sorted)->setWhich(static_cast<Which>(m_which->currentIndex()));
  showState();
}

void FilesPanel::showState()
{
  const int shown = m_sorted->rowCount();
  m_stack->setCurrentWidget(shown == 0 ? static_cast<QWidget*>(m_empty) : m_list);
  if (m_model->rowCount() == 0)
    m_empty->setText(
        tr("No files"),
        tr("Drop pictures, documents or subtitles here, or add them with the plus. Texts refer to "
           "them as /static/name."));
  else if (static_cast<Which>(m_which->currentIndex()) == Which::Missing && m_filter->text().isEmpty())
    m_empty->setText(tr("No file is missing"), tr("Every file that a block refers to is there."));
  else
    m_empty->setText(tr("No such file"), tr("Another filter shows more."));
  m_summary->setText(tr("%n file(s)", nullptr, shown));
  const QStringList paths = chosen();
  const bool isWritable = !m_document.isReadOnly();
  m_add->setEnabled(isWritable);
  m_replace->setEnabled(isWritable && paths.size() == 1);
  m_rename->setEnabled(isWritable && paths.size() == 1);
  m_remove->setEnabled(isWritable && !paths.isEmpty());
  m_copy->setEnabled(paths.size() == 1);
  const QModelIndex current = m_list->currentIndex();
  const bool hasUsers =
      current.isValid() && !m_model->fileAt(m_sorted->mapToSource(current).row()).users.isEmpty();
  m_goTo->setEnabled(hasUsers);
  m_nextUser = 0;
}

QStringList FilesPanel::chosen() const
{
  QStringList paths;
  const QModelIndexList rows = m_list->selectionModel()->selectedRows();
  for (const QModelIndex& index : rows)
    if (const auto& file = m_model->fileAt(m_sorted->mapToSource(index).row()); !file.isMissing)
      paths.append(file.path);
  return paths;
}

void FilesPanel::editName()
{
  if (m_rename->isEnabled())
    m_list->edit(m_list->currentIndex().siblingAtColumn(FilesModel::PathColumn));
}

void FilesPanel::goToUser()
{
  const QModelIndex current = m_list->currentIndex();
  if (!current.isValid())
    return;
  const auto& users = m_model->fileAt(m_sorted->mapToSource(current).row()).users;
  for (qsizetype tried = 0; tried < users.size(); ++tried) {
    const BlockId user = users[m_nextUser % users.size()];
    m_nextUser = static_cast<int>((m_nextUser + 1) % users.size());
    if (!m_document.outline().find(user)) // a file, such as an about page
      continue;
    m_document.selection().show(user);
    return;
  }
}

void FilesPanel::dragEnterEvent(QDragEnterEvent* event)
{
  if (!m_document.isReadOnly() && !localFiles(event->mimeData()).isEmpty())
    acceptAsCopy(event);
}

void FilesPanel::dropEvent(QDropEvent* event)
{
  if (acceptAsCopy(event))
    addFiles(localFiles(event->mimeData()));
}

} // namespace scriptorium
