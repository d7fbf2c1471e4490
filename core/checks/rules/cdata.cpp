#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findCdata(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.content().contains("<![CDATA["))
    findings.append(
        rule.finding(u"The problem holds CDATA, which Studio writes as escaped text. Its meaning stays."_s,
                     block.place()));
}

} // namespace

Rule cdata()
{
  return {.id = u"cdata"_s,
          .severity = Finding::Severity::Info,
          .title = u"CDATA in a problem"_s,
          .explanation = u"Nothing needs to be done."_s,
          .block = findCdata,
          .types = {u"problem"_s}};
}

} // namespace scriptorium::checks
