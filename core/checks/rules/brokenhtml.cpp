#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "markup/html/htmlfaults.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findBrokenHtml(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.block().type == kFileType && !block.isPage())
    return;
  const auto faults = markup::htmlFaults(QString::fromUtf8(block.text()));
  for (const auto& fault : faults)
    findings.append(rule.finding(fault.sentence, block.textPlace(fault.line)));
}

} // namespace

Rule brokenHtml()
{
  return {.id = u"broken-html"_s,
          .severity = Finding::Severity::Warning,
          .title = u"HTML that browsers have to guess at"_s,
          .explanation =
              u"Studio keeps it as it is. Correct it, or what follows may look other than it should."_s,
          .block = findBrokenHtml,
          .types = {u"html"_s, kFileType.toString()}};
}

} // namespace scriptorium::checks
