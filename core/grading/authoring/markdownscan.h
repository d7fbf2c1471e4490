#pragma once

#include <QString>
#include <QStringView>

#include <functional>

/// Walking through Markdown line by line. A line may begin behind any line end that the web client knows;
/// white space before something reaches over empty lines, as there.
namespace scriptorium::capa {

bool isLineStart(QStringView text, qsizetype at);
/// Where the line of `at` ends, before its line end.
qsizetype endOfLine(QStringView text, qsizetype at);
qsizetype behindBlanks(QStringView text, qsizetype at);
qsizetype behindNewlines(QStringView text, qsizetype at);
/// Where `sought` stands on the rest of the line of `at`; -1 when it does not.
qsizetype findOnLine(QStringView text, QStringView sought, qsizetype at);

/// Where something that begins at a line start ends; -1 when there is none.
using BlockEnd = std::function<qsizetype(QStringView text, qsizetype lineStart)>;
using Rewrite = std::function<QString(QStringView block)>;

/// Replaces each run of blocks that follow one another by what `rewrite` makes of the run. Where white space
/// leads to nothing that is a block, its lines are not tried again.
QString withBlocks(const QString& text, const BlockEnd& blockEnd, const Rewrite& rewrite);

/// Replaces what stands between `open` and the next `close`, both included. `least` characters must stand
/// between them.
QString withEnclosed(const QString& text, QStringView open, QStringView close, qsizetype least,
                     const Rewrite& rewrite);

} // namespace scriptorium::capa
