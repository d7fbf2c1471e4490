#pragma once

namespace scriptorium {

/// Lets this thread, and those that it starts from now on, give way to all others of the machine that want
/// its processor; there is no way back. For long work nobody holds their breath for. Elsewhere than on Linux
/// it does nothing.
void giveWay();

} // namespace scriptorium
