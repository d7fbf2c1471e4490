#pragma once

#include "markup/element.h"

namespace scriptorium::markup {

/// Reads HTML as a browser reads what is put into a `div` (WHATWG, tree construction): any text gives a tree.
/// The result is a `div` that holds it. Names are lxml's; vector graphics and formulae get no namespace.
/// Elements deeper than 256 are put beside each other; reading ends after 100,000 elements.
Element::Pointer parseHtml(const QString& html);

} // namespace scriptorium::markup
