#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/coursekey.h"
#include "olx/xml/attributetext.h"
#include "olx/xml/xmlscanner.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void lookFor(const Rule& rule, const BlockUnderTest& block, const QString& keys, const QString& what,
             Findings& findings)
{
  for (const QString& key : keys.split(u';', Qt::SkipEmptyParts)) {
    const auto usage = parseUsage(key.trimmed());
    if (usage && block.course().view().find(usage->type, usage->blockId))
      continue;
    const QString name = usage ? usage->type + u'/' + usage->blockId : key.trimmed();
    findings.append(
        rule.finding(u"%1 names %2, which is not in the course; learners get an error in place of "
                     u"the condition."_s.arg(what, name),
                     block.place(u"sources"_s)));
  }
}

/// `sources` of the block itself, and of the `<show>` elements inside. Source: conditional_block.py.
void findMissingSources(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  lookFor(rule, block, block.fields().value(u"sources"_s).value_or(QString()), u"The condition"_s, findings);
  for (const Child& child : block.version().children) {
    if (child.form != Child::Form::Raw)
      continue;
    olx::XmlScanner scanner(child.raw);
    const auto token = scanner.next();
    const bool isTag = token == olx::XmlScanner::Token::StartTag || token == olx::XmlScanner::Token::EmptyTag;
    if (!isTag || scanner.tag() != "show")
      continue;
    for (const auto& attribute : scanner.attributes())
      if (attribute.name == "sources")
        lookFor(rule, block, olx::decodedAttribute(attribute.value), u"<show>"_s, findings);
  }
}

} // namespace

Rule conditionalSourceMissing()
{
  return {.id = u"conditional-source-missing"_s,
          .severity = Finding::Severity::Error,
          .title = u"A condition on a block that is not there"_s,
          .explanation = u"Name blocks of this course in sources."_s,
          .block = findMissingSources,
          .types = {u"conditional"_s},
          .reads = Input::Names};
}

} // namespace scriptorium::checks
