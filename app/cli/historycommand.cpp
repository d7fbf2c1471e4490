#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString stateName(OpInfo::State state)
{
  switch (state) {
  case OpInfo::State::Done:
    return u"done"_s;
  case OpInfo::State::Undone:
    return u"undone"_s;
  case OpInfo::State::Abandoned:
    return u"abandoned"_s;
  }
  return {};
}

QJsonObject opJson(const OpInfo& op)
{
  QJsonObject json{{u"op"_s, op.id.value},   {u"kind"_s, op.kind},      {u"label"_s, op.label},
                   {u"author"_s, op.author}, {u"at"_s, isoTime(op.at)}, {u"state"_s, stateName(op.state)},
                   {u"blocks"_s, op.blocks}};
  if (op.target.isValid())
    json.insert(u"target"_s, op.target.value);
  return json;
}

QString opLine(const OpInfo& op)
{
  QString text = u"%1  %2  %3  %4"_s.arg(op.id.value, 5).arg(isoTime(op.at), op.author, op.label);
  if (op.state != OpInfo::State::Done)
    text += u"  ("_s + stateName(op.state) + u')';
  return printable(text);
}

QString fieldText(const Fields& fields, const QString& name)
{
  const auto value = fields.value(name);
  return value ? u'"' + value->left(60) + u'"' : u"not set"_s;
}

/// What one step changed in a block, field by field, in words.
Result<QStringList> changedParts(const CourseStore& store, const BlockChange& change)
{
  if (!change.oldHead.isValid())
    return QStringList{u"added"_s};
  if (!change.newHead.isValid())
    return QStringList{u"deleted"_s};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion before, store.versionById(change.oldHead));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion after, store.versionById(change.newHead));
  QStringList parts;
  QStringList names;
  for (const auto& entry : before.fields)
    names.append(entry.name);
  for (const auto& entry : after.fields)
    if (!names.contains(entry.name))
      names.append(entry.name);
  for (const auto& name : names)
    if (before.fields.value(name) != after.fields.value(name))
      parts.append(u"%1: %2 → %3"_s.arg(name, fieldText(before.fields, name), fieldText(after.fields, name)));
  if (before.body != after.body)
    parts.append(u"body"_s);
  if (before.children != after.children)
    parts.append(u"children"_s);
  if (change.oldPublished != change.newPublished && parts.isEmpty())
    parts.append(u"published"_s);
  return parts;
}

Result<int> blockHistory(Invocation& invocation, const CourseStore& store, int limit)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId block, findBlockEver(invocation, store, invocation.arguments[1]));
  SCRIPTORIUM_TRY_ASSIGN(const auto changes, store.blockHistory(block, limit));
  for (const auto& change : changes) {
    SCRIPTORIUM_TRY_ASSIGN(const QStringList parts, changedParts(store, change));
    QJsonObject json = opJson(change.op);
    json.insert(u"version"_s, change.newHead.value);
    json.insert(u"previous"_s, change.oldHead.value);
    json.insert(u"changes"_s, QJsonArray::fromStringList(parts));
    QString text = opLine(change.op);
    for (const auto& part : parts)
      text += u"\n         "_s + printable(part);
    invocation.output.result(json, text);
  }
  return kDone;
}

Result<int> history(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  bool isNumber = true;
  const int limit = invocation.has(u"limit"_s) ? invocation.options.value(u"limit"_s).toInt(&isNumber) : 100;
  if (!isNumber || limit < 1)
    return Error{Error::Kind::BadInput, u"--limit"_s, u"Give a whole number from 1 on."_s};
  if (invocation.arguments.size() > 1)
    return blockHistory(invocation, session->store(), limit);
  SCRIPTORIUM_TRY_ASSIGN(const auto ops, session->store().history(limit));
  for (const auto& op : ops)
    invocation.output.result(opJson(op), opLine(op));
  return kDone;
}

} // namespace

Command historyCommand()
{
  return {.name = u"history"_s,
          .arguments = u"COURSE [BLOCK]"_s,
          .summary = u"Lists the steps made on a course, or on one block with what changed, newest first."_s,
          .help = u"A deleted block is named by its key or as type/url_name."_s,
          .example = u"scriptorium-cli history DemoX html/intro"_s,
          .options = {{u"limit"_s, u"N"_s, u"at most so many steps (default: 100)"_s}},
          .minimumArguments = 1,
          .maximumArguments = 2,
          .run = history};
}

} // namespace scriptorium::cli
