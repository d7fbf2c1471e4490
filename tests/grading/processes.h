#pragma once

#include <QDir>
#include <QFile>
#include <QHash>
#include <QList>

#include <sys/types.h>
#include <unistd.h>

#include <csignal>

/// What runs on this machine.
namespace scriptorium::testing {

/// What /proc tells of a process behind its name, from its state on; empty when it ends meanwhile, even
/// between opening and reading.
inline QList<QByteArray> factsOf(pid_t pid)
{
  QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
  if (!file.open(QIODevice::ReadOnly))
    return {};
  const QByteArray stat = file.readAll();
  const qsizetype end = stat.lastIndexOf(") "); // the name in brackets may hold anything
  return end < 0 ? QList<QByteArray>() : stat.sliced(end + 2).split(' ');
}

/// The parent of each process.
inline QHash<pid_t, pid_t> parents()
{
  QHash<pid_t, pid_t> parents;
  for (const auto& name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
    bool isProcess = false;
    const int pid = name.toInt(&isProcess);
    if (const auto facts = isProcess ? factsOf(pid) : QList<QByteArray>(); facts.size() > 1)
      parents.insert(pid, facts[1].toInt());
  }
  return parents;
}

inline bool isZombie(pid_t pid)
{
  return factsOf(pid).value(0) == "Z";
}

inline QList<pid_t> descendantsOf(pid_t top)
{
  const auto all = parents();
  QList<pid_t> found;
  QList<pid_t> ahead = {top};
  while (!ahead.isEmpty()) {
    const QList<pid_t> below = all.keys(ahead.takeLast());
    found.append(below);
    ahead.append(below);
  }
  return found;
}

/// Ends all sandboxes below this program, whole groups at once: no process of them may be left over that was
/// just made.
inline void killSandboxes()
{
  for (const pid_t pid : descendantsOf(::getpid()))
    if (const pid_t group = ::getpgid(pid); group > 0 && group != ::getpgrp())
      ::kill(-group, SIGKILL);
}

/// Processes and their threads below `top`.
inline qsizetype tasksBelow(pid_t top)
{
  qsizetype tasks = 0;
  for (const pid_t pid : descendantsOf(top))
    tasks +=
        QDir(QStringLiteral("/proc/%1/task").arg(pid)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
  return tasks;
}

} // namespace scriptorium::testing
