#pragma once

#include <QString>

#include <optional>

namespace scriptorium::capa {

/// The HTML of a chemical expression or equation ("2H2 + O2 -> 2H2O") that the preview of
/// chemicalequationinput shows; a side that is none stands in a span of class inline-error. None for braces,
/// on which the LMS fails
/// ("Error while rendering preview"). Brackets at most 200 deep.
std::optional<QString> chemicalPreview(const QString& formula);

} // namespace scriptorium::capa
