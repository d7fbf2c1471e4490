#include "render/site/textbooks.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"
#include "render/blocks/scene.h"
#include "render/facts/answers.h"
#include "render/facts/coursetabs.h"
#include "render/site/sitepage.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

struct Chapter
{
  QString title;
  QString file; ///< its address
};

/// Of a book: its chapters, or the one file that it is.
QList<Chapter> chaptersOf(const SiteCourse& course, const Json& book)
{
  const auto address = [&course](const Json& part) {
    const QString quoted = withAddresses(course, u'"' + textAt(part, "url") + u'"');
    return quoted.sliced(1, quoted.size() - 2);
  };
  QList<Chapter> chapters;
  const Json parts = book.find("chapters").value_or(Json());
  for (const Json& part : parts.items())
    chapters.append({textAt(part, "title"), address(part)});
  if (chapters.isEmpty() && book.contains("url"))
    chapters.append({textAt(book, "tab_title"), address(book)});
  return chapters;
}

QString chapterList(const QString& base, const QList<Chapter>& chapters, qsizetype current)
{
  QString html = u"<nav class=\"book-toc\" aria-label=\"Textbook chapters\"><ol>\n"_s;
  for (qsizetype i = 0; i < chapters.size(); ++i)
    html += u"<li><a"_s +
            attributesText({{u"href"_s, base + u"chapter/%1/"_s.arg(i + 1)},
                            {u"rel"_s, chapters[i].file},
                            {u"aria-current"_s, i == current ? u"page"_s : u"false"_s}}) +
            u'>' + markup::htmlEscaped(chapters[i].title) + u"</a></li>\n"_s;
  return html + u"</ol></nav>\n"_s;
}

WebReply textbook(const Visit& visit)
{
  const SiteCourse& course = visit.course;
  const CourseAccess access(visit);
  const Json books = course.field(course.root(), u"pdf_textbooks"_s);
  const qsizetype book = visit.captured.value(1).toLongLong();
  if (!access.mayEnter() || !books.isList() || book >= std::ssize(books.items()))
    return WebReply::notFound();
  const QList<Chapter> chapters = chaptersOf(course, books.items()[size_t(book)]);
  const QString asked = visit.captured.value(2);
  const qsizetype current = asked.isEmpty() ? 0 : asked.toLongLong() - 1;
  if (current < 0 || current >= std::max<qsizetype>(chapters.size(), 1))
    return WebReply::notFound();
  const QString title = textAt(books.items()[size_t(book)], "tab_title");
  QString content = u"<h2>"_s + markup::htmlEscaped(title) + u"</h2>\n"_s;
  if (chapters.isEmpty())
    content += u"<p>This textbook has no chapters yet.</p>\n"_s;
  else
    content += chapterList(u"/courses/%1/pdfbook/%2/"_s.arg(course.keyText()).arg(book), chapters, current) +
               u"<iframe class=\"book-page\""_s +
               attributesText({{u"title"_s, chapters[current].title}, {u"src"_s, chapters[current].file}}) +
               u"></iframe>\n"_s;
  return WebReply::html(sitePage(visit, course.key().number() + u" Textbook"_s, QString(), content));
}

} // namespace

void addTextbookRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/pdfbook/(\\d{1,4})/(?:chapter/(\\d{1,4})/?)?(?:\\d+/?)?"_s,
           textbook);
}

QList<CustomPage> textbookPages(const Visit& visit)
{
  static const QString kPrefix = u"pdftextbook/"_s;
  QList<CustomPage> pages;
  const Json tabs = courseTabs(visit);
  for (const Json& tab : tabs.items())
    if (const QString id = textAt(tab, "tab_id"); id.startsWith(kPrefix)) {
      const QString number = id.sliced(kPrefix.size());
      pages.append({u"textbook-"_s + number, textAt(tab, "title"),
                    u"/courses/%1/pdfbook/%2/"_s.arg(visit.course.keyText(), number)});
    }
  return pages;
}

} // namespace scriptorium::render
