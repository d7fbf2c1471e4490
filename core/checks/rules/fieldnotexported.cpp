#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

constexpr QLatin1StringView kField = "certificate_available_date"_L1;

QString message()
{
  return u"Studio reads certificate_available_date, but never writes it: it is lost on the next export "
         u"from Studio."_s;
}

void findLostDate(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.fields().contains(kField))
    findings.append(rule.finding(message(), block.place(QString(kField))));
}

void findLostDateInPolicy(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>& entries,
                          Findings& findings)
{
  for (const auto& entry : entries)
    if (entry.field == kField)
      findings.append(rule.finding(message(), block.policyPlace(entry.field)));
}

} // namespace

Rule fieldNotExported()
{
  return {.id = u"field-not-exported"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A date that Studio does not export"_s,
          .explanation = u"Set it again in Studio after each import of a course exported there."_s,
          .block = findLostDate,
          .types = {u"course"_s},
          .policy = findLostDateInPolicy};
}

} // namespace scriptorium::checks
