#pragma once

#include "model/blocktype.h"

#include <QList>

#include <functional>

class QWidget;

namespace scriptorium {

class CourseDocument;
class Editor;

/// One kind of editor.
struct EditorKind
{
  QString body; ///< the `BlockType::bodyLanguage` it is for; empty: whatever no other is for
  std::function<Editor*(CourseDocument&, QWidget* parent)> make;
};

/// The kinds of editors. A new one is a file of its own and a line in editors.cpp. A value; the same for all
/// windows.
class Editors
{
public:
  /// Those of the program.
  static Editors builtIn();

  /// Takes the place of an earlier one for the same body.
  void add(EditorKind kind);
  /// The one for a type of block. Lives as long as this, unchanged.
  const EditorKind& of(const BlockType& type) const;

private:
  QList<EditorKind> m_kinds;
};

} // namespace scriptorium
