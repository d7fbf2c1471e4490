#include "markup/html/htmlreader.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

/// Beginnings of public identifiers of before HTML 4.01.
constexpr QLatin1StringView kQuirky[] = {
    "+//Silmaril//dtd html Pro v0r11 19970101//"_L1,
    "-//AS//DTD HTML 3.0 asWedit + extensions//"_L1,
    "-//AdvaSoft Ltd//DTD HTML 3.0 asWedit + extensions//"_L1,
    "-//IETF//DTD HTML 2.0 Level 1//"_L1,
    "-//IETF//DTD HTML 2.0 Level 2//"_L1,
    "-//IETF//DTD HTML 2.0 Strict Level 1//"_L1,
    "-//IETF//DTD HTML 2.0 Strict Level 2//"_L1,
    "-//IETF//DTD HTML 2.0 Strict//"_L1,
    "-//IETF//DTD HTML 2.0//"_L1,
    "-//IETF//DTD HTML 2.1E//"_L1,
    "-//IETF//DTD HTML 3.0//"_L1,
    "-//IETF//DTD HTML 3.2 Final//"_L1,
    "-//IETF//DTD HTML 3.2//"_L1,
    "-//IETF//DTD HTML 3//"_L1,
    "-//IETF//DTD HTML Level 0//"_L1,
    "-//IETF//DTD HTML Level 1//"_L1,
    "-//IETF//DTD HTML Level 2//"_L1,
    "-//IETF//DTD HTML Level 3//"_L1,
    "-//IETF//DTD HTML Strict Level 0//"_L1,
    "-//IETF//DTD HTML Strict Level 1//"_L1,
    "-//IETF//DTD HTML Strict Level 2//"_L1,
    "-//IETF//DTD HTML Strict Level 3//"_L1,
    "-//IETF//DTD HTML Strict//"_L1,
    "-//IETF//DTD HTML//"_L1,
    "-//Metrius//DTD Metrius Presentational//"_L1,
    "-//Microsoft//DTD Internet Explorer 2.0 HTML Strict//"_L1,
    "-//Microsoft//DTD Internet Explorer 2.0 HTML//"_L1,
    "-//Microsoft//DTD Internet Explorer 2.0 Tables//"_L1,
    "-//Microsoft//DTD Internet Explorer 3.0 HTML Strict//"_L1,
    "-//Microsoft//DTD Internet Explorer 3.0 HTML//"_L1,
    "-//Microsoft//DTD Internet Explorer 3.0 Tables//"_L1,
    "-//Netscape Comm. Corp.//DTD HTML//"_L1,
    "-//Netscape Comm. Corp.//DTD Strict HTML//"_L1,
    "-//O'Reilly and Associates//DTD HTML 2.0//"_L1,
    "-//O'Reilly and Associates//DTD HTML Extended 1.0//"_L1,
    "-//O'Reilly and Associates//DTD HTML Extended Relaxed 1.0//"_L1,
    "-//SQ//DTD HTML 2.0 HoTMetaL + extensions//"_L1,
    "-//SoftQuad Software//DTD HoTMetaL PRO 6.0::19990601::extensions to HTML 4.0//"_L1,
    "-//SoftQuad//DTD HoTMetaL PRO 4.0::19971010::extensions to HTML 4.0//"_L1,
    "-//Spyglass//DTD HTML 2.0 Extended//"_L1,
    "-//Sun Microsystems Corp.//DTD HotJava HTML//"_L1,
    "-//Sun Microsystems Corp.//DTD HotJava Strict HTML//"_L1,
    "-//W3C//DTD HTML 3 1995-03-24//"_L1,
    "-//W3C//DTD HTML 3.2 Draft//"_L1,
    "-//W3C//DTD HTML 3.2 Final//"_L1,
    "-//W3C//DTD HTML 3.2//"_L1,
    "-//W3C//DTD HTML 3.2S Draft//"_L1,
    "-//W3C//DTD HTML 4.0 Frameset//"_L1,
    "-//W3C//DTD HTML 4.0 Transitional//"_L1,
    "-//W3C//DTD HTML Experimental 19960712//"_L1,
    "-//W3C//DTD HTML Experimental 970421//"_L1,
    "-//W3C//DTD W3 HTML//"_L1,
    "-//W3O//DTD W3 HTML 3.0//"_L1,
    "-//WebTechs//DTD Mozilla HTML 2.0//"_L1,
    "-//WebTechs//DTD Mozilla HTML//"_L1,
};
constexpr QLatin1StringView kQuirkyAlone[] = {"-//W3C//DTD HTML 4.01 Frameset//"_L1,
                                              "-//W3C//DTD HTML 4.01 Transitional//"_L1};
constexpr QLatin1StringView kQuirkyWhole[] = {"-//W3O//DTD W3 HTML Strict 3.0//EN//"_L1,
                                              "-/W3C/DTD HTML 4.0 Transitional/EN"_L1, "HTML"_L1};

} // namespace

bool isQuirky(const HtmlToken& doctype)
{
  const QString& id = doctype.publicId;
  const auto begins = [&id](auto start) { return id.startsWith(start, Qt::CaseInsensitive); };
  const auto equals = [&id](auto whole) { return id.compare(whole, Qt::CaseInsensitive) == 0; };
  return doctype.isOdd || doctype.text != "html"_L1 || std::ranges::any_of(kQuirkyWhole, equals) ||
         doctype.systemId.compare("http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd"_L1,
                                  Qt::CaseInsensitive) == 0 ||
         std::ranges::any_of(kQuirky, begins) ||
         (doctype.systemId.isNull() && std::ranges::any_of(kQuirkyAlone, begins));
}

} // namespace scriptorium::markup
