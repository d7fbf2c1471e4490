#include "grading/responses/customresponse.h"

#include "grading/problem/problem.h"
#include "grading/problem/problemscript.h"
#include "grading/responses/customverdict.h"
#include "grading/responses/kinds.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr double kPartial = 0.5;

/// Python's `value[index]`, of a list or a text.
Outcome<PyValue> itemAt(const PyValue& value, qsizetype index)
{
  if (const PyList* list = value.list())
    return index < list->size() ? Outcome<PyValue>(list->at(index))
                                : otherError(u"IndexError"_s, u"list index out of range"_s);
  if (const QString* text = value.string())
    return index < text->size() ? Outcome<PyValue>(PyValue(text->mid(index, 1)))
                                : otherError(u"IndexError"_s, u"string index out of range"_s);
  if (value.dict() != nullptr)
    return otherError(u"KeyError"_s, QString::number(index));
  return otherError(u"TypeError"_s, u"object is not subscriptable"_s);
}

/// The number behind the last `_` of an id.
int place(const QString& id)
{
  return id.section(u'_', -1).toInt();
}

QString wordOf(const PyValue& value)
{
  return value.isNone() ? QString() : value.str();
}

/// Points times what was given for them; the LMS multiplies whatever it is.
Outcome<double> pointsFor(int most, const PyValue& decimal)
{
  if (decimal.real() == nullptr && decimal.integer() == nullptr && decimal.boolean() == nullptr)
    return otherError(u"TypeError"_s, u"unsupported operand type(s) for *"_s);
  return most * decimal.toFloat().value_or(0.0);
}

/// A text that HTML and XML read alike.
bool isPlain(const QString& text)
{
  return std::none_of(text.begin(), text.end(), [](QChar character) {
    return character == u'<' || character == u'&' || character.unicode() >= 0x7f ||
           (character.unicode() < 0x20 && character != u'\n' && character != u'\t');
  });
}

} // namespace

Outcome<QString> cleanedMessage(const Problem& problem, const PyValue& message)
{
  if (!message.isTrue())
    return QString();
  if (const QString text = message.str(); isPlain(text))
    return QString(text).replace(u'>', u"&gt;"_s).trimmed();
  const auto answer =
      runScript(problem, u"from messagehtml import cleaned\ncleaned_message = cleaned(message)\n"_s,
                {{u"message"_s, message}});
  if (answer.kind == ScriptAnswer::Kind::Unavailable)
    return responseError(answer.message);
  const PyValue left(answer.globals);
  const PyValue* cleaned = left.at(u"cleaned_message");
  if (cleaned == nullptr || cleaned->string() == nullptr)
    return otherError(u"ValueError"_s, u"All strings must be XML compatible"_s);
  return *cleaned->string();
}

Outcome<Unit> CustomResponse::setup()
{
  QString expected = element().attribute(u"expect");
  std::optional<QString> given = element().find(u"expect");
  if (expected.isEmpty())
    given = element().find(u"answer");
  if (given)
    m_expected = problem().contextualised(*given);
  m_function = element().attribute(u"cfn");
  const auto inlined = element().descendants(u"answer");
  if (inlined.empty())
    return Unit{};
  if (inlined.front()->has(u"src"))
    return otherError(u"AttributeError"_s, u"'LoncapaSystem' object has no attribute 'filesystem'"_s);
  m_inlineCode = inlined.front()->text;
  return Unit{};
}

void CustomResponse::remember(const QString& name, PyValue value)
{
  setEntry(problem().context(), name, std::move(value));
}

PyValue CustomResponse::remembered(QStringView name) const
{
  const PyDict& context = problem().context();
  const auto found =
      std::find_if(context.begin(), context.end(), [&](const auto& entry) { return entry.first == name; });
  return found == context.end() ? PyValue() : found->second;
}

Outcome<CorrectMap> CustomResponse::score(const Answers& answers)
{
  QStringList ids = answerIds();
  std::stable_sort(ids.begin(), ids.end(),
                   [](const QString& a, const QString& b) { return place(a) < place(b); });
  PyList submission;
  for (const auto& id : ids) {
    const auto given = answers.constFind(id);
    if (given == answers.cend())
      return otherError(
          u"Exception"_s,
          u"[courseware.capa.responsetypes.customresponse] error getting student answer from %1\n"
          "idset = %2, error = %3"_s.arg(PyValue(answersAsDict(answers)).repr(),
                                         PyValue(PyList(ids.begin(), ids.end())).repr(), PyValue(id).repr()));
    submission.append(*given);
  }
  if (ids.size() == 1 && !submission.front().isTrue()) {
    CorrectEntry entry{u"incorrect"_s};
    if (!element().attribute(u"empty_answer_err").isEmpty())
      entry.msg = u"<span class=\"inline-error\">No answer entered!</span>"_s;
    return forAll(entry);
  }
  prepareContext(ids, submission, answers);
  SCRIPTORIUM_TRY(check(ids, submission));
  return verdict(ids);
}

void CustomResponse::prepareContext(const QStringList& ids, const PyList& submission, const Answers& answers)
{
  PyList idList;
  PyList dynamath;
  PyList correct;
  PyList messages;
  for (const auto& id : ids) {
    idList.append(PyValue(id));
    dynamath.append(answers.value(id + u"_dynamath"_s));
    correct.append(PyValue(u"unknown"_s));
    messages.append(PyValue(QString()));
  }
  const auto options = element().find(u"options");
  remember(u"response_id"_s, PyValue(id()));
  remember(u"expect"_s, m_expected ? PyValue(*m_expected) : PyValue());
  remember(u"submission"_s, PyValue(submission));
  remember(u"idset"_s, PyValue(idList));
  remember(u"dynamath"_s, PyValue(dynamath));
  remember(u"answers"_s, PyValue(answersAsDict(answers)));
  remember(u"correct"_s, PyValue(correct));
  remember(u"messages"_s, PyValue(messages));
  remember(u"overall_message"_s, PyValue(QString()));
  remember(u"options"_s, options ? PyValue(*options) : PyValue());
  remember(u"testdat"_s, PyValue(u"hello world"_s));
  remember(u"debug"_s, PyValue(false));
  const int attempt = problem().state().attempts;
  remember(u"attempt"_s, attempt > 0 ? PyValue(attempt) : PyValue());
}

Outcome<Unit> CustomResponse::check(const QStringList& ids, const PyList& submission)
{
  if (m_inlineCode || m_function.isEmpty())
    return checkInline();
  return checkWithFunction(ids, submission);
}

Outcome<Unit> CustomResponse::checkInline()
{
  if (!m_inlineCode)
    return Unit{};
  if (m_inlineCode->isEmpty())
    return responseError(u"'NoneType' object is not callable"_s);
  const auto answer = runScript(problem(), *m_inlineCode, problem().context(), Repeat::IfEqual);
  if (answer.kind != ScriptAnswer::Kind::Done)
    return responseError(answer.message);
  for (const auto& [name, value] : answer.globals)
    remember(name, value);
  return Unit{};
}

Outcome<Unit> CustomResponse::checkWithFunction(const QStringList& ids, const PyList& submission)
{
  PyDict names = {{u"expect"_s, m_expected ? PyValue(*m_expected) : PyValue()},
                  {u"ans"_s, ids.size() == 1 ? submission.front() : PyValue(submission)}};
  QString extra;
  const QStringList extraNames =
      element().attribute(u"cfn_extra_args").simplified().split(u' ', Qt::SkipEmptyParts);
  for (const auto& name : extraNames) {
    const QString argument = u", %1=%1"_s.arg(name);
    if (extra.contains(argument + u',') || extra.endsWith(argument))
      continue;
    extra += argument;
    setEntry(names, name, remembered(name));
  }
  const auto answer =
      runScript(problem(),
                problem().scriptCode() + u"\ncfn_return = "_s + m_function + u"(expect, ans"_s + extra +
                    u")\nfrom messagehtml import cleaned_messages as cleaned_cfn_messages\n"
                    "cleaned_cfn_messages = cleaned_cfn_messages(cfn_return)\n"_s,
                names);
  if (answer.kind != ScriptAnswer::Kind::Done)
    return responseError(answer.message);
  const PyValue left(answer.globals);
  const PyValue* result = left.at(u"cfn_return");
  if (result == nullptr)
    return responseError(u"'cfn_return'"_s);
  const PyValue* cleaned = left.at(u"cleaned_cfn_messages");
  SCRIPTORIUM_TRY_ASSIGN(const CustomVerdict said,
                         customVerdict(*result, cleaned != nullptr ? *cleaned : PyValue(), ids.size()));
  remember(u"correct"_s, PyValue(said.correct));
  if (said.messages)
    remember(u"messages"_s, PyValue(*said.messages));
  if (said.overallMessage)
    remember(u"overall_message"_s, *said.overallMessage);
  if (said.gradeDecimals)
    remember(u"grade_decimals"_s, PyValue(*said.gradeDecimals));
  return Unit{};
}

Outcome<CorrectMap> CustomResponse::verdict(const QStringList& ids)
{
  const PyValue correct = remembered(u"correct");
  const PyValue messages = remembered(u"messages");
  const PyValue decimals = remembered(u"grade_decimals");
  CorrectMap map;
  SCRIPTORIUM_TRY_ASSIGN(map.overallMessage, cleanedMessage(problem(), remembered(u"overall_message")));
  for (qsizetype k = 0; k < ids.size(); ++k) {
    const int most = maxPoints(ids[k]);
    double points = 0;
    SCRIPTORIUM_TRY_ASSIGN(const PyValue word, itemAt(correct, k));
    if (decimals.isTrue()) {
      SCRIPTORIUM_TRY_ASSIGN(const PyValue decimal, itemAt(decimals, k));
      SCRIPTORIUM_TRY_ASSIGN(points, pointsFor(most, decimal));
    } else if (wordOf(word) == u"correct") {
      points = most;
    } else if (wordOf(word) == u"partially-correct") {
      points = most * kPartial;
    }
    SCRIPTORIUM_TRY_ASSIGN(const PyValue message, itemAt(messages, k));
    CorrectEntry entry{wordOf(word)};
    entry.npoints = points;
    entry.msg = wordOf(message);
    map[ids[k]] = entry;
  }
  return map;
}

Outcome<QMap<QString, PyValue>> CustomResponse::shownAnswers()
{
  if (answerIds().size() > 1 || !m_expected || m_expected->isEmpty())
    return Response::shownAnswers();
  if (answerIds().isEmpty())
    return otherError(u"IndexError"_s, u"list index out of range"_s);
  return QMap<QString, PyValue>{{answerIds().front(), PyValue(*m_expected)}};
}

const ResponseKind& customResponseKind()
{
  static const ResponseKind kind = {
      u"customresponse"_s,
      {{u"textline"_s, u"textbox"_s, u"crystallography"_s, u"chemicalequationinput"_s, u"vsepr_input"_s,
        u"drag_and_drop_input"_s, u"designprotein2dinput"_s, u"editageneinput"_s, u"annotationinput"_s,
        u"jsinput"_s, u"formulaequationinput"_s},
       0,
       {},
       false},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<CustomResponse>(problem, element, u"customresponse"_s, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
