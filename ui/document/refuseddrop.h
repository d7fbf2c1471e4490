#pragma once

#include "base/ids.h"

#include <QObject>

#include <functional>

class QAbstractItemView;
class QDragMoveEvent;

namespace scriptorium {

class OutlineModel;

/// Says why a place of a view does not take the blocks that are dragged over it: in a tip at the pointer, and
/// once they were let go there, by `refused`. Goes with the view.
class RefusedDrop : public QObject
{
  Q_OBJECT

public:
  /// Where a drop at a point of the view would go.
  struct Target
  {
    BlockId at;     ///< the block at the point; not valid beside all
    BlockId parent; ///< what would hold the dropped blocks
  };
  using TargetAt = std::function<Target(const QPoint&)>;

  RefusedDrop(const OutlineModel& model, QAbstractItemView& view, TargetAt targetAt);

Q_SIGNALS:
  void refused(const QString& why);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void hover(const QDragMoveEvent& event);
  void leave();

  const OutlineModel& m_model;
  QAbstractItemView& m_view;
  TargetAt m_targetAt;
  QString m_why; ///< of the place under the drag
};

} // namespace scriptorium
