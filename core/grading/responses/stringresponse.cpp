#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/pythonerrors.h"
#include "grading/responses/pythonpattern.h"
#include "grading/values/problemxml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

/// Python's str.lower(): a capital sigma at the end of a word becomes the final one.
QString lowered(const QString& text)
{
  QString lower = text.toLower();
  if (!text.contains(u'\u03a3') || lower.size() != text.size())
    return lower;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const bool isInside = i + 1 < text.size() && text[i + 1].isLetter();
    if (text[i] == u'\u03a3' && !isInside && i > 0 && text[i - 1].isLetter())
      lower[i] = u'\u03c2';
  }
  return lower;
}

/// A line of text, compared with one or more texts or regular expressions.
class StringResponse : public Response
{
public:
  StringResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"stringresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  std::optional<Outcome<bool>> hintCondition(const Element& condition, const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const override;

private:
  const QString& answerId() const { return answerIds().front(); }
  Outcome<bool> isAmong(const QStringList& expected, const QString& given) const;
  bool isEqual(const QString& expected, const QString& given) const;
  bool hintMatches(const Element& hint, const QString& given, bool isPattern) const;
  const Element* wrongAnswerHint(const QString& given) const;

  bool m_isOldStyle = false; ///< "a _or_ b"
  bool m_isPattern = false;
  bool m_ignoresCase = false;
  QStringList m_right;
};

Outcome<Unit> StringResponse::setup()
{
  const QString answer = element().attribute(u"answer");
  const QStringList words = element().attribute(u"type").toLower().split(u' ');
  m_isPattern = words.contains("regexp"_L1);
  m_ignoresCase = words.contains("ci"_L1);
  m_isOldStyle = answer.toLower().contains("_or_"_L1);
  if (m_isOldStyle) {
    for (const QString& part : answer.split(u"_or_"_s))
      m_right += problem().contextualised(part).trimmed();
    return Unit{};
  }
  m_right += problem().contextualised(answer).trimmed();
  for (const Element* additional : element().childrenNamed(u"additional_answer")) {
    const std::optional<QString> text = additional->find(u"answer");
    if (!text)
      return noneError(u"strip"_s);
    m_right += problem().contextualised(*text).trimmed();
  }
  return Unit{};
}

bool StringResponse::isEqual(const QString& expected, const QString& given) const
{
  return m_ignoresCase ? lowered(expected) == lowered(given) : expected == given;
}

Outcome<bool> StringResponse::isAmong(const QStringList& expected, const QString& given) const
{
  if (given.isEmpty())
    return false;
  if (m_isOldStyle || !m_isPattern) {
    for (const QString& text : expected)
      if (isEqual(text, given))
        return true;
    return false;
  }
  const Result<PythonPattern, PatternError> pattern =
      PythonPattern::compile(u'^' + expected.join(u'|') + u'$', m_ignoresCase);
  if (!pattern)
    return responseError(u"[courseware.capa.responsetypes.stringresponse] error: "_s + pattern.error().text);
  switch (pattern->search(given)) {
  case PythonPattern::Found::No:
    return false;
  case PythonPattern::Found::Yes:
    return true;
  case PythonPattern::Found::TooHard:
    break;
  }
  return otherError(u"TimeoutError"_s, u"The regular expression takes too long for this answer."_s);
}

/// The text that was given. Errors: as Python's strip() of something else.
Outcome<QString> givenText(const PyValue& answer)
{
  if (const QString* text = answer.string())
    return *text;
  return answer.isNone() ? noneError(u"strip"_s)
                         : otherError(u"AttributeError"_s, u"the answer has no attribute 'strip'"_s);
}

Outcome<CorrectMap> StringResponse::score(const Answers& answers)
{
  bool isRight = false;
  if (const auto answer = answers.constFind(answerId()); answer != answers.cend()) {
    SCRIPTORIUM_TRY_ASSIGN(const QString given, givenText(*answer));
    SCRIPTORIUM_TRY_ASSIGN(isRight, isAmong(m_right, given.trimmed()));
  }
  CorrectMap graded;
  graded[answerId()].correctness = isRight ? u"correct"_s : u"incorrect"_s;
  return graded;
}

std::optional<Outcome<bool>> StringResponse::hintCondition(const Element& condition, const Answers& answers)
{
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend())
    return Outcome<bool>(keyError(answerId()));
  const Outcome<QString> given = givenText(*answer);
  if (!given)
    return Outcome<bool>(given.error());
  const std::optional<QString> hinted = condition.find(u"answer");
  if (!hinted)
    return Outcome<bool>(noneError(u"strip"_s));
  return isAmong({problem().contextualised(*hinted).trimmed()}, given->trimmed());
}

Outcome<QMap<QString, PyValue>> StringResponse::shownAnswers()
{
  QStringList shown;
  for (const QString& answer : m_right)
    shown += markupSafe(answer);
  return QMap<QString, PyValue>{{answerId(), PyValue(shown.join(" <b>or</b> "_L1))}};
}

bool StringResponse::hintMatches(const Element& hint, const QString& given, bool isPattern) const
{
  const QString answer = hint.attribute(u"answer").trimmed();
  if (answer.isEmpty())
    return false;
  if (!isPattern)
    return isEqual(answer, given);
  const Result<PythonPattern, PatternError> pattern =
      PythonPattern::compile(u'^' + answer + u'$', m_ignoresCase);
  return pattern && pattern->search(given) == PythonPattern::Found::Yes;
}

const Element* StringResponse::wrongAnswerHint(const QString& given) const
{
  for (const Element* hint : element().childrenNamed(u"stringequalhint"))
    if (hintMatches(*hint, given, false))
      return hint;
  for (const Element* hint : element().childrenNamed(u"regexphint"))
    if (hintMatches(*hint, given, true))
      return hint;
  return nullptr;
}

Outcome<Unit> StringResponse::addExtendedHints(CorrectMap& graded, const Answers& answers) const
{
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend() || answer->string() == nullptr)
    return Unit{};
  // Neither the answer is trimmed nor are variables replaced here.
  const QString& given = *answer->string();
  QString& message = graded[answerId()].msg;
  SCRIPTORIUM_TRY_ASSIGN(const bool isRight, isAmong({element().attribute(u"answer").trimmed()}, given));
  if (isRight) {
    if (const Element* hint = element().firstChild(u"correcthint"))
      message += feedbackBox(true, *hint);
    return Unit{};
  }
  for (const Element* additional : element().childrenNamed(u"additional_answer")) {
    if (!hintMatches(*additional, given, m_isPattern))
      continue;
    if (const Element* hint = additional->firstChild(u"correcthint"))
      message += feedbackBox(true, *hint);
    return Unit{};
  }
  if (const Element* hint = wrongAnswerHint(given))
    message += feedbackBox(false, *hint);
  return Unit{};
}

} // namespace

const ResponseKind& stringResponseKind()
{
  static const ResponseKind kind = {
      u"stringresponse"_s,
      {{u"textline"_s}, 1, {u"answer"_s}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<StringResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
