#include "assets/staticscan.h"
#include "checks/blockundertest.h"
#include "checks/rulelist.h"

#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

template <typename PlaceOf>
void look(const Rule& rule, const BlockUnderTest& block, QByteArrayView text, const PlaceOf& placeOf,
          Findings& findings)
{
  if (!text.contains("/static/"))
    return;
  QSet<QString> seen;
  StaticScan scan(text);
  while (const auto reference = scan.next()) {
    const QString& name = reference->name;
    if (!reference->isQuoted || name.contains(u'$') || seen.contains(name))
      continue;
    seen.insert(name);
    if (!block.course().hasStatic(name))
      findings.append(
          rule.finding(u"The file static/%1 that is named here is not in the course.%2"_s.arg(
                           name, block.course().otherCase(u"static/"_s + name)),
                       placeOf(int(std::count(text.begin(), text.begin() + reference->begin, '\n')))));
  }
}

/// A course without any static file was exported without them; its author knows.
void findMissingFiles(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  if (!block.course().hasStaticFiles())
    return;
  look(
      rule, block, block.content(), [&](int line) { return block.place(block.contentLine() + line); },
      findings);
  look(
      rule, block, block.text(), [&](int line) { return block.textPlace(1 + line); }, findings);
}

} // namespace

Rule staticFileMissing()
{
  return {.id = u"static-file-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A file that is named and not there"_s,
          .explanation = u"Add the file below static/, or name another one."_s,
          .block = findMissingFiles,
          .types = {u"problem"_s, u"html"_s},
          .reads = Input::Files};
}

} // namespace scriptorium::checks
