#include "grading/responses/customverdict.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr double kHalfRight = 0.5;

QString word(const PyValue& value)
{
  return value.str().toLower().trimmed();
}

/// "no" is correct: only falsehood and the word "false" are not.
QString correctnessOf(const PyValue& ok)
{
  if (!ok.isTrue() || word(ok) == u"false")
    return u"incorrect"_s;
  return word(ok).contains(u"partial"_s) ? u"partially-correct"_s : u"correct"_s;
}

PyList repeated(const PyValue& value, qsizetype count)
{
  PyList list(count, value);
  return list;
}

/// A cleaned message; Errors: Other, when it could not be cleaned.
Outcome<PyValue> cleanedAt(const PyValue* messages)
{
  if (messages == nullptr)
    return PyValue(QString());
  if (messages->dict() != nullptr)
    return otherError(u"ValueError"_s, u"All strings must be XML compatible"_s);
  return *messages;
}

Outcome<CustomVerdict> sharedVerdict(const PyValue& result, const PyValue& cleaned, qsizetype inputs)
{
  CustomVerdict verdict;
  const QString correctness = correctnessOf(*result.at(u"ok"));
  verdict.correct = repeated(PyValue(correctness), inputs);
  SCRIPTORIUM_TRY_ASSIGN(const PyValue message, cleanedAt(cleaned.at(u"msg")));
  if (inputs > 1)
    verdict.overallMessage = message;
  else
    verdict.messages = PyList{message};
  double decimal = correctness == u"correct" ? 1.0 : correctness == u"partially-correct" ? kHalfRight : 0.0;
  if (const PyValue* given = result.at(u"grade_decimal")) {
    const auto number = given->toFloat();
    if (!number)
      return otherError(u"ValueError"_s, u"could not convert string to float: "_s + given->repr());
    decimal = *number;
  }
  verdict.gradeDecimals = repeated(PyValue(decimal), inputs);
  return verdict;
}

/// As the LMS has it: a truth that is not the word "true" is correct, for nothing.
PyValue decimalOf(const PyValue& ok)
{
  if (word(ok) == u"true")
    return 1.0;
  return word(ok).contains(u"partial"_s) ? kHalfRight : 0.0;
}

Outcome<CustomVerdict> separateVerdict(const PyValue& result, const PyValue& cleaned)
{
  const PyValue* given = result.at(u"input_list");
  if (given->list() == nullptr) {
    const bool isEmpty = (given->string() != nullptr || given->dict() != nullptr) && !given->isTrue();
    if (!isEmpty)
      return otherError(u"TypeError"_s, u"string indices must be integers, not 'str'"_s);
  }
  const PyValue* shown = cleaned.at(u"input_list");
  CustomVerdict verdict;
  verdict.messages.emplace();
  verdict.gradeDecimals.emplace();
  const PyList inputs = given->list() != nullptr ? *given->list() : PyList();
  for (qsizetype i = 0; i < inputs.size(); ++i) {
    const PyValue& input = inputs[i];
    if (input.dict() == nullptr)
      return otherError(u"TypeError"_s, u"list indices must be integers or slices, not str"_s);
    const PyValue* ok = input.at(u"ok");
    if (ok == nullptr)
      return otherError(u"KeyError"_s, u"'ok'"_s);
    verdict.correct.append(PyValue(correctnessOf(*ok)));
    const bool hasMessage = shown != nullptr && shown->list() != nullptr && i < shown->list()->size();
    SCRIPTORIUM_TRY_ASSIGN(PyValue message, cleanedAt(hasMessage ? &shown->list()->at(i) : nullptr));
    verdict.messages->append(std::move(message));
    const PyValue* decimal = input.at(u"grade_decimal");
    verdict.gradeDecimals->append(decimal != nullptr ? *decimal : decimalOf(*ok));
  }
  const PyValue* overall = result.at(u"overall_message");
  verdict.overallMessage = overall != nullptr ? *overall : PyValue(QString());
  return verdict;
}

} // namespace

Outcome<CustomVerdict> customVerdict(const PyValue& result, const PyValue& cleaned, qsizetype inputs)
{
  if (result.dict() == nullptr) {
    CustomVerdict verdict;
    verdict.correct = repeated(PyValue(correctnessOf(result)), inputs);
    return verdict;
  }
  if (result.at(u"ok") != nullptr)
    return sharedVerdict(result, cleaned, inputs);
  if (result.at(u"input_list") != nullptr)
    return separateVerdict(result, cleaned);
  return responseError(u"CustomResponse: check function returned an invalid dictionary!"_s);
}

} // namespace scriptorium::capa
