#pragma once

#include "app/cli/command.h"

namespace scriptorium::cli {

/// What can stand at a place of a command line: "course", "file", "any" (both), "none", or words to choose
/// from.
using Kind = QString;

/// Of a placeholder in a usage line ("COURSE", "show|add", "[FILE...]").
Kind kindOf(const QString& text);
/// Of an option's value.
Kind kindOf(const Option& option);
/// The kinds of a command's arguments in their order; one that may be repeated ends in "...".
QStringList places(const Command& command);
/// "--store --json"
QString namesOf(const QList<Option>& options);

/// What zsh's `_arguments` calls for a kind.
QString zshAction(const Kind& kind);
QString zshQuoted(QString text);

QString fishQuoted(QString text);
/// The switches of fish's `complete` that propose a kind and nothing else.
QString fishProposals(const Kind& kind);

} // namespace scriptorium::cli
