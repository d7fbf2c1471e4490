#include "grading/inputs/plaintext.h"

#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

QString plainText(const QString& markup)
{
  if (!markup.contains(u'<') && !markup.contains(u'&'))
    return markup;
  Element holder(u"span"_s);
  appendMarkup(holder, markup);
  for (Element* element : holder.descendants()) {
    if (element->tag == "script"_L1 || element->tag == "style"_L1)
      element->text.clear();
  }
  return textContent(holder);
}

} // namespace scriptorium::capa
