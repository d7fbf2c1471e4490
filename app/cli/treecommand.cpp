#include "cli/blockref.h"
#include "cli/commands.h"
#include "cli/exitcodes.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QStringList marks(const OutlineRow& row)
{
  QStringList all;
  if (row.isDraft)
    all.append(u"draft"_s);
  else if (row.hasDraftChanges)
    all.append(u"changed"_s);
  if (row.isBroken)
    all.append(u"broken"_s);
  return all;
}

Result<int> tree(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const auto rows, store.outline());
  QHash<BlockId, int> depths;
  for (const auto& row : rows) {
    const int depth = row.parent.isValid() ? depths.value(row.parent) + 1 : 0;
    depths.insert(row.id, depth);
    const QStringList flags = marks(row);
    const QString title = row.title.isEmpty() ? u"(no title)"_s : row.title;
    QString text = u"%1%2  [%3/%4]"_s.arg(QString(depth * 2, u' '), title, row.type, row.urlName);
    if (!flags.isEmpty())
      text += u"  "_s + flags.join(u", "_s);
    invocation.output.result({{u"depth"_s, depth},
                              {u"type"_s, row.type},
                              {u"id"_s, row.urlName},
                              {u"key"_s, store.key().usageKey(row.type, row.urlName)},
                              {u"title"_s, row.title},
                              {u"draft"_s, row.isDraft},
                              {u"changed"_s, row.hasDraftChanges},
                              {u"broken"_s, row.isBroken}},
                             printable(text.replace(u'\n', u' ')));
  }
  return kDone;
}

} // namespace

Command treeCommand()
{
  return {.name = u"tree"_s,
          .arguments = u"COURSE"_s,
          .summary = u"Prints the outline of a course, down to its components."_s,
          .example = u"scriptorium-cli tree DemoX"_s,
          .minimumArguments = 1,
          .maximumArguments = 1,
          .run = tree};
}

} // namespace scriptorium::cli
