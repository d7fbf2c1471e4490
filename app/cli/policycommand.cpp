#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/input.h"
#include "app/cli/nextcommand.h"
#include "edit/operations.h"
#include "edit/policies.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

int usage(Invocation& invocation, const QString& form)
{
  return wrongUsage(invocation.output, u"Write: policy %1\nMore: %2"_s.arg(
                                           form, nextCommand(invocation, u"policy"_s, {}, {u"--help"_s})));
}

/// A value as JSON; in an array, because a document cannot be a lone value.
QJsonValue policyJson(const QString& text)
{
  return QJsonDocument::fromJson('[' + text.toUtf8() + ']').array().at(0);
}

Result<int> showCourse(Invocation& invocation, const CourseStore& store, const QString& field)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto entries, edit::coursePolicy(store));
  bool isFound = field.isEmpty();
  for (const auto& entry : entries) {
    if (!field.isEmpty() && entry.field != field)
      continue;
    isFound = true;
    const bool isKnown = invocation.types.field(u"course"_s, entry.field) != nullptr;
    invocation.output.result(
        {{u"field"_s, entry.field}, {u"value"_s, policyJson(entry.json)}, {u"known"_s, isKnown}},
        printable(field.isEmpty() ? u"%1 = %2"_s.arg(entry.field, entry.json) : entry.json));
  }
  if (!isFound)
    return Error{Error::Kind::NotFound, field,
                 u"The policy does not set it. This lists what it sets: "_s +
                     nextCommand(invocation, u"policy"_s, invocation.arguments.first(2))};
  if (entries.isEmpty())
    invocation.output.message(u"The course has no policy of its own."_s);
  return kDone;
}

Result<int> showGrading(Invocation& invocation, const CourseStore& store)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, edit::gradingPolicy(store));
  const QJsonValue json = policyJson(QString::fromUtf8(text));
  if (invocation.output.isJson())
    invocation.output.result({{u"grading"_s, json}, {u"text"_s, QString::fromUtf8(text)}}, {});
  else
    invocation.output.raw(text.isEmpty() || text.endsWith('\n') ? text : text + '\n');
  if (text.isEmpty())
    invocation.output.message(u"The course has no grading policy; Studio gives it its own."_s);
  return kDone;
}

Result<int> changed(Invocation& invocation, const QString& course, const QString& label,
                    const CourseSession::Work& work)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session, openCourse(invocation, course, CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes, session->run(u"policy"_s, label, work));
  reportChanges(invocation, session->store(), u"policy"_s, changes);
  return kDone;
}

/// JSON as typed, or from standard input for "-". Empty text would take the value away.
Result<QByteArray> jsonFrom(const Invocation& invocation, const QString& argument)
{
  QByteArray json = argument.toUtf8();
  if (argument == u"-") {
    SCRIPTORIUM_TRY_ASSIGN(json, readInput(argument));
  }
  const bool isField = invocation.arguments.first() == "set"_L1;
  if (json.trimmed().isEmpty())
    return Error{Error::Kind::BadInput, u"JSON"_s,
                 isField ? u"Give a value. To take it away: "_s +
                               nextCommand(invocation, u"policy"_s,
                                           {u"unset"_s, invocation.arguments[1], invocation.arguments[2]})
                         : u"Give a grading policy."_s};
  return json;
}

Result<int> grading(Invocation& invocation)
{
  const QStringList arguments = invocation.arguments.mid(1);
  const QString& action = arguments.first();
  if (action == u"show" && arguments.size() == 2) {
    SCRIPTORIUM_TRY_ASSIGN(const auto session,
                           openCourse(invocation, arguments[1], CourseStore::Mode::ReadOnly));
    return showGrading(invocation, session->store());
  }
  if (action != u"set" || arguments.size() != 3)
    return usage(invocation, u"grading show COURSE, or grading set COURSE JSON"_s);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray json, jsonFrom(invocation, arguments[2]));
  return changed(invocation, arguments[1], u"Set the grading policy"_s,
                 [&](Edit& edit) { return edit::setGradingPolicy(edit, json); });
}

Result<int> policy(Invocation& invocation)
{
  const QStringList& arguments = invocation.arguments;
  const QString& action = arguments.first();
  if (action == u"grading")
    return grading(invocation);
  if (action == u"show" && arguments.size() <= 3) {
    SCRIPTORIUM_TRY_ASSIGN(const auto session,
                           openCourse(invocation, arguments[1], CourseStore::Mode::ReadOnly));
    return showCourse(invocation, session->store(), arguments.value(2));
  }
  if (action == u"set" && arguments.size() == 4) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray json, jsonFrom(invocation, arguments[3]));
    return changed(invocation, arguments[1], u"Set %1 of the policy"_s.arg(arguments[2]), [&](Edit& edit) {
      return edit::setCoursePolicy(edit, invocation.types, arguments[2], json);
    });
  }
  if (action == u"unset" && arguments.size() == 3)
    return changed(invocation, arguments[1], u"Take %1 off the policy"_s.arg(arguments[2]), [&](Edit& edit) {
      return edit::setCoursePolicy(edit, invocation.types, arguments[2], {});
    });
  return usage(
      invocation,
      u"show COURSE [FIELD], set COURSE FIELD JSON, unset COURSE FIELD, or grading show|set COURSE [JSON]"_s);
}

} // namespace

Command policyCommand()
{
  return {
      .name = u"policy"_s,
      .arguments = u"show|set|unset|grading COURSE [FIELD] [JSON]"_s,
      .summary = u"Shows and changes the course's policy (its advanced settings) and its grading policy."_s,
      .help = u"A value is JSON: texts in quotes, true, 3, [ ... ], { ... }; - reads it from standard input. "
              "It must fit the course's field of that name. \"policy grading show COURSE\" and \"policy "
              "grading set COURSE JSON\" do the same with the assignment types and cutoffs as a whole."_s,
      .example = u"scriptorium-cli policy show DemoX\n"
                 "scriptorium-cli policy set DemoX advanced_modules '[\"poll\"]'\n"
                 "scriptorium-cli policy grading set DemoX - < grading_policy.json"_s,
      .minimumArguments = 2,
      .maximumArguments = 4,
      .run = policy};
}

} // namespace scriptorium::cli
