#include "exchange/import/importreport.h"

#include "base/atomicfile.h"
#include "model/findingjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString pathIn(const QString& courseFolder)
{
  return courseFolder + u"/import-report.json"_s;
}

} // namespace

Result<Unit> saveImportReport(const QString& courseFolder, const Findings& findings)
{
  QJsonArray array;
  for (const auto& finding : findings)
    array.append(toJson(finding));
  return writeFile(pathIn(courseFolder),
                   QJsonDocument(QJsonObject{{u"findings"_s, array}}).toJson(QJsonDocument::Compact));
}

Result<Findings> loadImportReport(const QString& courseFolder)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, readFile(pathIn(courseFolder)));
  const QJsonDocument document = QJsonDocument::fromJson(bytes);
  if (!document.object().contains(u"findings"_s))
    return Error{Error::Kind::BadInput, pathIn(courseFolder), u"This is no import report."_s};
  Findings findings;
  const QJsonArray array = document[u"findings"_s].toArray();
  for (const auto& value : array)
    findings.append(findingFromJson(value.toObject()));
  return findings;
}

} // namespace scriptorium
