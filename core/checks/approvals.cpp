#include "checks/approvals.h"

#include "base/sha256.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {

QString approvalKey(const Finding& finding)
{
  const Place& place = finding.place;
  const QString where = place.blockId.isEmpty() ? place.file : place.blockType + u'/' + place.blockId;
  return u"%1 %2 %3"_s.arg(finding.rule, where,
                           QLatin1StringView(sha256(finding.message.toUtf8()).hex().first(16)));
}

} // namespace scriptorium::checks
