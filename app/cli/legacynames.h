#pragma once

#include "app/cli/command.h"
#include "archive/members/nameencoding.h"
#include "base/result.h"

namespace scriptorium::cli {

/// --names: how names of an archive that are not UTF-8 are read.
Option namesChoice();
/// What it says; UTF-8 when it is not given. Errors: BadInput.
Result<NameEncoding> namesOption(const Invocation& invocation);
/// The error; of a name that is not UTF-8 with what it reads as in each encoding, and what to type for that.
Error withNames(const Invocation& invocation, const QString& command, const QString& path,
                const Error& error);

} // namespace scriptorium::cli
