#include "ui/widgets/messagebar.h"

#include "ui/widgets/errortext.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"
#include "ui/widgets/theme.h"

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

constexpr qsizetype kBehind = 20;

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

QIcon kindIcon(MessageBar::Kind kind)
{
  switch (kind) {
  case MessageBar::Kind::Info:
    break;
  case MessageBar::Kind::Good:
    return icon(u"circle-check"_s, Tone::Good);
  case MessageBar::Kind::Warning:
    return icon(u"triangle-alert"_s, Tone::Warning);
  case MessageBar::Kind::Error:
    return icon(u"circle-alert"_s, Tone::Error);
  }
  return icon(u"info"_s, Tone::Accent);
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
  connect(close, &QToolButton::clicked, this, &MessageBar::dismiss);

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
  m_count = makeLabel({}, u"small"_s, this);
  layout->addWidget(m_count);
  layout->addWidget(close, 0, Qt::AlignTop);
  hide();
}

void MessageBar::showMessage(Kind kind, const QString& title, const QString& text,
                             const QList<Choice>& choices, const QString& topic)
{
  put({kind, title, text, {}, choices, topic});
}

void MessageBar::showError(const Error& error, const QString& what, const QList<Choice>& choices,
                           const QString& topic)
{
  const ErrorText text = errorText(error, what);
  const Kind kind = error.kind == Error::Kind::Cancelled ? Kind::Info : Kind::Error;
  put({kind, text.title, text.body, text.detail, choices, topic});
}

void MessageBar::withdraw(const QString& topic)
{
  m_behind.removeIf([&](const Message& message) { return message.topic == topic; });
  if (isVisibleTo(parentWidget()) && m_shown.topic == topic)
    dismiss();
  else
    showCount();
}

void MessageBar::showCount()
{
  m_count->setVisible(!m_behind.isEmpty());
  m_count->setText(tr("%n more", nullptr, static_cast<int>(m_behind.size())));
}

void MessageBar::put(const Message& message)
{
  const auto isSame = [&](const Message& other) {
    return other.title == message.title && other.text == message.text;
  };
  const bool isMatter = m_shown.kind == Kind::Error || !m_shown.choices.isEmpty();
  if (isVisibleTo(parentWidget()) && isMatter)
    m_behind.append(m_shown);
  m_behind.removeIf(isSame);
  if (m_behind.size() > kBehind)
    m_behind.removeFirst();
  m_shown = message;
  display();
}

void MessageBar::display()
{
  clearChoices();
  setProperty("kind", kindText(m_shown.kind));
  style()->unpolish(this);
  style()->polish(this);
  showIcon();
  m_title->setText(m_shown.title);
  m_text->setText(m_shown.text);
  m_text->setVisible(!m_shown.text.isEmpty());
  setToolTip(m_shown.detail);
  for (const auto& choice : std::as_const(m_shown.choices)) {
    auto* button = new QPushButton(choice.text, this);
    button->setProperty("primary", m_choices->count() == 0);
    connect(button, &QPushButton::clicked, this, [this, run = choice.run] {
      dismiss();
      if (run)
        run();
    });
    m_choices->addWidget(button);
  }
  showCount();
  show();
  setAccessibleName(m_shown.title);
  QAccessibleEvent event(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&event);
}

void MessageBar::showIcon()
{
  m_icon->setPixmap(kindIcon(m_shown.kind).pixmap(QSize(20, 20), devicePixelRatioF()));
}

void MessageBar::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::PaletteChange && !m_title->text().isEmpty())
    showIcon();
  QFrame::changeEvent(event);
}

void MessageBar::dismiss()
{
  if (m_behind.isEmpty()) {
    hide();
    return;
  }
  m_shown = m_behind.takeLast();
  display();
}

void MessageBar::clear()
{
  m_behind.clear();
  hide();
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
    dismiss();
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
