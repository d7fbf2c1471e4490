#include "app/cli/programmain.h"

#include "base/progress.h"

#include <QCoreApplication>

#include <atomic>
#include <clocale>
#include <csignal>

namespace scriptorium::cli {
namespace {

std::atomic<Progress*> running = nullptr;

/// The first Ctrl-C asks the work to stop at its next safe point, the second one ends the program at once:
/// nothing is half done then either, since every change is one transaction or one rename.
void stop(int signal)
{
  if (auto* progress = running.exchange(nullptr))
    progress->cancel();
  else {
    std::signal(signal, SIG_DFL);
    std::raise(signal);
  }
}

} // namespace

int programMain(int argc, char** argv, int (*run)(const QStringList& arguments, Progress& progress))
{
  std::setlocale(LC_CTYPE, "C.UTF-8");
  std::signal(SIGXFSZ, SIG_IGN); // a full quota is an error to report, not a reason to die
  std::signal(SIGPIPE, SIG_IGN);
  const QCoreApplication application(argc, argv);
  Progress progress;
  running = &progress;
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
  const int code = run(QCoreApplication::arguments().mid(1), progress);
  running = nullptr;
  return code;
}

} // namespace scriptorium::cli
