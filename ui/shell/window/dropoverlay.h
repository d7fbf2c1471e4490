#pragma once

#include <QWidget>

class QMimeData;

namespace scriptorium {

/// What lies over the window while archives or folders are dragged onto it.
class DropOverlay : public QWidget
{
  Q_OBJECT

public:
  explicit DropOverlay(QWidget* parent);
  /// Local files and folders of a drag; empty when it carries none.
  static QStringList paths(const QMimeData* data);
  void cover();

protected:
  void paintEvent(QPaintEvent* event) override;
};

} // namespace scriptorium
