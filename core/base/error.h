#pragma once

#include <QLatin1StringView>
#include <QString>
#include <QStringList>

namespace scriptorium {

/// Why something could not be done. `kind` decides what a program does about it, `reason` where a kind is not
/// enough, with the data in `items`. `where` and `detail` are for people: `detail` is one English sentence
/// for logs and the command line, `ui/widgets/errortext` alone turns it into the sentence of a dialog, and no
/// program reads either (tests/architecture).
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
  QLatin1StringView
      reason{};        ///< a literal that never changes ("disk-full"); empty when nobody tells it apart
  QStringList items{}; ///< what a program needs of it: keys, folders, paths, as the reason says (README.md)

  /// The same error with `context` put in front of `where`, unless it stands there already, or a file below
  /// it.
  Error in(const QString& context) const;

  /// The same error with what a program needs to know. `reason` must be a literal.
  Error because(QLatin1StringView reason, const QStringList& items = {}) const;

  /// "where:line: detail", leaving out what is missing.
  QString toString() const;

  friend bool operator==(const Error&, const Error&) = default;
};

/// The stable lower-case name of a kind ("notFound", "badInput", …), as in `--json` output.
QLatin1StringView kindName(Error::Kind kind);

} // namespace scriptorium
