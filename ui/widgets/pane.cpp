#include "ui/widgets/pane.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Pane::Pane(QWidget* parent) : QFrame(parent)
{
  setProperty("look", u"pane"_s);
  m_content = new QVBoxLayout(this);
  m_content->setContentsMargins(1, 0, 1, 1);
  m_content->setSpacing(0);
  auto* head = new QFrame(this);
  head->setProperty("look", u"paneHeader"_s);
  m_header = new QHBoxLayout(head);
  m_header->setContentsMargins(16, 10, 8, 6);
  m_header->setSpacing(4);
  m_content->addWidget(head);
}

} // namespace scriptorium
