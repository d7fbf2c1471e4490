#pragma once

#include <QString>
#include <QStringView>

#include <optional>

/// Text and numbers as the web client's language has them; Qt's own notions differ at the edges.
namespace scriptorium::capa {

/// White space, line ends among it.
bool isClientBlank(QChar c);
/// `\n`, `\r` and Unicode's two separators: what `.` does not match.
bool isClientLineEnd(QChar c);
QStringView clientTrimmed(QStringView text);
/// Without any white space.
QString withoutBlanks(const QString& text);

/// The number that the whole of the text is: decimal, hexadecimal, octal, binary, Infinity; 0 for blanks.
std::optional<double> clientNumber(QStringView text);
/// The shortest decimal form, with the client's exponents ("1e-7", "1e+21").
QString clientNumberText(double number);
/// What the client's XML reader and writer make of a text: a plain number comes out in its shortest form
/// ("5.0" as "5"), anything else unchanged.
QString clientValue(const QString& text);

} // namespace scriptorium::capa
