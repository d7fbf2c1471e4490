#include "cases/answercase.h"
#include "cases/pagereader.h"
#include "grading/block/problemblock.h"
#include "grading/values/learnermessage.h"

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

// No other text holds it.
const QString kId = u"b10c0b10c"_s;
const QString kPlaceholder = u"{ID}"_s;
const QString kQueueKey = u"{QUEUEKEY}"_s;

class StepClock : public Clock
{
public:
  Timestamp now() const override { return m_now; }
  void advance(qint64 seconds) { m_now += std::chrono::seconds(seconds); }

private:
  Timestamp m_now = *dateFromText(u"2024-01-01T12:00:00Z"_s);
};

PyValue at(const PyValue& value, QStringView key)
{
  const PyValue* found = value.at(key);
  return found != nullptr ? *found : PyValue();
}

/// The value with `from` replaced by `to` in all its texts, keys included.
PyValue renamed(const PyValue& value, const QString& from, const QString& to)
{
  if (const QString* text = value.string())
    return {QString(*text).replace(from, to)};
  if (const PyList* list = value.list()) {
    PyList result;
    for (const PyValue& item : *list)
      result += renamed(item, from, to);
    return {result};
  }
  if (const PyDict* dict = value.dict()) {
    PyDict result;
    for (const auto& [key, item] : *dict)
      result.append({QString(key).replace(from, to), renamed(item, from, to)});
    return {result};
  }
  return value;
}

ProblemBlock::Form formOf(const PyValue& post)
{
  ProblemBlock::Form form;
  if (const PyDict* fields = post.dict())
    for (const auto& [name, value] : *fields) {
      const PyList values = value.list() != nullptr ? *value.list() : PyList{value};
      for (const PyValue& each : values)
        form.append({name, each.str()});
    }
  return form;
}

/// A seed that was drawn is not part of the result.
PyDict stateOf(const ProblemBlock& block)
{
  const BlockState& state = block.state();
  const Score score = state.score.value_or(Score());
  const bool isDrawn =
      block.settings().rerandomize == "always"_L1 || block.settings().rerandomize == "onreset"_L1;
  return {{u"attempts"_s, state.attempts},
          {u"done"_s, state.isDone},
          {u"seed"_s, isDrawn || !state.seed ? PyValue() : PyValue(*state.seed)},
          {u"has_saved_answers"_s, state.hasSavedAnswers},
          {u"score"_s, PyValue(PyList{numberValue(score.earned), numberValue(score.possible)})},
          {u"student_answers"_s, PyValue(answersValue(state.answers))}};
}

PyDict shownPage(ProblemBlock& block)
{
  const Outcome<BlockPage> page = block.page();
  if (!page)
    return {{u"fatal_learner"_s, block.studentView(false)}, {u"fatal_author"_s, block.studentView(true)}};
  return {{u"page"_s, PyValue(readPage(page->toHtml()))}, {u"state"_s, PyValue(stateOf(block))}};
}

/// Takes the HTML out of an answer.
QString takenHtml(PyDict& json)
{
  QString html;
  for (qsizetype i = json.size() - 1; i >= 0; --i) {
    if (json[i].first != "html"_L1 && json[i].first != "contents"_L1)
      continue;
    html = json[i].second.str();
    json.removeAt(i);
  }
  return html;
}

/// Python's own lines differ from version to version.
void hideTraceback(PyDict& json)
{
  const QString prefix = u"Staff debug info: "_s;
  for (auto& [key, value] : json)
    if (value.string() != nullptr && value.string()->startsWith(prefix))
      value = PyValue(QString(prefix + u"<traceback>"_s));
}

/// The key under which an answer waits in the queue: it changes with the time, so cases name it by a word.
QString queueKey(const ProblemBlock& block)
{
  for (const CorrectEntry& entry : block.state().correctMap.entries)
    if (const PyValue* key = entry.queuestate.at(u"key"))
      return key->str();
  for (const PyValue& stored : block.state().inputState)
    if (const PyValue* key = stored.at(u"queuekey"); key != nullptr && !key->isNone())
      return key->str();
  return {};
}

BlockReply replyTo(ProblemBlock& block, const QString& handler, const PyValue& post)
{
  if (handler == "rescore"_L1) {
    const PyValue higher = at(post, u"only_if_higher");
    return block.rescore(higher.string() != nullptr ? higher.string()->toLower() == "true"_L1
                                                    : higher.isTrue());
  }
  return block.handle(handler, formOf(renamed(post, kQueueKey, queueKey(block))));
}

PyDict handled(ProblemBlock& block, const QString& handler, const PyValue& post)
{
  BlockReply reply = replyTo(block, handler, post);
  PyDict said;
  QString html;
  switch (reply.kind) {
  case BlockReply::Kind::Json:
    html = takenHtml(reply.json);
    hideTraceback(reply.json);
    break;
  case BlockReply::Kind::Text:
    reply.json = {{u"text"_s, reply.text}};
    break;
  case BlockReply::Kind::Refused:
  case BlockReply::Kind::Broken:
    reply.json = {{u"ProcessingError"_s, reply.text},
                  {u"cause"_s, exceptionOf(reply.cause)},
                  {u"cause_text"_s, reply.cause.message}};
    break;
  }
  setEntry(said, u"json"_s, PyValue(reply.json));
  setEntry(said, u"has_html"_s, !html.isEmpty());
  if (!html.isEmpty())
    setEntry(said, u"page"_s, PyValue(readPage(html)));
  PyList events;
  for (const BlockEvent& event : reply.events)
    events += PyValue(event.name);
  setEntry(said, u"events"_s, PyValue(events));
  if (reply.grade) {
    PyDict grade = {{u"value"_s, numberValue(reply.grade->earned)},
                    {u"max_value"_s, numberValue(reply.grade->possible)}};
    if (handler == "rescore"_L1)
      setEntry(grade, u"only_if_higher"_s, reply.onlyIfHigher);
    setEntry(said, u"grade"_s, PyValue(grade));
  }
  setEntry(said, u"state"_s, PyValue(stateOf(block)));
  return said;
}

std::unique_ptr<ProblemBlock> blockOf(const PyValue& course, const CaseRunner::Scripts& scripts,
                                      BlockState state, const Clock& clock)
{
  BlockPlace place;
  place.usageKey = u"block-v1:Org+Course+Run+type@problem+block@"_s + kId;
  place.htmlId = kId;
  place.isStaff = at(course, u"staff").isTrue();
  place.surroundings = surroundingsOf(course, scripts);
  const PyValue fields = at(course, u"settings");
  auto settings = BlockSettings::fromFields(fields.dict() != nullptr ? *fields.dict() : PyDict());
  if (const PyValue end = at(course, u"course_end"); end.string() != nullptr)
    settings.courseEnd = dateFromText(*end.string());
  return std::make_unique<ProblemBlock>(at(course, u"xml").str().toUtf8(), std::move(settings),
                                        std::move(place), std::move(state), clock);
}

/// Takes what the step changes of the course into it; false: nothing.
bool edited(PyValue& course, const PyValue& step)
{
  PyDict fields = course.dict() != nullptr ? *course.dict() : PyDict();
  bool isEdited = false;
  for (const auto& name : {u"xml"_s, u"settings"_s, u"course_end"_s, u"staff"_s, u"xqueue"_s})
    if (const PyValue* value = step.at(name)) {
      setEntry(fields, name, *value);
      isEdited = true;
    }
  course = PyValue(fields);
  return isEdited;
}

} // namespace

PyDict answerBlock(const PyValue& asked, const CaseRunner::Scripts& scripts)
{
  PyValue course = asked; // a step may bring another xml and other settings
  StepClock clock;
  PyValue stored = renamed(at(asked, u"state"), kPlaceholder, kId);
  BlockState state = BlockState::fromFields(stored.dict() != nullptr ? *stored.dict() : PyDict());
  if (const std::optional<qint64> seed = at(asked, u"seed").toInt())
    state.seed = seed;
  std::unique_ptr<ProblemBlock> block = blockOf(course, scripts, std::move(state), clock);
  PyList steps;
  const PyValue wanted = at(asked, u"steps");
  if (const PyList* list = wanted.list())
    for (const PyValue& step : *list) {
      clock.advance(at(step, u"advance").toInt().value_or(0));
      if (edited(course, step))
        block = blockOf(course, scripts, block->state(), clock);
      const PyValue handler = at(step, u"handler");
      PyDict said = handler.string() != nullptr
                        ? handled(*block, *handler.string(), renamed(at(step, u"post"), kPlaceholder, kId))
                        : shownPage(*block);
      if (at(asked, u"stored").isTrue())
        setEntry(said, u"stored"_s, PyValue(block->state().toFields()));
      steps += renamed(PyValue(said), kId, kPlaceholder);
    }
  return {{u"steps"_s, PyValue(steps)}};
}

} // namespace scriptorium::capa
