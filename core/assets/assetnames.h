#pragma once

#include <QByteArrayView>
#include <QSet>
#include <QString>

namespace scriptorium {

/// The asset key name of a file below static/ ("subs/My file.srt" → "subs_My_file.srt"). As Studio:
/// xmodule/contentstore/content.py, StaticContent (docs/olx.md, Static files).
QString assetKeyName(const QString& pathBelowStatic);

/// Every `/static/…` reference in a body, as written behind "/static/" (decoded), without duplicates.
QSet<QString> staticReferences(QByteArrayView body);

/// `body` with every `/static/FROM` reference made `/static/TO`; unchanged bytes when there is none.
QByteArray renameStaticReference(const QByteArray& body, const QString& from, const QString& to);

} // namespace scriptorium
