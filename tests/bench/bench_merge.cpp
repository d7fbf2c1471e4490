// Times a merge: three copies of one stored course, the second and third with 5,000 changes each.
// Usage: bench_merge BASE OURS THEIRS (course folders; the last two are edited). Prints one JSON object.
#include "edit/operations.h"
#include "exchange/merge/applymerge.h"
#include "merge/mergecourses.h"
#include "session/coursesession.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;

namespace {

template <typename T>
T need(Result<T> result)
{
  if (!result) {
    std::fprintf(stderr, "bench_merge: %s\n", qPrintable(result.error().toString()));
    std::exit(1);
  }
  return *std::move(result);
}

/// Fields of 3,000 blocks, bodies of 1,000 and the places of 1,000, spread over the course; each side has
/// others but for a tenth of them.
void change(CourseSession& session, int side)
{
  const auto rows = need(session.store().outline());
  QList<BlockId> problems;
  for (const auto& row : rows)
    if (row.type == "problem"_L1)
      problems.append(row.id);
  const QString value = QString::number(side);
  need(session.run(u"bench"_s, u"Change"_s, [&](Edit& edit) -> Result<Unit> {
    for (int i = 0; i < 5000; ++i) {
      const qsizetype at = (i % 10 == 0 ? i : i * 2 + side) % problems.size();
      const BlockId block = problems[at];
      if (i % 5 == 3) {
        SCRIPTORIUM_TRY(edit::setBody(edit, session.types(), block,
                                      "<problem>\n<p>" + QByteArray::number(i) + "</p>\n</problem>"));
      } else if (i % 5 == 4) {
        SCRIPTORIUM_TRY_ASSIGN(const BlockId parent, edit.parentOf(block));
        SCRIPTORIUM_TRY(edit::moveBlocks(edit, session.types(), {block}, parent, 0));
      } else {
        SCRIPTORIUM_TRY(
            edit::setField(edit, session.types(), block, u"display_name"_s, value + QString::number(i)));
      }
    }
    return Unit{};
  }));
}

} // namespace

int main(int argc, char** argv)
{
  const QCoreApplication application(argc, argv);
  if (argc != 4)
    return 2;
  const BlockTypes types = BlockTypes::builtIn();
  const SystemClock clock;
  const auto open = [&](int which, CourseStore::Mode mode) {
    return need(CourseSession::open(QString::fromLocal8Bit(argv[which]), mode, types, clock));
  };
  const auto base = open(1, CourseStore::Mode::ReadOnly);
  const auto ours = open(2, CourseStore::Mode::ReadWrite);
  const auto theirs = open(3, CourseStore::Mode::ReadWrite);
  change(*ours, 0);
  change(*theirs, 1);
  Progress progress;
  auto ofOurs = ours->store().snapshot();
  const auto ofOthers = {base->store().snapshot(), theirs->store().snapshot()};
  std::vector<double> wall, cpu;
  merge::MergeResult result;
  for (int run = 0; run < 7; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const auto ticks = std::clock();
    result = need(mergeCourses(base->store(), ours->store(), theirs->store(), types, {}, progress));
    cpu.push_back(1000.0 * double(std::clock() - ticks) / CLOCKS_PER_SEC);
    wall.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(wall);
  std::ranges::sort(cpu);
  const auto all = need(mergeCourses(base->store(), ours->store(), theirs->store(), types,
                                     {{QString(), merge::Side::Theirs}}, progress));
  ofOurs.reset();
  const auto start = std::chrono::steady_clock::now();
  need(ours->run(u"merge"_s, u"Merge"_s,
                 [&](Edit& edit) { return applyMerge(edit, all, base->store(), theirs->store()); }));
  const double apply =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  const QJsonObject figures{{u"merge_ms"_s, wall[3]},
                            {u"merge_cpu_ms"_s, cpu[3]},
                            {u"apply_ms"_s, apply},
                            {u"blocks"_s, qint64(result.blocks.size())},
                            {u"conflicts"_s, qint64(result.conflicts.size())}};
  std::puts(QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
