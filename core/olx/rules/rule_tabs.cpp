#include "olx/rules/courserules.h"

#include <QHash>
#include <QSet>

#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Json = nlohmann::ordered_json;
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

QString text(const Json& tab, const char* key)
{
  const auto found = tab.is_object() ? tab.find(key) : tab.end();
  return tab.is_object() && found != tab.end() && found->is_string()
             ? QString::fromStdString(found->get<std::string>())
             : QString();
}

/// The tabs of the run's policy; an empty list when there are none.
Json tabsOf(const CourseFacts& facts, int* file)
{
  const QByteArray bytes = facts.policy(file);
  const Json policy = Json::parse(bytes.begin(), bytes.end(), nullptr, false);
  const std::string key = "course/" + facts.course.blocks[facts.course.root].urlName.toStdString();
  if (!policy.is_object() || !policy.contains(key) || !policy[key].is_object())
    return Json::array();
  const auto tabs = policy[key].find("tabs");
  return tabs != policy[key].end() && tabs->is_array() ? *tabs : Json::array();
}

/// The types as Studio sees them once it has put the old info page right.
QStringList typesOf(const Json& tabs)
{
  QStringList types;
  for (const auto& tab : tabs)
    types.append(text(tab, "type"));
  if (types.size() > 1 && types[0] == u"courseware" && types[1] == u"course_info")
    types.swapItemsAt(0, 1);
  if (!types.isEmpty() && types.front() == u"course_info")
    types.removeFirst();
  return types;
}

} // namespace

void tabs(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const Json tabs = tabsOf(facts, &file);
  if (tabs.empty())
    return;
  const Place place = {facts.files.pathFromRoot(file), 0, u"course"_s,
                       facts.course.blocks[facts.course.root].urlName, u"tabs"_s};
  const QStringList types = typesOf(tabs);
  if (types.isEmpty() || types.front() != u"courseware")
    report.add(Severity::Error, "tabs-first", place,
               u"The first tab is not \"courseware\"; Studio refuses the course."_s,
               u"Move the courseware tab to the front."_s);
  QHash<QString, int> counts;
  for (const auto& type : types)
    ++counts[type];
  for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
    if (!knownTypes().contains(count.key()))
      report.add(Severity::Info, "tabs-unknown-type", place,
                 u"Studio drops the tab of the unknown type \"%1\"."_s.arg(count.key()),
                 u"Nothing needs to be done; it is kept here."_s);
    else if (*count > 1 && count.key() != u"static_tab" && count.key() != u"external_link")
      report.add(Severity::Error, "tabs-repeated", place,
                 u"%1 tabs are of the type \"%2\", of which there may be one; Studio refuses the course."_s
                     .arg(*count)
                     .arg(count.key()),
                 u"Remove all but one."_s);
  }
  for (const auto& tab : tabs)
    if (text(tab, "type") == u"static_tab" && (!tab.contains("name") || !tab.contains("url_slug")))
      report.add(Severity::Error, "tabs-keys-missing", place,
                 u"A page tab lacks its name or url_slug; Studio refuses the course."_s,
                 u"Add what is missing, or remove the tab."_s);
}

void tabFiles(const CourseFacts& facts, Report& report)
{
  int file = -1;
  const Json tabs = tabsOf(facts, &file);
  QSet<QString> slugs;
  for (const auto& tab : tabs) {
    const QString slug = text(tab, "url_slug");
    if (text(tab, "type") != u"static_tab" || slug.isEmpty())
      continue;
    slugs.insert(slug);
    if (facts.files.find("tabs/" + slug.toUtf8() + ".html") < 0)
      report.add(Severity::Warning, "tab-without-file",
                 {facts.files.pathFromRoot(file), 0, {}, {}, u"tabs"_s},
                 u"The page \"%1\" has no file tabs/%2.html; learners get an error page."_s.arg(
                     text(tab, "name"), slug),
                 u"Add the file, or remove the tab."_s);
  }
  for (const auto& other : facts.course.files) {
    if (other.kind != ParsedFile::Kind::File || !other.path.startsWith(u"tabs/") ||
        !other.path.endsWith(u".html"))
      continue;
    const QString slug = other.path.sliced(5).chopped(5);
    if (!slugs.contains(slug) && !slug.contains(u'/'))
      report.add(Severity::Info, "tab-without-entry", {other.path, 0, {}, {}, {}},
                 u"No tab of the policy shows this page; Studio imports it, but learners do not see it."_s,
                 u"Add a tab with url_slug \"%1\", or remove the file."_s.arg(slug));
  }
}

} // namespace scriptorium::olx::rules
