#pragma once

#include "render/web/visit.h"

namespace scriptorium::render {

/// How a learner stands to a timed subsection (as LMS: edx-proctoring, without proctoring).
struct ExamAttempt
{
  enum class Status
  {
    Started,
    ReadyToSubmit, ///< asked whether to hand in; the clock runs on
    Submitted      ///< by the learner, or because the time was over
  };
  qint64 id = 0; ///< counted over all learners of the preview
  Status status = Status::Started;
  Timestamp startedAt;
  std::optional<Timestamp> completedAt;
  double remainingSeconds = 0; ///< when it was handed in, or now
};
/// "started", "ready_to_submit", "submitted".
QString examStatusName(ExamAttempt::Status status);

bool isTimed(const SiteCourse& course, int sequence);
qint64 examMinutes(const SiteCourse& course, int sequence);
/// The timed subsections of the course, in order. The number of an exam is its place there, from 1 on.
std::vector<int> timedExams(const SiteCourse& course);
qint64 examNumber(const SiteCourse& course, int sequence);
/// Nothing when the learner has not begun it.
std::optional<ExamAttempt> examAttempt(const Visit& visit, int sequence);
/// Whether the units of a timed subsection are closed to the learner: it was not begun, or is being handed
/// in, or was handed in and is not yet due (or hides itself then). Staff always come in.
bool isClosedExam(const Visit& visit, int sequence);
/// Begins an exam that was not begun; gives the number of the attempt.
qint64 beginExam(const Visit& visit, int sequence);
/// An exam that is handed in is complete, whatever was answered (as LMS).
void setExamStatus(const Visit& visit, int sequence, ExamAttempt::Status status);
/// Hands in what the learner's time is over for. Cheap while nobody has begun an exam.
void handInOverdue(const Visit& visit);

} // namespace scriptorium::render
