// Times what an author waits for on a stored course: opening it, one edit, one large edit and its undo.
// Usage: bench_store COURSE-FOLDER (a copy: it is edited). Prints one JSON object, times in milliseconds.
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
    std::fprintf(stderr, "bench_store: %s\n", qPrintable(result.error().toString()));
    std::exit(1);
  }
  return *std::move(result);
}

double percentile(std::vector<double> values, double part)
{
  std::ranges::sort(values);
  return values[static_cast<size_t>(part * static_cast<double>(values.size() - 1))];
}

std::unique_ptr<CourseSession> open(const QString& folder, CourseStore::Mode mode, const BlockTypes& types)
{
  static const SystemClock clock;
  return need(CourseSession::open(folder, mode, types, clock));
}

double openAndOutline(const QString& folder, const BlockTypes& types, qsizetype& rows)
{
  std::vector<double> runs;
  for (int i = 0; i < 5; ++i)
    runs.push_back(milliseconds([&] {
      const auto session = open(folder, CourseStore::Mode::ReadWrite, types);
      rows = need(session->store().outline()).size();
    }));
  return percentile(runs, 0.5);
}

void setTitles(CourseSession& session, const BlockTypes& types, const QList<BlockId>& blocks,
               const QString& title)
{
  need(session.run(u"field"_s, u"Set titles"_s, [&](Edit& edit) -> Result<Unit> {
    for (const auto block : blocks)
      SCRIPTORIUM_TRY(edit::setField(edit, types, block, u"display_name"_s, title));
    return Unit{};
  }));
}

} // namespace

int main(int argc, char** argv)
{
  const QCoreApplication application(argc, argv);
  if (argc != 2)
    return 2;
  const QString folder = QString::fromLocal8Bit(argv[1]);
  const BlockTypes types = BlockTypes::builtIn();
  qsizetype rows = 0;
  const double opened = openAndOutline(folder, types, rows);

  const auto session = open(folder, CourseStore::Mode::ReadWrite, types);
  const auto components = need(session->store().blocks(u"problem"_s));
  std::vector<double> edits;
  for (int i = 0; i < 2000; ++i)
    edits.push_back(milliseconds(
        [&] { setTitles(*session, types, {components[i % components.size()]}, u"Edit %1"_s.arg(i)); }));
  const auto many = components.first(std::min<qsizetype>(5000, components.size()));
  std::vector<double> bulk;
  std::vector<double> undos;
  for (int i = 0; i < 5; ++i) {
    bulk.push_back(milliseconds([&] { setTitles(*session, types, many, u"Bulk %1"_s.arg(i)); }));
    undos.push_back(milliseconds([&] { need(session->undo()); }));
  }
  const QJsonObject figures{{u"rows"_s, rows},
                            {u"open_ms"_s, opened},
                            {u"edit_p50_ms"_s, percentile(edits, 0.5)},
                            {u"edit_p99_ms"_s, percentile(edits, 0.99)},
                            {u"bulk_blocks"_s, many.size()},
                            {u"bulk_edit_ms"_s, percentile(bulk, 0.5)},
                            {u"bulk_undo_ms"_s, percentile(undos, 0.5)}};
  std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
