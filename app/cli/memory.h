#pragma once

namespace scriptorium::cli {

/// For a command that fills and gives back much memory on several threads: what is free goes back to the
/// system instead of staying with each thread. Before those threads start; for the rest of the process.
void keepMemoryLow();

} // namespace scriptorium::cli
