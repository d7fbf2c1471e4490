#include "ui/editors/editors.h"

#include "ui/editors/bodyeditor.h"

#include <algorithm>

namespace scriptorium {
namespace {

template <typename T>
Editor* make(CourseDocument& document, QWidget* parent)
{
  return new T(document, parent);
}

} // namespace

Editors Editors::builtIn()
{
  Editors editors;
  editors.add({{}, make<BodyEditor>});
  return editors;
}

void Editors::add(EditorKind kind)
{
  m_kinds.removeIf([&](const EditorKind& other) { return other.body == kind.body; });
  m_kinds.append(std::move(kind));
}

const EditorKind& Editors::of(const BlockType& type) const
{
  const auto find = [this](const QString& body) {
    return std::ranges::find(m_kinds, body, &EditorKind::body);
  };
  const auto own = find(type.bodyLanguage);
  return own == m_kinds.end() ? *find({}) : *own;
}

} // namespace scriptorium
