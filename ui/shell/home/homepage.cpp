#include "ui/shell/home/homepage.h"

#include "ui/jobs/background.h"
#include "ui/shell/commands/commands.h"
#include "ui/shell/home/coursecard.h"
#include "ui/shell/home/courseimage.h"
#include "ui/shell/home/courselistmodel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kBarRoom = 22;

} // namespace

HomePage::HomePage(const Studio& studio, const Commands& commands, QWidget* parent)
    : QWidget(parent), m_studio(studio)
{
  setObjectName(u"home"_s);
  m_courses = new CourseListModel(this);
  buildHead(commands);

  m_cards = new QListView(this);
  m_cards->setObjectName(u"courses"_s);
  m_cards->setAccessibleName(tr("Courses"));
  m_cards->setModel(m_courses);
  m_cards->setItemDelegate(new CourseCard(m_cards));
  m_cards->setViewMode(QListView::IconMode);
  m_cards->setResizeMode(QListView::Adjust);
  m_cards->setMovement(QListView::Static);
  m_cards->setUniformItemSizes(true);
  m_cards->setSpacing(8);
  m_cards->setMouseTracking(true);
  m_cards->setContextMenuPolicy(Qt::CustomContextMenu);
  m_cards->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  m_cards->viewport()->setAutoFillBackground(false);

  m_empty = new EmptyState(u"book-open"_s, tr("Your desk is empty"),
                           tr("Import a course that was exported from Open edX Studio, or drop its archive "
                              "anywhere in this window. The sample course shows how Scriptorium works."),
                           this);
  m_empty->addAction(commands.action(Command::ImportArchive));
  m_empty->addAction(commands.action(Command::OpenSample));
  m_empty->hide();
  m_noMatch = new EmptyState(u"search"_s, tr("No course matches"),
                             tr("No course has these words in its title or key."), this);
  m_noMatch->setObjectName(u"noCourse"_s);
  m_noMatch->hide();

  auto* layout = new QVBoxLayout(this);
  // The list keeps room for its scroll bar: it reaches as much further, so that cards and button end alike.
  layout->setContentsMargins(40, 32, 40 - kBarRoom, 0);
  layout->setSpacing(16);
  layout->addWidget(m_head);
  layout->addWidget(m_cards, 1);
  layout->addWidget(m_empty, 1);
  layout->addWidget(m_noMatch, 1);

  const auto open = [this](const QModelIndex& index) { Q_EMIT openRequested(m_courses->course(index)); };
  connect(m_cards, &QListView::clicked, this, open);
  connect(m_cards, &QListView::activated, this, open);
  connect(m_cards, &QListView::customContextMenuRequested, this, &HomePage::showMenu);
  connect(m_search, &QLineEdit::textChanged, this, &HomePage::applyFilter);
  connect(m_search, &QLineEdit::returnPressed, this, [this, open] {
    if (m_courses->rowCount() > 0)
      open(m_courses->index(0, 0));
  });
  setFocusProxy(m_cards);
}

void HomePage::applyFilter(const QString& text)
{
  m_courses->setFilter(text);
  const bool isVoid = m_courses->rowCount() == 0;
  m_noMatch->setVisible(isVoid);
  m_cards->setVisible(!isVoid);
  m_cards->setCurrentIndex(m_courses->index(0, 0));
}

void HomePage::buildHead(const Commands& commands)
{
  m_head = new QWidget(this);
  m_count = makeLabel({}, u"muted"_s, m_head);
  m_search = new QLineEdit(m_head);
  m_search->setObjectName(u"courseFilter"_s);
  m_search->setPlaceholderText(tr("Search courses"));
  m_search->setAccessibleName(tr("Search courses"));
  m_search->setClearButtonEnabled(true);
  m_search->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_search->setMinimumWidth(160);
  m_search->setMaximumWidth(280);
  buildOrder();
  auto* import = new QPushButton(tr("Import course…"), m_head);
  import->setProperty("primary", true);
  import->setAccessibleName(tr("Import course"));
  connect(import, &QPushButton::clicked, commands.action(Command::ImportArchive), &QAction::trigger);

  auto* titles = new QVBoxLayout;
  titles->setSpacing(2);
  titles->addWidget(makeLabel(tr("Your courses"), u"display"_s, m_head));
  titles->addWidget(m_count);
  auto* layout = new QHBoxLayout(m_head);
  layout->setContentsMargins(8, 0, 8 + kBarRoom, 0);
  layout->setSpacing(8);
  layout->addLayout(titles);
  layout->addStretch();
  layout->addWidget(m_order);
  layout->addWidget(m_search, 1);
  layout->addWidget(import);
}

void HomePage::buildOrder()
{
  m_order = new QComboBox(m_head);
  m_order->setObjectName(u"courseOrder"_s);
  m_order->setAccessibleName(tr("Order of the courses"));
  m_order->setToolTip(m_order->accessibleName());
  using enum CourseListModel::Order;
  const QList<std::pair<QString, CourseListModel::Order>> orders{
      {tr("Last used"), Used}, {tr("Name"), Title}, {tr("Last edited"), Edited}, {tr("Size"), Size}};
  for (const auto& [text, order] : orders)
    m_order->addItem(text, static_cast<int>(order));
  m_order->setCurrentIndex(qMax(0, m_order->findData(m_studio.settings.value(u"home/order"_s))));
  m_courses->setOrder(static_cast<CourseListModel::Order>(m_order->currentData().toInt()));
  connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
    m_studio.settings.setValue(u"home/order"_s, m_order->currentData());
    m_courses->setOrder(static_cast<CourseListModel::Order>(m_order->currentData().toInt()));
    m_cards->setCurrentIndex(m_courses->index(0, 0));
  });
}

/// One after the other in the background: the cards are there before their pictures.
void HomePage::loadImages(const QList<CourseInfo>& courses)
{
  constexpr int kHeight = 360; // of a card on a screen of twice the resolution
  for (const auto& course : courses) {
    const qint64 state = qMax(course.editedAt, course.importedAt);
    if (!course.problem.isEmpty() || m_imagesOf.value(course.id, -1) == state)
      continue;
    m_imagesOf.insert(course.id, state);
    runInBackground<QImage>(
        this, [path = course.path] { return courseImage(path, kHeight); },
        [this, id = course.id](const QImage& image) { m_courses->setImage(id, image); }, Pace::Idle);
  }
}

void HomePage::refresh()
{
  runInBackground<Result<QList<CourseInfo>>>(
      this, [workspace = m_studio.workspace] { return workspace.courses(); },
      [this](const Result<QList<CourseInfo>>& courses) { showCourses(courses); });
}

void HomePage::showCourses(const Result<QList<CourseInfo>>& courses)
{
  if (!courses) {
    Q_EMIT failed(courses.error(), tr("read the list of courses"));
    return;
  }
  m_courses->setCourses(*courses, m_studio.settings.value(u"recent"_s).toStringList());
  loadImages(*courses);
  const bool isEmpty = courses->isEmpty();
  m_head->setVisible(!isEmpty);
  m_empty->setVisible(isEmpty);
  const bool isVoid = !isEmpty && m_courses->rowCount() == 0;
  m_noMatch->setVisible(isVoid);
  m_cards->setVisible(!isEmpty && !isVoid);
  m_count->setText(tr("%n course(s) on this computer", nullptr, static_cast<int>(courses->size())));
  if (!isEmpty && !m_cards->currentIndex().isValid())
    m_cards->setCurrentIndex(m_courses->index(0, 0));
  if (isVisible() && !isAncestorOf(window()->focusWidget()))
    (isEmpty ? static_cast<QWidget*>(m_empty) : m_cards)->setFocus(Qt::OtherFocusReason);
}

void HomePage::showMenu(const QPoint& at)
{
  const QModelIndex index = m_cards->indexAt(at);
  if (!index.isValid())
    return;
  const CourseInfo course = m_courses->course(index);
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(icon(u"book-open"_s), tr("Open"), this, [this, course] { Q_EMIT openRequested(course); });
  menu->addAction(icon(u"eye"_s), tr("Open for reading"), this,
                  [this, course] { Q_EMIT openReadOnlyRequested(course); });
  menu->addSeparator();
  menu->addAction(icon(u"upload"_s), tr("Export…"), this, [this, course] { Q_EMIT exportRequested(course); });
  menu->addAction(icon(u"files"_s), tr("Duplicate…"), this,
                  [this, course] { Q_EMIT duplicateRequested(course); });
  menu->addSeparator();
  menu->addAction(icon(u"trash-2"_s), tr("Delete from this computer…"), this,
                  [this, course] { Q_EMIT deleteRequested(course); });
  menu->popup(m_cards->viewport()->mapToGlobal(at));
}

} // namespace scriptorium
