#include "render/access/exams.h"

#include "render/access/completion.h"
#include "render/access/courseaccess.h"

#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

std::optional<Timestamp> momentAt(const Json& json, const char* name)
{
  const auto text = json.find(name);
  const QDateTime moment = QDateTime::fromString(text ? text->text() : QString(), Qt::ISODate);
  return moment.isValid() ? std::optional(Timestamp(std::chrono::milliseconds(moment.toMSecsSinceEpoch())))
                          : std::nullopt;
}

ExamAttempt::Status statusOf(const QString& name)
{
  if (name == u"submitted")
    return ExamAttempt::Status::Submitted;
  return name == u"ready_to_submit" ? ExamAttempt::Status::ReadyToSubmit : ExamAttempt::Status::Started;
}

Json attemptJson(const ExamAttempt& attempt)
{
  Json json = Json::object();
  json.set("id", Json(attempt.id));
  json.set("status", Json(examStatusName(attempt.status)));
  json.set("started", Json(isoMoment(attempt.startedAt)));
  json.set("completed", attempt.completedAt ? Json(isoMoment(*attempt.completedAt)) : Json());
  return json;
}

void keep(const Visit& visit, int sequence, const ExamAttempt& attempt)
{
  visit.states.setValue(visit.learner.id, visit.course.stateKey(sequence), kept::kExam, attemptJson(attempt));
}

void complete(const Visit& visit, int sequence)
{
  for (const int node : CourseAccess(visit).visibleBelow(sequence))
    if (visit.course.node(node).children.empty())
      publishCompletion(visit.course, visit.states, visit.learner, node, 1);
}

bool isOpenAgain(const Visit& visit, int sequence)
{
  const auto due = CourseAccess(visit).dueDate(sequence);
  return due && visit.now > *due && !visit.course.isTrue(sequence, u"hide_after_due"_s);
}

} // namespace

QString examStatusName(ExamAttempt::Status status)
{
  switch (status) {
  case ExamAttempt::Status::Started:
    return u"started"_s;
  case ExamAttempt::Status::ReadyToSubmit:
    return u"ready_to_submit"_s;
  case ExamAttempt::Status::Submitted:
    return u"submitted"_s;
  }
  return {};
}

bool isTimed(const SiteCourse& course, int sequence)
{
  return course.isTrue(sequence, u"is_time_limited"_s);
}

qint64 examMinutes(const SiteCourse& course, int sequence)
{
  return course.field(sequence, u"default_time_limit_minutes"_s).whole();
}

std::vector<int> timedExams(const SiteCourse& course)
{
  std::vector<int> exams;
  for (int node = 0; node < course.count(); ++node)
    if (course.node(node).type == u"sequential" && isTimed(course, node))
      exams.push_back(node);
  return exams;
}

qint64 examNumber(const SiteCourse& course, int sequence)
{
  const std::vector<int> exams = timedExams(course);
  return std::ranges::find(exams, sequence) - exams.begin() + 1;
}

std::optional<ExamAttempt> examAttempt(const Visit& visit, int sequence)
{
  const auto kept = visit.states.value(visit.learner.id, visit.course.stateKey(sequence), kept::kExam);
  const auto started = kept ? momentAt(*kept, "started") : std::nullopt;
  if (!started)
    return std::nullopt;
  const auto textAt = [&kept](const char* name) { return kept->find(name).value_or(Json()); };
  ExamAttempt attempt{textAt("id").whole(), statusOf(textAt("status").text()), *started,
                      momentAt(*kept, "completed"), 0};
  const auto limit = std::chrono::minutes(examMinutes(visit.course, sequence));
  if (attempt.status != ExamAttempt::Status::Submitted && visit.now >= *started + limit) {
    attempt.status = ExamAttempt::Status::Submitted;
    attempt.completedAt = *started + limit;
  }
  const auto used = attempt.completedAt.value_or(visit.now) - *started;
  const double seconds = std::chrono::duration<double>(limit - used).count();
  attempt.remainingSeconds = std::max(seconds, 0.0);
  return attempt;
}

bool isClosedExam(const Visit& visit, int sequence)
{
  if (visit.learner.isStaff || !isTimed(visit.course, sequence))
    return false;
  const auto attempt = examAttempt(visit, sequence);
  if (attempt && attempt->status == ExamAttempt::Status::Submitted)
    return !isOpenAgain(visit, sequence);
  return !attempt || attempt->status != ExamAttempt::Status::Started;
}

qint64 beginExam(const Visit& visit, int sequence)
{
  const Json count = visit.states.value(kept::kEverybody, {}, kept::kExam).value_or(Json(0));
  ExamAttempt attempt;
  attempt.id = count.whole() + 1;
  attempt.startedAt = visit.now;
  visit.states.setValue(kept::kEverybody, {}, kept::kExam, Json(attempt.id));
  keep(visit, sequence, attempt);
  return attempt.id;
}

void setExamStatus(const Visit& visit, int sequence, ExamAttempt::Status status)
{
  auto attempt = examAttempt(visit, sequence);
  if (!attempt || attempt->status == ExamAttempt::Status::Submitted)
    return;
  attempt->status = status;
  if (status == ExamAttempt::Status::Submitted) {
    attempt->completedAt = visit.now;
    complete(visit, sequence);
  }
  keep(visit, sequence, *attempt);
}

void handInOverdue(const Visit& visit)
{
  for (const int sequence : visit.course.nodesOf(visit.states.blocksWith(visit.learner.id, kept::kExam))) {
    const Json kept =
        visit.states.value(visit.learner.id, visit.course.stateKey(sequence), kept::kExam).value_or(Json());
    const bool isKept =
        statusOf(kept.find("status").value_or(Json()).text()) == ExamAttempt::Status::Submitted;
    const auto attempt = isKept ? std::nullopt : examAttempt(visit, sequence);
    if (!attempt || attempt->status != ExamAttempt::Status::Submitted)
      continue;
    complete(visit, sequence);
    keep(visit, sequence, *attempt);
  }
}

} // namespace scriptorium::render
