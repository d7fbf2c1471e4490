#include "ui/checks/findingrows.h"

#include <QHeaderView>
#include <QStyledItemDelegate>
#include <QTimer>
#include <QTreeView>

namespace scriptorium {
namespace {

constexpr int kWhere = 2; // the column
constexpr int kWhereWidth = 280;
constexpr int kMeasured = 500; // rows
constexpr int kLines = 4;
constexpr int kAround = 12;  // above and below the text
constexpr int kBeside = 24;  // left and right of it
constexpr int kPicture = 24; // the icon and the gap behind it

class FindingRow : public QStyledItemDelegate
{
public:
  explicit FindingRow(QTreeView* view) : QStyledItemDelegate(view), m_view(*view) {}

  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
  {
    const QFontMetrics& metrics = option.fontMetrics;
    const int picture = index.data(Qt::DecorationRole).isNull() ? 0 : kPicture;
    const int width = qMax(40, m_view.columnWidth(index.column()) - kBeside - picture);
    int lines = 1;
    if (!m_view.uniformRowHeights() && index.column() != kWhere)
      lines = metrics.boundingRect(QRect(0, 0, width, 1 << 20), Qt::TextWordWrap, index.data().toString())
                  .height() /
              metrics.lineSpacing();
    return {width, qBound(1, lines, kLines) * metrics.lineSpacing() + kAround};
  }

protected:
  /// A place is a name at both ends: the title of the block, the file and line.
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
  {
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() != kWhere)
      return;
    option->features.setFlag(QStyleOptionViewItem::WrapText, false);
    option->textElideMode = Qt::ElideMiddle;
  }

private:
  const QTreeView& m_view;
};

void prepare(QTreeView& view)
{
  view.setItemDelegate(new FindingRow(&view));
  view.setWordWrap(true);
  QHeaderView& header = *view.header();
  header.setStretchLastSection(false);
  header.setSectionResizeMode(0, QHeaderView::Stretch);
  header.setSectionResizeMode(1, QHeaderView::Stretch);
  header.resizeSection(kWhere, kWhereWidth);
  auto* later = new QTimer(&view);
  later->setSingleShot(true);
  later->setInterval(0);
  QObject::connect(&header, &QHeaderView::sectionResized, later, qOverload<>(&QTimer::start));
  QObject::connect(later, &QTimer::timeout, &view, &QTreeView::doItemsLayout);
}

} // namespace

void wrapFindings(QTreeView& view)
{
  if (!view.wordWrap())
    prepare(view);
  view.setUniformRowHeights(view.model()->rowCount() > kMeasured);
}

} // namespace scriptorium
