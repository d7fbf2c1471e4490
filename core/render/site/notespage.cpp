#include "render/site/notespage.h"

#include "markup/markup.h"
#include "render/access/courseaccess.h"
#include "render/facts/answers.h"
#include "render/facts/notes.h"
#include "render/site/sitepage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

QString noteHtml(const Visit& visit, const Note& note)
{
  const Json json = noteJson(visit, note);
  const Json unit = json.find("unit").value_or(Json());
  QString html = u"<li><blockquote>"_s + markup::htmlEscaped(textAt(json, "quote")) + u"</blockquote>\n"_s;
  if (const QString text = textAt(json, "text"); !text.isEmpty())
    html += u"<p class=\"note-text\">"_s + markup::htmlEscaped(text) + u"</p>\n"_s;
  html += u"<p class=\"note-place\">"_s;
  const Json tags = json.find("tags").value_or(Json());
  for (const Json& tag : tags.items())
    html += u"<span class=\"pill\">"_s + markup::htmlEscaped(tag.text()) + u"</span> "_s;
  return html +
         u"<a href=\"%1\" target=\"_parent\">%2</a></p></li>\n"_s.arg(
             markup::htmlEscaped(textAt(unit, "url")), markup::htmlEscaped(textAt(unit, "display_name")));
}

WebReply notesPage(const Visit& visit)
{
  const bool isThere =
      hasNotes(visit.course) && !isAnonymous(visit.learner) && CourseAccess(visit).mayEnter();
  if (!isThere)
    return WebReply::notFound();
  QString items;
  for (const Note& note : notesOf(visit))
    items += noteHtml(visit, note);
  const QString content =
      items.isEmpty()
          ? u"<p>There are no notes yet. Select words of a text, and press <b>Add a note</b>.</p>\n"_s
          : u"<p><input type=\"search\" class=\"notes-filter\" placeholder=\"Find in notes\" "
            "aria-label=\"Find in notes\"></p>\n<ul class=\"notes-list\">\n"_s +
                items + u"</ul>\n"_s;
  return WebReply::html(
      sitePage(visit, u"Notes"_s, u"view-in-course view-notes"_s, u"<h1>Notes</h1>\n"_s + content));
}

} // namespace

void addNotesPageRoutes(Routes& routes)
{
  addRoute(routes, "GET", u"/courses/{course}/edxnotes/?"_s, notesPage);
}

} // namespace scriptorium::render
