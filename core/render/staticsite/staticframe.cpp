#include "render/staticsite/staticframe.h"

#include "render/blocks/scene.h"
#include "render/unit/pagehead.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

bool hasFormulas(const QString& content)
{
  static const QRegularExpression kFormula(u"\\\\\\(|\\\\\\[|\\[mathjax|<math\\b"_s);
  return kFormula.match(content).hasMatch();
}

/// Without the scripts that need the server.
QString withoutServer(QString html)
{
  static const QRegularExpression kScript(
      u"<script src=\"/__preview/(?:lib/late|[a-z]+)\\.js\"[^>]*></script>\\n?"_s);
  return html.remove(kScript);
}

QString head(const SiteCourse& course, StaticPages& pages, const QString& title, const QString& up)
{
  static const QRegularExpression kTitle(u"<title>.*?</title>"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
  QString html = withoutServer(pageHead(course, title, false));
  html.replace(kTitle.match(html).captured(), u"<title>"_s + title.toHtmlEscaped() + u"</title>"_s);
  html.replace(u"</head>"_s, u"<link rel=\"stylesheet\" href=\"/__preview/static.css\">\n</head>"_s);
  return u"<!DOCTYPE html>\n<html lang=\"en\">\n"_s + pages.withLocalAddresses(html, up);
}

QString end(const SiteCourse& course, StaticPages& pages, const QString& content, const QString& up)
{
  static const QRegularExpression kMath(
      u"<script type=\"text/x-mathjax-config\">.*?</script>\\n?|<script src=\"/__preview/lib/mathjax[^>]*></script>\\n?"_s,
      QRegularExpression::DotMatchesEverythingOption);
  QString html = withoutServer(pageEnd(course));
  if (!hasFormulas(content))
    html.remove(kMath);
  html += u"<script src=\""_s + up +
          u"_site/search-data.js\"></script>\n<script src=\"/__preview/static.js\"></script>\n"_s;
  return pages.withLocalAddresses(html, up) + u"</body>\n</html>\n"_s;
}

QString link(const QString& up, const StaticPage& page, bool isHere)
{
  return u"<a href=\"%1%2\"%3>%4</a>\n"_s.arg(up, page.path, isHere ? u" aria-current=\"page\""_s : QString(),
                                              page.title.toHtmlEscaped());
}

QString outlineBelow(const SiteCourse& course, const StaticPages& pages, int node, const QString& up,
                     const StaticPage* here)
{
  QString html;
  for (const int child : course.node(node).children) {
    const StaticPage* page = pages.pageOf(child);
    const QString below = page == nullptr ? outlineBelow(course, pages, child, up, here) : QString();
    const QString title = course.title(child).toHtmlEscaped();
    const QString hidden =
        course.isTrue(child, u"visible_to_staff_only"_s) ? u" <small>staff only</small>"_s : QString();
    if (page != nullptr && page->node == child)
      html += link(up, *page, page == here);
    else if (!below.isEmpty() && course.node(child).type == "chapter"_L1)
      html += u"<details open><summary>"_s + title + hidden + u"</summary>\n"_s + below + u"</details>\n"_s;
    else if (!below.isEmpty())
      html += u"<p class=\"lesson\">"_s + title + hidden + u"</p>\n"_s + below;
  }
  return html;
}

QString outline(const SiteCourse& course, const StaticPages& pages, const QString& up, const StaticPage* here)
{
  QString html = outlineBelow(course, pages, course.root(), up, here);
  QString custom;
  for (const StaticPage& page : pages.pages())
    if (page.node < 0)
      custom += link(up, page, &page == here);
  return custom.isEmpty() ? html
                          : html + u"<details open><summary>Pages</summary>\n"_s + custom + u"</details>\n"_s;
}

QString top(const SiteCourse& course, const QString& up)
{
  return u"<body class=\"static ltr view-in-course %1\" data-up=\"%2\">\n<a class=\"static-skip\" "
         u"href=\"#main\">To the "
         "content</a>\n<header class=\"static-top\"><a href=\"%2index.html\">%3</a>"
         "<input type=\"search\" id=\"static-search\" placeholder=\"Search the course\" aria-label=\"Search "
         "the course\" "
         "autocomplete=\"off\"></header>\n<div id=\"static-found\" role=\"status\" hidden></div>\n"_s.arg(
             course.textOf(course.root(), u"css_class"_s).toHtmlEscaped(), up,
             course.title(course.root()).toHtmlEscaped());
}

QString columns(const QString& nav, const QString& main)
{
  const QString side =
      nav.isEmpty() ? QString() : u"<nav aria-label=\"Course outline\">\n"_s + nav + u"</nav>\n"_s;
  return u"<div class=\"static-columns\">\n"_s + side +
         u"<div class=\"content-wrapper main-container\" id=\"content\">\n<main id=\"main\" tabindex=\"-1\">\n"_s +
         main + u"</main>\n</div>\n</div>\n"_s;
}

QString wayOn(const StaticPage* page, const QString& word)
{
  return page == nullptr ? u"<span></span>"_s
                         : u"<a href=\"../%1\"><small>%2</small>%3</a>"_s.arg(page->path, word,
                                                                              page->title.toHtmlEscaped());
}

} // namespace

QString staticPage(const SiteCourse& course, StaticPages& pages, const StaticPage& page,
                   const QString& content)
{
  const QString up = u"../"_s;
  const auto index = size_t(&page - pages.pages().data());
  const StaticPage* back = index > 0 ? &pages.pages()[index - 1] : nullptr;
  const StaticPage* next = index + 1 < pages.pages().size() ? &pages.pages()[index + 1] : nullptr;
  return head(course, pages, page.title + u" | "_s + course.title(course.root()), up) + top(course, up) +
         columns(outline(course, pages, up, &page), content + u"<p class=\"static-way\">"_s +
                                                        wayOn(back, u"Back"_s) + wayOn(next, u"Next"_s) +
                                                        u"</p>\n"_s) +
         end(course, pages, content, up);
}

QString staticHome(const SiteCourse& course, StaticPages& pages)
{
  const QString title = course.title(course.root());
  const QString content =
      u"<h1>%1</h1>\n<p>%2 · a copy to read, made with Scriptorium. Problems are shown as learners see them "
      u"and are "
      "not graded. <a href=\"print.html\">All units on one page</a>, to print or to keep as PDF.</p>\n"
      "<div class=\"static-outline\">\n%3</div>\n"_s.arg(
          title.toHtmlEscaped(), course.keyText().toHtmlEscaped(), outline(course, pages, {}, nullptr));
  return head(course, pages, title, {}) + top(course, {}) + columns({}, content) + end(course, pages, {}, {});
}

QString staticPrint(const SiteCourse& course, StaticPages& pages, const QList<StaticUnit>& units)
{
  QString content;
  int chapter = -1;
  for (const StaticUnit& unit : units) {
    const int at = course.ancestor(unit.node, u"chapter");
    if (at >= 0 && at != chapter)
      content += u"<h1 class=\"static-chapter\">"_s + course.title(at).toHtmlEscaped() + u"</h1>\n"_s;
    chapter = at;
    content += u"<article>\n"_s + unit.html + u"</article>\n"_s;
  }
  const QString title = course.title(course.root());
  return head(course, pages, title, {}) +
         u"<body class=\"static static-whole ltr view-in-course\">\n<div class=\"content-wrapper\" "
         u"id=\"content\">\n<main "
         "id=\"main\">\n<h1>%1</h1>\n%2</main>\n</div>\n"_s.arg(title.toHtmlEscaped(), content) +
         end(course, pages, content, {});
}

} // namespace scriptorium::render
