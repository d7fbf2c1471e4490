#pragma once

#include <QStringList>

namespace scriptorium {
class Progress;
}

namespace scriptorium::preview {

/// `scriptorium-preview`: "serve" of the command line as a program of its own, which the application starts
/// and which a service can. Gives the exit code.
int runPreview(const QStringList& arguments, Progress& progress);

} // namespace scriptorium::preview
