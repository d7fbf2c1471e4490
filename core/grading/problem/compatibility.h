#pragma once

#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"

#include <QByteArray>

namespace scriptorium::capa {

struct ProblemSurroundings;

/// `startouttext/` and `endouttext/` become the tags of a `text` element.
QByteArray withModernTags(const QByteArray& xml);

/// The old forms of additional_answer and optioninput become the new ones. Errors: Loncapa, for a dropdown
/// with several right options; Other, for an option without text or `correct`.
Outcome<Unit> modernise(Element& root);

/// Puts the files of `<include file="…"/>` in place. Files included by files are left alone, as in the LMS.
/// Errors: Other, for a missing or broken file.
Outcome<Unit> insertIncludes(Element& root, const ProblemSurroundings& surroundings);

} // namespace scriptorium::capa
