#include "ui/outline/outlinepane.h"

#include "ui/document/coursedocument.h"
#include "ui/outline/outlineview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

OutlinePane::OutlinePane(CourseDocument& document, QWidget* parent) : Pane(parent), m_document(document)
{
  setAccessibleName(tr("Outline"));
  header()->addWidget(makeLabel(tr("Outline"), u"heading"_s, this), 1);
  m_view = new OutlineView(document, this);
  m_filter = new QLineEdit(this);
  m_filter->setObjectName(u"outlineFilter"_s);
  m_filter->setPlaceholderText(tr("Filter: words, type:problem, is:draft"));
  m_filter->setAccessibleName(tr("Filter the outline"));
  m_filter->setClearButtonEnabled(true);
  m_filter->addAction(icon(u"search"_s), QLineEdit::LeadingPosition);
  m_filter->installEventFilter(this);
  m_noMatch = new EmptyState(u"filter"_s, tr("Nothing matches"),
                             tr("No block has these words in its title, type or id."), this);
  m_stack = new QStackedWidget(this);
  m_stack->addWidget(m_view);
  m_stack->addWidget(m_noMatch);

  auto* field = new QHBoxLayout;
  field->setContentsMargins(12, 0, 12, 8);
  field->addWidget(m_filter);
  content()->addLayout(field);
  content()->addWidget(m_stack, 1);

  m_filterDelay = new QTimer(this);
  m_filterDelay->setSingleShot(true);
  m_filterDelay->setInterval(60);
  connect(m_filter, &QLineEdit::textChanged, m_filterDelay, qOverload<>(&QTimer::start));
  connect(m_filterDelay, &QTimer::timeout, this, &OutlinePane::applyFilter);
  connect(&document.selection(), &Selection::shown, this, &OutlinePane::uncover);
  connect(&document, &CourseDocument::reloaded, this, &OutlinePane::showState);
  connect(&document, &CourseDocument::changed, this, &OutlinePane::showState);
  showState();
}

void OutlinePane::focusFilter()
{
  m_filter->setFocus(Qt::ShortcutFocusReason);
  m_filter->selectAll();
}

/// From the filter into the tree: Down chooses the first match, Enter opens it.
void OutlinePane::goToFirstMatch(bool opens)
{
  if (m_filterDelay->isActive()) {
    m_filterDelay->stop();
    applyFilter();
  }
  const auto& model = m_document.outlineModel();
  if (model.isFiltered() && model.matchCount() == 0)
    return;
  m_view->setFocus(Qt::ShortcutFocusReason);
  const BlockId match = model.firstMatch();
  if (match.isValid())
    m_document.selection().show(match);
  if (opens && match.isValid())
    Q_EMIT m_view->activated(model.indexOf(match));
}

void OutlinePane::addHeaderAction(QAction* action)
{
  auto* button = new QToolButton(this);
  button->setDefaultAction(action);
  button->setAccessibleName(action->toolTip());
  button->setPopupMode(QToolButton::InstantPopup);
  header()->addWidget(button);
}

void OutlinePane::applyFilter()
{
  auto& model = m_document.outlineModel();
  model.setFilter(m_filter->text().trimmed());
  if (model.isFiltered() && model.matchCount() > 0)
    m_view->expandSensibly();
  m_view->showChosen();
  showState();
}

/// A jump to a block that the filter hides would leave the outline at another place: the filter goes.
void OutlinePane::uncover(BlockId block)
{
  auto& model = m_document.outlineModel();
  if (!model.isFiltered() || model.indexOf(block).isValid() || !m_document.outline().find(block))
    return;
  m_filter->clear();
  m_filterDelay->stop();
  applyFilter();
}

void OutlinePane::showState()
{
  const auto& model = m_document.outlineModel();
  const bool isVoid = model.isFiltered() && model.matchCount() == 0;
  m_stack->setCurrentWidget(isVoid ? static_cast<QWidget*>(m_noMatch) : m_view);
}

bool OutlinePane::eventFilter(QObject* watched, QEvent* event)
{
  if (watched == m_filter && event->type() == QEvent::KeyPress) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Escape && !m_filter->text().isEmpty()) {
      m_filter->clear();
      return true;
    }
    if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
      goToFirstMatch(key != Qt::Key_Down);
      return true;
    }
  }
  return Pane::eventFilter(watched, event);
}

} // namespace scriptorium
