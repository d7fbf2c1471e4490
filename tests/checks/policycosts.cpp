#include "checks/policycosts.h"

#include "checks/coursechecks.h"
#include "fakes/fakecourse.h"
#include "model/inheritance.h"
#include "olx/coursefeed.h"
#include "olx/parsedview.h"
#include "support/costs.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {

QString brokenPolicy(QByteArrayView text)
{
  static const BlockTypes types = BlockTypes::builtIn();
  const QByteArray bytes = grown(text);
  CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                  {"course/r.xml",
                   "<course display_name='x' start='2020-01-01T00:00:00Z' graceperiod='1 day'>"
                   "<chapter url_name='a' due='soon'/></course>"},
                  {"chapter/a.xml", "<chapter><sequential url_name='s' format='T1'/></chapter>"},
                  {"sequential/s.xml", "<sequential format='T1'/>"},
                  {"policies/r/policy.json", bytes},
                  {"policies/r/grading_policy.json", bytes},
                  {"policies/assets.json", bytes}};
  const Costs costs;
  const auto course = feed.read();
  if (!course)
    return course.error().toString();
  const FakeCourse view = viewOf(*course, feed);
  checks::CourseChecks checks(view, types, {.withProblems = false});
  Progress progress;
  if (const auto run = checks.run(progress); !run)
    return run.error().toString();
  const qsizetype found = checks.all().size();
  ChangeSet changes;
  for (const auto& path : {u"policies/r/policy.json"_s, u"policies/r/grading_policy.json"_s})
    if (const auto file = view.find(kFileType.toString(), path))
      changes.blocks.append({.block = *file, .type = kFileType.toString(), .aspects = Aspect::Body});
  if (const auto updated = checks.update(changes); !updated)
    return updated.error().toString();
  if (checks.all().size() != found)
    return u"the second look finds something else"_s;
  const auto fields = effectiveFields(view, types, PolicyReader(view), view.root());
  if (!fields)
    return fields.error().toString();
  return costs.tooMuch(3 * bytes.size()); // it is read as three files
}

} // namespace scriptorium::testing
