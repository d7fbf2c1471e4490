#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace scriptorium {

class Job;
class Jobs;

/// The newest running job in the status line: what it does, how far it is, and a button to stop it. Hidden
/// while nothing runs.
class JobStrip : public QWidget
{
  Q_OBJECT

public:
  explicit JobStrip(Jobs& jobs, QWidget* parent = nullptr);

private:
  void show();

  Jobs& m_jobs;
  QLabel* m_text;
  QProgressBar* m_bar;
  QToolButton* m_cancel;
};

} // namespace scriptorium
