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
