#include "olx/write/studiovalues.h"

#include "model/fieldvalue.h"
#include "model/text/json.h"
#include "olx/xml/xml.h"

#include <QRegularExpression>

#include <functional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Source: mongo_connection and the export's adapt_references: keys of the old form, without a run.
QString oldKey(const CourseKey& key, const QString& usage)
{
  const auto name = parseUsage(usage.trimmed());
  const bool isKey = usage.contains(':'_L1); // "type/id" alone is no reference that Studio reads
  return name && isKey ? u"i4x://%1/%2/%3/%4"_s.arg(key.org(), key.number(), name->type, name->blockId)
                       : usage;
}

QString oldKeys(const CourseKey& key, const QString& usages)
{
  QStringList keys;
  for (const QString& usage : usages.split(u';'))
    keys.append(oldKey(key, usage));
  return keys.join(u';');
}

Json withOldKeys(const CourseKey& key, const FieldSpec& spec, const Json& value)
{
  if (value.isText())
    return Json(oldKey(key, value.text()));
  Json changed = value.isList() ? Json::list() : Json::object();
  if (value.isList() && spec.type == FieldType::ReferenceList)
    for (const Json& item : value.items())
      changed.append(item.isText() ? Json(oldKey(key, item.text())) : item);
  else if (value.isObject() && spec.type == FieldType::ReferenceValueDict)
    for (const auto& [name, item] : value.members())
      changed.set(name, item.isText() ? Json(oldKey(key, item.text())) : item);
  else
    return value;
  return changed;
}

void copyMember(const Json& from, Json& to, QAnyStringView name, const Json& otherwise)
{
  to.set(name, from.find(name).value_or(otherwise));
}

/// Source: partitions.py, UserPartition.to_json; nothing when its from_json would raise.
std::optional<Json> studioPartition(const Json& read)
{
  for (const auto* name : {"id", "name", "description", "version", "groups"})
    if (!read.contains(name))
      return std::nullopt;
  Json groups = Json::list();
  const Json readGroups = *read.find("groups");
  for (const Json& group : readGroups.items()) {
    if (!group.contains("id") || !group.contains("name"))
      return std::nullopt;
    Json written = Json::object();
    copyMember(group, written, "id", Json());
    copyMember(group, written, "name", Json());
    written.set("version", Json(1));
    groups.append(std::move(written));
  }
  Json written = Json::object();
  copyMember(read, written, "id", Json());
  copyMember(read, written, "name", Json());
  copyMember(read, written, "scheme", Json(u"random"_s));
  copyMember(read, written, "description", Json());
  copyMember(read, written, "parameters", Json::object());
  written.set("groups", std::move(groups));
  copyMember(read, written, "active", Json(true));
  written.set("version", Json(3));
  return written;
}

std::optional<Json> studioPartitions(const Json& read)
{
  if (!read.isList())
    return std::nullopt;
  Json written = Json::list();
  for (const Json& partition : read.items()) {
    auto one = studioPartition(partition);
    if (!one)
      return std::nullopt;
    written.append(*std::move(one));
  }
  return written;
}

QString studioValue(const CourseKey& key, const FieldSpec& spec, const QString& raw)
{
  const auto text = readField(spec, true, raw);
  auto value = text ? Json::parse(*text) : std::nullopt;
  if (!value)
    return raw;
  if (spec.name == "user_partitions"_L1) {
    const auto partitions = studioPartitions(*value);
    return partitions ? QString::fromUtf8(partitions->toPython()) : raw;
  }
  if (spec.type == FieldType::ReferenceList || spec.type == FieldType::ReferenceValueDict ||
      spec.type == FieldType::Reference)
    value = withOldKeys(key, spec, *value);
  if (spec.type == FieldType::Float && value->isWhole())
    value = Json(double(value->whole()));
  return writeField(spec, true, value->toString()).value_or(raw);
}

/// "2015-01-01T00:00:00": ORA drops the zone. Source: edx-ora2, xml.py, parse_date.
QString withoutZone(const QString& date)
{
  static const QRegularExpression kDate(
      u"^(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d)(:\\d\\d)?(\\.\\d+)?(Z|[+-]\\d\\d:?\\d\\d)?$"_s);
  const auto match = kDate.match(date.trimmed());
  if (!match.hasMatch())
    return date;
  const QString seconds = match.captured(3).isEmpty() ? u":00"_s : match.captured(3);
  return match.captured(1) + u'T' + match.captured(2) + seconds;
}

/// A handout as a file of the course `key`. Source: xblocks-contrib, video.py, handout of parse_video_xml.
QString handoutOf(const CourseKey& key, const QString& source)
{
  static const QRegularExpression kAsset(u"^(?:asset-v1:[^+]+\\+[^+]+\\+[^+]+\\+type@asset\\+block@|"
                                         "/?c4x/[^/]+/[^/]+/asset/)(.+)$"_s);
  const auto match = kAsset.match(source);
  if (!match.hasMatch())
    return source;
  return u"asset-v1:%1+%2+%3+type@asset+block@%4"_s.arg(key.org(), key.number(), key.run(),
                                                        match.captured(1));
}

void changeAttributes(QString& text, const QString& tag, const QString& name,
                      const std::function<QString(const QString&)>& change)
{
  const QRegularExpression attribute(u"(<%1\\b[^<>]*?\\s%2=)(\"[^\"<]*\"|'[^'<]*')"_s.arg(tag, name));
  for (auto match = attribute.match(text); match.hasMatch();
       match = attribute.match(text, match.capturedEnd(1)))
  {
    const QString value = match.captured(2);
    text.replace(match.capturedStart(2), value.size(),
                 value.front() + change(value.sliced(1).chopped(1)) + value.front());
  }
}

} // namespace

Fields studioValues(const BlockTypes& types, const CourseKey& key, const QString& type, const Fields& fields)
{
  Fields written;
  for (const auto& [name, raw] : fields) {
    const FieldSpec* spec = types.field(type, name);
    QString value = raw;
    if (type == "openassessment"_L1 && (name == "submission_start"_L1 || name == "submission_due"_L1))
      value = withoutZone(raw);
    else if (type == "video"_L1 && name == "handout"_L1)
      value = handoutOf(key, raw);
    else if (type == "conditional"_L1 && name == "sources"_L1)
      value = oldKeys(key, raw);
    else if (types.type(type).isXmlBlock && spec &&
             (spec->scope == FieldScope::Settings || name == "group_id_to_child"_L1))
      value = studioValue(key, *spec, raw);
    written.set(name, value);
  }
  return written;
}

QByteArray studioShow(const CourseKey& key, const QByteArray& raw)
{
  const auto element = parseXml(raw, 1);
  if (!element || element->tag != "show")
    return raw;
  const auto sources = element->attributes.value(u"sources"_s);
  return sources ? "<show sources=\"" + escapeAttribute(oldKeys(key, *sources)) + "\"/>" : raw;
}

QByteArray studioElement(const CourseKey& key, const QString& type, const QByteArray& element)
{
  QString text = QString::fromUtf8(element);
  if (type == "openassessment"_L1)
    for (const QString& name : {u"start"_s, u"due"_s})
      changeAttributes(text, u"assessment"_s, name, withoutZone);
  if (type == "video"_L1)
    changeAttributes(text, u"handout"_s, u"src"_s,
                     [&key](const QString& source) { return handoutOf(key, source); });
  return text.toUtf8();
}

} // namespace scriptorium::olx
