#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "olx/xml/xmlscanner.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// The template that it is made by: an attribute, the text of a child, or its tag. Source: template_block.py.
QString templateOf(const BlockUnderTest& block)
{
  if (const auto name = block.fields().value(u"impl"_s))
    return *name;
  olx::XmlScanner scanner(block.content());
  using Token = olx::XmlScanner::Token;
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next())
    if (token == Token::StartTag && scanner.tag() == "impl" && scanner.next() == Token::Text)
      return QString::fromUtf8(olx::trimmedXml(scanner.bytes()));
  return block.block().type == "customtag"_L1 ? QString() : block.block().type;
}

void findMissingTemplate(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QString name = templateOf(block);
  const QString path = u"custom_tags/"_s + name;
  if (name.isEmpty())
    findings.append(rule.finding(u"The customtag names no template; learners see an error in its place."_s,
                                 block.place(u"impl"_s)));
  else if (!block.course().hasFile(path))
    findings.append(
        rule.finding(u"The template %1 is not in the course; learners see an error in place of the "
                     u"block.%2"_s.arg(path, block.course().otherCase(path)),
                     block.place(u"impl"_s)));
}

} // namespace

Rule customTagWithoutTemplate()
{
  return {.id = u"customtag-without-template"_s,
          .severity = Finding::Severity::Error,
          .title = u"A customtag without its template"_s,
          .explanation = u"Add the file below custom_tags/, or write the content itself."_s,
          .block = findMissingTemplate,
          .types = {u"customtag"_s, u"book"_s, u"slides"_s, u"image"_s, u"discuss"_s, u"videodev"_s},
          .reads = Input::Files};
}

} // namespace scriptorium::checks
