#pragma once

#include <QFrame>

class QHBoxLayout;
class QVBoxLayout;

namespace scriptorium {

/// One sheet on the desk: rounded, with a header line for its title and buttons, and content below.
class Pane : public QFrame
{
  Q_OBJECT

public:
  explicit Pane(QWidget* parent = nullptr);

  QHBoxLayout* header() const { return m_header; }
  QVBoxLayout* content() const { return m_content; }

private:
  QHBoxLayout* m_header;
  QVBoxLayout* m_content;
};

} // namespace scriptorium
