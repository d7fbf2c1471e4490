#pragma once

#include "model/block.h"

#include <QByteArray>
#include <QByteArrayView>

namespace scriptorium {

/// The text a learner reads in a piece of HTML or OLX, as UTF-8 with single spaces: no tags, comments,
/// scripts and styles, entities decoded, alternative texts, labels and options of inputs included. Runs of
/// more than 64 ASCII characters without a space are left out (base64 and its like). Malformed markup gives
/// what can be read. Any thread.
QByteArray visibleText(QByteArrayView markup);

/// The text of a version's body for the search index; empty for files and containers.
QByteArray searchText(BodyForm form, QByteArrayView body);

} // namespace scriptorium
