#pragma once

#include <QString>
#include <QStringList>

namespace scriptorium {

/// How well a text answers to letters that were typed, both in lower case: 0 not at all, higher is better.
/// The letters must occur in their order; those that stand together, begin the text or begin a word count
/// more. Any thread; linear in the text.
int fuzzyScore(QStringView text, QStringView letters);

/// The same for several words: each must be found in `title` or, for less, in `rest`.
int fuzzyScore(QStringView title, QStringView rest, const QStringList& words);

} // namespace scriptorium
