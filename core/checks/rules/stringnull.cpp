#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findTextNull(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!block.type().isXmlBlock)
    return;
  for (const auto& [name, value] : block.fields()) {
    // `markdown="null"` is how Studio itself says "edited as XML".
    const FieldSpec* spec = value == "null"_L1 && name != "markdown"_L1 ? block.spec(name) : nullptr;
    if (spec && spec->type == FieldType::String)
      findings.append(
          rule.finding(u"Studio reads the text \"null\" of %1 as not set."_s.arg(name), block.place(name)));
  }
}

} // namespace

Rule stringNull()
{
  return {.id = u"string-null"_s,
          .severity = Finding::Severity::Info,
          .title = u"The text \"null\" means not set"_s,
          .explanation =
              u"Write \"&quot;null&quot;\" if the word is meant; otherwise remove the attribute."_s,
          .block = findTextNull,
          .fix = removeField};
}

} // namespace scriptorium::checks
