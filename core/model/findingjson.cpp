#include "model/findingjson.h"

#include <QJsonObject>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

QJsonObject toJson(const Finding& finding)
{
  return {{u"severity"_s, QString(severityName(finding.severity))},
          {u"effect"_s, QString(effectName(effectOf(finding)))},
          {u"rule"_s, finding.rule},
          {u"message"_s, finding.message},
          {u"advice"_s, finding.advice},
          {u"file"_s, finding.place.file},
          {u"line"_s, finding.place.line},
          {u"type"_s, finding.place.blockType},
          {u"id"_s, finding.place.blockId},
          {u"field"_s, finding.place.field}};
}

Finding findingFromJson(const QJsonObject& object)
{
  Finding finding;
  const QString severity = object[u"severity"_s].toString();
  for (const auto known : {Finding::Severity::Info, Finding::Severity::Warning, Finding::Severity::Error})
    if (severity == severityName(known))
      finding.severity = known;
  finding.rule = object[u"rule"_s].toString();
  finding.message = object[u"message"_s].toString();
  finding.advice = object[u"advice"_s].toString();
  finding.place = {object[u"file"_s].toString(), object[u"line"_s].toInt(), object[u"type"_s].toString(),
                   object[u"id"_s].toString(), object[u"field"_s].toString()};
  return finding;
}

} // namespace scriptorium
