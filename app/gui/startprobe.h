#pragma once

#include <QObject>

namespace scriptorium {

class MainWindow;

/// Ends the program once the outline of an open course has been painted for the first time: how long a start
/// takes, from exec to there, can then be told from outside (tests/bench). GUI thread.
class StartProbe : public QObject
{
  Q_OBJECT

public:
  explicit StartProbe(MainWindow& window);

  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  MainWindow& m_window;
};

} // namespace scriptorium
