#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/text/jsonfault.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Source: xml.py, _import_field_content: what is no JSON is passed over without a word.
void findBrokenUpdates(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.block().urlName != "info/updates.items.json"_L1)
    return;
  const QByteArray text = block.text();
  if (text.startsWith("\xEF\xBB\xBF") || !text.isValidUtf8())
    findings.append(
        rule.finding(u"The file is not UTF-8 without a byte order mark; Studio drops every update of the "
                     "course."_s,
                     block.place(1)));
  else if (const auto fault = jsonFault(QString::fromUtf8(text)))
    findings.append(rule.finding(fault->sentence() + u" Studio drops every update of the course."_s,
                                 block.place(fault->line)));
}

} // namespace

Rule updatesBadJson()
{
  return {.id = u"updates-bad-json"_s,
          .severity = Finding::Severity::Error,
          .title = u"Course updates that are no JSON"_s,
          .explanation = u"Correct the file."_s,
          .block = findBrokenUpdates,
          .types = {kFileType.toString()}};
}

} // namespace scriptorium::checks
