#include "ui/widgets/label.h"

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
