#pragma once

#include "markup/element.h"

#include <optional>

namespace scriptorium::markup {

/// The vocabulary that an element is of.
enum class HtmlSpace
{
  Html,
  Svg,
  MathMl
};

/// What readers of HTML may differ in.
struct HtmlRules
{
  enum class Names
  {
    Whole, ///< as lxml writes them, whatever characters they have: `{http://www.w3.org/2000/svg}path`
    Plain  ///< without spaces; characters that XML has not in names are written as "U0003C"
  };
  enum class Select
  {
    AnyContent, ///< a `select` holds what other elements hold, as browsers read it since 2025
    OptionsOnly ///< as html5lib reads it, by which the LMS reads fields
  };

  Names names = Names::Whole;
  Select select = Select::AnyContent;
  bool runsScripts = false; ///< what stands in `noscript` is text
};

struct HtmlDoctype
{
  QString name;
  QString publicId;
  QString systemId;
  size_t at = 0; ///< how many comments stand before it
};

struct HtmlDocument
{
  Element::Pointer nodes; ///< without a name; holds `html` and the comments around it
  std::optional<HtmlDoctype> doctype;
};

/// The element into which a piece is read; its tag as its standard spells it.
struct HtmlContext
{
  QString tag = QStringLiteral("div");
  HtmlSpace space = HtmlSpace::Html;
};

// HTML as browsers read it (WHATWG, tree construction): any text gives a tree. What stands in a `template` is
// its children. Elements deeper than 256 are put beside each other; reading ends after 100,000 elements, an
// attribute of a repeated element counting with its size. Cost is linear in the text. Any thread.

HtmlDocument readHtmlDocument(const QString& html, const HtmlRules& rules = {});
/// The result has the context's tag and holds what was read.
Element::Pointer readHtmlPiece(const QString& html, const HtmlContext& context = {},
                               const HtmlRules& rules = {});

/// What is put into a `div`, as the LMS reads it.
Element::Pointer parseHtml(const QString& html);

} // namespace scriptorium::markup
