#include "ui/quickopen/quickopen.h"

#include "ui/document/coursedocument.h"
#include "ui/jobs/background.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"
#include "ui/widgets/pickline.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kOffered = 50;

} // namespace

QuickOpen::QuickOpen(const CourseDocument& document, QList<BlockId> recent, QWidget* window)
    : QFrame(window, Qt::Popup), m_document(document), m_recent(std::move(recent))
{
  setObjectName(u"quickOpen"_s);
  setAttribute(Qt::WA_DeleteOnClose);
  setProperty("look", u"popup"_s);
  m_text = new QLineEdit(this);
  m_text->setObjectName(u"quickOpenText"_s);
  m_text->setPlaceholderText(tr("Open a block, file or page"));
  m_text->setAccessibleName(m_text->placeholderText());
  m_text->installEventFilter(this);
  m_list = new QListWidget(this);
  m_list->setObjectName(u"quickOpenList"_s);
  m_list->setAccessibleName(tr("Blocks, files and pages"));
  m_list->setFocusPolicy(Qt::NoFocus);
  m_list->setUniformItemSizes(true);
  m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  m_list->setItemDelegate(new PickLine(m_list));
  m_nothing = makeLabel(tr("Nothing has these letters in its name."), u"muted"_s, this);
  m_nothing->setObjectName(u"quickOpenNothing"_s);
  m_nothing->setContentsMargins(12, 8, 12, 8);
  m_nothing->hide();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(8, 8, 8, 8);
  layout->addWidget(m_text);
  layout->addWidget(m_nothing);
  layout->addWidget(m_list, 1);
  connect(m_text, &QLineEdit::textChanged, this, &QuickOpen::search);
  connect(m_list, &QListWidget::itemClicked, this, &QuickOpen::run);
}

void QuickOpen::open()
{
  const QWidget* window = parentWidget();
  const QSize size(qMin(680, window->width() - 48), qMin(460, window->height() - 120));
  resize(size);
  move(window->mapToGlobal(QPoint((window->width() - size.width()) / 2, 72)));
  show();
  m_text->setFocus(Qt::PopupFocusReason);
  gather();
}

void QuickOpen::gather()
{
  const auto work = [blocks = blockPlaces(m_document), folder = m_document.store().folder()] {
    QList<QuickPlace> places = blocks;
    if (const auto store = CourseStore::open(folder, CourseStore::Mode::ReadOnly))
      places += filePlaces(**store);
    prepare(places);
    return places;
  };
  runInBackground<QList<QuickPlace>>(this, work, [this](const QList<QuickPlace>& places) {
    m_places = places;
    search();
  });
  ++m_asked; // Enter waits for it
}

void QuickOpen::search()
{
  if (m_places.isEmpty())
    return;
  const int asked = ++m_asked;
  const auto work = [places = m_places, typed = m_text->text(), recent = m_recent] {
    return bestPlaces(places, typed, recent, kOffered);
  };
  runInBackground<QList<QuickPlace>>(this, work, [this, asked](const QList<QuickPlace>& best) {
    if (asked == m_asked)
      showBest(best);
  });
}

QString QuickOpen::whereText(const QuickPlace& place) const
{
  if (place.kind != QuickPlace::Kind::Block)
    return place.kind == QuickPlace::Kind::Page ? tr("Page · %1").arg(place.name) : place.name;
  QStringList titles;
  QList<Outline::Node*> path = m_document.outline().path(place.block);
  for (const auto* node : path.mid(1, qMax<qsizetype>(0, path.size() - 2)))
    titles.append(m_document.title(node->row.id));
  return titles.join(u" › "_s);
}

void QuickOpen::showBest(const QList<QuickPlace>& best)
{
  m_shown = m_asked;
  m_best = best;
  m_list->clear();
  for (const auto& place : best) {
    const BlockType& type = m_document.types().type(place.type);
    auto* item = new QListWidgetItem(place.title, m_list);
    const QString where = whereText(place);
    item->setData(PickLine::IconRole, place.kind == QuickPlace::Kind::Block
                                          ? blockIconName(place.type, type.icon)
                                      : place.kind == QuickPlace::Kind::Page ? u"file-text"_s
                                                                             : u"file"_s);
    item->setData(PickLine::EndRole, where);
    item->setData(Qt::AccessibleTextRole, u"%1, %2"_s.arg(place.title, where));
    item->setToolTip(where);
  }
  m_list->setCurrentRow(0);
  m_nothing->setVisible(best.isEmpty());
  if (std::exchange(m_runsNext, false))
    run();
}

void QuickOpen::run()
{
  if (!isCurrent()) {
    m_runsNext = true;
    return;
  }
  const int row = m_list->currentRow();
  if (row < 0)
    return;
  const QuickPlace place = m_best.at(row);
  close();
  if (place.kind == QuickPlace::Kind::Block)
    Q_EMIT blockChosen(place.block);
  else
    Q_EMIT fileChosen(place.name);
}

bool QuickOpen::eventFilter(QObject* watched, QEvent* event)
{
  if (watched != m_text || event->type() != QEvent::KeyPress)
    return QFrame::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool isPage = key == Qt::Key_PageDown || key == Qt::Key_PageUp;
  const bool isDown = key == Qt::Key_Down || key == Qt::Key_PageDown;
  if (isDown || isPage || key == Qt::Key_Up) {
    const int step = (isDown ? 1 : -1) * (isPage ? 8 : 1);
    m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, qMax(0, m_list->count() - 1)));
    return true;
  }
  if (key != Qt::Key_Return && key != Qt::Key_Enter)
    return QFrame::eventFilter(watched, event);
  run();
  return true;
}

} // namespace scriptorium
