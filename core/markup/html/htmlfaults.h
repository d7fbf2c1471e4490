#pragma once

#include <QList>
#include <QString>

namespace scriptorium::markup {

/// Something in a piece of HTML that its author hardly meant: browsers mend it by guessing.
struct HtmlFault
{
  QString sentence;
  int line = 0; ///< of the text, from 1
};

/// Elements that do not end, end tags of elements that are not open, tags that cross, tags and comments that
/// are cut off. What may be left out (`</p>`, `</li>`, `</td>` …) is none. At most `most` of them, in the
/// order of the text. Linear in the text, whatever it nests. Any thread.
QList<HtmlFault> htmlFaults(const QString& html, qsizetype most = 5);

} // namespace scriptorium::markup
