#include "olx/records/strangearchive.h"

#include "olx/records/rootfinder.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// Files that give another system's archive away, by the end of their path.
struct Sign
{
  const char* ending;
  const char16_t* sentence;
};

constexpr Sign kSigns[] = {
    {"moodle_backup.xml",
     u"This is a Moodle course backup, not an Open edX course. Convert it to OLX first."},
    {"imsmanifest.xml",
     u"This is an IMS content package (as Canvas, Blackboard or SCORM tools make them), not "
     u"an Open edX course. Convert it to OLX first."},
    {"package.toml", u"This is a library archive of today's kind (package.toml), not a course archive."},
    {"course_settings/course_settings.xml", u"This is a Canvas course export, not an Open edX course."},
};

QString where(const Records& records, int file)
{
  return QString::fromUtf8(records.pathOf(file));
}

QString describeRoots(const Records& records)
{
  for (const auto& root : records.roots) {
    if (!isRootFileName(records.pathOf(root.file)))
      continue;
    if (root.isMoodle)
      return u"%1 is part of a Moodle course backup, not an Open edX course. Convert it to OLX first."_s.arg(
          where(records, root.file));
    return u"%1 has neither org and course nor a url_name, so it is not the root of an Open edX course."_s
        .arg(where(records, root.file));
  }
  return {};
}

QString describeFaults(const Records& records)
{
  for (int i = 0; i < int(records.files.size()); ++i) {
    const FileRecord& file = records.files[size_t(i)];
    if (file.fault < 0 || !isRootFileName(records.pathOf(i)))
      continue;
    const Fault& fault = records.faults[size_t(file.fault)];
    if (fault.isTemplate)
      return describeTemplates(records);
    return u"%1, line %2, cannot be read: %3"_s.arg(where(records, i)).arg(fault.line).arg(fault.reason);
  }
  return {};
}

/// A course.xml that is well-formed, but of another kind.
QString describeOtherXml(const Records& records)
{
  for (int i = 0; i < int(records.files.size()); ++i) {
    const FileRecord& file = records.files[size_t(i)];
    if (file.root >= 0 && isRootFileName(records.pathOf(i)))
      return u"%1 is no Open edX course: its root element is <%2>."_s.arg(
          where(records, i), records.typeOf(records.nodes[size_t(file.root)]).name);
  }
  return {};
}

QString describeOthers(const Records& records)
{
  for (int i = 0; i < int(records.files.size()); ++i) {
    const QByteArrayView path = records.pathOf(i);
    for (const auto& sign : kSigns)
      if (path == sign.ending || path.endsWith(QByteArray("/") + sign.ending))
        return QString::fromUtf16(sign.sentence);
  }
  return {};
}

QString listed(const Records& records)
{
  QStringList names;
  qsizetype files = 0;
  for (int i = 0; i < int(records.files.size()); ++i) {
    if (records.files[size_t(i)].kind != ParsedFile::Kind::File)
      continue;
    if (++files <= 3)
      names.append(where(records, i));
  }
  if (files == 0)
    return u"It holds no files at all."_s;
  const QString more = files > names.size() ? u" and %1 more"_s.arg(files - names.size()) : QString();
  return u"It holds %1%2."_s.arg(names.join(u", "_s), more);
}

} // namespace

QString describeTemplates(const Records& records)
{
  int named = -1;
  int count = 0;
  for (int i = 0; i < int(records.files.size()); ++i) {
    const FileRecord& file = records.files[size_t(i)];
    if (file.fault < 0 || !records.faults[size_t(file.fault)].isTemplate)
      continue;
    ++count;
    const bool isRoot = isRootFileName(records.pathOf(i));
    if (named < 0 || (isRoot && !isRootFileName(records.pathOf(named))))
      named = i;
  }
  if (count == 0)
    return {};
  const QString others = count == 1   ? u" is a template, not OLX."_s
                         : count == 2 ? u" and one more file are templates, not OLX."_s
                                      : u" and %1 more files are templates, not OLX."_s.arg(count - 1);
  return where(records, named) + others +
         u" They have to be rendered to XML first: courses made this way come with a script for it, or say "
         u"which "
         u"tool they need (often olx-utils). Import the folder or archive that it makes."_s;
}

QString describeStrangeArchive(const Records& records)
{
  for (const auto describe : {describeRoots, describeFaults, describeOthers, describeOtherXml})
    if (QString sentence = describe(records); !sentence.isEmpty())
      return sentence;
  return u"There is no course.xml or library.xml, so this is not an Open edX course archive. %1"_s.arg(
      listed(records));
}

} // namespace scriptorium::olx
