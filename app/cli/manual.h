#pragma once

#include "app/cli/command.h"

#include <QString>

namespace scriptorium::cli {

/// "scriptorium-cli export COURSE --out PATH [options]"
QString usageLine(const Command& command);
/// What `scriptorium-cli COMMAND --help` prints.
QString commandHelp(const Command& command);
/// What `scriptorium-cli --help` prints.
QString overview();

/// The manual page (man 1) of scriptorium-cli, in roff.
QString manualPage();
/// That of a program without commands.
QString manualPage(const Command& program);

} // namespace scriptorium::cli
