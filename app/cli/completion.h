#pragma once

#include <QString>

namespace scriptorium::cli {

/// A completion script for "bash", "zsh" or "fish", made from the table of commands; empty for another shell.
/// The scripts propose commands, options, the values an option can have, files, and the stored courses (by
/// the last part of their key, which is enough to name them and free of the colon that bash ends a word at).
QString completion(const QString& shell);

} // namespace scriptorium::cli
