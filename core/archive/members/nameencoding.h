#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

#include <optional>

namespace scriptorium {

/// How names of an archive that are not UTF-8 are read: by old zip programs and tars of Windows' consoles.
enum class NameEncoding
{
  Utf8, ///< they are refused
  Cp437,
  Cp850,
  Windows1252
};

/// All but UTF-8.
const QList<NameEncoding>& legacyEncodings();
/// "utf-8", "cp437", "cp850", "windows-1252".
QString encodingName(NameEncoding encoding);
std::optional<NameEncoding> nameEncoding(QStringView name);

/// `raw` as UTF-8 when it is that, else in the encoding; U+FFFD for bytes that it does not have.
QString decodedName(QByteArrayView raw, NameEncoding encoding);
/// The bytes that `decodedName` made `text` of; empty when the encoding cannot hold it.
QByteArray encodedName(QStringView text, NameEncoding encoding);

} // namespace scriptorium
