#include "model/badinput.h"
#include "model/fieldvalue.h"
#include "model/text/jsontext.h"
#include "model/text/yamltext.h"
#include "model/timetext.h"
#include "model/userpartitions.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<QString> typedBoolean(const QString& typed)
{
  static const QStringList kTrue = {u"true"_s, u"yes"_s, u"on"_s, u"1"_s, u"y"_s};
  static const QStringList kFalse = {u"false"_s, u"no"_s, u"off"_s, u"0"_s, u"n"_s};
  const QString lower = typed.toLower();
  if (kTrue.contains(lower))
    return u"true"_s;
  if (kFalse.contains(lower))
    return u"false"_s;
  return bad(u"“%1” is neither yes nor no."_s.arg(typed));
}

Result<QString> typedNumber(const QString& typed, bool isInteger)
{
  if (typed.isEmpty() || typed.compare("none"_L1, Qt::CaseInsensitive) == 0 || typed == "null"_L1)
    return u"null"_s;
  bool ok = false;
  if (isInteger) {
    const qint64 number = typed.toLongLong(&ok);
    if (!ok)
      return bad(u"“%1” is no whole number."_s.arg(typed));
    return QString::number(number);
  }
  const double number = typed.toDouble(&ok);
  if (!ok || !std::isfinite(number))
    return bad(u"“%1” is no number."_s.arg(typed));
  return QString::number(number, 'g', QLocale::FloatingPointShortest);
}

/// "1:30" and "90" beside the server's HH:MM:SS.
Result<QString> typedRelativeTime(const QString& typed)
{
  static const QRegularExpression kShort(u"^(\\d{1,3}):(\\d{2})$"_s);
  bool isNumber = false;
  const double seconds = typed.toDouble(&isNumber);
  if (typed.isEmpty() || (isNumber && seconds >= 0 && seconds < 86400))
    return jsonString(relativeTime(seconds));
  if (const auto match = kShort.match(typed); match.hasMatch() && match.capturedView(2).toInt() < 60) {
    const int total = match.capturedView(1).toInt() * 60 + match.capturedView(2).toInt();
    return jsonString(relativeTime(total));
  }
  return jsonString(typed);
}

Result<QString> typedList(const QString& typed)
{
  if (typed.startsWith(u'[')) {
    const auto json = yamlToJson(typed);
    if (!json)
      return bad(u"The list %1."_s.arg(json.error().detail));
    return *json;
  }
  QStringList items;
  static const QRegularExpression kSeparator(u"[,\\n]"_s);
  for (const QString& item : typed.split(kSeparator, Qt::SkipEmptyParts))
    if (const QString trimmed = item.trimmed(); !trimmed.isEmpty())
      items.append(jsonString(trimmed));
  return u'[' + items.join(u',') + u']';
}

Result<QString> typedDict(const QString& typed)
{
  if (typed.isEmpty())
    return u"{}"_s;
  const auto json = yamlToJson(typed);
  if (!json)
    return bad(u"The JSON object %1."_s.arg(json.error().detail));
  return *json;
}

/// What was typed as the JSON text that `writeField` takes.
Result<QString> typedToJson(const FieldSpec& spec, const QString& typed)
{
  const QString trimmed = typed.trimmed();
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Reference:
    return jsonString(typed);
  case FieldType::Boolean:
    return typedBoolean(trimmed);
  case FieldType::Integer:
    return typedNumber(trimmed, true);
  case FieldType::Float:
    return typedNumber(trimmed, false);
  case FieldType::Date:
    return trimmed.isEmpty() ? u"null"_s : jsonString(trimmed);
  case FieldType::Timedelta:
    return jsonString(trimmed);
  case FieldType::RelativeTime:
    return typedRelativeTime(trimmed);
  case FieldType::List:
  case FieldType::ReferenceList:
    return typedList(trimmed);
  case FieldType::Dict:
  case FieldType::ReferenceValueDict:
    return typedDict(trimmed);
  case FieldType::Any:
    return isJson(trimmed) ? trimmed : jsonString(typed);
  }
  Q_UNREACHABLE();
}

} // namespace

Result<QString> parseTyped(const FieldSpec& spec, bool isXmlBlock, const QString& typed)
{
  for (const auto& [name, display] : spec.values) {
    if (name != typed && display.compare(typed.trimmed(), Qt::CaseInsensitive) != 0)
      continue;
    const bool isText = spec.type == FieldType::String || spec.type == FieldType::Reference;
    return writeField(spec, isXmlBlock, isText ? jsonString(name) : name);
  }
  SCRIPTORIUM_TRY_ASSIGN(const QString json, typedToJson(spec, typed));
  if (spec.name == "user_partitions"_L1)
    if (const QString problem = userPartitionsProblem(json); !problem.isEmpty())
      return bad(problem);
  return writeField(spec, isXmlBlock, json);
}

} // namespace scriptorium
