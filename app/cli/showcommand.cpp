#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "edit/operations.h"
#include "model/inheritance.h"

#include <QJsonDocument>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString originName(FieldOrigin origin)
{
  switch (origin) {
  case FieldOrigin::Default:
    return u"default"_s;
  case FieldOrigin::Inherited:
    return u"inherited"_s;
  case FieldOrigin::Set:
    return u"set"_s;
  case FieldOrigin::Policy:
    return u"policy"_s;
  }
  return {};
}

QJsonValue jsonValue(const QString& text)
{
  return QJsonDocument::fromJson("[" + text.toUtf8() + "]").array().at(0);
}

QJsonObject fieldJson(const CourseStore& store, const EffectiveField& field)
{
  QJsonObject json{{u"name"_s, field.name},
                   {u"value"_s, jsonValue(field.json)},
                   {u"raw"_s, field.raw},
                   {u"origin"_s, originName(field.origin)}};
  if (field.from.isValid())
    if (const auto from = store.block(field.from))
      json.insert(u"from"_s, blockName(*from));
  if (!field.problem.isEmpty())
    json.insert(u"problem"_s, field.problem);
  return json;
}

QString fieldLine(const CourseStore& store, const EffectiveField& field)
{
  constexpr qsizetype kLongest = 200;
  const bool isLong = field.json.size() > kLongest;
  const QString value = isLong ? field.json.left(kLongest) + u"…"_s : field.json;
  QString text = u"  %1 = %2  (%3"_s.arg(field.name, value, originName(field.origin));
  if (field.origin == FieldOrigin::Inherited)
    if (const auto from = store.block(field.from))
      text += u" from "_s + blockName(*from);
  text += u')';
  if (!field.problem.isEmpty())
    text += u"  ! "_s + field.problem;
  return printable(text);
}

Result<QJsonArray> children(const CourseStore& store, const Titles& titles, BlockId id, QStringList& lines)
{
  QJsonArray array;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  for (const Child& child : version.children) {
    if (!child.block.isValid())
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(child.block));
    QJsonObject json = blockJson(store, titles, block);
    QString line = u"  "_s + blockName(block);
    if (child.form == Child::Form::Alias) {
      json.insert(u"alias"_s, true);
      line += u"  (stands elsewhere)"_s;
    }
    array.append(json);
    lines.append(line);
  }
  return array;
}

/// The block as one element: bare, so that it can go into a file or a paste.
Result<int> showOlx(Invocation& invocation, const CourseStore& store, BlockId id, QJsonObject json)
{
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray olx, edit::blockOlx(store, invocation.types, id));
  if (!invocation.output.isJson()) {
    invocation.output.raw(olx);
    return kDone;
  }
  json.insert(u"olx"_s, QString::fromUtf8(olx));
  invocation.output.result(json, {});
  return kDone;
}

Result<int> show(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id,
                         findBlock(invocation, store, invocation.arguments.value(1, u"/"_s)));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  const Titles titles(store, invocation.types);
  QJsonObject json = blockJson(store, titles, block);
  if (invocation.has(u"olx"_s))
    return showOlx(invocation, store, id, json);
  QStringList lines{printable(blockName(block))};
  json.insert(u"published"_s, block.published.isValid());
  json.insert(u"changed"_s, block.published != block.head);
  if (!version.note.isEmpty()) {
    json.insert(u"problem"_s, version.note);
    json.insert(u"line"_s, version.line);
    lines.append(u"  ! line %1: "_s.arg(version.line) + printable(version.note));
  }
  if (version.body.isValid()) {
    SCRIPTORIUM_TRY_ASSIGN(const qint64 size, store.blobSize(version.body));
    json.insert(u"bodyBytes"_s, size);
    lines.append(u"  body: %1 bytes"_s.arg(size));
  }
  if (block.type != kFileType) {
    const PolicyReader policy(store);
    SCRIPTORIUM_TRY_ASSIGN(const auto fields, effectiveFields(store, invocation.types, policy, id));
    QJsonArray array;
    for (const auto& field : fields) {
      if (field.origin == FieldOrigin::Default && !invocation.has(u"all"_s))
        continue;
      array.append(fieldJson(store, field));
      lines.append(fieldLine(store, field));
    }
    json.insert(u"fields"_s, array);
    QStringList below;
    SCRIPTORIUM_TRY_ASSIGN(const QJsonArray childArray, children(store, titles, id, below));
    json.insert(u"children"_s, childArray);
    if (!below.isEmpty())
      lines.append(u"  children:\n  "_s + below.join(u"\n  "_s));
  }
  invocation.output.result(json, lines.join(u'\n'));
  return kDone;
}

} // namespace

Command showCommand()
{
  return {.name = u"show"_s,
          .arguments = u"COURSE [BLOCK]"_s,
          .summary = u"Shows the fields of a block with their effective values and where they come from."_s,
          .help = u"Without BLOCK: the course itself. Long values are cut; --json has them whole."_s,
          .example = u"scriptorium-cli show DemoX problem/a0effb954cca4759994f1ac9e9434bf4\n"
                     "scriptorium-cli show DemoX vertical/welcome --olx > welcome.xml"_s,
          .options = {{u"all"_s, {}, u"also the fields that have their default"_s},
                      {u"olx"_s, {}, u"instead the block with everything below it as one OLX element"_s}},
          .minimumArguments = 1,
          .maximumArguments = 2,
          .run = show};
}

} // namespace scriptorium::cli
