#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"
#include "model/coursekey.h"
#include "model/text/csvtext.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

/// What Studio takes of tags.csv. Source: content_tagging/api.py, import_course_tags_from_csv.
namespace scriptorium::checks {
namespace {

const QString kPath = u"tags.csv"_s;

/// False when the course has none.
bool readText(const CourseSnapshot& course, QString& text, bool* isUtf8 = nullptr)
{
  const auto bytes = course.fileBytes(kPath);
  if (!bytes)
    return false;
  text = QString::fromUtf8(*bytes);
  if (text.startsWith(QChar::ByteOrderMark))
    text.remove(0, 1);
  if (isUtf8)
    *isUtf8 = bytes->isValidUtf8();
  return true;
}

Place placeOf(int line)
{
  return {kPath, line, {}, {}, {}};
}

QStringList missingColumns(const QStringList& header)
{
  QStringList missing;
  for (const QString& column : {u"Name"_s, u"Type"_s, u"ID"_s})
    if (!header.contains(column))
      missing.append(column);
  return missing;
}

void columns(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  QString text;
  bool isUtf8 = true;
  if (!readText(course, text, &isUtf8))
    return;
  if (!isUtf8) {
    findings.append(rule.finding(u"tags.csv is not UTF-8; Studio drops all tags of the course."_s, placeOf(0),
                                 u"Save the file as UTF-8."_s));
    return;
  }
  CsvReader reader(text);
  int line = 0;
  const QStringList header = reader.next(line);
  if (const QStringList missing = missingColumns(header); !missing.isEmpty())
    findings.append(rule.finding(
        u"tags.csv has no column %1; Studio drops all tags of the course."_s.arg(missing.join(u", "_s)),
        placeOf(1)));
  else if (header.size() == 3)
    findings.append(rule.finding(u"tags.csv has no column of a taxonomy, so it holds no tags."_s, placeOf(1),
                                 u"Add a column for each taxonomy, named by its export id."_s));
}

QString idOf(const QString& text)
{
  const auto usage = parseUsage(text);
  return usage ? usage->blockId : text;
}

/// A row for what is not there is passed over; one without its type or id ends the reading.
void rows(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  QString text;
  if (!readText(course, text))
    return;
  CsvReader reader(text);
  int line = 0;
  const QStringList header = reader.next(line);
  if (!missingColumns(header).isEmpty())
    return;
  const qsizetype type = header.indexOf(u"Type"_s);
  const qsizetype id = header.indexOf(u"ID"_s);
  for (QStringList row = reader.next(line); !row.isEmpty(); row = reader.next(line)) {
    if (row.value(type).isEmpty() || row.value(id).isEmpty()) {
      findings.append(
          rule.finding(u"A row of tags.csv lacks its type or id; Studio drops the tags from here on."_s,
                       placeOf(line), u"Complete the row, or take it out."_s));
      return;
    }
    if (row[type] == "course"_L1 || course.view().find(row[type], idOf(row[id])))
      continue;
    findings.append(rule.finding(u"tags.csv tags %1/%2, which is not in the course; Studio passes over the "
                                 u"row."_s.arg(row[type], row[id]),
                                 placeOf(line)));
  }
}

} // namespace

Rule tagsColumns()
{
  return {
      .id = u"tags-columns"_s,
      .severity = Finding::Severity::Warning,
      .title = u"Tags of which Studio takes none"_s,
      .explanation =
          u"Give the file the columns Name, Type and ID, and one for each taxonomy, with \";\" between tags."_s,
      .course = columns,
      .reads = Inputs(Input::Policies) | Input::Files};
}

Rule tagsRows()
{
  return {.id = u"tags-rows"_s,
          .severity = Finding::Severity::Info,
          .title = u"Tags of a block that is not there"_s,
          .explanation = u"Take the row out of tags.csv."_s,
          .course = rows,
          .reads = Inputs(Input::Policies) | Input::Files | Input::Names};
}

} // namespace scriptorium::checks
