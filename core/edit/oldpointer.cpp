#include "edit/oldpointer.h"

#include "olx/xml/xml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {

QByteArray pointerWithoutFields(const QByteArray& pointer)
{
  const auto element = olx::parseXml(pointer, 1);
  if (!element)
    return pointer;
  QByteArray kept = '<' + element->tag;
  qsizetype dropped = 0;
  for (const auto& attribute : element->attributes) {
    const bool isName =
        attribute.name == "url_name"_L1 || attribute.name == "slug"_L1 || attribute.name == "filename"_L1;
    if (isName)
      kept += ' ' + attribute.name.toUtf8() + "=\"" + olx::escapeAttribute(attribute.value) + '"';
    else
      ++dropped;
  }
  return dropped == 0 ? pointer : kept + "/>";
}

} // namespace scriptorium::edit
