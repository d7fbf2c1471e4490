#include "edit/content/policyfile.h"
#include "edit/operations.h"
#include "model/fieldvalue.h"
#include "model/inheritance.h"
#include "model/text/json.h"
#include "model/text/jsonfault.h"
#include "model/text/jsontext.h"
#include "model/userpartitions.h"
#include "olx/write/coursewriter.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

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
  auto value = Json::parse(json);
  return value ? Result<Json>(*std::move(value)) : wrong(where, u"The value is not valid JSON in UTF-8."_s);
}

/// The member, when it is a text.
QByteArray member(const Json& object, const char* name)
{
  const auto found = object.find(name);
  return found ? found->utf8() : QByteArray();
}

/// Studio refuses the whole course for a list of tabs that breaks these rules (docs/olx.md, Tabs).
Result<Unit> checkTabs(const Json& tabs)
{
  const QString where = u"tabs"_s;
  if (!tabs.isList())
    return wrong(where, u"The tabs must be a list."_s);
  const auto list = tabs.items();
  QSet<QByteArray> seen;
  for (const Json& tab : list) {
    const QByteArray type = member(tab, "type");
    if (type.isEmpty())
      return wrong(where, u"Every tab must be an object with a type."_s);
    if (type != "static_tab" && seen.contains(type))
      return wrong(where, u"There can be only one tab of type \"%1\"."_s.arg(QString::fromUtf8(type)));
    if (type == "static_tab" && (member(tab, "name").isEmpty() || member(tab, "url_slug").isEmpty()))
      return wrong(where, u"A static tab needs a name and a url_slug."_s);
    seen.insert(type);
  }
  if (list.isEmpty())
    return Unit{};
  const bool startsWell =
      member(list[0], "type") == "courseware" || (member(list[0], "type") == "course_info" &&
                                                  list.size() > 1 && member(list[1], "type") == "courseware");
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
    return value.isText();
  case FieldType::Boolean:
    return value.isBoolean();
  case FieldType::Integer:
    return value.isWhole();
  case FieldType::Float:
    return value.isNumber();
  case FieldType::List:
  case FieldType::ReferenceList:
    return value.isList();
  case FieldType::Dict:
  case FieldType::ReferenceValueDict:
    return value.isObject();
  case FieldType::Any:
    return true;
  }
  return true;
}

/// A value of another type would not be read by Studio, or be read as something else ("false" is true).
Result<Unit> checkType(const FieldSpec& spec, const Json& value)
{
  if (value.isNull())
    return Unit{};
  if (!isOfType(spec, value))
    return wrong(spec.name, u"This field takes %1, or null; %2 is not."_s.arg(expectedJson(spec),
                                                                              value.toString().left(60)));
  const auto written = writeField(spec, true, value.toString());
  return written ? Result<Unit>(Unit{}) : written.error().in(spec.name);
}

/// Keeps an attribute of the course in line with the policy entry that overrides it.
Result<Unit> followAttribute(Edit& edit, BlockId root, const QString& field, const Json* value)
{
  SCRIPTORIUM_TRY_ASSIGN(BlockVersion version, edit.current(root));
  if (!version.fields.contains(field))
    return Unit{};
  const bool isPlainText = value && value->isText() && !isJson(value->text());
  if (!value)
    version.fields.remove(field);
  else
    version.fields.set(field, isPlainText ? value->text() : QString::fromUtf8(value->toPython()));
  SCRIPTORIUM_TRY(edit.put(std::move(version)));
  return Unit{};
}

/// The members of an entry of GRADER that are numbers; others may be missing or anything.
Result<Unit> checkGrader(const QString& path, const Json& grader)
{
  if (member(grader, "type").isEmpty())
    return wrong(path, u"Every entry of GRADER must be an object with a type."_s);
  const QString type = QString::fromUtf8(member(grader, "type"));
  for (const char* name : {"min_count", "drop_count", "weight"}) {
    const auto number = grader.find(name);
    if (number && (!number->isNumber() || number->number() < 0))
      return wrong(path, u"%1 of \"%2\" must be a number from 0 on."_s.arg(QLatin1StringView(name), type));
  }
  return Unit{};
}

Result<Unit> checkGrading(const QString& path, const Json& policy)
{
  if (!policy.isObject())
    return wrong(path, u"The grading policy must be a JSON object."_s);
  const auto graders = policy.find("GRADER");
  const auto cutoffs = policy.find("GRADE_CUTOFFS");
  if (graders && !graders->isList())
    return wrong(path, u"GRADER must be a list."_s);
  if (cutoffs && !cutoffs->isObject())
    return wrong(path, u"GRADE_CUTOFFS must be an object."_s);
  for (const auto& [grade, cutoff] : cutoffs.value_or(Json()).members())
    if (!cutoff.isNumber() || cutoff.number() < 0 || cutoff.number() > 1)
      return wrong(path,
                   u"The cutoff of \"%1\" must be a number from 0 to 1."_s.arg(QString::fromUtf8(grade)));
  for (const Json& grader : graders.value_or(Json()).items())
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
  if (field == "user_partitions"_L1)
    if (const QString problem = userPartitionsProblem(value.toString()); !problem.isEmpty())
      return wrong(field, problem);
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
