#include "app/cli/browser.h"

#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {

Result<Unit> openInBrowser(const QString& address)
{
  QByteArray program = "xdg-open";
  QByteArray argument = address.toUtf8();
  const std::array<char*, 3> arguments{program.data(), argument.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  // What a browser says must not come between our results.
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, program.constData(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed == 0)
    return Unit{};
  return Error{Error::Kind::Io, u"xdg-open"_s,
               u"No browser could be opened: %1."_s.arg(QString::fromLocal8Bit(std::strerror(failed)))};
}

} // namespace scriptorium::cli
