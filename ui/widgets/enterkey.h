#pragma once

class QApplication;

namespace scriptorium {

/// Lets Enter press the button that has the focus, in every window of the program. Done once, however often
/// it is called. GUI thread.
void letEnterPressButtons(QApplication& application);

} // namespace scriptorium
