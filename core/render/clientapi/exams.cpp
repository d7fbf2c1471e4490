#include "render/access/exams.h"

#include "render/access/courseaccess.h"
#include "render/clientapi/families.h"
#include "render/facts/answers.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

const auto kAttempts = u"/api/edx_proctoring/v1/proctored_exam/attempt"_s;

QString timeText(qint64 minutes)
{
  const auto part = [](qint64 count, const QString& unit) {
    return u"%1 %2%3"_s.arg(count).arg(unit, count == 1 ? QString() : u"s"_s);
  };
  QStringList parts;
  if (minutes >= 60)
    parts.append(part(minutes / 60, u"hour"_s));
  if (minutes % 60 != 0 || minutes == 0)
    parts.append(part(minutes % 60, u"minute"_s));
  return parts.join(u" and "_s);
}

QString remainingText(const ExamAttempt& attempt)
{
  return u"you have %1 remaining"_s.arg(timeText(qint64(std::ceil(attempt.remainingSeconds / 60))));
}

QString attemptAddress(const ExamAttempt& attempt)
{
  return kAttempts + u'/' + QString::number(attempt.id);
}

Json examFacts(const Visit& visit, int sequence)
{
  const SiteCourse& course = visit.course;
  return object({{"id", Json(examNumber(course, sequence))},
                 {"course_id", Json(course.keyText())},
                 {"content_id", Json(course.usageKey(sequence))},
                 {"external_id", Json()},
                 {"exam_name", Json(course.title(sequence))},
                 {"time_limit_mins", Json(examMinutes(course, sequence))},
                 {"is_proctored", Json(false)},
                 {"is_practice_exam", Json(false)},
                 {"is_active", Json(true)},
                 {"due_date", orNull(CourseAccess(visit).dueDate(sequence))},
                 {"hide_after_due", Json(course.isTrue(sequence, u"hide_after_due"_s))},
                 {"backend", Json(u"null"_s)}});
}

/// What the client's clock needs. Thresholds: a fifth and a twentieth of the time.
Json runningJson(const Visit& visit, int sequence, const ExamAttempt& attempt)
{
  const SiteCourse& course = visit.course;
  const qint64 minutes = examMinutes(course, sequence);
  return object({{"in_timed_exam", Json(true)},
                 {"taking_as_proctored", Json(false)},
                 {"exam_type", Json(u"a timed exam"_s)},
                 {"exam_display_name", Json(course.title(sequence))},
                 {"exam_url_path", Json(clientAddress(visit, course.usageKey(sequence)))},
                 {"time_remaining_seconds", Json(attempt.remainingSeconds)},
                 {"total_time", Json(timeText(minutes))},
                 {"low_threshold_sec", Json(minutes * 60 / 5)},
                 {"critically_low_threshold_sec", Json(minutes * 60 / 20)},
                 {"course_id", Json(course.keyText())},
                 {"attempt_id", Json(attempt.id)},
                 {"external_id", Json()},
                 {"accessibility_time_string", Json(remainingText(attempt))},
                 {"attempt_status", Json(examStatusName(attempt.status))},
                 {"exam_started_poll_url", Json(attemptAddress(attempt))},
                 {"attempt_ready_to_resume", Json(false)},
                 {"use_legacy_attempt_api", Json(true)},
                 {"desktop_application_js_url", Json(QString())}});
}

Json askedExam(const Visit& visit, int sequence)
{
  Json exam = examFacts(visit, sequence);
  const auto attempt = examAttempt(visit, sequence);
  if (!attempt)
    exam.set("total_time", Json(timeText(examMinutes(visit.course, sequence))));
  exam.set("attempt", attempt ? runningJson(visit, sequence, *attempt) : Json::object());
  exam.set("type", Json(u"timed"_s));
  const auto due = CourseAccess(visit).dueDate(sequence);
  exam.set("passed_due_date", Json(due && visit.now > *due));
  exam.set("use_legacy_attempt_api", Json(true));
  return exam;
}

/// The exam whose clock runs for the learner.
Json activeAttempt(const Visit& visit)
{
  for (const int sequence : timedExams(visit.course)) {
    const auto attempt = examAttempt(visit, sequence);
    if (attempt && attempt->status != ExamAttempt::Status::Submitted)
      return runningJson(visit, sequence, *attempt);
  }
  return Json::object();
}

WebReply attempts(const Visit& visit)
{
  if (isAnonymous(visit.learner))
    return detailReply(403, u"Authentication credentials were not provided."_s);
  const int sequence = visit.course.find(visit.request.queried(u"content_id"_s));
  const bool isExam = sequence >= 0 && isTimed(visit.course, sequence);
  return WebReply::json(object({{"exam", isExam ? askedExam(visit, sequence) : Json::object()},
                                {"active_attempt", activeAttempt(visit)}}));
}

/// The unit that the page goes on to stands in a header: the LMS's answer has no place for it.
WebReply numberReply(const Visit& visit, qint64 attempt, int sequence)
{
  WebReply reply = WebReply::json(object({{"exam_attempt_id", Json(attempt)}}));
  const std::vector<int> units = CourseAccess(visit).loadableChildren(sequence);
  const int next = isClosedExam(visit, sequence) || units.empty() ? sequence : units.front();
  return reply.with("Content-Location", "/xblock/" + visit.course.usageKey(next).toUtf8());
}

/// The number in the body, as a form or as JSON; 0 when there is none.
qint64 askedNumber(const WebRequest& request)
{
  Json id = request.json().find("exam_id").value_or(Json());
  const WebFields form = request.form();
  for (const auto& [name, value] : form)
    if (name == u"exam_id")
      id = Json(value);
  return id.isText() ? id.text().toLongLong() : id.whole();
}

/// The exam of a number. The numbers of a server differ from ours: an unknown one is the first exam that the
/// learner has not begun. -1 when there is none to begin.
int examToBegin(const Visit& visit)
{
  const std::vector<int> exams = timedExams(visit.course);
  const qint64 number = askedNumber(visit.request);
  if (number > 0 && number <= std::ssize(exams))
    return examAttempt(visit, exams[size_t(number - 1)]) ? -1 : exams[size_t(number - 1)];
  const auto at = std::ranges::find_if(exams, [&](int exam) { return !examAttempt(visit, exam); });
  return at == exams.end() ? -1 : *at;
}

WebReply begin(const Visit& visit)
{
  const int sequence = examToBegin(visit);
  if (sequence < 0 || !CourseAccess(visit).isLoadable(sequence))
    return detailReply(400, u"There is no such exam to begin."_s);
  return numberReply(visit, beginExam(visit, sequence), sequence);
}

/// The subsection of the learner's own attempt of a number; -1.
int examOfAttempt(const Visit& visit)
{
  const qint64 id = visit.captured.value(0).toLongLong();
  for (const int sequence : timedExams(visit.course))
    if (const auto attempt = examAttempt(visit, sequence); attempt && attempt->id == id)
      return sequence;
  return -1;
}

WebReply change(const Visit& visit)
{
  const int sequence = examOfAttempt(visit);
  const QString action = textAt(visit.request.json(), "action");
  if (sequence < 0)
    return detailReply(400, u"There is no such attempt."_s);
  if (action == u"stop")
    setExamStatus(visit, sequence, ExamAttempt::Status::ReadyToSubmit);
  else if (action == u"start")
    setExamStatus(visit, sequence, ExamAttempt::Status::Started);
  else if (action == u"submit")
    setExamStatus(visit, sequence, ExamAttempt::Status::Submitted);
  else
    return detailReply(400, u"An attempt can be stopped, started and submitted."_s);
  return numberReply(visit, visit.captured.value(0).toLongLong(), sequence);
}

/// What the client asks every minute while the clock runs.
WebReply poll(const Visit& visit)
{
  const int sequence = examOfAttempt(visit);
  if (sequence < 0)
    return detailReply(400, u"There is no such attempt."_s);
  const ExamAttempt attempt = *examAttempt(visit, sequence);
  const Json user = object({{"id", Json(visit.learner.id)},
                            {"username", Json(visit.learner.name)},
                            {"email", Json(emailOf(visit.learner))}});
  return WebReply::json(object({{"id", Json(attempt.id)},
                                {"created", Json(isoMoment(attempt.startedAt))},
                                {"modified", Json(isoMoment(visit.now))},
                                {"user", user},
                                {"started_at", Json(isoMoment(attempt.startedAt))},
                                {"completed_at", orNull(attempt.completedAt)},
                                {"external_id", Json()},
                                {"status", Json(examStatusName(attempt.status))},
                                {"proctored_exam", examFacts(visit, sequence)},
                                {"allowed_time_limit_mins", Json(examMinutes(visit.course, sequence))},
                                {"attempt_code", Json(anonymousId(visit.learner))},
                                {"is_sample_attempt", Json(false)},
                                {"taking_as_proctored", Json(false)},
                                {"review_policy_id", Json()},
                                {"is_status_acknowledged", Json(false)},
                                {"time_remaining_seconds", Json(attempt.remainingSeconds)},
                                {"is_resumable", Json(false)},
                                {"ready_to_resume", Json(false)},
                                {"resumed", Json(false)},
                                {"accessibility_time_string", Json(remainingText(attempt))}}));
}

} // namespace

void addExamRoutes(Routes& routes)
{
  addRoute(routes, "POST", kAttempts + u"/?"_s, begin);
  addRoute(routes, "GET", kAttempts + u"/course_id/{course}/?"_s, attempts);
  addRoute(routes, "GET", kAttempts + u"/(\\d{1,9})/?"_s, poll);
  addRoute(routes, "PUT", kAttempts + u"/(\\d{1,9})/?"_s, change);
}

} // namespace scriptorium::render
