#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/input.h"
#include "app/cli/nextcommand.h"
#include "edit/coursefiles.h"
#include "edit/operations.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString fileCommandLine(const Invocation& invocation, const QStringList& arguments)
{
  return nextCommand(invocation, u"file"_s, arguments);
}

QStringList blockNames(const CourseStore& store, const QList<BlockId>& blocks)
{
  QStringList names;
  for (const BlockId id : blocks)
    if (const auto block = store.block(id))
      names.append(blockName(*block));
  return names;
}

/// One row of `file list`; `users` only when references were looked for.
void listRow(Invocation& invocation, const edit::CourseFile& file, const std::optional<QStringList>& users)
{
  const QString kind = file.isLink ? u"link"_s : u"file"_s;
  QJsonObject json{{u"path"_s, file.path}, {u"bytes"_s, file.bytes}, {u"kind"_s, kind}};
  QString text = u"%1  %2"_s.arg(file.bytes, 12).arg(printableName(file.path));
  if (file.isLink)
    text += u"  (%1)"_s.arg(kind);
  if (users) {
    json.insert(u"users"_s, QJsonArray::fromStringList(*users));
    text += users->isEmpty() ? QString() : u"  in "_s + users->join(u", "_s);
  }
  invocation.output.result(json, printable(text));
}

Result<int> listMissing(Invocation& invocation, const CourseStore& store, const edit::FileUses& uses)
{
  for (const auto& [path, blocks] : uses.missing.asKeyValueRange()) {
    const QStringList users = blockNames(store, blocks);
    invocation.output.result({{u"path"_s, path}, {u"users"_s, QJsonArray::fromStringList(users)}},
                             printable(u"%1  in %2"_s.arg(printableName(path), users.join(u", "_s))));
  }
  if (uses.missing.isEmpty())
    invocation.output.message(u"Every file that is referred to is there."_s);
  return kDone;
}

Result<int> list(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadOnly));
  const CourseStore& store = session->store();
  const bool onlyUnused = invocation.has(u"unused"_s);
  const bool wantsUses = onlyUnused || invocation.has(u"missing"_s) || invocation.has(u"references"_s);
  edit::FileUses uses;
  if (wantsUses) {
    SCRIPTORIUM_TRY_ASSIGN(uses, edit::fileUses(store, invocation.progress));
  }
  if (invocation.has(u"missing"_s))
    return listMissing(invocation, store, uses);
  SCRIPTORIUM_TRY_ASSIGN(const auto files, edit::courseFiles(store));
  const QString folder = invocation.arguments.value(2);
  for (const auto& file : files) {
    const QStringList users = blockNames(store, uses.users.value(file.path));
    const bool isInFolder = folder.isEmpty() || file.path == folder ||
                            file.path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
    if (isInFolder && (!onlyUnused || (users.isEmpty() && file.path.startsWith(u"static/"))))
      listRow(invocation, file, wantsUses ? std::optional(users) : std::nullopt);
  }
  return kDone;
}

Result<int> show(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadOnly));
  const CourseStore& store = session->store();
  const QString& path = invocation.arguments[2];
  const auto id = store.find(kFileType.toString(), path);
  if (!id)
    return Error{Error::Kind::NotFound, path,
                 u"There is no such file. This names all: "_s +
                     fileCommandLine(invocation, {u"list"_s, invocation.arguments[1]})};
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(*id));
  if (!version.body.isValid())
    return Error{Error::Kind::BadInput, path, u"It is a folder or a link and has no content."_s};
  if (!invocation.output.isJson()) {
    SCRIPTORIUM_TRY(store.streamBlob(version.body, [&](QByteArrayView piece) -> Result<Unit> {
      invocation.output.raw(piece);
      return Unit{};
    }));
    return kDone;
  }
  SCRIPTORIUM_TRY_ASSIGN(const qint64 bytes, store.blobSize(version.body));
  SCRIPTORIUM_TRY_ASSIGN(const Sha256 hash, store.blobHash(version.body));
  SCRIPTORIUM_TRY_ASSIGN(const auto uses, edit::fileUses(store, invocation.progress));
  invocation.output.result(
      {{u"path"_s, path},
       {u"bytes"_s, bytes},
       {u"sha256"_s, QString::fromLatin1(hash.hex())},
       {u"users"_s, QJsonArray::fromStringList(blockNames(store, uses.users.value(path)))}},
      {});
  return kDone;
}

/// Runs `work` as one step on the course's files and reports it.
Result<int> change(Invocation& invocation, CourseSession& session, const QString& label,
                   const CourseSession::Work& work)
{
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes, session.run(u"file"_s, label, work));
  reportChanges(invocation, session.store(), u"file"_s, changes);
  return kDone;
}

/// `isNew`: the file must not be there yet; else it must.
Result<int> put(Invocation& invocation, bool isNew)
{
  const QString& path = invocation.arguments[2];
  const QString& from = invocation.arguments[3];
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadWrite));
  const bool exists = session->store().find(kFileType.toString(), path).has_value();
  if (isNew)
    SCRIPTORIUM_TRY(edit::checkFilePath(path));
  if (isNew && exists)
    return Error{Error::Kind::Conflict, path,
                 u"There is a file of this name. To replace it: "_s +
                     fileCommandLine(invocation, {u"replace"_s, invocation.arguments[1], path, from})};
  if (!isNew && !exists)
    return Error{Error::Kind::NotFound, path,
                 u"There is no such file. To add it:\n  %1\nTo see all:\n  %2"_s.arg(
                     fileCommandLine(invocation, {u"add"_s, invocation.arguments[1], path, from}),
                     fileCommandLine(invocation, {u"list"_s, invocation.arguments[1]}))};
  edit::TakenFile file{path, {}, {}};
  if (from == u"-") {
    SCRIPTORIUM_TRY_ASSIGN(file.bytes, readInput(from));
  } else {
    SCRIPTORIUM_TRY_ASSIGN(file, edit::takeFile(session->store().folder(), path, from, invocation.progress));
  }
  const QString verb = isNew ? u"Add %1"_s : u"Replace %1"_s;
  return change(invocation, *session, verb.arg(path), [&](Edit& edit) -> Result<Unit> {
    const auto done = edit::importFile(edit, file);
    return done ? Result<Unit>(Unit{}) : done.error();
  });
}

Result<int> rename(Invocation& invocation)
{
  const QString& from = invocation.arguments[2];
  const QString& to = invocation.arguments[3];
  SCRIPTORIUM_TRY(edit::checkFilePath(to));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes,
                         session->run(u"file"_s, u"Rename %1 to %2"_s.arg(from, to), [&](Edit& edit) {
                           return edit::renameFile(edit, invocation.types, from, to);
                         }));
  QStringList followers;
  for (const auto& entry : changes.blocks) {
    const auto block = session->store().block(entry.block);
    const bool isFileItself =
        block && block->type == kFileType &&
        (block->urlName == from || block->urlName == to || block->urlName == u"policies/assets.json");
    if (block && !isFileItself)
      followers.append(blockName(*block));
  }
  const QString line =
      followers.isEmpty()
          ? u"Nothing referred to it."_s
          : u"References followed in %1 places: %2."_s.arg(followers.size()).arg(followers.join(u", "_s));
  reportChanges(invocation, session->store(), u"file"_s, changes, {line},
                {{u"references"_s, QJsonArray::fromStringList(followers)}});
  return kDone;
}

Result<int> remove(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[1], CourseStore::Mode::ReadWrite));
  const QStringList paths = invocation.arguments.mid(2);
  SCRIPTORIUM_TRY_ASSIGN(const auto uses, edit::fileUses(session->store(), invocation.progress));
  const QString what = paths.size() == 1 ? paths.first() : u"%1 files"_s.arg(paths.size());
  auto done = change(invocation, *session, u"Remove %1"_s.arg(what), [&](Edit& edit) -> Result<Unit> {
    for (const auto& path : paths)
      SCRIPTORIUM_TRY(edit::removeFile(edit, path));
    return Unit{};
  });
  if (done)
    for (const auto& path : paths)
      if (const auto users = uses.users.value(path); !users.isEmpty())
        invocation.output.message(
            u"%1 is still referred to in %2."_s.arg(path, blockNames(session->store(), users).join(u", "_s)));
  return done;
}

struct Action
{
  QString name;
  QString usage;
  int minimum;
  int maximum; ///< -1: any number
  Result<int> (*run)(Invocation&);
};

const QList<Action>& actions()
{
  static const QList<Action> all = {
      {u"list"_s, u"COURSE [FOLDER]"_s, 1, 2, list},
      {u"show"_s, u"COURSE NAME"_s, 2, 2, show},
      {u"add"_s, u"COURSE NAME FILE"_s, 3, 3, [](Invocation& i) { return put(i, true); }},
      {u"replace"_s, u"COURSE NAME FILE"_s, 3, 3, [](Invocation& i) { return put(i, false); }},
      {u"rename"_s, u"COURSE NAME NEWNAME"_s, 3, 3, rename},
      {u"remove"_s, u"COURSE NAME..."_s, 2, -1, remove}};
  return all;
}

Result<int> file(Invocation& invocation)
{
  QStringList names;
  for (const auto& action : actions()) {
    names.append(action.name);
    if (action.name != invocation.arguments.first())
      continue;
    const auto count = invocation.arguments.size() - 1;
    if (count < action.minimum || (action.maximum >= 0 && count > action.maximum))
      return wrongUsage(invocation.output, u"Write: file %1 %2\nMore: %3"_s.arg(
                                               action.name, action.usage,
                                               nextCommand(invocation, u"file"_s, {}, {u"--help"_s})));
    return action.run(invocation);
  }
  return wrongUsage(invocation.output, u"There is no \"file %1\"; say one of %2.\nMore: %3"_s.arg(
                                           invocation.arguments.first(), names.join(u", "_s),
                                           nextCommand(invocation, u"file"_s, {}, {u"--help"_s})));
}

} // namespace

Command fileCommand()
{
  return {.name = u"file"_s,
          .arguments = u"list|show|add|replace|rename|remove COURSE [NAME] [FILE]"_s,
          .summary = u"Lists the course's files, or shows, adds, replaces, renames and removes them."_s,
          .help =
              u"NAME is a path below the course's root: static/, about/, info/, tabs/ or custom_tags/. FILE "
              "is a file on this computer; - reads standard input. \"rename\" takes the new name in its "
              "place, and every reference follows; \"remove\" takes several names. Every change is one step "
              "that can be undone."_s,
          .example = u"scriptorium-cli file list DemoX static --unused\n"
                     "scriptorium-cli file add DemoX static/map.png ./map.png\n"
                     "scriptorium-cli file rename DemoX static/map.png static/maps/europe.png"_s,
          .options = {{u"references"_s, {}, u"list: say which blocks refer to each file"_s},
                      {u"unused"_s, {}, u"list: only files below static/ that nothing refers to"_s},
                      {u"missing"_s, {}, u"list: instead, what is referred to and is not there"_s}},
          .minimumArguments = 2,
          .maximumArguments = -1,
          .run = file};
}

} // namespace scriptorium::cli
