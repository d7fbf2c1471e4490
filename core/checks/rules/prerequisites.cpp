#include "checks/blockundertest.h"
#include "checks/rulelist.h"
#include "model/coursekey.h"

using namespace Qt::Literals::StringLiterals;

/// Subsections that open when another is done: attributes that newer code than Teak writes and reads.
namespace scriptorium::checks {
namespace {

/// The attribute that names the other subsection; empty when there is none.
QString fieldOf(const BlockUnderTest& block)
{
  for (const QString& name : {u"required_content"_s, u"required_prereq"_s})
    if (!block.fields().value(name).value_or(QString()).trimmed().isEmpty())
      return name;
  return {};
}

void missingPrerequisite(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QString field = fieldOf(block);
  if (field.isEmpty())
    return;
  const QString name = block.fields().value(field)->trimmed();
  const auto usage = parseUsage(name);
  const QString id = usage ? usage->blockId : name;
  const auto& view = block.course().view();
  if (!view.find(u"sequential"_s, id) && !(usage && view.find(usage->type, id)))
    findings.append(rule.finding(
        u"The subsection waits for %1, which is not in the course; Studio drops the condition."_s.arg(name),
        block.place(field)));
}

void freePrerequisite(const Rule& rule, const BlockUnderTest& block, Findings& findings)
{
  const QString field = fieldOf(block);
  const auto score = block.fields().value(u"min_score"_s);
  bool isNumber = false;
  if (!field.isEmpty() && score && score->trimmed().toDouble(&isNumber) < 1 && isNumber)
    findings.append(rule.finding(
        u"The subsection waits for another one with min_score %1; the LMS then lets everybody in."_s.arg(
            score->trimmed()),
        block.place(u"min_score"_s)));
}

} // namespace

Rule prerequisiteMissing()
{
  return {.id = u"prerequisite-missing"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A prerequisite that is not there"_s,
          .explanation = u"Name a subsection of this course, or take the attribute away."_s,
          .block = missingPrerequisite,
          .types = {u"sequential"_s},
          .reads = Input::Names};
}

Rule prerequisiteNeverGates()
{
  return {.id = u"prerequisite-never-gates"_s,
          .severity = Finding::Severity::Warning,
          .title = u"A prerequisite that holds nobody back"_s,
          .explanation = u"Ask for at least 1 per cent of the points."_s,
          .block = freePrerequisite,
          .types = {u"sequential"_s}};
}

} // namespace scriptorium::checks
