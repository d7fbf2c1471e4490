#include "ui/unit/breadcrumb.h"

#include "ui/document/coursedocument.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kTitleWidth = 220;
constexpr int kSpacing = 8;
constexpr int kRounding = 6; // more than a text's width is rounded by
constexpr int kNarrowest = 28;

} // namespace

Breadcrumb::Breadcrumb(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  m_layout = new QHBoxLayout(this);
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(kSpacing);
  setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  setMinimumHeight(fontMetrics().height() + 8);
}

void Breadcrumb::setBlock(BlockId block)
{
  while (auto* item = m_layout->takeAt(0)) {
    if (item->widget())
      item->widget()->deleteLater();
    delete item;
  }
  m_links.clear();
  m_titles.clear();
  QList<Outline::Node*> path = m_document.outline().path(block);
  if (!path.isEmpty())
    path.removeLast();
  setVisible(!path.isEmpty());
  for (const auto* node : std::as_const(path)) {
    const QString title = m_document.outlineModel().title(node);
    auto* link = new QPushButton(this);
    link->setProperty("look", u"crumb"_s);
    m_links.append(link);
    m_titles.append(title);
    link->setToolTip(title);
    link->setAccessibleName(tr("Open %1").arg(title));
    connect(link, &QPushButton::clicked, this,
            [this, id = node->row.id] { m_document.selection().show(id); });
    m_layout->addWidget(link);
    if (node != path.last())
      m_layout->addWidget(makeLabel(u"›"_s, u"muted"_s, this));
  }
  m_layout->addStretch();
  elide();
}

void Breadcrumb::resizeEvent(QResizeEvent* event)
{
  QWidget::resizeEvent(event);
  elide();
}

void Breadcrumb::elide()
{
  const QFontMetrics metrics = fontMetrics();
  const int separator = metrics.horizontalAdvance(u'›') + 2 * kSpacing;
  int left = width() - separator * static_cast<int>(m_links.size() - 1) - kSpacing;
  QList<int> widths;
  for (const auto& title : std::as_const(m_titles))
    widths.append(qMin(kTitleWidth, metrics.horizontalAdvance(title) + kRounding));
  QList<int> ascending = widths;
  std::ranges::sort(ascending);
  int share = 0;
  for (qsizetype i = 0; i < ascending.size(); ++i) {
    share = left / static_cast<int>(ascending.size() - i);
    if (ascending.at(i) > share)
      break;
    left -= ascending.at(i);
    share = kTitleWidth;
  }
  for (qsizetype i = 0; i < m_links.size(); ++i) {
    const int room = qMax(kNarrowest, qMin(widths.at(i), share));
    m_links.at(i)->setFixedWidth(room);
    m_links.at(i)->setText(metrics.elidedText(m_titles.at(i), Qt::ElideRight, room - kRounding / 2));
  }
}

} // namespace scriptorium
