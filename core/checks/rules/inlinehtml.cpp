#include "checks/blockundertest.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findInlineText(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!block.fields().contains(u"filename"_s) && block.hasContent())
    findings.append(rule.finding(
        u"The text stands in the XML itself. Studio rewrites it as XML: entities, empty tags and white "
        u"space change."_s,
        block.place()));
}

} // namespace

Rule inlineHtml()
{
  return {.id = u"inline-html"_s,
          .severity = Finding::Severity::Info,
          .title = u"A text that stands in the XML itself"_s,
          .explanation = u"Edit the text here once; it then gets a file of its own when it is written."_s,
          .block = findInlineText,
          .types = {u"html"_s}};
}

} // namespace scriptorium::checks
