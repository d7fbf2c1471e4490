#pragma once

#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"

namespace scriptorium::capa {

/// math, solution, targetedfeedback and clarification: tags with a rendering of their own.
bool isCustomTag(QStringView tag);

/// What stands in the page for such an element. Errors: Other, where it is no XML and the LMS's page fails.
Outcome<Element::Pointer> renderCustomTag(const Element& element);

} // namespace scriptorium::capa
