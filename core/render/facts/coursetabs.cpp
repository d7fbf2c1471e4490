#include "render/facts/coursetabs.h"

#include "render/facts/answers.h"
#include "render/facts/notes.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

struct Tab
{
  QString id;
  QString title;
  QString address;
  int priority = 1000; ///< as LMS: courseware/tabs.py; what has none comes last
};

Tab plainTab(const Visit& visit, const QString& type, const Json& stored)
{
  const QString base = lmsAddress(visit, u"/courses/"_s + visit.course.keyText());
  if (type == u"courseware")
    return {type, u"Course"_s, clientAddress(visit, u"home"_s), 11};
  if (type == u"progress")
    return {type, u"Progress"_s, clientAddress(visit, type), 20};
  if (type == u"dates")
    return {type, u"Dates"_s, clientAddress(visit, type), 30};
  if (type == u"discussion")
    return {type, u"Discussion"_s, base + u"/discussion/forum/"_s, 40};
  if (type == u"teams")
    return {type, u"Teams"_s, base + u"/teams/"_s, 60};
  if (type == u"edxnotes")
    return {type, u"Notes"_s, base + u"/edxnotes/"_s};
  if (type == u"syllabus")
    return {type, u"Syllabus"_s, base + u"/syllabus"_s, 80};
  const QString name = textAt(stored, "name");
  if (type == u"static_tab") {
    const QString slug = textAt(stored, "url_slug");
    return {u"static_tab_"_s + slug, name, base + u'/' + slug + u'/'};
  }
  return {type, name, textAt(stored, "link")}; // an external link
}

bool hasTeams(const SiteCourse& course)
{
  const Json teams = course.field(course.root(), u"teams_configuration"_s);
  return !teams.find("topics").value_or(Json()).isEmpty() ||
         !teams.find("team_sets").value_or(Json()).isEmpty();
}

bool isShown(const Visit& visit, const QString& type, const Json& stored)
{
  const bool mayEnter = visit.learner.isStaff || visit.learner.isEnrolled;
  const auto isTrue = [&stored](const char* name) { return stored.find(name).value_or(Json()).boolean(); };
  if (isTrue("is_hidden") || (isTrue("course_staff_only") && !visit.learner.isStaff))
    return false;
  if (type == u"courseware" || type == u"static_tab" || type == u"external_link")
    return true;
  if (type == u"progress" && visit.course.isTrue(visit.course.root(), u"hide_progress_tab"_s))
    return false;
  if (type == u"edxnotes")
    return mayEnter && hasNotes(visit.course);
  if (type == u"teams")
    return mayEnter && hasTeams(visit.course);
  return mayEnter &&
         (type == u"progress" || type == u"dates" || type == u"discussion" || type == u"syllabus");
}

struct Textbooks
{
  QString type;    ///< of the stored tab
  QString field;   ///< of the course
  QString id;      ///< of the tab, before its number
  QString address; ///< below the course
};

void addTextbooks(const Visit& visit, const QSet<QString>& stored, QList<Tab>& tabs)
{
  static const QList<Textbooks> kKinds = {
      {u"pdf_textbooks"_s, u"pdf_textbooks"_s, u"pdftextbook/"_s, u"/pdfbook/%1/"_s},
      {u"html_textbooks"_s, u"html_textbooks"_s, u"htmltextbook/"_s, u"/htmlbook/%1/"_s}};
  const SiteCourse& course = visit.course;
  for (const Textbooks& kind : kKinds) {
    if (!stored.contains(kind.type))
      continue;
    int index = 0;
    for (const Json& book : course.field(course.root(), kind.field).items()) {
      const QString path = u"/courses/"_s + course.keyText() + kind.address.arg(index);
      tabs.append({kind.id + QString::number(index), textAt(book, "tab_title"), lmsAddress(visit, path)});
      ++index;
    }
  }
}

/// The tabs that a course has which stores none.
Json storedTabs(const SiteCourse& course)
{
  Json stored = course.field(course.root(), u"tabs"_s);
  if (!stored.isEmpty())
    return stored;
  Json tabs = Json::list();
  for (const char* type : {"courseware", "discussion", "progress", "dates", "pdf_textbooks"})
    tabs.append(object({{"type", Json(QString::fromLatin1(type))}}));
  return tabs;
}

} // namespace

Json courseTabs(const Visit& visit)
{
  QList<Tab> tabs;
  QSet<QString> types;
  const Json stored = storedTabs(visit.course);
  for (const Json& tab : stored.items()) {
    const QString type = textAt(tab, "type");
    types.insert(type);
    if (isShown(visit, type, tab))
      tabs.append(plainTab(visit, type, tab));
  }
  if (visit.learner.isStaff)
    tabs.append({u"instructor"_s, u"Instructor"_s,
                 lmsAddress(visit, u"/courses/"_s + visit.course.keyText() + u"/instructor"_s)});
  if (visit.learner.isStaff || visit.learner.isEnrolled)
    addTextbooks(visit, types, tabs);
  std::ranges::stable_sort(tabs, {}, &Tab::priority);
  Json result = Json::list();
  for (const Tab& tab : tabs)
    result.append(object({{"tab_id", Json(tab.id)}, {"title", Json(tab.title)}, {"url", Json(tab.address)}}));
  return result;
}

} // namespace scriptorium::render
