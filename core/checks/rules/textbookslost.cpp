#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findLostTextbooks(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const auto count = std::ranges::count_if(block.version().children, [](const Child& child) {
    return child.form == Child::Form::Raw && child.raw.startsWith("<textbook");
  });
  if (count > 1)
    findings.append(rule.finding(
        u"The course has %1 <textbook> elements; Studio reads all and writes only the last."_s.arg(count),
        block.place()));
}

} // namespace

Rule textbooksLost()
{
  return {.id = u"textbooks-lost"_s,
          .severity = Finding::Severity::Warning,
          .title = u"More than one textbook"_s,
          .explanation = u"Use pdf_textbooks, or keep your own archive as the master copy."_s,
          .block = findLostTextbooks,
          .types = {u"course"_s}};
}

} // namespace scriptorium::checks
