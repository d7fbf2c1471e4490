#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "compare/diffcourses.h"
#include "exchange/openedcourse.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString kindName(Difference::Kind kind)
{
  switch (kind) {
  case Difference::Kind::Added:
    return u"added"_s;
  case Difference::Kind::Removed:
    return u"removed"_s;
  case Difference::Kind::Changed:
    return u"changed"_s;
  }
  return {};
}

QJsonObject json(const Difference& difference)
{
  QJsonArray parts;
  for (const auto& part : difference.parts)
    parts.append(QJsonObject{{u"what"_s, part.what},
                             {u"before"_s, part.wasSet ? QJsonValue(part.before) : QJsonValue()},
                             {u"after"_s, part.isSet ? QJsonValue(part.after) : QJsonValue()}});
  return {{u"difference"_s, kindName(difference.kind)},
          {u"type"_s, difference.type},
          {u"id"_s, difference.urlName},
          {u"title"_s, difference.title},
          {u"parts"_s, parts}};
}

QString shortened(const QString& text)
{
  return text.size() > 120 ? text.left(119) + u'…' : text;
}

QString text(const Difference& difference)
{
  const bool isFile = difference.type == kFileType;
  QString result = u"%1 %2"_s.arg(kindName(difference.kind), -8)
                       .arg(isFile ? difference.urlName : difference.type + u'/' + difference.urlName);
  if (!difference.title.isEmpty())
    result += u"  "_s + difference.title;
  for (const auto& part : difference.parts) {
    result += u"\n    "_s + part.what;
    result += u"\n      - "_s + (part.wasSet ? shortened(part.before) : u"(not set)"_s);
    result += u"\n      + "_s + (part.isSet ? shortened(part.after) : u"(not set)"_s);
  }
  return printable(result);
}

Result<int> diff(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  const auto open = [&](qsizetype which) {
    return OpenedCourse::open(workspace, invocation.arguments[which], invocation.types, invocation.progress);
  };
  const auto first = open(0);
  if (!first)
    return first.error().in(u"first"_s);
  const auto second = open(1);
  if (!second)
    return second.error().in(u"second"_s);
  SCRIPTORIUM_TRY_ASSIGN(const DiffResult done, diffCourses((*first)->store(), (*second)->store(),
                                                            invocation.types, invocation.progress));
  for (const auto& difference : done.differences)
    invocation.output.result(json(difference), text(difference));
  if (done.isSame())
    invocation.output.message(u"Both hold the same course."_s);
  return done.isSame() ? kDone : kFindings;
}

} // namespace

Command diffCommand()
{
  return {.name = u"diff"_s,
          .arguments = u"A B"_s,
          .summary =
              u"Compares two courses block by block and field by field; exit code 1 when they differ."_s,
          .help = u"A and B are each a stored course, an archive or a folder. Meaning is compared, not "
                  u"spelling: the order of "
                  "attributes or the spacing of JSON is no difference."_s,
          .example = u"scriptorium-cli diff DemoX downloaded.tar.gz"_s,
          .minimumArguments = 2,
          .maximumArguments = 2,
          .run = diff};
}

} // namespace scriptorium::cli
