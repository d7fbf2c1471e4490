#include "exchange/export/heldfindings.h"

#include "olx/write/blocktext.h"
#include "olx/xml/xml.h"
#include "store/heldtext.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// What keeps the text out of the course; empty when nothing does any more.
QString reasonFor(const Block& block, const QByteArray& text)
{
  const auto element = olx::parseXml(text, 1);
  if (!element)
    return element.error().line > 0 ? u"line %1: %2"_s.arg(element.error().line).arg(element.error().detail)
                                    : element.error().detail;
  if (element->tag != block.type.toUtf8())
    return u"it is one <%1> element, not <%2>"_s.arg(QString::fromUtf8(element->tag), block.type);
  return u"it was not stored yet"_s;
}

Finding heldText(const Block& block, const QByteArray& text, qint64 keptAt)
{
  QString reason = reasonFor(block, text);
  while (reason.endsWith(u'.'))
    reason.chop(1);
  const QString name = block.type + u'/' + block.urlName;
  return {
      Finding::Severity::Warning,
      u"held-text"_s,
      u"The text typed in %1 on %2 is not part of the course and is not exported; the text before it is. The "
      "reason: %3."_s.arg(name, QDateTime::fromMSecsSinceEpoch(keptAt).toString(u"yyyy-MM-dd HH:mm"_s),
                          reason),
      u"Correct it in its editor, or discard it there (on the command line with \"held\")."_s,
      {{}, 0, block.type, block.urlName, {}}};
}

} // namespace

Result<Findings> heldTextFindings(const CourseStore& store)
{
  Findings findings;
  const QList<BlockId> blocks = HeldText::blocks(store);
  for (const BlockId id : blocks) {
    SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray stored, olx::blockText(store, id));
    const HeldText held(store, id);
    const auto text = held.read();
    if (text && *text != stored)
      findings.append(heldText(block, *text, held.keptAt()));
  }
  return findings;
}

} // namespace scriptorium
