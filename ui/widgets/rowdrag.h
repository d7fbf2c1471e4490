#pragma once

class QAbstractItemView;

namespace scriptorium {

/// Drags the chosen rows of a view, to be moved by whoever takes them; the view itself removes nothing. What
/// hangs at the pointer is their name, or their number, on a small card, so that the place below can be seen.
/// Returns when they were let go.
void dragRows(QAbstractItemView& view);

} // namespace scriptorium
