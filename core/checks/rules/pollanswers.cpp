#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "olx/xml/xmlscanner.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using olx::RawAttribute;
using olx::XmlScanner;
using Token = XmlScanner::Token;

struct Answers
{
  int all = 0;
  int withoutId = 0;
};

Answers answersIn(QByteArrayView content)
{
  Answers answers;
  XmlScanner scanner(content);
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next()) {
    if ((token != Token::StartTag && token != Token::EmptyTag) || scanner.tag() != "answer")
      continue;
    ++answers.all;
    const auto& all = scanner.attributes();
    if (std::ranges::find(all, QByteArrayView("id"), &RawAttribute::name) == all.end())
      ++answers.withoutId;
  }
  return answers;
}

void runWithout(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (answersIn(block.content()).all == 0)
    findings.append(rule.finding(u"The poll has no <answer>; Studio leaves the block out."_s, block.place()));
}

void runId(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (answersIn(block.content()).withoutId > 0)
    findings.append(rule.finding(u"An answer has no id; Studio drops it."_s, block.place()));
}

} // namespace

Rule pollWithoutAnswers()
{
  return {.id = u"poll-without-answers"_s,
          .severity = Finding::Severity::Error,
          .title = u"A poll without answers"_s,
          .explanation = u"Add at least one answer."_s,
          .block = runWithout,
          .types = {u"poll_question"_s}};
}

Rule pollAnswerWithoutId()
{
  return {.id = u"poll-answer-without-id"_s,
          .severity = Finding::Severity::Warning,
          .title = u"An answer of a poll without id"_s,
          .explanation = u"Give every <answer> an id."_s,
          .block = runId,
          .types = {u"poll_question"_s}};
}

} // namespace scriptorium::checks
