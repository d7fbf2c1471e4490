#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

bool isControl(char c)
{
  const auto code = static_cast<unsigned char>(c);
  return (code < 0x20 && c != '\t' && c != '\n' && c != '\r') || code == 0x7F;
}

void findControls(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QByteArray text = block.text();
  const auto first = std::ranges::find_if(text, isControl);
  if (first == text.end())
    return;
  const auto count = std::count_if(first, text.end(), isControl);
  findings.append(rule.finding(
      u"The text holds %1 control characters, the first is U+%2. Browsers show them as boxes or not at all, "
      u"and Studio cannot copy the block, as no XML may hold them."_s.arg(count)
          .arg(QString::number(static_cast<unsigned char>(*first), 16).toUpper(), 4, u'0'),
      block.textPlace(1 + int(std::count(text.begin(), first, '\n')))));
}

} // namespace

Rule controlCharacters()
{
  return {.id = u"control-characters"_s,
          .severity = Finding::Severity::Warning,
          .title = u"Control characters in a text"_s,
          .explanation = u"Delete them; they mostly come from pasting out of other programs."_s,
          .block = findControls,
          .types = {u"html"_s}};
}

} // namespace scriptorium::checks
