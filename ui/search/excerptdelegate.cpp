#include "ui/search/excerptdelegate.h"

#include "ui/search/searchmodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>
#include <QTextLayout>
#include <QWidget>

namespace scriptorium {

void ExcerptDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
  // The style draws the row; the text is ours.
  QStyleOptionViewItem row = option;
  initStyleOption(&row, index);
  const QString text = row.text;
  row.text.clear();
  row.widget->style()->drawControl(QStyle::CE_ItemViewItem, &row, painter, row.widget);

  const Colours& c = colours(option.palette);
  const int begin = index.data(SearchModel::MarkBeginRole).toInt();
  const int length = index.data(SearchModel::MarkLengthRole).toInt();
  QTextCharFormat mark;
  mark.setForeground(c.accent);
  mark.setFontWeight(QFont::DemiBold);
  QTextLayout layout(text, row.font);
  layout.setFormats({{begin, length, mark}});
  layout.beginLayout();
  QTextLine line = layout.createLine();
  const QRect rect = row.rect.adjusted(6, 0, -6, 0);
  line.setLineWidth(100'000);
  layout.endLayout();
  painter->save();
  painter->setClipRect(rect);
  painter->setPen(c.text);
  const QPointF at(rect.left(), rect.top() + (rect.height() - line.height()) / 2);
  layout.draw(painter, at);
  painter->restore();
}

} // namespace scriptorium
