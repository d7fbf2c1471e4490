#include "model/fieldvalue.h"
#include "olx/rules/courserules.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Json = nlohmann::ordered_json;
using Severity = Finding::Severity;

int lineAt(const QByteArray& text, size_t byte)
{
  return int(std::count(text.begin(), text.begin() + qMin(qsizetype(byte), text.size()), '\n')) + 1;
}

/// The line where JSON stops being JSON; 0 when it is fine.
int faultyLine(const QByteArray& text)
{
  try {
    const Json parsed = Json::parse(text.begin(), text.end());
    Q_UNUSED(parsed);
  } catch (const Json::parse_error& error) {
    return lineAt(text, error.byte);
  }
  return 0;
}

Json policyOf(const CourseFacts& facts, int* file)
{
  const QByteArray text = facts.policy(file);
  Json policy = Json::parse(text.begin(), text.end(), nullptr, false);
  return policy.is_object() ? policy : Json::object();
}

QString textOf(const std::string& text)
{
  return QString::fromStdString(text);
}

QString dumped(const Json& value)
{
  return QString::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

const ParsedBlock* blockOf(const QHash<QString, const ParsedBlock*>& blocks, const QString& key)
{
  return blocks.value(key);
}

QHash<QString, const ParsedBlock*> blocksNamed(const ParsedCourse& course, const Json& policy)
{
  QSet<QString> wanted;
  for (const auto& [key, value] : policy.items())
    wanted.insert(textOf(key));
  QHash<QString, const ParsedBlock*> blocks;
  if (wanted.size() == 1 && wanted.contains(u"course/"_s + course.blocks[course.root].urlName)) {
    blocks.insert(*wanted.begin(), &course.blocks[course.root]);
    return blocks;
  }
  for (const auto& block : course.blocks) {
    const QString key = block.type + u'/' + block.urlName;
    if (wanted.contains(key))
      blocks.insert(key, &block);
  }
  return blocks;
}

void checkValue(const Place& place, const FieldSpec& spec, const Json& value, Report& report)
{
  if (value.is_string() && spec.type == FieldType::Boolean) {
    const QString text = textOf(value.get<std::string>());
    if (text.compare(u"true", Qt::CaseInsensitive) != 0 && text.compare(u"false", Qt::CaseInsensitive) != 0)
      report.add(Severity::Warning, "boolean-text", place,
                 u"Studio reads \"%1\" in %2 as false: only \"true\" is true."_s.arg(text, spec.name),
                 u"Write true or false, without quotes."_s);
    return;
  }
  if (const auto read = readJsonValue(spec, dumped(value)); !read)
    report.add(
        Severity::Warning, "invalid-value", place,
        u"Studio cannot use %1 as %2. %3"_s.arg(dumped(value).left(80), spec.name, read.error().detail),
        u"Correct the value or remove it."_s);
}

/// Whether the attribute says what the policy says.
bool isSame(const FieldSpec* spec, const QString& raw, const Json& value)
{
  if (value.is_string() && textOf(value.get<std::string>()) == raw)
    return true;
  if (spec) {
    const auto own = readField(*spec, true, raw);
    const auto other = readJsonValue(*spec, dumped(value));
    // Not the ordered kind: the order of keys means nothing.
    using Value = nlohmann::json;
    return own && other &&
           Value::parse(own->toStdString(), nullptr, false) ==
               Value::parse(other->toStdString(), nullptr, false);
  }
  return dumped(value) == raw;
}

} // namespace

void policyJson(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const QByteArray text = facts.policy(&file);
  if (file < 0)
    return;
  const Place place = {facts.files.pathFromRoot(file), faultyLine(text), {}, {}, {}};
  if (place.line > 0)
    report.add(Severity::Error, "policy-bad-json", place,
               u"The policy is not valid JSON; Studio ignores all of it."_s,
               u"Correct the line; a missing or an extra comma is the usual cause."_s);
  else if (!Json::parse(text.begin(), text.end(), nullptr, false).is_object())
    report.add(Severity::Error, "policy-bad-json", place,
               u"The policy is not a JSON object; Studio refuses the course."_s,
               u"Write an object with a key for each block."_s);
}

void policyKeys(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const Json policy = policyOf(facts, &file);
  const auto blocks = blocksNamed(facts.course, policy);
  for (const auto& [key, values] : policy.items()) {
    const QString name = textOf(key);
    const Place place = {
        facts.files.pathFromRoot(file), 0, name.section(u'/', 0, 0), name.section(u'/', 1), {}};
    const ParsedBlock* block = blockOf(blocks, name);
    if (!block) {
      report.add(Severity::Info, "policy-unknown-block", place,
                 u"The policy names %1, which is not in the course; Studio ignores the entry."_s.arg(name),
                 u"Correct or remove the entry."_s);
      continue;
    }
    const BlockType& type = facts.records.types.type(block->type);
    if (!type.isXmlBlock && block->type != u"discussion")
      report.add(Severity::Warning, "policy-not-applied", place,
                 u"Studio applies no policy to components of the type %1."_s.arg(block->type),
                 u"Write the values as attributes of the block."_s);
    const auto attributes = values.is_object() ? values.find("xml_attributes") : values.end();
    if (values.is_object() && attributes != values.end() && attributes->is_object() &&
        (attributes->size() > 1 || (attributes->size() == 1 && !attributes->contains("filename"))))
      report.add(
          Severity::Warning, "policy-xml-attributes", place,
          u"The entry xml_attributes replaces the attributes of the element that Studio does not know."_s,
          u"Remove xml_attributes from the policy."_s);
  }
}

void policyValues(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const Json policy = policyOf(facts, &file);
  const auto blocks = blocksNamed(facts.course, policy);
  for (const auto& [key, values] : policy.items()) {
    const ParsedBlock* block = blockOf(blocks, textOf(key));
    if (!block || !values.is_object() || !block->published)
      continue;
    const auto fields = Fields::fromJson(block->published->fieldsJson);
    for (const auto& [name, value] : values.items()) {
      const QString field = textOf(name);
      const Place place = {facts.files.pathFromRoot(file), 0, block->type, block->urlName, field};
      const FieldSpec* spec = facts.records.types.field(block->type, field);
      if (spec)
        checkValue(place, *spec, value, report);
      if (field == u"certificate_available_date")
        report.add(Severity::Warning, "field-not-exported", place,
                   u"Studio reads certificate_available_date, but never writes it: it is lost on the next "
                   u"export from Studio."_s,
                   u"Set it again in Studio after each import of a course exported there."_s);
      const auto own = fields ? fields->value(field) : std::nullopt;
      if (own && !isSame(spec, *own, value))
        report.add(Severity::Info, "policy-overrides", place,
                   u"The policy overrides the attribute %1: %2 instead of \"%3\"."_s.arg(
                       field, dumped(value).left(60), own->left(60)),
                   u"Keep one of the two."_s);
    }
  }
}

void policiesOfOtherRuns(const CourseFacts& facts, Report& report)
{
  const QString run = facts.course.blocks[facts.course.root].urlName;
  const QByteArray folder = "policies/" + run.toUtf8();
  const auto find = [&](const char* name) { return facts.files.find(folder + name); }; // through links, too
  const std::array read = {find("/policy.json"), find("/grading_policy.json"), find(".json")};
  for (const auto& policy : facts.records.policies) {
    const QString path = facts.files.pathFromRoot(policy.file);
    if (!path.startsWith(u"policies/") || path == u"policies/assets.json" ||
        std::ranges::find(read, policy.file) != read.end())
      continue;
    report.add(Severity::Info, "policy-not-read", {path, 0, {}, {}, {}},
               u"Studio does not read this policy: the course's run is \"%1\"."_s.arg(run),
               u"Nothing needs to be done, unless it was meant for this run."_s);
  }
}

} // namespace scriptorium::olx::rules
