#pragma once

#include <QString>
#include <QStringList>

namespace scriptorium::cli {

struct Invocation;

/// A command line that a message proposes, to be pasted into a shell as it stands: the program, the store
/// when one was named, `command`, `options`, and `arguments` as words, whatever is in their names.
QString nextCommand(const Invocation& invocation, const QString& command, const QStringList& arguments,
                    const QStringList& options = {});

/// One word for bash, zsh and other POSIX shells: as it is when it is plain, else quoted. Control and
/// formatting characters are written as escapes, so that the line is one and can be seen whole.
QString shellWord(const QString& text);

} // namespace scriptorium::cli
