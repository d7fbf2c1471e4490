#include "ui/widgets/label.h"

#include <QEvent>

#include <utility>

namespace scriptorium {

QLabel* makeLabel(const QString& text, const QString& role, QWidget* parent)
{
  auto* label = new QLabel(text, parent);
  label->setProperty("role", role);
  label->setTextFormat(Qt::PlainText);
  return label;
}

ElidedLabel::ElidedLabel(const QString& role, QWidget* parent) : QLabel(parent)
{
  setProperty("role", role);
  setTextFormat(Qt::PlainText);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
}

void ElidedLabel::setFullText(const QString& text)
{
  m_text = text.simplified();
  setAccessibleName(m_text);
  elide();
}

void ElidedLabel::setStrong(bool strong)
{
  if (std::exchange(m_isStrong, strong) != strong)
    applyWeight();
}

void ElidedLabel::applyWeight()
{
  QFont heavy = font();
  heavy.setWeight(m_isStrong ? QFont::DemiBold : QFont::Normal);
  setFont(heavy);
}

bool ElidedLabel::event(QEvent* event)
{
  const bool isHandled = QLabel::event(event);
  // A style that takes the place of another gives back the font that it found.
  if (m_isStrong && (event->type() == QEvent::Polish || event->type() == QEvent::StyleChange))
    applyWeight();
  return isHandled;
}

QSize ElidedLabel::minimumSizeHint() const
{
  return {40, QLabel::minimumSizeHint().height()};
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
  QLabel::resizeEvent(event);
  elide();
}

void ElidedLabel::elide()
{
  ensurePolished();
  const QString shown = fontMetrics().elidedText(m_text, Qt::ElideRight, qMax(0, width() - 2));
  setText(shown);
  setToolTip(shown == m_text ? QString() : m_text);
}

} // namespace scriptorium
