// Times scripts behind the fence: start of the process, a check with and without libraries, checks a second
// of two courses at once and of one course by its pool, answers of fifty learners at once, memory. Usage:
// bench_scripts. Prints one JSON object.
#include "grading/scripts/scriptpool.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::capa;

namespace {

constexpr int kChecks = 300;

const QString kBare = u"def check(expect, ans):\n    return expect == ans\n"_s;
const QString kMarkup =
    u"def check(expect, ans):\n    return {'ok': expect == ans, 'msg': '<p>%s</p>' % ans}\n"_s;

/// Milliseconds of a check by a function.
double check(ScriptRunner& runner, const QString& function = kMarkup)
{
  const QString code = function + u"cfn_return = check(expect, ans)\n"
                                  "from messagehtml import cleaned_messages\n"
                                  "cleaned = cleaned_messages(cfn_return)\n"_s;
  QElapsedTimer timer;
  timer.start();
  const auto answer =
      runner.run({code, {{u"expect"_s, PyValue(u"42"_s)}, {u"ans"_s, PyValue(u"42"_s)}}, 1, {}, false});
  if (answer.kind != ScriptAnswer::Kind::Done) {
    std::fprintf(stderr, "bench_scripts: %s\n", qPrintable(answer.message));
    std::exit(1);
  }
  return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

double medianCheck(SandboxRunner& runner, const QString& function = kMarkup)
{
  std::vector<double> times;
  for (int i = 0; i < kChecks; ++i)
    times.push_back(check(runner, function));
  std::nth_element(times.begin(), times.begin() + kChecks / 2, times.end());
  return times[kChecks / 2];
}

double checksPerSecond()
{
  SandboxRunner runners[2];
  for (auto& runner : runners)
    check(runner);
  QElapsedTimer timer;
  timer.start();
  std::vector<std::thread> threads;
  for (auto& runner : runners)
    threads.emplace_back([&runner] {
      for (int i = 0; i < kChecks; ++i)
        check(runner);
    });
  for (auto& thread : threads)
    thread.join();
  return 2.0 * kChecks / (static_cast<double>(timer.elapsed()) / 1000);
}

/// Milliseconds of each check, where so many learners of one course answer at once.
std::vector<double> checksOf(int learners, ScriptPool& pool)
{
  std::vector<std::vector<double>> times{size_t(learners)};
  std::vector<std::thread> threads;
  for (auto& own : times)
    threads.emplace_back([&pool, &own, learners] {
      for (int i = 0; i < 4 * kChecks / learners; ++i)
        own.push_back(check(pool, kBare));
    });
  for (auto& thread : threads)
    thread.join();
  std::vector<double> all;
  for (const auto& own : times)
    all.insert(all.end(), own.begin(), own.end());
  std::ranges::sort(all);
  return all;
}

void timePool(QJsonObject& figures)
{
  ScriptPool pool({});
  checksOf(50, pool); // so that all sandboxes are there
  QElapsedTimer timer;
  timer.start();
  const auto two = checksOf(2, pool);
  figures["pool_checks_per_s"_L1] = double(two.size()) / (static_cast<double>(timer.elapsed()) / 1000);
  const auto fifty = checksOf(50, pool);
  figures["fifty_p99_ms"_L1] = fifty[fifty.size() * 99 / 100];
  figures["fifty_sandboxes"_L1] = pool.size();
}

/// Resident megabytes of all processes of the session that `leader` leads.
double megabytesOf(qint64 leader)
{
  qint64 kilobytes = 0;
  const QStringList processes = QDir(u"/proc"_s).entryList({u"[0-9]*"_s}, QDir::Dirs);
  for (const auto& process : processes) {
    QFile stat(u"/proc/"_s + process + u"/stat"_s);
    QFile status(u"/proc/"_s + process + u"/status"_s);
    if (!stat.open(QIODevice::ReadOnly) || !status.open(QIODevice::ReadOnly))
      continue;
    const QList<QByteArray> fields = stat.readAll().split(')').last().simplified().split(' ');
    if (fields.value(3).toLongLong() != leader)
      continue;
    const QByteArray text = status.readAll();
    kilobytes += text.mid(text.indexOf("VmRSS:") + 6, 20).simplified().split(' ').front().toLongLong();
  }
  return static_cast<double>(kilobytes) / 1024;
}

} // namespace

int main(int argc, char** argv)
{
  const QCoreApplication application(argc, argv);
  QElapsedTimer timer;
  timer.start();
  SandboxRunner runner;
  const double returned = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  if (const auto facts = runner.probe(); !facts) {
    std::fprintf(stderr, "bench_scripts: %s\n", qPrintable(facts.error().detail));
    return 1;
  }
  QJsonObject figures;
  figures["start_returns_ms"_L1] = returned;
  figures["start_ready_ms"_L1] = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  check(runner, kBare);
  figures["start_first_check_ms"_L1] = static_cast<double>(timer.nsecsElapsed()) / 1e6;
  figures["check_bare_ms"_L1] = medianCheck(runner, kBare);
  figures["memory_bare_mb"_L1] = megabytesOf(runner.pid());
  figures["check_ms"_L1] = medianCheck(runner);
  figures["memory_mb"_L1] = megabytesOf(runner.pid());
  figures["check_sympy_ms"_L1] = medianCheck(runner, u"import sympy\n"_s + kMarkup);
  figures["memory_sympy_mb"_L1] = megabytesOf(runner.pid());
  figures["checks_per_s"_L1] = checksPerSecond();
  timePool(figures);
  std::printf("%s\n", QJsonDocument(figures).toJson(QJsonDocument::Compact).constData());
  return 0;
}
