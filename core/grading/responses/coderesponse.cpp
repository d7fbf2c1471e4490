#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"
#include "grading/values/graderreply.h"
#include "grading/values/problemxml.h"

#include <QCryptographicHash>
#include <QDateTime>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// A program that an external grader judges, through a queue; without one nothing is judged.
class CodeResponse : public Response
{
public:
  CodeResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"coderesponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> receiveScore(const QString& message, const QString& key, CorrectMap& map) override;

private:
  const QString& answerId() const { return answerIds().front(); }
  CorrectEntry queued(const PyValue& submission) const;

  PyValue m_payload; ///< of the grader; None where the element is empty
  QString m_shown;
};

/// The text of a child, as Python has it: None without any.
PyValue textOf(const Element& parent, QStringView name, const QString& fallback)
{
  const Element* child = parent.firstChild(name);
  if (child == nullptr)
    return {fallback};
  return child->text.isEmpty() ? PyValue() : PyValue(child->text);
}

Outcome<Unit> CodeResponse::setup()
{
  const Element* parameters = element().firstChild(u"codeparam");
  if (parameters == nullptr)
    return otherError(u"AssertionError"_s, u"Unsupported old format! <coderesponse> without <codeparam>"_s);
  m_payload = textOf(*parameters, u"grader_payload", {});
  m_shown = textOf(*parameters, u"answer_display", u"No answer provided."_s).str();
  return Unit{};
}

CorrectEntry CodeResponse::queued(const PyValue& submission) const
{
  const ProblemSurroundings& around = problem().surroundings();
  const qint64 time = around.time().time_since_epoch().count();
  const QString now = QDateTime::fromMSecsSinceEpoch(time, Qt::UTC).toString(u"yyyyMMddHHmmss"_s);
  const QString seed = QString::number(problem().seed());
  const QByteArray key = QCryptographicHash::hash(
      (seed + now + around.anonymousStudentId + answerId()).toUtf8(), QCryptographicHash::Md5);
  const PyDict student = {{u"anonymous_student_id"_s, around.anonymousStudentId},
                          {u"submission_time"_s, now},
                          {u"random_seed"_s, problem().seed()}};
  const PyDict header = {{u"lms_callback_url"_s, QString()},
                         {u"lms_key"_s, QString::fromLatin1(key.toHex())},
                         {u"queue_name"_s, element().attribute(u"queuename")}};
  const PyDict body = {{u"grader_payload"_s, m_payload},
                       {u"student_info"_s, QString::fromUtf8(PyValue(student).toJson())},
                       {u"student_response"_s, submission}};
  const auto [code, words] = around.queue(PyValue(header), PyValue(body));
  if (code != 0)
    return {.msg = u"Unable to deliver your submission to grader (Reason: %1). Please try again later."_s.arg(
                words)};
  const PyDict state = {{u"key"_s, QString::fromLatin1(key.toHex())}, {u"time"_s, now}};
  return {.correctness = u"incomplete"_s, .msg = words, .queuestate = PyValue(state)};
}

Outcome<CorrectMap> CodeResponse::score(const Answers& answers)
{
  const auto submission = answers.constFind(answerId());
  if (submission == answers.cend())
    return otherError(u"Exception"_s, keyError(answerId()).message);
  CorrectMap graded;
  graded[answerId()] = problem().surroundings().queue
                           ? queued(*submission)
                           : CorrectEntry{.msg = u"Error: No grader has been set up for this problem."_s};
  return graded;
}

Outcome<QMap<QString, PyValue>> CodeResponse::shownAnswers()
{
  const QString shown =
      u"<span class=\"code-answer\"><pre><code>%1</code></pre></span>"_s.arg(markupSafe(m_shown));
  return QMap<QString, PyValue>{{answerId(), PyValue(shown)}};
}

Outcome<Unit> CodeResponse::receiveScore(const QString& message, const QString& key, CorrectMap& map)
{
  const std::optional<GraderReply> reply = GraderReply::read(message);
  if (!reply) { // as LMS: whatever it replies to
    map[answerId()] = {.msg = u"Invalid grader reply. Please contact the course staff."_s};
    return Unit{};
  }
  const QString* words = reply->message.string();
  if (words == nullptr)
    return otherError(u"ValueError"_s, u"can only parse strings"_s);
  const PyValue* expected = map.entries.value(answerId()).queuestate.at(u"key");
  if (expected == nullptr || *expected != PyValue(key))
    return Unit{};
  const std::optional<double> points =
      reply->points.string() == nullptr ? reply->points.toFloat() : std::nullopt;
  if (!points)
    return otherError(u"TypeError"_s, u"'>' not supported between instances of 'int' and the score"_s);
  map[answerId()] = {.correctness = reply->isCorrect ? u"correct"_s : u"incorrect"_s,
                     .npoints = std::max(*points, 0.0),
                     .msg = QString(*words).replace("&nbsp;"_L1, "&#160;"_L1)};
  return Unit{};
}

} // namespace

const ResponseKind& codeResponseKind()
{
  static const ResponseKind kind = {
      u"coderesponse"_s,
      {{u"textbox"_s, u"filesubmission"_s, u"matlabinput"_s}, 1, {}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<CodeResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
