#include "unit/breadcrumb.h"

#include "document/coursedocument.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kTitleWidth = 140;

} // namespace

Breadcrumb::Breadcrumb(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  m_layout = new QHBoxLayout(this);
  m_layout->setContentsMargins(0, 0, 0, 0);
  m_layout->setSpacing(8);
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
  QList<Outline::Node*> path = m_document.outline().path(block);
  if (!path.isEmpty())
    path.removeLast();
  setVisible(!path.isEmpty());
  for (const auto* node : std::as_const(path)) {
    const QString title = m_document.outlineModel().title(node);
    auto* link = new QPushButton(this);
    link->setProperty("look", u"crumb"_s);
    link->setText(fontMetrics().elidedText(title, Qt::ElideRight, kTitleWidth));
    link->setToolTip(title);
    link->setAccessibleName(tr("Open %1").arg(title));
    connect(link, &QPushButton::clicked, this,
            [this, id = node->row.id] { m_document.selection().show(id); });
    m_layout->addWidget(link);
    if (node != path.last())
      m_layout->addWidget(makeLabel(u"›"_s, u"muted"_s, this));
  }
  m_layout->addStretch();
}

} // namespace scriptorium
