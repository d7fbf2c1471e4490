#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/coursefiles.h"
#include "model/fieldvalue.h"
#include "model/text/jsonfault.h"
#include "model/text/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using Severity = Finding::Severity;

/// The line at which a text stops being JSON; 0 when it is fine. What nests too deep to be read stops in the
/// first.
int faultyLine(QByteArrayView text)
{
  if (jsonDepth(QString::fromUtf8(text)) > kMaxJsonDepth)
    return 1;
  QJsonParseError error;
  QJsonDocument::fromJson('[' + text.toByteArray() + ']', &error);
  if (error.error == QJsonParseError::NoError)
    return 0;
  const auto before = text.first(qBound(qsizetype(0), qsizetype(error.offset) - 1, text.size()));
  return int(std::ranges::count(before, '\n')) + 1;
}

QJsonValue valueOf(const QString& json)
{
  return QJsonDocument::fromJson('[' + json.toUtf8() + ']').array().first();
}

void badJson(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const auto [path, bytes] = course.policyFile();
  if (path.isEmpty())
    return;
  if (bytes.startsWith("\xEF\xBB\xBF")) {
    findings.append(rule.finding(
        u"The policy begins with a byte order mark, which JSON must not have; Studio ignores all of it."_s,
        {path, 1, {}, {}, {}}, u"Save the file as UTF-8 without a byte order mark."_s));
    return;
  }
  const int line = bytes.isValidUtf8() ? faultyLine(bytes) : 1;
  const auto fault = line > 0 ? jsonFault(QString::fromUtf8(bytes)) : std::nullopt;
  if (fault && fault->isNumber)
    findings.append(rule.finding(
        u"The policy cannot be read here: %1. Studio takes it for infinity."_s.arg(fault->reason),
        {path, fault->line, {}, {}, {}}, u"Write the number that is meant."_s));
  else if (line > 0)
    findings.append(
        rule.finding(u"The policy is not valid JSON; Studio ignores all of it."_s, {path, line, {}, {}, {}}));
  else if (!QJsonDocument::fromJson(bytes).isObject())
    findings.append(rule.finding(u"The policy is not a JSON object; Studio refuses the course."_s,
                                 {path, 0, {}, {}, {}}, u"Write an object with a key for each block."_s));
}

void unknownBlock(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const QStringList names = course.policy().blocks();
  for (const QString& name : names) {
    const QString type = name.section(u'/', 0, 0);
    const QString id = name.section(u'/', 1);
    if (!course.find(type, id).isValid())
      findings.append(rule.finding(
          u"The policy names %1, which is not in the course; Studio ignores the entry."_s.arg(name),
          {course.policy().path(), 0, type, id, {}}));
  }
}

void notApplied(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>&, Findings& findings)
{
  const QString& type = block.block().type;
  if (!block.type().isXmlBlock && type != "discussion"_L1)
    findings.append(rule.finding(u"Studio applies no policy to components of the type %1."_s.arg(type),
                                 block.policyPlace({})));
}

void xmlAttributes(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>& entries,
                   Findings& findings)
{
  for (const auto& entry : entries) {
    if (entry.field != "xml_attributes"_L1)
      continue;
    const QJsonObject attributes = valueOf(entry.json).toObject();
    if (attributes.size() > 1 || (attributes.size() == 1 && !attributes.contains("filename"_L1)))
      findings.append(rule.finding(
          u"The entry xml_attributes replaces the attributes of the element that Studio does not know."_s,
          block.policyPlace({})));
  }
}

/// Whether the attribute says what the policy says.
bool isSame(const FieldSpec* spec, const QString& raw, const PolicyEntry& entry)
{
  if (entry.text() == raw)
    return true;
  if (!spec)
    return entry.json == raw;
  const auto own = readField(*spec, true, raw);
  const auto other = readJsonValue(*spec, entry.json);
  return own && other && valueOf(*own) == valueOf(*other);
}

void overrides(const Rule& rule, const BlockUnderTest& block, const QList<PolicyEntry>& entries,
               Findings& findings)
{
  for (const auto& entry : entries) {
    const auto own = block.fields().value(entry.field);
    if (own && !isSame(block.spec(entry.field), *own, entry))
      findings.append(rule.finding(u"The policy overrides the attribute %1: %2 instead of \"%3\"."_s.arg(
                                       entry.field, entry.json.left(60), own->left(60)),
                                   block.policyPlace(entry.field)));
  }
}

void notRead(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const QString run = course.root().urlName;
  const QString folder = u"policies/"_s + run;
  const QStringList read = {behindLinks(course.view(), folder + u"/policy.json"_s),
                            behindLinks(course.view(), folder + u"/grading_policy.json"_s),
                            behindLinks(course.view(), folder + u".json"_s)};
  for (const auto& file : course.files())
    if (file.path.startsWith("policies/"_L1) && file.path.endsWith(".json"_L1) &&
        file.path != "policies/assets.json"_L1 && !read.contains(file.path) && course.isFile(file))
      findings.append(
          rule.finding(u"Studio does not read this policy: the course's run is \"%1\"."_s.arg(run),
                       {file.path, 0, {}, {}, {}}));
}

} // namespace

Rule policyBadJson()
{
  return {.id = u"policy-bad-json"_s,
          .severity = Severity::Error,
          .title = u"A policy that is no JSON object"_s,
          .explanation = u"Correct the line; a missing or an extra comma is the usual cause."_s,
          .course = badJson,
          .reads = Input::Policies};
}

Rule policyUnknownBlock()
{
  return {.id = u"policy-unknown-block"_s,
          .severity = Severity::Info,
          .title = u"A policy for a block that is not there"_s,
          .explanation = u"Correct or remove the entry."_s,
          .course = unknownBlock,
          .reads = {Input::Policies, Input::Names}};
}

Rule policyNotApplied()
{
  return {.id = u"policy-not-applied"_s,
          .severity = Severity::Warning,
          .title = u"A policy for a component that takes none"_s,
          .explanation = u"Write the values as attributes of the block."_s,
          .policy = notApplied};
}

Rule policyXmlAttributes()
{
  return {.id = u"policy-xml-attributes"_s,
          .severity = Severity::Warning,
          .title = u"A policy that replaces unknown attributes"_s,
          .explanation = u"Remove xml_attributes from the policy."_s,
          .policy = xmlAttributes};
}

Rule policyOverrides()
{
  return {.id = u"policy-overrides"_s,
          .severity = Severity::Info,
          .title = u"A policy that says something else than the attribute"_s,
          .explanation = u"Keep one of the two."_s,
          .policy = overrides};
}

Rule policyNotRead()
{
  return {.id = u"policy-not-read"_s,
          .severity = Severity::Info,
          .title = u"A policy of another run"_s,
          .explanation = u"Nothing needs to be done, unless it was meant for this run."_s,
          .course = notRead,
          .reads = Input::Files};
}

} // namespace scriptorium::checks
