#include "widgets/messagebar.h"

#include "widgets/errortext.h"
#include "widgets/icon.h"
#include "widgets/label.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString kindText(MessageBar::Kind kind)
{
  switch (kind) {
  case MessageBar::Kind::Info:
    break;
  case MessageBar::Kind::Good:
    return u"good"_s;
  case MessageBar::Kind::Warning:
    return u"warning"_s;
  case MessageBar::Kind::Error:
    return u"error"_s;
  }
  return u"info"_s;
}

QIcon kindIcon(MessageBar::Kind kind, const QPalette& palette)
{
  const Colours& c = colours(palette);
  switch (kind) {
  case MessageBar::Kind::Info:
    break;
  case MessageBar::Kind::Good:
    return icon(u"circle-check"_s, c.good);
  case MessageBar::Kind::Warning:
    return icon(u"triangle-alert"_s, c.warning);
  case MessageBar::Kind::Error:
    return icon(u"circle-alert"_s, c.error);
  }
  return icon(u"info"_s, c.accent);
}

} // namespace

MessageBar::MessageBar(QWidget* parent) : QFrame(parent)
{
  setObjectName(u"message"_s);
  setProperty("look", u"message"_s);
  m_icon = new QLabel(this);
  m_title = makeLabel({}, u"heading"_s, this);
  m_text = makeLabel({}, u"muted"_s, this);
  for (auto* label : {m_title, m_text}) {
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  auto* close = new QToolButton(this);
  close->setIcon(icon(u"x"_s));
  close->setToolTip(tr("Close this message"));
  close->setAccessibleName(tr("Close this message"));
  connect(close, &QToolButton::clicked, this, &QWidget::hide);

  auto* texts = new QVBoxLayout;
  texts->setSpacing(2);
  texts->addWidget(m_title);
  texts->addWidget(m_text);
  m_choices = new QHBoxLayout;
  m_choices->setSpacing(8);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(16, 10, 8, 10);
  layout->setSpacing(12);
  layout->addWidget(m_icon, 0, Qt::AlignTop);
  layout->addLayout(texts, 1);
  layout->addLayout(m_choices);
  layout->addWidget(close, 0, Qt::AlignTop);
  hide();
}

void MessageBar::showMessage(Kind kind, const QString& title, const QString& text,
                             const QList<Choice>& choices)
{
  clearChoices();
  setProperty("kind", kindText(kind));
  style()->unpolish(this);
  style()->polish(this);
  m_icon->setPixmap(kindIcon(kind, palette()).pixmap(QSize(20, 20), devicePixelRatioF()));
  m_title->setText(title);
  m_text->setText(text);
  m_text->setVisible(!text.isEmpty());
  for (const auto& choice : choices) {
    auto* button = new QPushButton(choice.text, this);
    button->setProperty("primary", m_choices->count() == 0);
    connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
      hide();
      if (run)
        run();
    });
    m_choices->addWidget(button);
  }
  show();
  setAccessibleName(title);
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void MessageBar::showError(const Error& error, const QString& what, const QList<Choice>& choices)
{
  const ErrorText text = errorText(error, what);
  const Kind kind = error.kind == Error::Kind::Cancelled ? Kind::Info : Kind::Error;
  showMessage(kind, text.title, text.body, choices);
  setToolTip(text.detail);
}

QString MessageBar::title() const
{
  return m_title->text();
}

QString MessageBar::text() const
{
  return m_text->text();
}

void MessageBar::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Escape)
    hide();
  else
    QFrame::keyPressEvent(event);
}

void MessageBar::clearChoices()
{
  while (auto* item = m_choices->takeAt(0)) {
    item->widget()->deleteLater();
    delete item;
  }
}

} // namespace scriptorium
