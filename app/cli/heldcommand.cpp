#include "app/cli/blockref.h"
#include "app/cli/commands.h"
#include "app/cli/exitcodes.h"
#include "exchange/export/heldfindings.h"
#include "store/heldtext.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

Result<int> listHeld(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const Findings held, heldTextFindings(store));
  for (const auto& finding : held) {
    SCRIPTORIUM_TRY_ASSIGN(const BlockId id, store.find(finding.place.blockType, finding.place.blockId));
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
    QJsonObject json = blockJson(store, Titles(store, invocation.types), block);
    json.insert(u"kept"_s, isoTime(HeldText(store, id).keptAt()));
    json.insert(u"reason"_s, finding.message);
    invocation.output.result(json, u"%1: %2"_s.arg(blockName(block), finding.message));
  }
  if (held.isEmpty())
    invocation.output.message(u"No text is waiting: all that was typed is part of the course."_s);
  return kDone;
}

Result<QByteArray> textHeldFor(const CourseStore& store, const Block& block)
{
  const auto text = HeldText(store, block.id).read();
  return text ? Result<QByteArray>(*text)
              : Error{Error::Kind::NotFound, blockName(block),
                      u"No text is waiting for it; \"body\" prints the text that it has in the course."_s};
}

Result<int> printHeld(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadOnly));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, invocation.arguments[1]));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, textHeldFor(store, block));
  if (!invocation.output.isJson()) {
    invocation.output.raw(text);
    return kDone;
  }
  QJsonObject json = blockJson(store, Titles(store, invocation.types), block);
  json.insert(u"kept"_s, isoTime(HeldText(store, id).keptAt()));
  json.insert(u"text"_s, QString::fromUtf8(text));
  invocation.output.result(json, {});
  return kDone;
}

/// Opened for writing: an editor that shows the text would keep it again.
Result<int> discardHeld(Invocation& invocation)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto session,
                         openCourse(invocation, invocation.arguments[0], CourseStore::Mode::ReadWrite));
  const auto& store = session->store();
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, findBlock(invocation, store, invocation.arguments[1]));
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, textHeldFor(store, block));
  HeldText(store, id).remove();
  invocation.output.result(
      {{u"command"_s, u"held"_s}, {u"type"_s, block.type}, {u"id"_s, block.urlName}},
      u"Discarded %1 bytes typed in %2; it stands as it does in the course."_s.arg(text.size())
          .arg(blockName(block)));
  return kDone;
}

Result<int> held(Invocation& invocation)
{
  const bool discards = invocation.has(u"discard"_s);
  if (invocation.arguments.size() > 1)
    return discards ? discardHeld(invocation) : printHeld(invocation);
  if (discards)
    return Error{Error::Kind::BadInput, u"--discard"_s,
                 u"Name the block whose text is to go; \"held\" without it lists them."_s};
  return listHeld(invocation);
}

} // namespace

Command heldCommand()
{
  return {.name = u"held"_s,
          .arguments = u"COURSE [BLOCK]"_s,
          .summary =
              u"Shows text that was typed in the window but is no part of the course yet, or discards it."_s,
          .help = u"The window keeps text that is not well formed beside the course until it is corrected; "
                  u"exports do "
                  "not hold it. With a block it prints that text as it was typed."_s,
          .example = u"scriptorium-cli held DemoX\n"
                     "scriptorium-cli held DemoX problem/p1 > typed.xml\n"
                     "scriptorium-cli held DemoX problem/p1 --discard"_s,
          .options = {{u"discard"_s, {}, u"take the text of BLOCK away; this cannot be undone"_s}},
          .minimumArguments = 1,
          .maximumArguments = 2,
          .run = held};
}

} // namespace scriptorium::cli
