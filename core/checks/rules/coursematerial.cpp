#include "assets/assetnames.h"
#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"
#include "model/text/json.h"

using namespace Qt::Literals::StringLiterals;

/// What the course's settings name and may not be there: chapters of textbooks, a proctoring provider.
namespace scriptorium::checks {
namespace {

Json settingOf(const CourseSnapshot& course, const QString& field)
{
  const auto policy = course.policy().value(u"course"_s, course.root().urlName, field);
  const auto text = policy ? policy : course.rootVersion().fields.value(field);
  return Json::parse(text.value_or(QString())).value_or(Json());
}

void textbookFiles(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const auto look = [&](const QString& field, const Json& url) {
    const QString path = url.text();
    if (!path.startsWith("/static/"_L1))
      return;
    const QString file = path.sliced(1);
    if (!course.hasStatic(file.sliced(7)))
      findings.append(rule.finding(u"The file %1 of a textbook (%2) is not in the course.%3"_s.arg(
                                       file, field, course.otherCase(file)),
                                   {{}, 0, u"course"_s, course.root().urlName, field}));
  };
  for (const QString& field : {u"pdf_textbooks"_s, u"html_textbooks"_s}) {
    const Json books = settingOf(course, field);
    for (const Json& book : books.items()) {
      look(field, book.find("url").value_or(Json()));
      const Json chapters = book.find("chapters").value_or(Json());
      for (const Json& chapter : chapters.items())
        look(field, chapter.find("url").value_or(Json()));
    }
  }
}

/// Source: course_block.py, ProctoringProvider: judged when proctored exams are on.
void proctoring(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  const QString field = u"proctoring_provider"_s;
  const QString provider = settingOf(course, field).text();
  const Json isOn = settingOf(course, u"enable_proctored_exams"_s);
  if (provider.isEmpty() || provider == "null"_L1 || !(isOn.boolean() || isOn.text() == "true"_L1))
    return;
  findings.append(rule.finding(
      u"The course names the proctoring provider “%1”; where it is not installed, Studio's import fails."_s
          .arg(provider),
      {{}, 0, u"course"_s, course.root().urlName, field}));
}

} // namespace

Rule textbookFileMissing()
{
  return {.id = u"textbook-file-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A textbook whose file is not there"_s,
          .explanation = u"Add the file below static/, or take the chapter away."_s,
          .course = textbookFiles,
          .reads = Inputs(Input::Policies) | Input::Files | Input::Root};
}

Rule proctoringProvider()
{
  return {.id = u"proctoring-provider"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A proctoring provider that not every server has"_s,
          .explanation = u"Ask which providers the server has, or set proctoring_provider to null."_s,
          .course = proctoring,
          .reads = Inputs(Input::Policies) | Input::Root};
}

} // namespace scriptorium::checks
