#include "markup/entities.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace scriptorium::markup {
namespace {

struct Entity
{
  std::string_view name;
  char32_t character;
};

/// Names of HTML 4 for U+00A0 to U+00FF, in order.
constexpr std::array<std::string_view, 96> kLatin1 = {
    "nbsp",   "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",
    "ordf",   "laquo",  "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",
    "acute",  "micro",  "para",   "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12",
    "frac34", "iquest", "Agrave", "Aacute", "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil",
    "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave", "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde",
    "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",  "Oslash", "Ugrave", "Uacute", "Ucirc",
    "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",  "atilde", "auml",   "aring",
    "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute", "icirc",  "iuml",
    "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash", "ugrave",
    "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};

/// Others that courses use.
constexpr std::array<Entity, 52> kOthers = {
    {{"amp", U'&'},        {"lt", U'<'},          {"gt", U'>'},          {"quot", U'"'},
     {"apos", U'\''},      {"ndash", U'\u2013'},  {"mdash", U'\u2014'},  {"lsquo", U'\u2018'},
     {"rsquo", U'\u2019'}, {"sbquo", U'\u201A'},  {"ldquo", U'\u201C'},  {"rdquo", U'\u201D'},
     {"bdquo", U'\u201E'}, {"dagger", U'\u2020'}, {"bull", U'\u2022'},   {"hellip", U'\u2026'},
     {"prime", U'\u2032'}, {"Prime", U'\u2033'},  {"euro", U'\u20AC'},   {"trade", U'\u2122'},
     {"larr", U'\u2190'},  {"uarr", U'\u2191'},   {"rarr", U'\u2192'},   {"darr", U'\u2193'},
     {"harr", U'\u2194'},  {"rArr", U'\u21D2'},   {"forall", U'\u2200'}, {"part", U'\u2202'},
     {"exist", U'\u2203'}, {"isin", U'\u2208'},   {"sum", U'\u2211'},    {"minus", U'\u2212'},
     {"radic", U'\u221A'}, {"infin", U'\u221E'},  {"int", U'\u222B'},    {"asymp", U'\u2248'},
     {"ne", U'\u2260'},    {"le", U'\u2264'},     {"ge", U'\u2265'},     {"alpha", U'\u03B1'},
     {"beta", U'\u03B2'},  {"gamma", U'\u03B3'},  {"delta", U'\u03B4'},  {"epsilon", U'\u03B5'},
     {"theta", U'\u03B8'}, {"lambda", U'\u03BB'}, {"mu", U'\u03BC'},     {"pi", U'\u03C0'},
     {"sigma", U'\u03C3'}, {"phi", U'\u03C6'},    {"omega", U'\u03C9'},  {"Delta", U'\u0394'}}};

char32_t numbered(std::string_view digits)
{
  const bool isHex = digits.starts_with('x') || digits.starts_with('X');
  if (isHex)
    digits.remove_prefix(1);
  quint32 code = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, problem] = std::from_chars(digits.data(), end, code, isHex ? 16 : 10);
  const bool isCharacter = code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
  return problem == std::errc() && stop == end && isCharacter ? code : 0;
}

} // namespace

char32_t entityCharacter(QByteArrayView name)
{
  const std::string_view text(name.data(), static_cast<size_t>(name.size()));
  if (text.starts_with('#'))
    return numbered(text.substr(1));
  if (const auto* other = std::ranges::find(kOthers, text, &Entity::name); other != kOthers.end())
    return other->character;
  const auto* latin = std::ranges::find(kLatin1, text);
  return latin == kLatin1.end() ? 0 : static_cast<char32_t>(0xA0 + (latin - kLatin1.begin()));
}

} // namespace scriptorium::markup
