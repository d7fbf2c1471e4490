#include "render/unit/pagehead.h"

#include "markup/markup.h"
#include "render/blocks/scene.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// Text for a script element: nothing in it may end the element.
QString scriptText(const QString& text)
{
  return Json(text).toString().replace(u"</"_s, u"<\\/"_s);
}

QStringList courseWide(const SiteCourse& course, const QString& field)
{
  QStringList addresses;
  const Json list = course.field(course.root(), field);
  for (const Json& item : list.items())
    if (const QString text = item.text(); !text.isEmpty())
      addresses.append(text.startsWith(u"/static/"_s) ? assetAddress(course, text.sliced(8)) : text);
  return addresses;
}

QString style(const QString& address)
{
  return u"<link rel=\"stylesheet\""_s + attributeText(u"href"_s, address) + u">\n"_s;
}

QString script(const QString& address, const QString& more = {})
{
  return u"<script"_s + attributeText(u"src"_s, address) + more + u"></script>\n"_s;
}

/// As LMS: mathjax_include.html, without what a page shows while it loads. Only one renderer is built in, so
/// the menu offers none, nor what reads formulas aloud; the formulas carry MathML for screen readers.
const QString kMathConfig = uR"js(<script type="text/x-mathjax-config">
MathJax.Hub.Config({
  tex2jax: { inlineMath: [["\\(", "\\)"], ["[mathjaxinline]", "[/mathjaxinline]"]],
             displayMath: [["\\[", "\\]"], ["[mathjax]", "[/mathjax]"]] },
  MathMenu: { showRenderer: false, showLocale: false },
  menuSettings: { CHTMLpreview: false },
  messageStyle: "none"
});
MathJax.Hub.processSectionDelay = 0;
MathJax.Hub.Register.StartupHook("Accessibility Menu Ready", function () {
  var menu = MathJax.Menu.menu;
  menu.items = menu.items.filter(function (item) { return !item.name || item.name[0] !== "Accessibility"; });
});
window.HUB = MathJax.Hub;
</script>
)js"_s;

} // namespace

bool hasWebLibraries()
{
#ifdef SCRIPTORIUM_WEB_LIBRARIES
  return true;
#else
  return false;
#endif
}

QString pageHead(const SiteCourse& course, const QString& title, bool isFramed)
{
  QString html = u"<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
                 "initial-scale=1\">\n<title>"_s +
                 markup::htmlEscaped(title) +
                 u" | My Open edX</title>\n<link rel=\"icon\" href=\"data:,\">\n"_s;
  if (hasWebLibraries())
    html += style(u"/__preview/lib/font-awesome/css/font-awesome.min.css"_s) +
            style(u"/__preview/lib/jquery-ui/jquery-ui.min.css"_s);
  html += style(u"/__preview/page.css"_s);
  if (hasWebLibraries())
    html += script(u"/__preview/lib/vendor.js"_s);
  html +=
      script(u"/__preview/token.js"_s) + script(u"/__preview/page.js"_s) + script(u"/__preview/globals.js"_s);
  if (isFramed)
    html += u"<base target=\"_parent\">\n"_s;
  html += u"<script>var $$course_id = "_s + scriptText(course.keyText()) + u";</script>\n"_s;
  const QStringList styles = courseWide(course, u"course_wide_css"_s);
  for (const QString& address : styles)
    html += style(address);
  return html + u"</head>\n"_s;
}

QString pageEnd(const SiteCourse& course)
{
  QString html;
  if (hasWebLibraries())
    html += script(u"/__preview/lib/late.js"_s, u" async"_s);
  for (const QString& name :
       {u"channel.js"_s, u"jsinput.js"_s, u"inputs.js"_s, u"problems.js"_s, u"video.js"_s, u"blocks.js"_s,
        u"annotations.js"_s, u"draganddrop.js"_s, u"openassessment.js"_s})
    html += script(u"/__preview/"_s + name);
  if (course.isTrue(course.root(), u"edxnotes"_s))
    html += script(u"/__preview/notes.js"_s);
  if (hasWebLibraries())
    html += kMathConfig + script(u"/__preview/lib/mathjax/MathJax.js?config=TeX-MML-AM_SVG"_s);
  html += u"<div id=\"lean_overlay\"></div>\n"_s;
  const QStringList scripts = courseWide(course, u"course_wide_js"_s);
  for (const QString& address : scripts)
    html += script(address);
  return html;
}

} // namespace scriptorium::render
