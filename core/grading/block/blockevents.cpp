#include "grading/block/blockevents.h"

#include "grading/problem/input.h"
#include "grading/problem/response.h"
#include "grading/values/problemxml.h"

#include <QHash>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

constexpr QLatin1StringView kBox(R"(<div class="feedback-hint-)");
constexpr QLatin1StringView kHintText(R"(<div class="hint-text">)");

QHash<QString, const Response*> responsesByInput(const Problem& problem)
{
  QHash<QString, const Response*> found;
  for (const auto& response : problem.responses())
    for (const QString& id : response->answerIds())
      found.insert(id, response.get());
  return found;
}

/// The label that several inputs of one response share.
QString groupLabel(const Response& response)
{
  const QString id = response.element().attribute(u"multiinput-group-label-id");
  const auto labels = id.isEmpty() ? std::vector<Element*>() : response.element().childrenNamed(u"p");
  const auto at = std::ranges::find(labels, id, [](const Element* label) { return label->attribute(u"id"); });
  return at == labels.end() ? QString() : innerXml(**at).trimmed();
}

/// What stands between the tag that ends at `from` and the end tag that belongs to it.
QString insideOfDiv(const QString& html, qsizetype from)
{
  qsizetype depth = 1;
  for (qsizetype at = html.indexOf(u"div"_s, from); at > 0; at = html.indexOf(u"div"_s, at + 3)) {
    if (html[at - 1] == u'<')
      ++depth;
    else if (html[at - 1] == u'/' && --depth == 0)
      return html.sliced(from, at - 2 - from);
  }
  return html.sliced(from);
}

QString hintLabel(const QString& box)
{
  return box.section(u"<span class=\"hint-label\">"_s, 1).section(u" </span>"_s, 0, 0);
}

PyList hintTexts(const QString& box)
{
  PyList texts;
  for (qsizetype at = box.indexOf(kHintText); at >= 0;) {
    const QString text = insideOfDiv(box, at + kHintText.size());
    texts += PyDict{{u"text"_s, text}};
    at = box.indexOf(kHintText, at + kHintText.size() + text.size());
  }
  return texts;
}

/// The boxes of a message, each from the word in its class on.
QStringList boxesOf(const QString& message)
{
  QStringList boxes;
  const QStringList parts = message.split(kBox).sliced(1);
  for (const QString& part : parts) {
    if (part.startsWith(u"multi"_s) && !boxes.isEmpty())
      boxes.last() += part; // holds the texts of the box before it
    else
      boxes.append(part);
  }
  return boxes;
}

} // namespace

BlockEvent gradeEvent(const Score& score)
{
  return {u"grade"_s,
          {{u"value"_s, numberValue(score.earned)}, {u"max_value"_s, numberValue(score.possible)}}};
}

PyDict loggedState(const Problem& problem, const BlockState& state)
{
  PyDict inputs;
  for (const auto& input : problem.inputs()) {
    const PyValue stored = problem.state().inputState.value(input->id());
    inputs.append({input->id(), stored.isNone() ? PyValue(PyDict()) : stored});
  }
  return {{u"seed"_s, problem.seed()},
          {u"student_answers"_s, answersValue(problem.state().answers)},
          {u"has_saved_answers"_s, state.hasSavedAnswers},
          {u"correct_map"_s, problem.state().correctMap.toState()},
          {u"input_state"_s, inputs},
          {u"done"_s, state.isDone}};
}

PyDict submissionFacts(const Problem& problem, const Answers& answers, const CorrectMap& graded,
                       const PyValue& variant)
{
  const auto responses = responsesByInput(problem);
  const QMap<QString, QString> labels = problem.labels();
  PyDict facts;
  for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer) {
    const QString& id = answer.key();
    const Input* input = problem.input(id);
    const auto seen = input != nullptr ? input->visibleAnswer(*answer) : *answer;
    if (!seen)
      return {};
    const Response* response = responses.value(id);
    facts.append(
        {id, PyDict{{u"question"_s, labels.value(id)},
                    {u"answer"_s, *seen},
                    {u"response_type"_s, response != nullptr ? response->tag() : QString()},
                    {u"input_type"_s, input != nullptr ? input->tag() : QString()},
                    {u"correct"_s, graded.contains(id) ? PyValue(graded.isCorrect(id)) : PyValue(QString())},
                    {u"variant"_s, variant},
                    {u"group_label"_s, response != nullptr ? groupLabel(*response) : QString()}}});
  }
  return facts;
}

QList<BlockEvent> feedbackEvents(const Problem& problem, const QString& usageKey, const Answers& answers,
                                 const CorrectMap& graded)
{
  const auto responses = responsesByInput(problem);
  QList<BlockEvent> events;
  for (auto entry = graded.entries.cbegin(); entry != graded.entries.cend(); ++entry) {
    const Response* response = responses.value(entry.key());
    const PyValue answer = answers.value(entry.key());
    const QStringList boxes = boxesOf(entry->msg);
    for (const QString& box : boxes)
      events.append({u"edx.problem.hint.feedback_displayed"_s,
                     PyDict{{u"module_id"_s, usageKey},
                            {u"problem_part_id"_s, response != nullptr ? response->id() : QString()},
                            {u"trigger_type"_s, u"single"_s},
                            {u"hint_label"_s, hintLabel(box)},
                            {u"hints"_s, hintTexts(box)},
                            {u"correctness"_s, box.startsWith(u"correct"_s)},
                            {u"student_answer"_s, answer.list() != nullptr ? answer : PyList{answer}},
                            {u"question_type"_s, response != nullptr ? response->tag() : QString()}}});
  }
  return events;
}

} // namespace scriptorium::capa
