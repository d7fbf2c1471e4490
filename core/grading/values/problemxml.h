#pragma once

#include "grading/values/outcome.h"
#include "markup/element.h"
#include "markup/markup.h"

/// A problem's XML as the engine handles it: the tree of markup/ under its own names, and reading with the
/// LMS's errors.
namespace scriptorium::capa {

using markup::appendMarkup;
using markup::asciiMarkup;
using markup::Element;
using markup::escaped;
using markup::htmlEscaped;
using markup::innerMarkup;
using markup::innerXml;
using markup::markupSafe;
using markup::textContent;
using markup::toHtml;
using markup::toXml;
using markup::WithTail;

/// markup::parseXml. Errors: Other with "XMLSyntaxError" and libxml2's message, line set;
/// "EntitiesForbidden".
Outcome<Element::Pointer> parseXml(const QByteArray& xml);

} // namespace scriptorium::capa
