#pragma once

#include <QString>

namespace scriptorium {

/// Why something could not be done. `kind` decides what a program does about it, `detail` is one English
/// sentence for logs and the command line; `ui/widgets/errortext` alone turns it into the sentence of a
/// dialog.
struct Error
{
  /// Few on purpose. The command line maps them to exit codes (app/cli/README.md).
  enum class Kind
  {
    NotFound,  ///< what was asked for does not exist
    BadInput,  ///< a file, a value or a request is not what it must be
    Conflict,  ///< it would overwrite or contradict something that exists
    Locked,    ///< another program is using it
    Io,        ///< files or disk: missing, full, not readable, damaged
    Offline,   ///< no answer from a server
    Denied,    ///< permission
    Cancelled, ///< the user asked to stop
    Bug        ///< our own mistake
  };

  Kind kind = Kind::Bug;
  QString where;  ///< file, block or step, outermost first, joined by ": "; empty when there is none
  QString detail; ///< one sentence
  int line = 0;   ///< 1-based line in `where`; 0 when there is none

  /// The same error with `context` put in front of `where`.
  Error in(const QString& context) const;

  /// "where:line: detail", leaving out what is missing.
  QString toString() const;

  friend bool operator==(const Error&, const Error&) = default;
};

/// The stable lower-case name of a kind ("notFound", "badInput", …), as in `--json` output.
QLatin1StringView kindName(Error::Kind kind);

} // namespace scriptorium
