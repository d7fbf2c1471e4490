#pragma once

#include "model/blocktype.h"
#include "model/changeset.h"
#include "model/finding.h"
#include "store/coursestore.h"
#include "ui/jobs/workerthread.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace scriptorium {

class Checker;
class CourseDocument;

/// One finding with what the window needs to know of it.
struct CheckedFinding
{
  Finding finding;
  BlockId block;                    ///< not valid: it is about the course as a whole
  std::optional<Approval> approval; ///< somebody's word that it is meant to be so
};

/// All that the rules say of a course.
struct CheckReport
{
  QList<CheckedFinding> findings; ///< errors first; within, in the order of the blocks
  QSet<BlockId> faulty;           ///< blocks with an error that nobody approved of
};

/// The rules' word on the open course, from shortly after it is there and then after each edit, undo or
/// approval: what changed is asked about again. They run on a thread of their own, on a read-only store of
/// their own. GUI thread. Going waits for the one block being looked at.
class LiveChecks : public QObject
{
  Q_OBJECT

public:
  explicit LiveChecks(CourseDocument& document, QObject* parent = nullptr);
  ~LiveChecks() override;

  const CheckReport& report() const { return m_report; }
  /// Whether the report is behind the course.
  bool isBusy() const { return m_asked > 0; }
  /// Whether there has been a report at all.
  bool isReady() const { return m_isReady; }

Q_SIGNALS:
  /// The report is another one.
  void reported();
  void busyChanged();
  /// How far the first look at the whole course is.
  void progressed(qint64 done, qint64 total);
  /// The course could not be read; the report is as it was.
  void failed(const scriptorium::Error& error);

private:
  void ask(const ChangeSet& changes);
  void take(const CheckReport& report);

  CourseDocument& m_document;
  Checker* m_checker; ///< lives on the thread
  WorkerThread m_thread;
  CheckReport m_report;
  int m_asked = 0; ///< looks that have not ended
  bool m_isReady = false;
};

} // namespace scriptorium
