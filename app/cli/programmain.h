#pragma once

#include <QStringList>

namespace scriptorium {
class Progress;
}

namespace scriptorium::cli {

/// What the programs of this folder have in common: locale, signals, arguments. The first Ctrl-C (or SIGTERM)
/// cancels `progress`, the second ends the program. Gives what `run` gives.
int programMain(int argc, char** argv, int (*run)(const QStringList& arguments, Progress& progress));

} // namespace scriptorium::cli
