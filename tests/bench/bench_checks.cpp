// Times what the rules cost on a stored course: all of it once, and again after one edit.
// Usage: bench_checks COURSE-FOLDER (a copy: it is edited). Prints one JSON object, times in milliseconds.
#include "checks/coursechecks.h"
#include "edit/operations.h"
#include "session/coursesession.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

double milliseconds(const std::function<void()>& work)
{
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

template <typename T>
T need(Result<T> result)
{
  if (!result) {
    std::fprintf(stderr, "bench_checks: %s\n", qPrintable(result.error().toString()));
    std::exit(1);
  }
  return *std::move(result);
}

double median(std::vector<double> values)
{
  std::ranges::sort(values);
  return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
  const QCoreApplication application(argc, argv);
  if (argc != 2)
    return 2;
  const BlockTypes types = BlockTypes::builtIn();
  const SystemClock clock;
  const auto session =
      need(CourseSession::open(QString::fromLocal8Bit(argv[1]), CourseStore::Mode::ReadWrite, types, clock));
  Progress progress;
  checks::CourseChecks quick(session->store(), types, {.withProblems = false});
  const double withoutProblems = milliseconds([&] { need(quick.run(progress)); });
  checks::CourseChecks checks(session->store(), types, checks::CourseChecks::Options());
  const double all = milliseconds([&] { need(checks.run(progress)); });
  const auto problems = need(session->store().blocks(u"problem"_s));
  std::vector<double> fields;
  std::vector<double> structure;
  for (int i = 0; i < 50; ++i) {
    const BlockId block = problems[i * 97 % problems.size()];
    const auto changes = need(session->run(u"field"_s, u"Title"_s, [&](Edit& edit) {
      return edit::setField(edit, types, block, u"display_name"_s, u"Edit %1"_s.arg(i));
    }));
    fields.push_back(milliseconds([&] { need(checks.update(changes)); }));
    const auto gone = need(session->run(u"remove"_s, u"Remove"_s,
                                        [&](Edit& edit) { return edit::removeBlocks(edit, {block}); }));
    structure.push_back(milliseconds([&] { need(checks.update(gone)); }));
    need(checks.update(need(session->undo())));
  }
  const QJsonObject figures{{u"findings"_s, checks.all().size()},
                            {u"without_problems_ms"_s, withoutProblems},
                            {u"all_ms"_s, all},
                            {u"problems"_s, problems.size()},
                            {u"field_ms"_s, median(fields)},
                            {u"removal_ms"_s, median(structure)}};
  std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
