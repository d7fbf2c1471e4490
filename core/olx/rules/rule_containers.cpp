#include "olx/rules/elementrules.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {

using Severity = Finding::Severity;

void textInContainer(const TypeRecord& parent, bool isAfterElement, int line, RemarkPad& pad)
{
  if (isAfterElement)
    pad.add(Severity::Error, "tail-text", line,
            u"Text stands behind a child of this %1; Studio cannot parse that child and drops it."_s.arg(
                parent.name),
            u"Move the text into a Text component."_s);
  else
    pad.add(Severity::Warning, "text-in-container", line,
            u"Text stands directly inside this %1; Studio drops it."_s.arg(parent.name),
            u"Move the text into a Text component."_s);
}

void commentInContainer(int line, RemarkPad& pad)
{
  pad.add(Severity::Info, "comment-lost", line,
          u"A comment stands between the children; it is kept here, Studio drops it."_s,
          u"Nothing needs to be done, unless the comment should survive Studio."_s);
}

void metaElement(int line, RemarkPad& pad)
{
  pad.add(Severity::Info, "meta-element", line,
          u"A <meta> element holds fields as JSON; Studio reads them and drops the element."_s,
          u"Write the fields as attributes."_s);
}

} // namespace scriptorium::olx::rules
