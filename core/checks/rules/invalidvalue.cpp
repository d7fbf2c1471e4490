#include "checks/blockundertest.h"
#include "checks/plainnumber.h"
#include "checks/rulelist.h"
#include "model/fieldvalue.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Strings are always fine, words for truth are another rule's, and references nobody reads here.
bool isJudged(FieldType type)
{
  switch (type) {
  case FieldType::Integer:
  case FieldType::Float:
  case FieldType::Date:
  case FieldType::Timedelta:
  case FieldType::RelativeTime:
  case FieldType::List:
  case FieldType::Dict:
    return true;
  case FieldType::String:
  case FieldType::Boolean:
  case FieldType::Reference:
  case FieldType::ReferenceList:
  case FieldType::ReferenceValueDict:
  case FieldType::Any:
    return false;
  }
  return false;
}

/// "2024-01-01T00:00:00Z" and its kin, quoted or not: what nearly every date looks like needs no parser.
bool isPlainDate(QStringView raw)
{
  if (raw.size() > 1 && raw.startsWith(u'"') && raw.endsWith(u'"'))
    raw = raw.sliced(1, raw.size() - 2);
  if (raw.size() < 20 || raw.size() > 32 || raw[4] != u'-' || raw[7] != u'-' || raw[10] != u'T' ||
      raw[13] != u':')
    return false;
  const auto number = [&](qsizetype at) {
    return (raw[at].unicode() - u'0') * 10 + (raw[at + 1].unicode() - u'0');
  };
  return raw[0] == u'2' && number(5) >= 1 && number(5) <= 12 && number(8) >= 1 && number(8) <= 28 &&
         number(11) >= 0 && number(11) < 24 && (raw.endsWith(u'Z') || raw.endsWith(u"+00:00"));
}

bool isPlain(FieldType type, const QString& value)
{
  if (type == FieldType::Integer || type == FieldType::Float)
    return isPlainNumber(value);
  return type == FieldType::Date && isPlainDate(value);
}

void findInvalidValues(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  for (const auto& [name, value] : block.fields()) {
    const FieldSpec* spec = block.spec(name);
    if (!spec || !isJudged(spec->type) || isPlain(spec->type, value) || value.isEmpty() || value == "[]"_L1 ||
        value == "{}"_L1 || value == "null"_L1)
      continue;
    const auto read = readField(*spec, block.type().isXmlBlock, value);
    if (read)
      continue;
    findings.append(
        rule.finding(u"Studio cannot use \"%1\" as %2. %3"_s.arg(value.left(80), name, read.error().detail),
                     block.place(name)));
    if (spec->type == FieldType::Timedelta) // the only kind that is read without a complaint
      findings.last().effect = Finding::Effect::ValueLost;
  }
}

void findInvalidValuesInPolicy(const Rule& rule, const BlockUnderTest& block,
                               const QList<PolicyEntry>& entries, Findings& findings)
{
  for (const auto& entry : entries) {
    const FieldSpec* spec = block.spec(entry.field);
    if (!spec || (spec->type == FieldType::Boolean && entry.text()))
      continue;
    const auto read = readJsonValue(*spec, entry.json);
    if (!read)
      findings.append(rule.finding(
          u"Studio cannot use %1 as %2. %3"_s.arg(entry.json.left(80), spec->name, read.error().detail),
          block.policyPlace(entry.field), u"Correct the value or remove it."_s));
  }
}

} // namespace

Rule invalidValue()
{
  return {.id = u"invalid-value"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A value that its field does not take"_s,
          .explanation = u"Correct the value or remove the attribute."_s,
          .block = findInvalidValues,
          .policy = findInvalidValuesInPolicy,
          .fix = removeField};
}

} // namespace scriptorium::checks
