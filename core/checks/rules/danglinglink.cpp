#include "checks/assetname.h"
#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"
#include "model/coursefiles.h"

#include <QSet>

#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

/// Source: xml_importer.py, StaticContentImporter: it opens every name that it does not pass over.
bool isOpenedByStudio(const QString& path)
{
  return path.startsWith("static/"_L1) && !isSkippedAsset(path);
}

QSet<QString> foldersOf(const QList<CourseSnapshot::File>& files)
{
  QSet<QString> folders;
  for (const auto& file : files)
    for (qsizetype slash = file.path.indexOf(u'/'); slash > 0; slash = file.path.indexOf(u'/', slash + 1))
      folders.insert(file.path.first(slash));
  return folders;
}

bool isLink(const CourseSnapshot& course, const CourseSnapshot::File& file)
{
  const auto version = course.view().version(file.id);
  return version && version->fields.value(u"kind"_s) == u"link"_s;
}

void findDanglingLinks(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  std::optional<QSet<QString>> folders; // few courses have links
  for (const auto& file : course.files()) {
    if (!isOpenedByStudio(file.path) || !isLink(course, file))
      continue;
    const QString end = behindLinks(course.view(), file.path);
    if (!end.startsWith("static/"_L1)) // the reader's to judge: a file that a block was read from, or outside
      continue;
    if (!folders)
      folders = foldersOf(course.files());
    if (end != file.path && (course.hasFile(end) || folders->contains(end)))
      continue;
    findings.append(rule.finding(
        u"The link leads to %1, which is not there. Studio's import of the course fails at it."_s.arg(end),
        {file.path, 0, {}, {}, {}}));
  }
}

std::optional<Fix> removeLink(const CourseSnapshot&, const Finding& finding)
{
  return Fix{u"Remove the link %1"_s.arg(finding.place.file), {}, {finding.place.file}};
}

} // namespace

Rule danglingLink()
{
  return {.id = u"dangling-link"_s,
          .severity = Finding::Severity::Error,
          .title = u"A link in static/ that leads to no file"_s,
          .explanation = u"Remove the link, or add the file that it leads to."_s,
          .course = findDanglingLinks,
          .reads = Input::Files,
          .isOfLibraries = true,
          .fix = removeLink};
}

} // namespace scriptorium::checks
