#include "model/coursekey.h"
#include "olx/rules/courserules.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Severity = Finding::Severity;

/// The characters that Studio allows in the parts of course.xml's key.
bool isKeyPart(const QString& part)
{
  return !part.isEmpty() && std::ranges::all_of(part, [](QChar c) {
    return c.isLetterOrNumber() || c.isSurrogate() || c == u'_' || c == u'.' || c == u'%' || c == u'-';
  });
}

bool isPlainName(const QString& name)
{
  return !name.isEmpty() && std::ranges::all_of(name, [](QChar c) {
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || c == u'_' ||
           c == u'-';
  });
}

} // namespace

void courseKey(const CourseFacts& facts, Report& report)
{
  const RootRecord& root = facts.root.record;
  const Place place = {facts.files.pathFromRoot(root.file), 1, {}, {}, {}};
  const QString numberName = root.tag == "library" ? u"library"_s : u"course"_s;
  if (!root.hasOrg)
    report.add(Severity::Info, "org-missing", place, u"The root names no org; Studio uses \"edx\"."_s,
               u"Add the attribute org."_s);
  if (!root.hasNumber)
    report.add(Severity::Info, "course-missing", place,
               u"The root has no attribute %1; Studio uses the folder's name."_s.arg(numberName),
               u"Add the attribute %1."_s.arg(numberName));
  const ParsedCourse& course = facts.course;
  if (!root.hasRun && course.kind == ParsedCourse::Kind::Course)
    report.add(Severity::Error, "run-missing", place,
               u"The root has no url_name (nor slug, nor name), so the course has no run; Studio refuses the "
               u"archive."_s,
               u"Add the attribute url_name."_s);
  for (const auto& [part, value] : {std::pair(u"org"_s, course.org), std::pair(numberName, course.number),
                                    std::pair(u"url_name"_s, course.run)})
    if (!isKeyPart(value) && (part != u"url_name" || root.hasRun))
      report.add(Severity::Error, "invalid-course-key", place,
                 u"\"%1\" cannot be the %2 of a course; Studio refuses the archive."_s.arg(value, part),
                 u"Use letters, digits, '_', '.', '-' and '%' only."_s);
}

void nestedCourses(const CourseFacts& facts, Report& report)
{
  for (const auto& folder : facts.root.nested)
    report.add(Severity::Warning, "nested-course", {QString::fromUtf8(folder), 0, {}, {}, {}},
               u"Another course lies in the folder %1 of this one; Studio imports only the outer one."_s.arg(
                   QString::fromUtf8(folder)),
               u"To open the inner course, choose its folder."_s);
}

void urlNames(const CourseFacts& facts, Report& report)
{
  for (const auto& block : facts.course.blocks) {
    if (isPlainName(block.urlName) || isValidUrlName(block.urlName))
      continue;
    const auto& state = block.published ? block.published : block.draft;
    const bool hasSource = state && state->source >= 0;
    report.add(
        Severity::Error, "invalid-url-name",
        {hasSource ? QString::fromUtf8(facts.records.text(facts.course.sources[state->source].path))
                   : QString(),
         state ? state->line : 0,
         block.type,
         block.urlName,
         {}},
        u"\"%1\" cannot be the id of a block; Studio leaves the block out."_s.arg(block.urlName),
        u"Use letters, digits, '_', '-', '~', '.' and ':' only, in the pointer and the file's name."_s);
  }
}

} // namespace scriptorium::olx::rules
