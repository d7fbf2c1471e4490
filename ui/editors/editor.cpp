#include "ui/editors/editor.h"

#include "ui/document/coursedocument.h"
#include "ui/document/pendingbody.h"

namespace scriptorium {

Editor::Editor(CourseDocument& document, QWidget* parent) : QWidget(parent), m_document(document)
{
  connect(&document, &CourseDocument::flushRequested, this, &Editor::flush);
}

Editor::~Editor()
{
  if (m_body)
    m_body->disconnect(this); // it may store with its last breath, and what showed it is gone already
}

void Editor::open(BlockId block)
{
  if (block == (m_body ? m_body->block() : BlockId()))
    return;
  flush();
  if (m_body)
    m_body->disconnect(this);
  m_body = block.isValid() ? m_document.bodies().of(block) : nullptr;
  showBody();
}

void Editor::flush()
{
  if (!m_body)
    return;
  handOver();
  m_body->flush();
}

} // namespace scriptorium
