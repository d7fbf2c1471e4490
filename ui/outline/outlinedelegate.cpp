#include "ui/outline/outlinedelegate.h"

#include "ui/document/outlinemodel.h"
#include "ui/widgets/badges.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QLineEdit>
#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kIcon = 16;
constexpr int kGap = 8;

/// What is set on the block, right of its title, when there is room for both. Gives the width it took.
int paintFacts(QPainter& painter, const QRect& rect, const QModelIndex& index,
               const QStyleOptionViewItem& option, const QFont& titleFont)
{
  const QString facts = index.data(OutlineModel::FactsRole).toStringList().join(u" · "_s);
  if (facts.isEmpty())
    return 0;
  QFont small = option.font;
  small.setPointSizeF(small.pointSizeF() * 0.9);
  const int width = QFontMetrics(small).horizontalAdvance(facts) + kGap;
  if (QFontMetrics(titleFont).horizontalAdvance(index.data().toString()) + width + kGap > rect.width())
    return 0;
  painter.setFont(small);
  painter.setPen(colours(option.palette).muted);
  painter.drawText(rect.adjusted(0, 0, -kGap / 2, 0), Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine,
                   facts);
  return width;
}

} // namespace

QSize OutlineDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
  return {option.rect.width(), qMax(28, option.fontMetrics.height() + 12)};
}

void OutlineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                            const QModelIndex& index) const
{
  const Colours& c = colours(option.palette);
  const bool isContainer = index.data(OutlineModel::IsContainerRole).toBool();
  const bool isHighest = !index.parent().isValid() || !index.parent().parent().isValid();
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  QRect rect = option.rect.adjusted(2, 0, -14, 0);
  paintIcon(*painter, QRect(rect.left(), rect.center().y() - kIcon / 2 + 1, kIcon, kIcon),
            blockIconName(index.data(OutlineModel::TypeRole).toString(),
                          index.data(OutlineModel::IconRole).toString()),
            isContainer ? c.accent : c.muted);
  rect.setLeft(rect.left() + kIcon + kGap);
  rect.setRight(rect.right() - paintBadges(*painter, rect,
                                           index.data(OutlineModel::BadgesRole).value<Badges>(),
                                           option.palette));
  QFont font = option.font;
  if (isHighest)
    font.setWeight(QFont::DemiBold);
  rect.setRight(rect.right() - paintFacts(*painter, rect, index, option, font));
  painter->setFont(font);
  painter->setPen(c.text);
  painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                    QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, rect.width()));
  painter->restore();
}

QWidget* OutlineDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                       const QModelIndex& index) const
{
  auto* editor = new QLineEdit(parent);
  editor->setAccessibleName(tr("New title of %1").arg(index.data().toString()));
  return editor;
}

void OutlineDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const
{
  auto* line = qobject_cast<QLineEdit*>(editor);
  line->setText(index.data(Qt::EditRole).toString());
  line->setPlaceholderText(index.data().toString());
  line->selectAll();
}

void OutlineDelegate::updateEditorGeometry(QWidget* editor, const QStyleOptionViewItem& option,
                                           const QModelIndex&) const
{
  editor->setGeometry(option.rect.adjusted(kIcon + kGap - 4, 1, -4, -1));
}

} // namespace scriptorium
