#pragma once

#include <QString>

namespace scriptorium::capa {

/// How the authoring web client opens a problem.
struct EditorChoice
{
  /// "type_selection" (nothing there yet), "advanced" (as XML only), or the tag of the one response that its
  /// visual editor takes.
  QString opensAs;
  /// Why it is "advanced", in the client's words; empty where it has none.
  QString reason;
};

/// Reads as tolerantly as the client does: tags need not match.
EditorChoice editorFor(const QString& olx);

} // namespace scriptorium::capa
