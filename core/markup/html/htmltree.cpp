#include "markup/html/htmltree.h"

#include "markup/html/htmlreader.h"

namespace scriptorium::markup {

HtmlDocument readHtmlDocument(const QString& html, const HtmlRules& rules)
{
  return HtmlReader(html, rules).readDocument();
}

Element::Pointer readHtmlPiece(const QString& html, const HtmlContext& context, const HtmlRules& rules)
{
  return HtmlReader(html, rules).readPiece(context);
}

Element::Pointer parseHtml(const QString& html)
{
  return readHtmlPiece(html, {}, {HtmlRules::Names::Plain, HtmlRules::Select::OptionsOnly, false});
}

} // namespace scriptorium::markup
