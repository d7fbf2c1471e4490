#pragma once

#include <QStringView>

#include <complex>
#include <optional>

namespace scriptorium::capa {

/// Python's `complex(text)`: "5", " 3+4j ", "(j)", "1e400" (infinite), "nan"; none where it raises. No
/// arithmetic: "1/2" and "2+3*j" are none.
std::optional<std::complex<double>> complexFromText(QStringView text);

} // namespace scriptorium::capa
