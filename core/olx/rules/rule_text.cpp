#include "olx/rules/elementrules.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Severity = Finding::Severity;

/// The name in `encoding="…"` of an XML declaration, lower case; empty when there is none.
QByteArray encodingOf(QByteArrayView declaration)
{
  const qsizetype at = declaration.indexOf("encoding");
  if (at < 0)
    return {};
  const QByteArrayView rest = declaration.sliced(at + 8);
  const qsizetype open = std::min(rest.indexOf('"') < 0 ? rest.size() : rest.indexOf('"'),
                                  rest.indexOf('\'') < 0 ? rest.size() : rest.indexOf('\''));
  if (open == rest.size())
    return {};
  const qsizetype close = rest.indexOf(rest[open], open + 1);
  return close < 0 ? QByteArray() : rest.sliced(open + 1, close - open - 1).toByteArray().toLower();
}

} // namespace

void declaredEncoding(QByteArrayView declaration, bool isRoot, RemarkPad& pad)
{
  const QByteArray encoding = encodingOf(declaration);
  if (encoding.isEmpty() || encoding == "utf-8" || encoding == "utf8" || encoding == "us-ascii" ||
      encoding == "ascii")
    return;
  const QString name = QString::fromLatin1(encoding);
  pad.add(isRoot ? Severity::Warning : Severity::Info, "declared-encoding", 1,
          isRoot ? u"The file declares %1; Studio applies that to UTF-8 text and garbles what is not ASCII."_s
                       .arg(name)
                 : u"The file declares %1; Studio ignores that and reads UTF-8."_s.arg(name),
          u"Declare UTF-8, or nothing."_s);
}

void outsideRoot(int line, RemarkPad& pad)
{
  pad.add(Severity::Info, "comment-outside-root", line,
          u"A comment or instruction stands outside the root element; Studio drops it."_s,
          u"Nothing needs to be done, unless it should survive Studio."_s);
}

void documentType(QByteArrayView doctype, int line, RemarkPad& pad)
{
  if (doctype.contains("<!ATTLIST"))
    pad.add(Severity::Warning, "doctype", line,
            u"The file declares a document type with attributes. It is kept as it is, but attributes that it "
            u"gives a default are not shown; Studio sets them, and drops the declaration."_s,
            u"Write the attributes on the elements, and remove the <!DOCTYPE>."_s);
  else
    pad.add(Severity::Info, "doctype", line,
            u"The file declares a document type. It is kept until something in the file is changed; Studio "
            u"drops it."_s,
            u"Nothing needs to be done."_s);
}

void textEncoding(QByteArrayView bytes, RemarkPad& pad)
{
  if (bytes.startsWith("\xEF\xBB\xBF"))
    pad.add(
        Severity::Info, "byte-order-mark", 1,
        u"The file begins with a byte order mark, which Studio keeps as an invisible character of the text."_s,
        u"Save the file without it."_s);
  if (!bytes.isValidUtf8())
    pad.add(Severity::Error, "not-utf8", 1, u"The file is not UTF-8 text; Studio leaves the block out."_s,
            u"Save the file as UTF-8."_s);
}

} // namespace scriptorium::olx::rules
