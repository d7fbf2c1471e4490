#pragma once

#include "base/ids.h"

#include <QWidget>

class QHBoxLayout;

namespace scriptorium {

class CourseDocument;

/// Where the open block stands: the blocks above it as links.
class Breadcrumb : public QWidget
{
  Q_OBJECT

public:
  explicit Breadcrumb(CourseDocument& document, QWidget* parent = nullptr);
  void setBlock(BlockId block);

private:
  CourseDocument& m_document;
  QHBoxLayout* m_layout;
};

} // namespace scriptorium
