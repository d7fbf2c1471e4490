#pragma once

#include "base/ids.h"

#include <QWidget>

class QHBoxLayout;
class QPushButton;

namespace scriptorium {

class CourseDocument;

/// Where the open block stands: the blocks above it as links.
class Breadcrumb : public QWidget
{
  Q_OBJECT

public:
  explicit Breadcrumb(CourseDocument& document, QWidget* parent = nullptr);
  void setBlock(BlockId block);

protected:
  void resizeEvent(QResizeEvent* event) override;

private:
  /// Gives short titles what they need and shares the rest among the others.
  void elide();

  CourseDocument& m_document;
  QHBoxLayout* m_layout;
  QList<QPushButton*> m_links;
  QStringList m_titles;
};

} // namespace scriptorium
