#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace scriptorium::merge {

/// The text with the changes of both sides, line by line; a line of markup ends behind an end tag too, so
/// that elements on one line stand apart. Nothing when both changed the same place, or places that touch, in
/// different ways. Which side is which makes no difference. Nearly linear in the size.
std::optional<QByteArray> mergeTexts(QByteArrayView base, QByteArrayView ours, QByteArrayView theirs);

} // namespace scriptorium::merge
