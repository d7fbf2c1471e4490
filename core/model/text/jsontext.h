#pragma once

#include <QByteArrayView>
#include <QString>

namespace scriptorium {

/// How deeply lists and objects nest in a JSON text; brackets inside strings do not count. Our JSON library
/// recurses when it writes, so what nests deeper than `kMaxJsonDepth` is refused before it is read.
int jsonDepth(QStringView json);
int jsonDepth(QByteArrayView utf8);

inline constexpr int kMaxJsonDepth = 128;

/// Whether `text` is JSON that we read.
bool isJson(const QString& text);

/// `text` as a JSON string, quotes included.
QString jsonString(const QString& text);

} // namespace scriptorium
