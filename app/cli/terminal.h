#pragma once

namespace scriptorium::cli {

/// Whether a person sees what goes to standard error, so that a line of progress makes sense there.
bool isErrorOutputATerminal();

} // namespace scriptorium::cli
