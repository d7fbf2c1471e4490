#include "grading/block/blockstate.h"

#include "grading/block/blocksettings.h"

#include <QDateTime>

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

PyValue scoreValue(const Score& score)
{
  return PyValue(
      PyDict{{u"raw_earned"_s, numberValue(score.earned)}, {u"raw_possible"_s, numberValue(score.possible)}});
}

std::optional<Score> scoreFrom(const PyValue& value)
{
  const PyValue* earned = value.at(u"raw_earned");
  const PyValue* possible = value.at(u"raw_possible");
  if (earned == nullptr || possible == nullptr)
    return std::nullopt;
  return Score{earned->toFloat().value_or(0), possible->toFloat().value_or(0)};
}

Answers answersFrom(const PyValue& value)
{
  Answers answers;
  if (const PyDict* dict = value.dict())
    for (const auto& [id, answer] : *dict)
      answers.insert(id, answer);
  return answers;
}

template <typename T, typename Convert>
PyValue listOf(const QList<T>& items, Convert convert)
{
  PyList list;
  for (const T& item : items)
    list += convert(item);
  return list;
}

PyList listAt(const PyValue& value, QStringView key)
{
  const PyValue* found = value.at(key);
  return found != nullptr && found->list() != nullptr ? *found->list() : PyList();
}

QString dateText(Timestamp time)
{
  return QDateTime::fromMSecsSinceEpoch(time.time_since_epoch().count(), Qt::UTC).toString(Qt::ISODateWithMs);
}

/// Python's round(value, 2): the two decimals nearest to the exact value.
double roundedToCents(double value)
{
  return std::isfinite(value) ? QString::number(value, 'f', 2).toDouble() : value;
}

} // namespace

PyValue numberValue(double number)
{
  const bool isWhole = std::isfinite(number) && std::trunc(number) == number && std::abs(number) < 1e15;
  return isWhole ? PyValue(static_cast<qint64>(number)) : PyValue(number);
}

PyDict answersValue(const Answers& answers)
{
  PyDict dict;
  for (auto answer = answers.cbegin(); answer != answers.cend(); ++answer)
    dict.append({answer.key(), answer.value()});
  return dict;
}

PyDict BlockState::toFields() const
{
  const auto answersOf = [](const Answers& each) { return PyValue(answersValue(each)); };
  return {
      {u"attempts"_s, attempts},
      {u"correct_map"_s, correctMap.toState()},
      {u"correct_map_history"_s,
       listOf(correctMapHistory, [](const CorrectMap& map) { return map.toState(); })},
      {u"input_state"_s, PyValue(answersValue(inputState))},
      {u"student_answers"_s, answersOf(answers)},
      {u"student_answers_history"_s, listOf(answersHistory, answersOf)},
      {u"score"_s, score ? scoreValue(*score) : PyValue()},
      {u"score_history"_s, listOf(scoreHistory, scoreValue)},
      {u"has_saved_answers"_s, hasSavedAnswers},
      {u"done"_s, isDone},
      {u"seed"_s, seed ? PyValue(*seed) : PyValue()},
      {u"last_submission_time"_s, lastSubmission ? PyValue(dateText(*lastSubmission)) : PyValue()},
  };
}

BlockState BlockState::fromFields(const PyDict& fields)
{
  const PyValue stored(fields);
  const auto value = [&stored](QStringView key) {
    const PyValue* found = stored.at(key);
    return found != nullptr ? *found : PyValue();
  };
  BlockState state;
  state.attempts = value(u"attempts").toInt().value_or(0);
  state.correctMap = CorrectMap::fromState(value(u"correct_map"));
  for (const PyValue& map : listAt(stored, u"correct_map_history"))
    state.correctMapHistory += CorrectMap::fromState(map);
  state.inputState = answersFrom(value(u"input_state"));
  state.answers = answersFrom(value(u"student_answers"));
  for (const PyValue& answers : listAt(stored, u"student_answers_history"))
    state.answersHistory += answersFrom(answers);
  state.score = scoreFrom(value(u"score"));
  for (const PyValue& score : listAt(stored, u"score_history"))
    state.scoreHistory += scoreFrom(score).value_or(Score());
  state.hasSavedAnswers = value(u"has_saved_answers").isTrue();
  state.isDone = value(u"done").isTrue();
  state.seed = value(u"seed").toInt();
  const PyValue submitted = value(u"last_submission_time");
  if (const QString* text = submitted.string())
    state.lastSubmission = dateFromText(*text);
  return state;
}

std::optional<Score> scoreByMethod(const QString& method, const QList<Score>& history, double maxScore)
{
  if (method == "last_score"_L1)
    return history.back();
  if (method == "first_score"_L1)
    return history.front();
  if (method == "highest_score"_L1)
    return *std::max_element(history.begin(), history.end(), [](const Score& a, const Score& b) {
      return std::pair(a.earned, a.possible) < std::pair(b.earned, b.possible);
    });
  if (method != "average_score"_L1)
    return std::nullopt;
  double sum = 0;
  for (const Score& score : history)
    sum += score.earned;
  return Score{roundedToCents(sum / static_cast<double>(history.size())), maxScore};
}

} // namespace scriptorium::capa
