#include "ui/inspectors/summarybutton.h"

#include <QResizeEvent>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kPadding = 24;     ///< left and right of the text, as the style sheet has it
constexpr int kLeastWidth = 120; ///< enough for a word or two

} // namespace

SummaryButton::SummaryButton(QWidget* parent) : QPushButton(parent)
{
  setProperty("look", u"summary"_s);
  setAutoDefault(false);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SummaryButton::setSummary(const QString& text)
{
  m_summary = text;
  setToolTip(text);
  elide();
  updateGeometry();
}

QSize SummaryButton::sizeHint() const
{
  const auto lines = static_cast<int>(m_summary.count(u'\n')) + 1;
  return {kLeastWidth, lines * fontMetrics().lineSpacing() + 18};
}

QSize SummaryButton::minimumSizeHint() const
{
  return sizeHint();
}

void SummaryButton::resizeEvent(QResizeEvent* event)
{
  QPushButton::resizeEvent(event);
  elide();
}

void SummaryButton::elide()
{
  QStringList lines = m_summary.split(u'\n');
  for (auto& line : lines)
    line = fontMetrics().elidedText(line, Qt::ElideRight, width() - kPadding).replace(u'&', "&&"_L1);
  setText(lines.join(u'\n'));
}

} // namespace scriptorium
