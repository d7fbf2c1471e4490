#pragma once

#include "grading/values/problemxml.h"

namespace scriptorium::capa {

/// Appends `markup`, a piece of an input's page, as it is: the page is read as a whole.
void appendPiece(Element& to, const QString& markup);
/// The page of one input as the LMS reads it: as XML, or, as soon as one piece is none, the whole as a
/// browser does (as LMS: inputtypes.py, InputTypeBase.get_html): elements that close themselves then stay
/// open, and what stands behind the first element is lost. Null when the page then has no element at all.
Element::Pointer readInputPage(Element::Pointer page);

} // namespace scriptorium::capa
