#include "model/fieldvalue.h"

#include "model/badinput.h"
#include "model/text/json.h"
#include "model/text/yamltext.h"
#include "model/timetext.h"

#include <algorithm>
#include <cmath>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

bool isEmptyText(const Json& value)
{
  return value.isText() && value.isEmpty();
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
  if (value.isText())
    return value.text().compare("true"_L1, Qt::CaseInsensitive) == 0;
  if (value.isBoolean())
    return value.boolean();
  if (value.isNumber())
    return value.number() != 0.0;
  return !value.isEmpty();
}

Result<Json> integerFrom(const Json& value)
{
  if (value.isNull() || isEmptyText(value))
    return Json();
  if (value.isBoolean())
    return Json(value.boolean() ? 1 : 0);
  if (value.isWhole())
    return value;
  if (value.isNumber() && std::abs(value.number()) < 9e15)
    return Json(static_cast<qint64>(value.number()));
  bool ok = false;
  const qint64 number = value.isText() ? value.text().trimmed().toLongLong(&ok) : 0;
  if (!ok)
    return bad(u"%1 is no whole number."_s.arg(value.toString()));
  return Json(number);
}

Result<Json> floatFrom(const Json& value)
{
  if (value.isNull() || isEmptyText(value))
    return Json();
  if (value.isBoolean())
    return Json(value.boolean() ? 1.0 : 0.0);
  if (value.isNumber())
    return value.isWhole() ? Json(value.number()) : value;
  bool ok = false;
  const double number = value.isText() ? value.text().trimmed().toDouble(&ok) : 0.0;
  if (!ok || !std::isfinite(number))
    return bad(u"%1 is no number."_s.arg(value.toString()));
  return Json(number);
}

Result<Json> dateFrom(const Json& value)
{
  if (value.isNull() || isEmptyText(value))
    return Json();
  if (value.isNumber() || value.isBoolean()) { // Python takes a bool for a number
    const qint64 milliseconds = value.isWhole()    ? value.whole()
                                : value.isNumber() ? qint64(value.number())
                                                   : 1;
    SCRIPTORIUM_TRY_ASSIGN(const QString date, readDate(milliseconds));
    return Json(date);
  }
  if (!value.isText())
    return bad(u"%1 is no date; write it as 2030-01-31 12:00 UTC."_s.arg(value.toString()));
  SCRIPTORIUM_TRY_ASSIGN(const QString date, readDate(value.text()));
  return Json(date);
}

Result<Json> timedeltaFrom(const Json& value)
{
  if (value.isNull())
    return value;
  if (!value.isText())
    return bad(u"%1 is no span of time; write it as 1 day 2 hours 30 minutes."_s.arg(value.toString()));
  SCRIPTORIUM_TRY_ASSIGN(const QString span, readTimedelta(value.text()));
  return Json(span);
}

bool isZero(const Json& value)
{
  return value.isNumber() && value.number() == 0.0;
}

Result<Json> relativeTimeFrom(const Json& value)
{
  if (value.isNull() || isEmptyText(value) || isZero(value))
    return Json(relativeTime(0));
  if (value.isNumber() && !value.isWhole())
    return Json(relativeTime(value.number()));
  if (!value.isText())
    return bad(u"%1 is no place in a video; write it as HH:MM:SS."_s.arg(value.toString()));
  SCRIPTORIUM_TRY_ASSIGN(const QString time, readRelativeTime(value.text()));
  return Json(time);
}

bool isReferenceDict(const Json& value)
{
  return value.isObject() &&
         std::ranges::all_of(value.items(), [](const Json& item) { return item.isText(); });
}

/// A native value as the server's `Field.from_json` takes it. Source: XBlock fields.py, xmodule/fields.py.
Result<Json> fromJson(const FieldSpec& spec, const Json& value)
{
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Reference:
    if (value.isNull())
      return value;
    if (value.isText())
      return Json(withoutControls(value.text()));
    return bad(u"%1 is no text."_s.arg(value.toString()));
  case FieldType::Boolean:
    return value.isBoolean() ? value : Json(isTrue(value));
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
    if (value.isNull() || value.isList())
      return value;
    return bad(u"%1 is no list; Studio cannot use it."_s.arg(value.toString()));
  case FieldType::Dict:
    if (value.isNull() || value.isObject())
      return value;
    return bad(u"%1 is no JSON object; Studio cannot use it."_s.arg(value.toString()));
  case FieldType::ReferenceValueDict:
    if (value.isNull() || isReferenceDict(value))
      return value;
    return bad(u"%1 is no JSON object of usage keys; Studio cannot use it."_s.arg(value.toString()));
  case FieldType::Any:
    return value;
  }
  Q_UNREACHABLE();
}

/// As the server: xmodule/xml_block.py, deserialize_field: JSON when it fits, else the text itself.
Result<Json> readXmlBlockField(const FieldSpec& spec, const QString& raw)
{
  if (const auto json = Json::parse(raw)) {
    if (auto value = fromJson(spec, *json))
      return value;
  }
  return fromJson(spec, Json(raw));
}

/// As the server: XBlock fields.py, Field.from_string: YAML for all but strings.
Result<Json> readPureField(const FieldSpec& spec, const QString& raw)
{
  if (spec.type == FieldType::String || spec.type == FieldType::Reference)
    return fromJson(spec, Json(raw));
  const auto json = yamlToJson(raw);
  if (!json)
    return bad(u"“%1” %2."_s.arg(raw.left(80), json.error().detail));
  const auto parsed = Json::parse(*json);
  if (!parsed)
    return bad(u"“%1” cannot be read."_s.arg(raw.left(80)));
  return fromJson(spec, *parsed);
}

Result<Unit> checkAllowed(const FieldSpec& spec, const Json& value)
{
  if (value.isNull())
    return Unit{};
  if (value.isNumber()) {
    const double number = value.number();
    if (spec.minimum && number < *spec.minimum)
      return bad(u"%1 is below the smallest value, %2."_s.arg(value.toString()).arg(*spec.minimum));
    if (spec.maximum && number > *spec.maximum)
      return bad(u"%1 is above the largest value, %2."_s.arg(value.toString()).arg(*spec.maximum));
  }
  if (spec.values.isEmpty() || value.isList() || value.isObject())
    return Unit{};
  const QString text = value.isText() ? value.text() : value.toString();
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
  if (!value.isText())
    return QString::fromUtf8(value.toPython());
  const QString text = value.text();
  // A text that reads as something else ("null", "\"quoted\"") survives only as JSON.
  const auto back = readXmlBlockField(spec, text);
  return back && *back == value ? text : QString::fromUtf8(value.toPython());
}

} // namespace

Result<QString> readField(const FieldSpec& spec, bool isXmlBlock, const QString& raw)
{
  const auto value = isXmlBlock ? readXmlBlockField(spec, raw) : readPureField(spec, raw);
  if (!value)
    return value.error();
  return value->toString();
}

Result<QString> readJsonValue(const FieldSpec& spec, const QString& json)
{
  const auto parsed = Json::parse(json);
  if (!parsed)
    return bad(u"“%1” is no JSON."_s.arg(json.left(80)));
  SCRIPTORIUM_TRY_ASSIGN(const Json value, fromJson(spec, *parsed));
  return value.toString();
}

Result<QString> writeField(const FieldSpec& spec, bool isXmlBlock, const QString& json)
{
  const auto parsed = Json::parse(json);
  if (!parsed)
    return bad(u"“%1” is no JSON."_s.arg(json.left(80)));
  SCRIPTORIUM_TRY_ASSIGN(const Json value, fromJson(spec, *parsed));
  SCRIPTORIUM_TRY(checkAllowed(spec, value));
  if (isXmlBlock)
    return xmlBlockText(spec, value);
  const bool isText = spec.type == FieldType::String || spec.type == FieldType::Reference;
  if (isText && value.isNull())
    return bad(u"A text of this block cannot be “not set” in an attribute; take the field away instead."_s);
  return isText ? value.text() : QString::fromUtf8(value.toSorted(2));
}

} // namespace scriptorium
