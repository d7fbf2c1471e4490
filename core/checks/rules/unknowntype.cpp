#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "olx/xml/xmlscanner.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using olx::XmlScanner;
using Token = XmlScanner::Token;

bool hasPointers(QByteArrayView content)
{
  XmlScanner scanner(content);
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next())
    if ((token == Token::EmptyTag || token == Token::StartTag) && scanner.attributes().size() == 1 &&
        scanner.attributes().front().name == "url_name")
      return true;
  return false;
}

void findUnknownType(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (block.type().isKnown)
    return;
  const bool losesBlocks = hasPointers(block.content());
  const QString effect = losesBlocks ? u"Studio hides it and does not import the blocks it points to."_s
                                     : u"Studio hides it from learners and writes it in another form."_s;
  Finding finding = rule.finding(
      u"\"%1\" is not a component that Scriptorium or a plain Open edX knows. Where it is not installed, %2"_s
          .arg(block.block().type, effect),
      block.place());
  if (losesBlocks)
    finding.severity = Finding::Severity::Error;
  findings.append(finding);
}

} // namespace

Rule unknownType()
{
  return {.id = u"unknown-type"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A component that is not known"_s,
          .explanation = u"Make sure that the server has the component before you import."_s,
          .block = findUnknownType};
}

} // namespace scriptorium::checks
