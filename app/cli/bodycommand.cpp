#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "app/cli/input.h"
#include "app/cli/nextcommand.h"
#include "edit/operations.h"
#include "markup/html/htmlfaults.h"
#include "olx/write/blocktext.h"

#include <QStringDecoder>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> print(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, invocation.arguments[1]));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, olx::blockText(store, id));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  if (!invocation.output.isJson()) {
    invocation.output.raw(bytes);
    if (bytes.isEmpty() && isContainerType(block.type))
      invocation.output.message(
          u"%1 has no text of its own. This lists its blocks: "_s.arg(blockName(block)) +
          nextCommand(invocation, u"show"_s, invocation.arguments));
    return kDone;
  }
  QJsonObject json = blockJson(store, Titles(store, invocation.types), block);
  json.insert(u"body"_s, QString::fromUtf8(bytes));
  invocation.output.result(json, {});
  return kDone;
}

/// The text as UTF-8, from the encoding that --encoding names.
Result<QByteArray> inUtf8(const Invocation& invocation, const QByteArray& bytes)
{
  const QString name = invocation.options.value(u"encoding"_s);
  if (name.isEmpty()) {
    const bool hasMark = bytes.startsWith("\xEF\xBB\xBF");
    if (!hasMark && !bytes.contains('\0') && bytes.isValidUtf8())
      return bytes;
    return Error{Error::Kind::BadInput, invocation.options.value(u"from"_s),
                 (hasMark ? u"The text begins with a byte order mark, which would stay in it."_s
                          : u"The text is not UTF-8, which is all that Studio reads."_s) +
                     u" Save it as UTF-8 without one, or say with --encoding how it is encoded."_s};
  }
  QStringDecoder decoder(name.toLatin1().constData());
  if (!decoder.isValid())
    return Error{
        Error::Kind::BadInput, name,
        u"There is no such encoding; known are latin1, windows-1252, utf-16 and others of that kind."_s};
  const QString text = decoder(bytes);
  if (decoder.hasError())
    return Error{Error::Kind::BadInput, invocation.options.value(u"from"_s),
                 u"The text is not encoded in %1."_s.arg(name)};
  return text.toUtf8();
}

/// The text is stored as it is, but its author may not have meant all of it.
void tellFaults(const Invocation& invocation, const QByteArray& html)
{
  const auto faults = markup::htmlFaults(QString::fromUtf8(html));
  for (const auto& fault : faults)
    invocation.output.message(u"Warning: line %1: %2"_s.arg(fault.line).arg(fault.sentence));
}

Result<int> body(Invocation& invocation)
{
  if (!invocation.has(u"from"_s))
    return print(invocation);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray read, readInput(invocation.options.value(u"from"_s)));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, inUtf8(invocation, read));
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, session->store(), invocation.arguments[1]));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, session->store().block(id));
  const bool allowBroken = invocation.has(u"allow-broken"_s);
  SCRIPTORIUM_TRY_ASSIGN(const ChangeSet changes,
                         session->run(u"body"_s, u"Edit %1"_s.arg(blockName(block)), [&](Edit& edit) {
                           return edit::setBody(edit, invocation.types, id, bytes, allowBroken);
                         }));
  reportChanges(invocation, session->store(), u"body"_s, changes);
  if (block.type == "html"_L1)
    tellFaults(invocation, bytes);
  return kDone;
}

} // namespace

Command bodyCommand()
{
  return {
      .name = u"body"_s,
      .arguments = u"COURSE BLOCK"_s,
      .summary = u"Prints the body of a block (its HTML or XML), or replaces it."_s,
      .example = u"scriptorium-cli body DemoX html/intro > intro.html\n"
                 "scriptorium-cli body DemoX html/intro --from intro.html"_s,
      .options = {{u"from"_s, u"FILE"_s, u"replace the body by the file's content; - reads standard input"_s},
                  {u"encoding"_s, u"NAME"_s,
                   u"how the file is encoded, when it is not UTF-8: latin1, utf-16 …"_s},
                  {u"allow-broken"_s, {}, u"store XML that does not parse (it stays flagged)"_s}},
      .minimumArguments = 2,
      .maximumArguments = 2,
      .run = body};
}

} // namespace scriptorium::cli
