#include "edit/content/policyfile.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "model/inheritance.h"
#include "model/text/jsonfault.h"
#include "model/text/jsontext.h"
#include "olx/write/coursewriter.h"

#include <QSet>

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;
using Json = nlohmann::ordered_json;

namespace scriptorium::edit {
namespace {

Error wrong(const QString& where, const QString& sentence)
{
  return Error{Error::Kind::BadInput, where, sentence};
}

Result<Json> parsed(const QString& where, const QByteArray& json)
{
  if (const auto fault = jsonFault(QString::fromUtf8(json)))
    return Error{Error::Kind::BadInput, where, fault->sentence(), fault->line};
  return Json::parse(json.cbegin(), json.cend(), nullptr, false);
}

std::string member(const Json& object, const char* name)
{
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Studio refuses the whole course for a list of tabs that breaks these rules (docs/olx.md, Tabs).
Result<Unit> checkTabs(const Json& tabs)
{
  const QString where = u"tabs"_s;
  if (!tabs.is_array())
    return wrong(where, u"The tabs must be a list."_s);
  QSet<QByteArray> seen;
  for (const Json& tab : tabs) {
    const QByteArray type = QByteArray::fromStdString(tab.is_object() ? member(tab, "type") : std::string());
    if (type.isEmpty())
      return wrong(where, u"Every tab must be an object with a type."_s);
    if (type != "static_tab" && seen.contains(type))
      return wrong(where, u"There can be only one tab of type \"%1\"."_s.arg(QString::fromUtf8(type)));
    if (type == "static_tab" && (member(tab, "name").empty() || member(tab, "url_slug").empty()))
      return wrong(where, u"A static tab needs a name and a url_slug."_s);
    seen.insert(type);
  }
  if (tabs.empty())
    return Unit{};
  const bool startsWell =
      member(tabs[0], "type") == "courseware" || (member(tabs[0], "type") == "course_info" &&
                                                  tabs.size() > 1 && member(tabs[1], "type") == "courseware");
  if (!startsWell)
    return wrong(where, u"The first tab must be the one of type \"courseware\"."_s);
  return Unit{};
}

/// What JSON a field takes, for people; empty: it takes any.
QString expectedJson(const FieldSpec& spec)
{
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Reference:
    return u"a text in quotes"_s;
  case FieldType::Boolean:
    return u"true or false"_s;
  case FieldType::Integer:
    return u"a whole number"_s;
  case FieldType::Float:
    return u"a number"_s;
  case FieldType::Date:
    return u"a date in quotes, such as \"2030-01-31T12:00:00Z\""_s;
  case FieldType::Timedelta:
    return u"a span of time in quotes, such as \"1 day 2 hours\""_s;
  case FieldType::RelativeTime:
    return u"a time in quotes, such as \"00:01:30\""_s;
  case FieldType::List:
  case FieldType::ReferenceList:
    return u"a list in [ ]"_s;
  case FieldType::Dict:
  case FieldType::ReferenceValueDict:
    return u"an object in { }"_s;
  case FieldType::Any:
    return {};
  }
  return {};
}

bool isOfType(const FieldSpec& spec, const Json& value)
{
  switch (spec.type) {
  case FieldType::String:
  case FieldType::Reference:
  case FieldType::Date:
  case FieldType::Timedelta:
  case FieldType::RelativeTime:
    return value.is_string();
  case FieldType::Boolean:
    return value.is_boolean();
  case FieldType::Integer:
    return value.is_number_integer();
  case FieldType::Float:
    return value.is_number();
  case FieldType::List:
  case FieldType::ReferenceList:
    return value.is_array();
  case FieldType::Dict:
  case FieldType::ReferenceValueDict:
    return value.is_object();
  case FieldType::Any:
    return true;
  }
  return true;
}

/// A value of another type would not be read by Studio, or be read as something else ("false" is true).
Result<Unit> checkType(const FieldSpec& spec, const Json& value)
{
  if (value.is_null())
    return Unit{};
  if (!isOfType(spec, value))
    return wrong(spec.name, u"This field takes %1, or null; %2 is not."_s.arg(
                                expectedJson(spec), QString::fromStdString(value.dump()).left(60)));
  const auto written = writeField(spec, true, QString::fromStdString(value.dump()));
  return written ? Result<Unit>(Unit{}) : written.error().in(spec.name);
}

/// One line as Python writes it: Studio's form of everything but strings in attributes (docs/olx.md, Studio's
/// form).
std::string pythonJson(const Json& value)
{
  const auto scalar = [](const Json& v) {
    return v.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace);
  };
  if (!value.is_structured())
    return scalar(value);
  std::string text = value.is_array() ? "[" : "{";
  for (const auto& [name, item] : value.items()) {
    if (text.size() > 1)
      text += ", ";
    if (value.is_object())
      text += scalar(Json(name)) + ": ";
    text += pythonJson(item);
  }
  return text + (value.is_array() ? "]" : "}");
}

/// Keeps an attribute of the course in line with the policy entry that overrides it.
Result<Unit> followAttribute(Edit& edit, BlockId root, const QString& field, const Json* value)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(root));
  if (!version.fields.contains(field))
    return Unit{};
  const bool isPlainText =
      value && value->is_string() && !isJson(QString::fromStdString(value->get<std::string>()));
  if (!value)
    version.fields.remove(field);
  else
    version.fields.set(field,
                       QString::fromStdString(isPlainText ? value->get<std::string>() : pythonJson(*value)));
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

/// The members of an entry of GRADER that are numbers; others may be missing or anything.
Result<Unit> checkGrader(const QString& path, const Json& grader)
{
  if (!grader.is_object() || member(grader, "type").empty())
    return wrong(path, u"Every entry of GRADER must be an object with a type."_s);
  const QString type = QString::fromStdString(member(grader, "type"));
  for (const char* name : {"min_count", "drop_count", "weight"}) {
    const auto number = grader.find(name);
    if (number != grader.end() && (!number->is_number() || number->get<double>() < 0))
      return wrong(path, u"%1 of \"%2\" must be a number from 0 on."_s.arg(QLatin1StringView(name), type));
  }
  return Unit{};
}

Result<Unit> checkGrading(const QString& path, const Json& policy)
{
  if (!policy.is_object())
    return wrong(path, u"The grading policy must be a JSON object."_s);
  const auto graders = policy.find("GRADER");
  const auto cutoffs = policy.find("GRADE_CUTOFFS");
  if (graders != policy.end() && !graders->is_array())
    return wrong(path, u"GRADER must be a list."_s);
  if (cutoffs != policy.end() && !cutoffs->is_object())
    return wrong(path, u"GRADE_CUTOFFS must be an object."_s);
  if (cutoffs != policy.end())
    for (const auto& [grade, cutoff] : cutoffs->items())
      if (!cutoff.is_number() || cutoff.get<double>() < 0 || cutoff.get<double>() > 1)
        return wrong(
            path, u"The cutoff of \"%1\" must be a number from 0 to 1."_s.arg(QString::fromStdString(grade)));
  if (graders != policy.end())
    for (const Json& grader : *graders)
      SCRIPTORIUM_TRY(checkGrader(path, grader));
  return Unit{};
}

} // namespace

Result<Unit> setCoursePolicy(Edit& edit, const BlockTypes& types, const QString& field,
                             const QByteArray& json)
{
  const BlockId root = edit.store().root();
  SCRIPTORIUM_TRY_ASSIGN(const Block course, edit.block(root));
  if (course.type != "course"_L1)
    return wrong(field, u"Only courses have a policy; this is a library."_s);
  if (field.isEmpty())
    return wrong(field, u"A field of the policy must have a name."_s);
  SCRIPTORIUM_TRY_ASSIGN(PolicyFile policy, PolicyFile::open(edit));
  if (json.trimmed().isEmpty()) {
    policy.remove(course.type, course.urlName, field);
    SCRIPTORIUM_TRY(followAttribute(edit, root, field, nullptr));
    return policy.save();
  }
  SCRIPTORIUM_TRY_ASSIGN(const Json value, parsed(field, json));
  if (const FieldSpec* spec = types.field(course.type, field))
    SCRIPTORIUM_TRY(checkType(*spec, value));
  if (field == "tabs"_L1)
    SCRIPTORIUM_TRY(checkTabs(value));
  SCRIPTORIUM_TRY(policy.set(course.type, course.urlName, field, QString::fromUtf8(json)));
  SCRIPTORIUM_TRY(followAttribute(edit, root, field, &value));
  return policy.save();
}

Result<Unit> setGradingPolicy(Edit& edit, const QByteArray& json)
{
  QString path = edit.policy().gradingPolicyPath();
  if (path.isEmpty()) {
    SCRIPTORIUM_TRY_ASSIGN(const Block course, edit.block(edit.store().root()));
    path = u"policies/"_s + course.urlName + u"/grading_policy.json"_s;
  }
  if (json.trimmed().isEmpty())
    return edit.store().find(kFileType.toString(), path) ? removeFile(edit, path) : Result<Unit>(Unit{});
  SCRIPTORIUM_TRY_ASSIGN(const Json policy, parsed(path, json));
  SCRIPTORIUM_TRY(checkGrading(path, policy));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, olx::studioJson(json));
  SCRIPTORIUM_TRY(setFile(edit, path, text));
  return Unit{};
}

} // namespace scriptorium::edit
