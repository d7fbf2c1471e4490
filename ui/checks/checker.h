#pragma once

#include "base/progress.h"
#include "ui/checks/livechecks.h"

#include <QHash>

namespace scriptorium::checks {
class CourseChecks;
}

namespace scriptorium {

/// What LiveChecks has on its thread: the store it reads from, the rules' state, and the course as they saw
/// it last. The thread of its object; only `cancel` is for any.
class Checker : public QObject
{
  Q_OBJECT

public:
  /// `folder`: of the course's store. `types` must outlive it.
  Checker(QString folder, const BlockTypes& types);
  ~Checker() override;

  void lookAtAll();
  void lookAt(const ChangeSet& changes);
  void cancel() { m_progress.cancel(); }

Q_SIGNALS:
  void progressed(qint64 done, qint64 total);
  void looked(const scriptorium::CheckReport& report);
  void failed(const scriptorium::Error& error);
  /// After each look, whatever came of it.
  void ended();

private:
  Result<Unit> open();
  Result<Unit> lookAnew();
  Result<Unit> update(const ChangeSet& changes);
  /// Whether approvals are others than they were.
  Result<bool> readApprovals();
  void tell();
  void end(const Result<Unit>& outcome);

  QString m_folder;
  const BlockTypes& m_types;
  Progress m_progress;
  std::unique_ptr<CourseStore> m_store;
  std::unique_ptr<checks::CourseChecks> m_checks; ///< null until the whole course was looked at
  QHash<QString, Approval> m_approvals;           ///< by key
};

} // namespace scriptorium
