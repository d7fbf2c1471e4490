#pragma once

#include "base/result.h"

#include <QByteArray>

namespace scriptorium::capa {

/// The system calls that the process holding the warm interpreter may not make: everything that builds
/// namespaces, mounts, traces, loads into the kernel or opens a socket. As a BPF program (sock_filter[]).
/// Errors: Bug, where the system has no seccomp.
Result<QByteArray> workerFilter();

/// The only system calls that a process running a course's script may make: its memory, its files, its own
/// threads, the clock. No process can be made, none can be signalled, nothing can be executed.
Result<QByteArray> scriptFilter();

} // namespace scriptorium::capa
