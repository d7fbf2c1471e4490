#include "ui/widgets/badges.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/theme.h"

#include <QPainter>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr int kSide = 14;
constexpr int kGap = 4;

} // namespace

int paintBadges(QPainter& painter, const QRect& rect, Badges badges, const QPalette& palette)
{
  const Colours& c = colours(palette);
  int right = rect.right();
  const auto mark = [&](const QString& name, const QColor& colour) {
    paintIcon(painter, QRect(right - kSide, rect.center().y() - 6, kSide, kSide), name, colour);
    right -= kSide + kGap;
  };
  if (badges.testFlag(Badge::Broken))
    mark(u"triangle-alert"_s, c.error);
  if (badges.testFlag(Badge::Faulty))
    mark(u"circle-alert"_s, c.error);
  if (badges.testFlag(Badge::Held))
    mark(u"keyboard"_s, c.error);
  if (badges.testFlag(Badge::Draft))
    mark(u"pen-line"_s, c.warning);
  else if (badges.testFlag(Badge::Changed)) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.warning);
    painter.drawEllipse(QRect(right - 10, rect.center().y() - 3, 7, 7));
    right -= kSide + kGap;
  }
  if (badges.testFlag(Badge::New))
    mark(u"plus"_s, c.good);
  if (badges.testFlag(Badge::StaffOnly))
    mark(u"lock"_s, c.muted);
  if (badges.testFlag(Badge::Due))
    mark(u"calendar-days"_s, c.muted);
  if (badges.testFlag(Badge::Graded))
    mark(u"graduation-cap"_s, c.muted);
  return rect.right() - right;
}

} // namespace scriptorium
