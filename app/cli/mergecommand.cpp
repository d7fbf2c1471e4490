#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/nextcommand.h"
#include "exchange/export/exportcourse.h"
#include "exchange/merge/mergeinto.h"
#include "exchange/openedcourse.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

using merge::Conflict;
using merge::MergedBlock;

/// "mine", "theirs" or "WHAT=mine", "WHAT=theirs".
Result<QList<merge::Resolution>> resolutions(const Invocation& invocation)
{
  QList<merge::Resolution> list;
  for (const QString& text : invocation.values(u"take"_s)) {
    const qsizetype at = text.lastIndexOf(u'=');
    const QString side = text.sliced(at + 1);
    if (at == 0 || (side != "mine"_L1 && side != "theirs"_L1))
      return Error{Error::Kind::BadInput, u"--take "_s + text,
                   u"Write mine or theirs for all conflicts, or TYPE/ID=mine, TYPE/ID/FIELD=theirs or "
                   u"TYPE/ID/**=mine for some."_s};
    list.append(
        {at < 0 ? QString() : text.first(at), side == "mine"_L1 ? merge::Side::Ours : merge::Side::Theirs});
  }
  return list;
}

QString nameOf(const QString& type, const QString& urlName)
{
  return type == kFileType ? urlName : type + u'/' + urlName;
}

QJsonObject json(const Conflict& conflict)
{
  const auto value = [](const std::optional<QString>& text) {
    return text ? QJsonValue(*text) : QJsonValue();
  };
  return {{u"conflict"_s, conflict.part},
          {u"type"_s, conflict.type},
          {u"id"_s, conflict.urlName},
          {u"title"_s, conflict.title},
          {u"base"_s, value(conflict.base)},
          {u"mine"_s, value(conflict.mine)},
          {u"theirs"_s, value(conflict.theirs)},
          {u"take"_s, nameOf(conflict.type, conflict.urlName) + u'/' + conflict.part}};
}

QString text(const Conflict& conflict)
{
  const auto shown = [](const std::optional<QString>& value) {
    const QString line = value ? value->left(200).replace(u'\n', u' ') : u"(not there)"_s;
    return line.size() > 120 ? line.left(119) + u'…' : line;
  };
  QString result = u"conflict %1  %2"_s.arg(nameOf(conflict.type, conflict.urlName), conflict.part);
  if (!conflict.title.isEmpty())
    result += u"  "_s + conflict.title;
  result += u"\n    base    "_s + shown(conflict.base) + u"\n    mine    "_s + shown(conflict.mine) +
            u"\n    theirs  "_s + shown(conflict.theirs);
  return printable(result);
}

Result<int> tellConflicts(Invocation& invocation, const merge::MergeResult& result)
{
  if (!result.unused.isEmpty())
    return Error{Error::Kind::NotFound, u"--take "_s + result.unused.first(),
                 u"There is no conflict of this name; without --take the command lists them."_s};
  for (const Conflict& conflict : result.conflicts)
    invocation.output.result(json(conflict), text(conflict));
  if (invocation.has(u"out"_s) || invocation.has(u"apply"_s))
    invocation.output.message(
        u"%1 conflicts are left, so nothing was written. --take resolves them: mine or theirs for all, "
        u"TYPE/ID=mine for a block, TYPE/ID/PART=theirs for one of it, TYPE/ID/**=mine for all below it."_s
            .arg(result.conflicts.size()));
  return kFindings;
}

Result<int> tellDone(Invocation& invocation, const MergeTarget& target, const MergeDone& done)
{
  qint64 removed = 0;
  for (const MergedBlock& block : done.result.blocks)
    removed += block.isRemoved ? 1 : 0;
  QJsonObject object{{u"command"_s, u"merge"_s},
                     {u"changed"_s, qint64(done.result.blocks.size()) - removed},
                     {u"removed"_s, removed},
                     {u"resolved"_s, qint64(done.result.resolved)},
                     {u"op"_s, invocation.has(u"apply"_s) && done.changes.op.isValid()
                                   ? QJsonValue(done.changes.op.value)
                                   : QJsonValue()}};
  QString line = u"Merged: %1 blocks and files changed, %2 removed, %3 conflicts resolved."_s
                     .arg(done.result.blocks.size() - removed)
                     .arg(removed)
                     .arg(done.result.resolved);
  if (invocation.has(u"out"_s)) {
    SCRIPTORIUM_TRY_ASSIGN(const ExportResult written,
                           exportCourse(target.session().store(), invocation.options.value(u"out"_s), {},
                                        invocation.types, invocation.progress));
    object.insert(u"path"_s, written.path);
    object.insert(u"rewritten"_s, written.rewritten);
    line += u" Written to %1."_s.arg(written.path);
  }
  invocation.output.result(object, invocation.output.isQuiet() ? QString() : printable(line));
  return kDone;
}

Result<int> merge(Invocation& invocation)
{
  if (invocation.has(u"out"_s) && invocation.has(u"apply"_s))
    return wrongUsage(invocation.output, u"--out writes another course, --apply changes OURS: give one."_s);
  SCRIPTORIUM_TRY_ASSIGN(const auto takes, resolutions(invocation));
  SCRIPTORIUM_TRY_ASSIGN(const Workspace workspace, invocation.workspace());
  const auto open = [&](qsizetype which) {
    return OpenedCourse::open(workspace, invocation.arguments[which], invocation.types, invocation.progress);
  };
  const auto base = open(0);
  if (!base)
    return base.error().in(u"base"_s);
  const auto theirs = open(2);
  if (!theirs)
    return theirs.error().in(u"theirs"_s);
  const auto where = invocation.has(u"apply"_s) ? MergeTarget::Where::Stored : MergeTarget::Where::Copy;
  const auto ours = MergeTarget::open(workspace, invocation.arguments[1], where, invocation.types,
                                      invocation.clock, invocation.progress);
  if (!ours)
    return ours.error().in(u"ours"_s);
  SCRIPTORIUM_TRY_ASSIGN(const MergeDone done,
                         mergeInto((*ours)->session(), (*base)->store(), (*theirs)->store(), takes,
                                   u"Merge %1"_s.arg(invocation.arguments[2].section(u'/', -1)),
                                   invocation.progress));
  const bool isOpen = !done.result.conflicts.isEmpty() || !done.result.unused.isEmpty();
  return isOpen ? tellConflicts(invocation, done.result) : tellDone(invocation, **ours, done);
}

} // namespace

Command mergeCommand()
{
  return {.name = u"merge"_s,
          .arguments = u"BASE OURS THEIRS"_s,
          .summary = u"Merges what two made of one course; exit code 1 when they contradict each other."_s,
          .help = u"Each is a stored course, an archive or a folder; BASE is what the other two began with. "
                  u"Blocks and "
                  u"their places, fields, texts (line by line), policies, grading, files and updates are "
                  u"merged; what no "
                  u"side changed keeps its bytes. Where both changed the same in different ways, the "
                  u"conflict is listed "
                  u"with what BASE, OURS (mine) and THEIRS have, and nothing is written until --take "
                  u"resolves it. Without "
                  u"--out and --apply it only says what would be."_s,
          .example = u"scriptorium-cli merge before.tar.gz DemoX colleague.tar.gz --apply\n"
                     "scriptorium-cli merge base.tar.gz a.tar.gz b.tar.gz --out merged.tar.gz --take mine\n"
                     "scriptorium-cli merge base.tar.gz a.tar.gz b.tar.gz --out merged.tar.gz "
                     "--take problem/quiz1/weight=theirs --take 'chapter/week2/**=mine'"_s,
          .options = {{u"out"_s, u"PATH"_s, u"write the merged course: FILE.tar.gz, FILE.zip or a folder"_s},
                      {u"apply"_s,
                       {},
                       u"OURS, a stored course, becomes the merged one, in one step that undo takes back"_s},
                      {u"take"_s,
                       u"WHAT"_s,
                       u"mine or theirs for all conflicts; TYPE/ID=mine for those of a block or file, "
                       u"TYPE/ID/PART=mine for one, TYPE/ID/**=mine for those of a block and all below it"_s,
                       {},
                       false,
                       true}},
          .minimumArguments = 3,
          .maximumArguments = 3,
          .run = merge};
}

} // namespace scriptorium::cli
