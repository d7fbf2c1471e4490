#pragma once

class QTreeView;

namespace scriptorium {

/// Lets a list of findings (what was found, what to do, where) show its sentences whole: the first two
/// columns share the width and wrap, up to four lines. Above some hundred rows all are one line high, so that
/// nobody waits for the measuring; call again after the list was filled.
void wrapFindings(QTreeView& view);

} // namespace scriptorium
