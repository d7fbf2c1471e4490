#include "checks/blockundertest.h"
#include "checks/plainnumber.h"
#include "checks/rulelist.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

QString message(const QString& text, const QString& field)
{
  return u"Studio reads \"%1\" in %2 as false: only \"true\" is true."_s.arg(text, field);
}

bool isTrueOrFalse(QStringView text)
{
  return text.compare(u"true", Qt::CaseInsensitive) == 0 || text.compare(u"false", Qt::CaseInsensitive) == 0;
}

void findOtherWords(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  for (const auto& [name, value] : block.fields()) {
    const FieldSpec* spec = block.spec(name);
    if (!spec || spec->type != FieldType::Boolean || isTrueOrFalse(value) || isPlainNumber(value) ||
        value == "null"_L1 || value == R"("true")"_L1 || value == R"("false")"_L1)
      continue;
    findings.append(rule.finding(message(value, name), block.place(name)));
  }
}

void findOtherWordsInPolicy(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>& entries,
                            Findings& findings)
{
  for (const auto& entry : entries) {
    const FieldSpec* spec = block.spec(entry.field);
    const auto text = entry.text();
    if (spec && spec->type == FieldType::Boolean && text && !isTrueOrFalse(*text))
      findings.append(rule.finding(message(*text, spec->name), block.policyPlace(entry.field),
                                   u"Write true or false, without quotes."_s));
  }
}

/// What the word was meant to say, where that is plain.
std::optional<Fix> plainWord(const CourseSnapshot& course, const Finding& finding)
{
  const Place& place = finding.place;
  const auto block = course.view().find(place.blockType, place.blockId);
  const auto version = block ? course.view().version(*block) : Result<BlockVersion>(block.error());
  const QString word = version ? version->fields.value(place.field).value_or(QString()).toLower() : QString();
  if (word == "yes"_L1 || word == "y"_L1 || word == "on"_L1 || word == "t"_L1)
    return setField(course, finding, u"true"_s);
  if (word == "no"_L1 || word == "n"_L1 || word == "off"_L1 || word == "f"_L1)
    return setField(course, finding, u"false"_s);
  return std::nullopt;
}

} // namespace

Rule booleanText()
{
  return {.id = u"boolean-text"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A word that is neither true nor false"_s,
          .explanation = u"Write \"true\" or \"false\"."_s,
          .block = findOtherWords,
          .policy = findOtherWordsInPolicy,
          .fix = plainWord};
}

} // namespace scriptorium::checks
