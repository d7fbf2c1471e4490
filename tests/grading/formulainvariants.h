#pragma once

#include <QByteArray>
#include <QString>

namespace scriptorium::testing {

/// What must hold of any text as a formula; an empty text when it does, else what does not.
QString brokenFormulaInvariant(const QString& formula, bool isCaseSensitive);
/// What must hold of a formula generated from `bytes`: it is worth what the second reckoning says.
QString brokenFormulaValue(QByteArrayView bytes);

} // namespace scriptorium::testing
