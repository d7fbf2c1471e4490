#pragma once

#include <QString>

namespace scriptorium::capa {

/// HTML in a form that can be compared: attributes sorted, runs of white space as one blank, white space
/// alone and comments dropped. Accepts anything.
QString canonicalHtml(const QString& html);

} // namespace scriptorium::capa
