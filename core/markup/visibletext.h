#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace scriptorium::markup {

/// The text a learner reads in a piece of HTML or OLX, as UTF-8 with single spaces: no tags, comments,
/// scripts and styles, entities decoded, alternative texts, labels and options of inputs included. Runs of
/// more than 64 ASCII characters without a space are left out (base64 and its like). Malformed markup gives
/// what can be read. Any thread.
QByteArray visibleText(QByteArrayView markup);

} // namespace scriptorium::markup
