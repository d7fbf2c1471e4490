#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using Severity = Finding::Severity;

const QSet<QString>& knownTypes()
{
  static const QSet<QString> kTypes = {u"courseware"_s,
                                       u"course_info"_s,
                                       u"textbooks"_s,
                                       u"pdf_textbooks"_s,
                                       u"html_textbooks"_s,
                                       u"discussion"_s,
                                       u"external_discussion"_s,
                                       u"external_link"_s,
                                       u"wiki"_s,
                                       u"progress"_s,
                                       u"dates"_s,
                                       u"syllabus"_s,
                                       u"teams"_s,
                                       u"edxnotes"_s,
                                       u"ccx"_s,
                                       u"instructor"_s,
                                       u"lti_tab"_s,
                                       u"lti_live"_s,
                                       u"lti_discussion"_s,
                                       u"static_tab"_s};
  return kTypes;
}

/// The tabs of the run's policy; an empty list when there are none.
QJsonArray tabsOf(const CourseSnapshot& course)
{
  const auto json = course.policy().value(u"course"_s, course.root().urlName, u"tabs"_s);
  return json ? QJsonDocument::fromJson(json->toUtf8()).array() : QJsonArray();
}

Place placeOf(const CourseSnapshot& course)
{
  return {course.policy().path(), 0, u"course"_s, course.root().urlName, u"tabs"_s};
}

QString text(const QJsonValue& tab, QLatin1StringView key)
{
  return tab.toObject().value(key).toString();
}

/// The types as Studio sees them once it has put the old info page right.
QStringList typesOf(const QJsonArray& tabs)
{
  QStringList types;
  for (const auto& tab : tabs)
    types.append(text(tab, "type"_L1));
  if (types.size() > 1 && types[0] == u"courseware" && types[1] == u"course_info")
    types.swapItemsAt(0, 1);
  if (!types.isEmpty() && types.front() == u"course_info")
    types.removeFirst();
  return types;
}

QMap<QString, int> countsOf(const QJsonArray& tabs)
{
  QMap<QString, int> counts;
  const QStringList types = typesOf(tabs);
  for (const auto& type : types)
    ++counts[type];
  return counts;
}

void first(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const QJsonArray tabs = tabsOf(course);
  const QStringList types = typesOf(tabs);
  if (!tabs.isEmpty() && (types.isEmpty() || types.front() != u"courseware"))
    findings.append(
        rule.finding(u"The first tab is not \"courseware\"; Studio refuses the course."_s, placeOf(course)));
}

void ofUnknownType(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const auto counts = countsOf(tabsOf(course));
  for (auto count = counts.cbegin(); count != counts.cend(); ++count)
    if (!knownTypes().contains(count.key()))
      findings.append(rule.finding(u"Studio drops the tab of the unknown type \"%1\"."_s.arg(count.key()),
                                   placeOf(course)));
}

void repeated(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const auto counts = countsOf(tabsOf(course));
  for (auto count = counts.cbegin(); count != counts.cend(); ++count)
    if (*count > 1 && knownTypes().contains(count.key()) && count.key() != u"static_tab" &&
        count.key() != u"external_link")
      findings.append(rule.finding(
          u"%1 tabs are of the type \"%2\", of which there may be one; Studio refuses the course."_s
              .arg(*count)
              .arg(count.key()),
          placeOf(course)));
}

void keysMissing(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  static const QMap<QString, QStringList> kNeeded = {{u"static_tab"_s, {u"name"_s, u"url_slug"_s}},
                                                     {u"external_link"_s, {u"link"_s, u"name"_s}},
                                                     {u"external_discussion"_s, {u"link"_s}},
                                                     {u"lti_tab"_s, {u"name"_s, u"lti_config_id"_s}}};
  const QJsonArray tabs = tabsOf(course);
  for (const auto& tab : tabs) {
    const QString type = text(tab, "type"_L1);
    for (const QString& key : kNeeded.value(type))
      if (!tab.toObject().contains(key))
        findings.append(rule.finding(
            u"A tab of the type \"%1\" lacks its %2; Studio refuses the course."_s.arg(type, key),
            placeOf(course)));
  }
}

void withoutFile(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const QJsonArray tabs = tabsOf(course);
  for (const auto& tab : tabs) {
    const QString slug = text(tab, "url_slug"_L1);
    if (text(tab, "type"_L1) != u"static_tab" || slug.isEmpty() ||
        course.hasFile(u"tabs/%1.html"_s.arg(slug)))
      continue;
    findings.append(
        rule.finding(u"The page \"%1\" has no file tabs/%2.html; learners get an error page.%3"_s.arg(
                         text(tab, "name"_L1), slug, course.otherCase(u"tabs/%1.html"_s.arg(slug))),
                     {course.policy().path(), 0, {}, {}, u"tabs"_s}));
  }
}

void withoutEntry(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  QSet<QString> slugs;
  const QJsonArray tabs = tabsOf(course);
  for (const auto& tab : tabs)
    if (text(tab, "type"_L1) == u"static_tab")
      slugs.insert(text(tab, "url_slug"_L1));
  for (const auto& file : course.files()) {
    if (!file.path.startsWith("tabs/"_L1) || !file.path.endsWith(".html"_L1) || !course.isFile(file))
      continue;
    const QString slug = file.path.sliced(5).chopped(5);
    if (slugs.contains(slug) || slug.contains(u'/'))
      continue;
    findings.append(rule.finding(
        u"No tab of the policy shows this page; Studio imports it, but learners do not see it."_s,
        {file.path, 0, {}, {}, {}}, u"Add a tab with url_slug \"%1\", or remove the file."_s.arg(slug)));
  }
}

} // namespace

Rule tabsFirst()
{
  return {.id = u"tabs-first"_s,
          .severity = Severity::Error,
          .title = u"The first tab is not the course"_s,
          .explanation = u"Move the courseware tab to the front."_s,
          .course = first,
          .reads = Input::Policies};
}

Rule tabsUnknownType()
{
  return {.id = u"tabs-unknown-type"_s,
          .severity = Severity::Info,
          .title = u"A tab that Studio drops"_s,
          .explanation = u"Nothing needs to be done; it is kept here."_s,
          .course = ofUnknownType,
          .reads = Input::Policies};
}

Rule tabsRepeated()
{
  return {.id = u"tabs-repeated"_s,
          .severity = Severity::Error,
          .title = u"A tab that may be there once only"_s,
          .explanation = u"Remove all but one."_s,
          .course = repeated,
          .reads = Input::Policies};
}

Rule tabsKeysMissing()
{
  return {.id = u"tabs-keys-missing"_s,
          .severity = Severity::Error,
          .title = u"A page tab without name or url_slug"_s,
          .explanation = u"Add what is missing, or remove the tab."_s,
          .course = keysMissing,
          .reads = Input::Policies};
}

Rule tabWithoutFile()
{
  return {.id = u"tab-without-file"_s,
          .severity = Severity::Warning,
          .title = u"A page tab without its file"_s,
          .explanation = u"Add the file, or remove the tab."_s,
          .course = withoutFile,
          .reads = {Input::Policies, Input::Files}};
}

Rule tabWithoutEntry()
{
  return {.id = u"tab-without-entry"_s,
          .severity = Severity::Info,
          .title = u"A page that no tab shows"_s,
          .explanation = u"Add a tab for it, or remove the file."_s,
          .course = withoutEntry,
          .reads = {Input::Policies, Input::Files}};
}

} // namespace scriptorium::checks
