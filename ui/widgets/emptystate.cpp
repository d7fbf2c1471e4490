#include "ui/widgets/emptystate.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The icon of an empty state; drawn each time, so that it follows the look.
class Emblem : public QWidget
{
public:
  Emblem(QString name, QWidget* parent) : QWidget(parent), m_name(std::move(name)) { setFixedSize(40, 40); }

protected:
  void paintEvent(QPaintEvent*) override
  {
    QPainter painter(this);
    QColor colour = palette().color(QPalette::PlaceholderText);
    colour.setAlphaF(0.7F);
    paintIcon(painter, rect(), m_name, colour);
  }

private:
  QString m_name;
};

} // namespace

EmptyState::EmptyState(const QString& iconName, const QString& title, const QString& text, QWidget* parent)
    : QFrame(parent)
{
  m_title = makeLabel(title, u"heading"_s, this);
  m_text = makeLabel(text, u"muted"_s, this);
  for (auto* label : {m_title, m_text}) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
  }
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(24, 24, 24, 24);
  layout->setSpacing(8);
  layout->addStretch(2);
  m_emblem = new Emblem(iconName, this);
  layout->addWidget(m_emblem, 0, Qt::AlignHCenter);
  layout->addSpacing(8);
  layout->addWidget(m_title);
  layout->addWidget(m_text);
  auto* row = new QHBoxLayout;
  row->addStretch();
  m_buttons = new QHBoxLayout;
  m_buttons->setSpacing(8);
  row->addLayout(m_buttons);
  row->addStretch();
  layout->addSpacing(8);
  layout->addLayout(row);
  layout->addStretch(3);
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
  constexpr int kRoomForAll = 190;
  const bool hasRoom = height() >= kRoomForAll;
  const int margin = hasRoom ? 24 : 4;
  m_emblem->setVisible(hasRoom);
  layout()->setContentsMargins(24, margin, 24, margin);
  QFrame::resizeEvent(event);
}

void EmptyState::addAction(QAction* action)
{
  auto* button = new QPushButton(action->icon(), action->text(), this);
  button->setProperty("primary", m_buttons->count() == 0);
  if (m_buttons->count() == 0) {
    button->setIcon({});
    setFocusProxy(button);
  }
  button->setAccessibleName(QString(action->text()).remove(u'&'));
  connect(button, &QPushButton::clicked, action, &QAction::trigger);
  m_buttons->addWidget(button);
}

void EmptyState::setText(const QString& title, const QString& text)
{
  m_title->setText(title);
  m_text->setText(text);
}

} // namespace scriptorium
