#pragma once

#include <QString>

namespace scriptorium::cli {

struct Command;

/// A completion script for "bash", "zsh" or "fish", made from the table of commands; empty for another shell.
/// The scripts propose commands, options, the values an option can have, files, and the stored courses (by
/// the last part of their key, which is enough to name them and free of the colon that bash ends a word at).
QString completion(const QString& shell);
/// The same for a program without commands.
QString completion(const Command& program, const QString& shell);

} // namespace scriptorium::cli
