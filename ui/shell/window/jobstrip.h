#pragma once

#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace scriptorium {

class Job;
class Jobs;

/// A running job in the status line: what it does, how far it is, a button to stop it, and how many run
/// beside it. Hidden while nothing runs.
class JobStrip : public QWidget
{
  Q_OBJECT

public:
  explicit JobStrip(Jobs& jobs, QWidget* parent = nullptr);

private:
  Job* shownJob() const;
  void show();

  Jobs& m_jobs;
  QLabel* m_text;
  QProgressBar* m_bar;
  QToolButton* m_cancel;
};

} // namespace scriptorium
