#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace scriptorium::testing {

/// The shared case files, sorted; empty when there are none.
QStringList caseFiles();

/// What of `expected` is not in `actual`, as one line; empty when all binding fields are equal. Numbers are
/// equal within 1e-12 relative; `detail`, `exception` and the messages of load errors say nothing; OLX is
/// compared as XML.
QString difference(const QJsonObject& expected, const QJsonObject& actual, const QString& kind);

} // namespace scriptorium::testing
