#include "predict/studiovalues.h"

#include "model/coursekey.h"
#include "model/fieldvalue.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
namespace {

constexpr double kSecondsOfADay = 86400.0;

/// As Python's int(): digits with single underscores between them. `readField` takes those that fit 64 bits.
bool isPythonInteger(const QString& text)
{
  static const QRegularExpression kDigits(u"^\\s*[+-]?\\d+(?:_\\d+)*\\s*$"_s);
  return kDigits.match(text).hasMatch();
}

/// As Python's float(), beyond what `readField` takes.
bool isPythonFloat(const QString& text)
{
  static const QRegularExpression kWords(
      u"^\\s*[+-]?(?:inf|infinity|nan|\\d+(?:_\\d+)*(?:\\.\\d*)?(?:e[+-]?\\d+)?)\\s*$"_s,
      QRegularExpression::CaseInsensitiveOption);
  return kWords.match(text).hasMatch();
}

/// A value as Python's int() takes it.
bool isWhole(const Json& value)
{
  return value.isNumber() || value.isBoolean() || (value.isText() && isPythonInteger(value.text()));
}

bool hasAll(const Json& object, std::initializer_list<const char*> names, QString& missing)
{
  for (const char* name : names)
    if (!object.contains(name)) {
      missing = QString::fromLatin1(name);
      return false;
    }
  return true;
}

Complaint complaintOfGroup(const Json& group)
{
  QString missing;
  if (!group.isObject())
    return u"a group is no object"_s;
  if (!hasAll(group, {"id", "name", "version"}, missing))
    return u"a group has no “%1”"_s.arg(missing);
  if (!(*group.find("version") == Json(1)))
    return u"a group has another version than 1"_s;
  return isWhole(*group.find("id")) ? Complaint() : u"the id of a group is no whole number"_s;
}

Complaint complaintOfPartition(const Json& partition)
{
  QString missing;
  if (!partition.isObject())
    return u"a partition is no object"_s;
  if (!hasAll(partition, {"id", "name", "description", "version", "groups"}, missing))
    return u"a partition has no “%1”"_s.arg(missing);
  const Json version = *partition.find("version");
  if (!version.isNumber() || version.number() < 1)
    return u"a partition has an unknown version"_s;
  QString scheme = u"random"_s;
  if (version.number() >= 2) {
    if (!hasAll(partition, {"scheme"}, missing))
      return u"a partition has no “scheme”"_s;
    scheme = partition.find("scheme")->text();
  }
  const Json groups = *partition.find("groups");
  if (!groups.isList() && !groups.isObject())
    return u"the groups of a partition are no list"_s;
  for (const Json& group : groups.items())
    if (auto complaint = complaintOfGroup(group); !complaint.isEmpty())
      return complaint;
  static const QSet<QString> kSchemes = {u"random"_s, u"cohort"_s, u"verification"_s, u"enrollment_track"_s,
                                         u"content_type_gate"_s};
  if (scheme == "team"_L1)
    return u"partitions of the scheme “team” can only be read"_s;
  if (!kSchemes.contains(scheme))
    return u"there is no scheme “%1”"_s.arg(scheme);
  return isWhole(*partition.find("id")) ? Complaint() : u"the id of a partition is no whole number"_s;
}

Complaint complaintOfPartitions(const Json& value)
{
  if (value.isNull() || (value.isText() && value.isEmpty()))
    return {};
  if (!value.isList() && !(value.isObject() && value.isEmpty()))
    return u"it is no list of partitions"_s;
  for (const Json& partition : value.items())
    if (auto complaint = complaintOfPartition(partition); !complaint.isEmpty())
      return complaint;
  return {};
}

/// Keys become whole numbers.
Complaint complaintOfGroupAccess(const Json& value)
{
  if (value.isNull() || (value.isText() && value.isEmpty()) || (value.isList() && value.isEmpty()))
    return {};
  if (!value.isObject())
    return u"it is no JSON object"_s;
  for (const auto& [name, groups] : value.members())
    if (!isPythonInteger(QString::fromUtf8(name)))
      return u"“%1” is no number of a partition"_s.arg(QString::fromUtf8(name));
  return {};
}

std::optional<Complaint> complaintOfSpecial(const FieldSpec& spec, const Json& value)
{
  if (spec.name == "user_partitions"_L1)
    return complaintOfPartitions(value);
  if (spec.name == "group_access"_L1)
    return complaintOfGroupAccess(value);
  return std::nullopt;
}

bool isUsageKey(const QString& text)
{
  const bool isKey = text.startsWith("i4x://"_L1) || text.startsWith("block-v1:"_L1) ||
                     text.startsWith("lib-block-v1:"_L1) || text.startsWith("lb:"_L1);
  return isKey && parseUsage(text).has_value();
}

/// What refers to a block must be the key of one. Source: x_module.py, _convert_reference_fields_to_keys.
Complaint complaintOfReference(const FieldSpec& spec, const QString& raw)
{
  QStringList keys;
  const auto json = Json::parse(raw);
  if (spec.type == FieldType::Reference && !raw.isEmpty() && raw != "null"_L1)
    keys.append(raw);
  else if ((spec.type == FieldType::ReferenceList || spec.type == FieldType::ReferenceValueDict) && json)
    for (const Json& item : json->items())
      keys.append(item.isText() ? item.text() : item.toString());
  for (const QString& key : std::as_const(keys))
    if (!isUsageKey(key))
      return u"“%1” is no key of a block"_s.arg(key);
  return {};
}

/// Values that our own reading refuses although the server's does not raise.
bool isTakenAllTheSame(const FieldSpec& spec, const QString& raw, const Error& error)
{
  switch (spec.type) {
  case FieldType::Timedelta:
    return true; // unreadable text is "not set"
  case FieldType::Date:
    return error.reason == "not-set"_L1;
  case FieldType::Integer:
    return isPythonInteger(raw);
  case FieldType::Float:
    return isPythonFloat(raw);
  default:
    return false;
  }
}

QString shown(const QString& raw)
{
  return raw.size() > 60 ? raw.left(60) + u"…"_s : raw;
}

} // namespace

Complaint complaintOf(const FieldSpec& spec, bool isXmlBlock, const QString& raw)
{
  if (const auto json = isXmlBlock ? Json::parse(raw) : std::nullopt;
      json || spec.name == "user_partitions"_L1 || spec.name == "group_access"_L1)
  {
    if (const auto special = complaintOfSpecial(spec, json ? *json : Json(raw)))
      return special->isEmpty() ? Complaint() : u"%1=\"%2\": %3"_s.arg(spec.name, shown(raw), *special);
  }
  if (const auto reference = complaintOfReference(spec, raw); !reference.isEmpty())
    return u"%1=\"%2\": %3"_s.arg(spec.name, shown(raw), reference);
  const auto value = readField(spec, isXmlBlock, raw);
  if (value || isTakenAllTheSame(spec, raw, value.error()))
    return {};
  return u"%1=\"%2\""_s.arg(spec.name, shown(raw));
}

Complaint complaintOf(const FieldSpec& spec, const Json& value)
{
  const QString text = value.isText() ? value.text() : value.toString();
  if (const auto special = complaintOfSpecial(spec, value))
    return special->isEmpty() ? Complaint() : u"%1: %2"_s.arg(spec.name, *special);
  const auto read = readJsonValue(spec, value.toString());
  if (read || (value.isText() && isTakenAllTheSame(spec, text, read.error())))
    return {};
  return u"%1: %2"_s.arg(spec.name, shown(value.toString()));
}

namespace {

QString typeOf(const Json& tab)
{
  const auto type = tab.find("type");
  return type ? type->text() : QString();
}

/// Keys that a page must have, by its type.
Complaint complaintOfTab(const Json& tab)
{
  const QString type = typeOf(tab);
  QString missing;
  bool isWhole = true;
  if (type == "static_tab"_L1)
    isWhole = hasAll(tab, {"name", "url_slug"}, missing);
  else if (type == "external_link"_L1)
    isWhole = hasAll(tab, {"link", "name"}, missing);
  else if (type == "external_discussion"_L1)
    isWhole = hasAll(tab, {"link"}, missing);
  else if (type == "lti_tab"_L1)
    isWhole = hasAll(tab, {"name", "lti_config_id"}, missing);
  return isWhole ? Complaint() : u"a page of the type “%1” has no “%2”"_s.arg(type, missing);
}

/// Known types of which there may be one at most.
bool isSingle(const QString& type)
{
  static const QSet<QString> kSingle = {u"courseware"_s,     u"textbooks"_s,  u"pdf_textbooks"_s,
                                        u"html_textbooks"_s, u"discussion"_s, u"external_discussion"_s,
                                        u"wiki"_s,           u"progress"_s,   u"dates"_s,
                                        u"teams"_s,          u"edxnotes"_s,   u"ccx"_s,
                                        u"instructor"_s,     u"lti_live"_s,   u"lti_discussion"_s};
  return kSingle.contains(type);
}

} // namespace

Complaint complaintOfTabs(const Json& tabs)
{
  if (tabs.isEmpty() || (tabs.isText() && tabs.isEmpty()))
    return {};
  if (!tabs.isList())
    return u"tabs: %1 is no list"_s.arg(shown(tabs.toString()));
  QList<Json> pages;
  for (const Json& tab : tabs.items()) {
    if (!tab.isObject())
      return u"tabs: %1 is no object"_s.arg(shown(tab.toString()));
    pages.append(tab);
  }
  if (pages.size() > 1 && typeOf(pages[0]) == "courseware"_L1 && typeOf(pages[1]) == "course_info"_L1)
    pages.removeAt(1);
  else if (pages.size() > 1 && typeOf(pages[0]) == "course_info"_L1)
    pages.removeFirst();
  if (typeOf(pages[0]) != "courseware"_L1)
    return u"tabs: the first page is not “courseware”"_s;
  QSet<QString> seen;
  for (const Json& page : pages) {
    const QString type = typeOf(page);
    if (isSingle(type) && seen.contains(type))
      return u"tabs: there is more than one “%1”"_s.arg(type);
    seen.insert(type);
    if (auto complaint = complaintOfTab(page); !complaint.isEmpty())
      return u"tabs: "_s + complaint;
  }
  return {};
}

Complaint complaintOfKeys(const QString& keys)
{
  for (const QString& key : keys.split(u';', Qt::SkipEmptyParts))
    if (!isUsageKey(key.trimmed()))
      return u"“%1” is no key of a block"_s.arg(key.trimmed());
  return {};
}

bool breaksExport(const FieldSpec& spec, const QString& raw)
{
  const auto json = spec.type == FieldType::RelativeTime ? Json::parse(raw) : std::nullopt;
  if (!json || json->kind() != Json::Kind::Float)
    return false;
  return json->number() != std::floor(json->number()) || json->number() > kSecondsOfADay;
}

} // namespace scriptorium::predict
