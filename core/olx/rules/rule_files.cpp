#include "olx/rules/courserules.h"

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Severity = Finding::Severity;

/// What macOS adds, also in zips; the archive says how much of it there is.
bool isMacNoise(const QString& path)
{
  return QStringView(path).sliced(path.lastIndexOf(u'/') + 1).startsWith(u"._") ||
         path.startsWith(u"__MACOSX/") || path.contains(u"/__MACOSX/");
}

/// The folders whose files Studio reads, besides those of blocks.
constexpr std::array kReadFolders = {u"static/", u"static_import/", u"policies/", u"about/", u"info/",
                                     u"tabs/",   u"custom_tags/",   u"drafts/",   u"assets/"};

bool isReadByStudio(const QString& path)
{
  return path == u"course.xml" || path == u"library.xml" || path == u"grading_policy.json" ||
         path == u"tags.csv" || std::ranges::any_of(kReadFolders, [&](const char16_t* folder) {
           return path.startsWith(QStringView(folder));
         });
}

bool isBlockFile(const CourseFacts& facts, const QString& path)
{
  QStringView below = path;
  if (below.startsWith(u"drafts/"))
    below = below.sliced(7);
  const qsizetype slash = below.indexOf(u'/');
  if (slash < 0 || !(below.endsWith(u".xml") || below.endsWith(u".html")))
    return false;
  const QString folder = below.first(slash).toString();
  return folder != u"about" && folder != u"course_info" && folder != u"error" &&
         facts.records.types.isKnown(folder);
}

} // namespace

void assetList(const CourseFacts& facts, Report& report)
{
  const int assets = facts.files.find("assets/assets.xml");
  if (assets < 0 || facts.records.files[size_t(assets)].fault < 0)
    return;
  const Fault& fault = facts.records.faults[size_t(facts.records.files[size_t(assets)].fault)];
  report.add(Severity::Warning, "assets-xml-broken", {u"assets/assets.xml"_s, fault.line, {}, {}, {}},
             u"The file cannot be parsed: %1 Studio may refuse the course."_s.arg(fault.reason),
             u"Repair the file, or remove it."_s);
}

void unreferencedFiles(const CourseFacts& facts, Report& report)
{
  for (const auto& file : facts.course.files)
    if (file.kind == ParsedFile::Kind::File && isBlockFile(facts, file.path) && !isMacNoise(file.path))
      report.add(Severity::Info, "unreferenced-file", {file.path, 0, {}, {}, {}},
                 u"No block of the course refers to this file; Studio does not import it."_s,
                 u"Nothing needs to be done; it is kept here."_s);
}

/// One finding for all of them: most courses have a README.
void filesNotImported(const CourseFacts& facts, Report& report)
{
  QStringList names;
  qint64 count = 0;
  const QString root = facts.files.pathFromRoot(facts.root.record.file); // course.xml may be a link to it
  for (const auto& file : facts.course.files) {
    if (file.kind != ParsedFile::Kind::File || isReadByStudio(file.path) || file.path == root ||
        isBlockFile(facts, file.path) || isMacNoise(file.path))
      continue;
    if (++count <= 5)
      names.append(file.path);
  }
  if (count == 0)
    return;
  const QString more = count > names.size() ? u" and %1 more"_s.arg(count - names.size()) : QString();
  report.add(Severity::Info, "file-not-imported", {names.front(), 0, {}, {}, {}},
             u"Studio reads no such files and drops them: %1%2."_s.arg(names.join(u", "_s), more),
             u"Nothing needs to be done; they are kept here."_s);
}

void links(const CourseFacts& facts, Report& report)
{
  for (const auto& file : facts.course.files) {
    if (file.kind != ParsedFile::Kind::Link)
      continue;
    // Studio looks only at the folder that holds the link.
    const bool leaves = file.linkTarget.startsWith(u'/') || cleanedPath(file.linkTarget.toUtf8()).isNull();
    if (leaves)
      report.add(
          Severity::Error, "link-refused", {file.path, 0, {}, {}, {}},
          u"The link leads out of its folder, to %1; Studio refuses the archive."_s.arg(file.linkTarget),
          u"Replace the link by a copy of the file."_s);
  }
}

void carriageReturns(const CourseFacts& facts, Report& report)
{
  qint64 count = 0;
  int first = -1;
  for (int i = 0; i < int(facts.records.files.size()); ++i) {
    const FileRecord& file = facts.records.files[size_t(i)];
    // The texts of html blocks keep theirs in Studio too.
    if (!file.is(FileRecord::HasCr) || !file.is(FileRecord::Used) ||
        facts.files.pathFromRoot(i).endsWith(u".html"))
      continue;
    if (count++ == 0)
      first = i;
  }
  if (count > 0)
    report.add(
        Severity::Info, "carriage-returns", {facts.files.pathFromRoot(first), 0, {}, {}, {}},
        u"Files with Windows line ends: %1. Studio turns them into plain ones; here they stay."_s.arg(count),
        u"Nothing needs to be done."_s);
}

} // namespace scriptorium::olx::rules
