#include "model/fieldvalue.h"

#include "model/badinput.h"
#include "model/text/jsontext.h"
#include "model/text/yamltext.h"
#include "model/timetext.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

using Json = nlohmann::ordered_json;

QString textOf(const Json& string)
{
  return QString::fromStdString(string.get_ref<const std::string&>());
}

bool isEmptyText(const Json& value)
{
  return value.is_string() && value.get_ref<const std::string&>().empty();
}

Json jsonOf(const QString& text)
{
  return text.toStdString();
}

QString dumped(const Json& value)
{
  return QString::fromStdString(value.dump());
}

std::optional<Json> parseJson(const QString& text)
{
  if (jsonDepth(text) > kMaxJsonDepth)
    return std::nullopt;
  Json json = Json::parse(text.toStdString(), nullptr, false);
  if (json.is_discarded())
    return std::nullopt;
  return json;
}

/// As the server: XBlock fields.py, String: characters that XML forbids are taken away.
QString withoutControls(QString text)
{
  text.removeIf([](QChar c) {
    return (c.unicode() < 0x20 && c != u'\t' && c != u'\n' && c != u'\r') || c.unicode() == 0xFFFE ||
           c.unicode() == 0xFFFF;
  });
  return text;
}

bool isTrue(const Json& value)
{
  if (value.is_string())
    return textOf(value).compare("true"_L1, Qt::CaseInsensitive) == 0;
  if (value.is_boolean())
    return value.get<bool>();
  if (value.is_number())
    return value.get<double>() != 0.0;
  return !value.empty();
}

Result<Json> integerFrom(const Json& value)
{
  if (value.is_null() || isEmptyText(value))
    return Json(nullptr);
  if (value.is_boolean())
    return Json(value.get<bool>() ? 1 : 0);
  if (value.is_number_integer())
    return value;
  if (value.is_number_float() && std::abs(value.get<double>()) < 9e15)
    return Json(static_cast<qint64>(value.get<double>()));
  bool ok = false;
  const qint64 number = value.is_string() ? textOf(value).trimmed().toLongLong(&ok) : 0;
  if (!ok)
    return bad(u"%1 is no whole number."_s.arg(dumped(value)));
  return Json(number);
}

Result<Json> floatFrom(const Json& value)
{
  if (value.is_null() || isEmptyText(value))
    return Json(nullptr);
  if (value.is_boolean())
    return Json(value.get<bool>() ? 1.0 : 0.0);
  if (value.is_number())
    return Json(value.get<double>());
  bool ok = false;
  const double number = value.is_string() ? textOf(value).trimmed().toDouble(&ok) : 0.0;
  if (!ok || !std::isfinite(number))
    return bad(u"%1 is no number."_s.arg(dumped(value)));
  return Json(number);
}

Result<Json> dateFrom(const Json& value)
{
  if (value.is_null() || isEmptyText(value))
    return Json(nullptr);
  if (value.is_number_integer()) {
    SCRIPTORIUM_TRY_ASSIGN(const QString date, readDate(value.get<qint64>()));
    return jsonOf(date);
  }
  if (!value.is_string())
    return bad(u"%1 is no date; write it as 2030-01-31T12:00:00Z."_s.arg(dumped(value)));
  SCRIPTORIUM_TRY_ASSIGN(const QString date, readDate(textOf(value)));
  return jsonOf(date);
}

Result<Json> timedeltaFrom(const Json& value)
{
  if (value.is_null())
    return value;
  if (!value.is_string())
    return bad(u"%1 is no span of time; write it as 1 day 2 hours 30 minutes."_s.arg(dumped(value)));
  SCRIPTORIUM_TRY_ASSIGN(const QString span, readTimedelta(textOf(value)));
  return jsonOf(span);
}

Result<Json> relativeTimeFrom(const Json& value)
{
  if (value.is_null() || isEmptyText(value) || value == 0)
    return jsonOf(relativeTime(0));
  if (value.is_number_float())
    return jsonOf(relativeTime(value.get<double>()));
  if (!value.is_string())
    return bad(u"%1 is no place in a video; write it as HH:MM:SS."_s.arg(dumped(value)));
  SCRIPTORIUM_TRY_ASSIGN(const QString time, readRelativeTime(textOf(value)));
  return jsonOf(time);
}

bool isReferenceDict(const Json& value)
{
  return value.is_object() && std::ranges::all_of(value, [](const Json& item) { return item.is_string(); });
}

/// A native value as the server's `Field.from_json` takes it. Source: XBlock fields.py, xmodule/fields.py.
Result<Json> fromJson(const FieldSpec& spec, const Json& value)
{
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Reference:
    if (value.is_null())
      return value;
    if (value.is_string())
      return jsonOf(withoutControls(textOf(value)));
    return bad(u"%1 is no text."_s.arg(dumped(value)));
  case FieldType::Boolean:
    return Json(isTrue(value));
  case FieldType::Integer:
    return integerFrom(value);
  case FieldType::Float:
    return floatFrom(value);
  case FieldType::Date:
    return dateFrom(value);
  case FieldType::Timedelta:
    return timedeltaFrom(value);
  case FieldType::RelativeTime:
    return relativeTimeFrom(value);
  case FieldType::List:
  case FieldType::ReferenceList:
    if (value.is_null() || value.is_array())
      return value;
    return bad(u"%1 is no list; Studio cannot use it."_s.arg(dumped(value)));
  case FieldType::Dict:
    if (value.is_null() || value.is_object())
      return value;
    return bad(u"%1 is no JSON object; Studio cannot use it."_s.arg(dumped(value)));
  case FieldType::ReferenceValueDict:
    if (value.is_null() || isReferenceDict(value))
      return value;
    return bad(u"%1 is no JSON object of usage keys; Studio cannot use it."_s.arg(dumped(value)));
  case FieldType::Any:
    return value;
  }
  Q_UNREACHABLE();
}

/// As the server: xmodule/xml_block.py, deserialize_field: JSON when it fits, else the text itself.
Result<Json> readXmlBlockField(const FieldSpec& spec, const QString& raw)
{
  if (const auto json = parseJson(raw)) {
    if (auto value = fromJson(spec, *json))
      return value;
  }
  return fromJson(spec, jsonOf(raw));
}

/// As the server: XBlock fields.py, Field.from_string: YAML for all but strings.
Result<Json> readPureField(const FieldSpec& spec, const QString& raw)
{
  if (spec.type == FieldType::String || spec.type == FieldType::Reference)
    return fromJson(spec, jsonOf(raw));
  const auto json = yamlToJson(raw);
  if (!json)
    return bad(u"“%1” %2."_s.arg(raw.left(80), json.error().detail));
  const auto parsed = parseJson(*json);
  if (!parsed)
    return bad(u"“%1” cannot be read."_s.arg(raw.left(80)));
  return fromJson(spec, *parsed);
}

/// Python's json.dumps with its default separators.
std::string pythonDump(const Json& value)
{
  if (!value.is_structured())
    return value.dump(-1, ' ', true);
  const bool isList = value.is_array();
  std::string text = isList ? "[" : "{";
  for (auto it = value.begin(); it != value.end(); ++it) {
    if (it != value.begin())
      text += ", ";
    if (!isList)
      text += Json(it.key()).dump(-1, ' ', true) + ": ";
    text += pythonDump(*it);
  }
  return text + (isList ? "]" : "}");
}

QString pureDump(const Json& value)
{
  const nlohmann::json sorted = value;
  return QString::fromStdString(sorted.dump(2, ' ', true));
}

Result<Unit> checkAllowed(const FieldSpec& spec, const Json& value)
{
  if (value.is_null())
    return Unit{};
  if (value.is_number()) {
    const double number = value.get<double>();
    if (spec.minimum && number < *spec.minimum)
      return bad(u"%1 is below the smallest value, %2."_s.arg(dumped(value)).arg(*spec.minimum));
    if (spec.maximum && number > *spec.maximum)
      return bad(u"%1 is above the largest value, %2."_s.arg(dumped(value)).arg(*spec.maximum));
  }
  if (spec.values.isEmpty() || value.is_structured())
    return Unit{};
  const QString text = value.is_string() ? textOf(value) : dumped(value);
  QStringList allowed;
  for (const auto& [name, display] : spec.values) {
    if (name == text)
      return Unit{};
    allowed.append(name.isEmpty() ? u"(empty)"_s : name);
  }
  return bad(u"“%1” is not one of: %2."_s.arg(text, allowed.join(u", ")));
}

QString xmlBlockText(const FieldSpec& spec, const Json& value)
{
  if (!value.is_string())
    return QString::fromStdString(pythonDump(value));
  const QString text = textOf(value);
  // A text that reads as something else ("null", "\"quoted\"") survives only as JSON.
  const auto back = readXmlBlockField(spec, text);
  return back && *back == value ? text : QString::fromStdString(value.dump(-1, ' ', true));
}

} // namespace

Result<QString> readField(const FieldSpec& spec, bool isXmlBlock, const QString& raw)
{
  const auto value = isXmlBlock ? readXmlBlockField(spec, raw) : readPureField(spec, raw);
  if (!value)
    return value.error();
  return dumped(*value);
}

Result<QString> readJsonValue(const FieldSpec& spec, const QString& json)
{
  const auto parsed = parseJson(json);
  if (!parsed)
    return bad(u"“%1” is no JSON."_s.arg(json.left(80)));
  SCRIPTORIUM_TRY_ASSIGN(const Json value, fromJson(spec, *parsed));
  return dumped(value);
}

Result<QString> writeField(const FieldSpec& spec, bool isXmlBlock, const QString& json)
{
  const auto parsed = parseJson(json);
  if (!parsed)
    return bad(u"“%1” is no JSON."_s.arg(json.left(80)));
  SCRIPTORIUM_TRY_ASSIGN(const Json value, fromJson(spec, *parsed));
  SCRIPTORIUM_TRY(checkAllowed(spec, value));
  if (isXmlBlock)
    return xmlBlockText(spec, value);
  const bool isText = spec.type == FieldType::String || spec.type == FieldType::Reference;
  if (isText && value.is_null())
    return bad(u"A text of this block cannot be “not set” in an attribute; take the field away instead."_s);
  return isText ? textOf(value) : pureDump(value);
}

} // namespace scriptorium
