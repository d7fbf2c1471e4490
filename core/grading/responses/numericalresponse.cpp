#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/kinds.h"
#include "grading/responses/numbers.h"
#include "grading/values/problemxml.h"

#include <cmath>
#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

QString notANumber(const QString& answer)
{
  return u"Could not interpret '%1' as a number."_s.arg(htmlEscaped(answer));
}

/// The learner's text as a number. Errors: StudentInput in the LMS's words.
Outcome<Number> learnerNumber(const QString& text)
{
  auto value = evaluateExpression(text);
  if (value)
    return *std::move(value);
  using Kind = ExpressionError::Kind;
  switch (value.error().kind) {
  case Kind::UndefinedVariable:
  case Kind::UnmatchedParenthesis:
    return studentInputError(value.error().message);
  case Kind::Factorial:
    return studentInputError(
        u"Factorial function evaluated outside its domain:'%1'"_s.arg(htmlEscaped(text)));
  case Kind::Parse:
    return studentInputError(u"Invalid math syntax: '%1'"_s.arg(htmlEscaped(text)));
  case Kind::ZeroDivision:
  case Kind::Value:
  case Kind::Overflow:
  case Kind::Type:
  case Kind::Other:
    break;
  }
  return studentInputError(notANumber(text));
}

/// As markupsafe escapes what it joins.
QString escapedPart(const QString& text)
{
  return escaped(text, true).replace(u"&quot;"_s, u"&#34;"_s).replace(u'\'', u"&#39;"_s);
}

/// A number or a formula without variables, right within a tolerance or a range.
class NumericalResponse : public Response
{
public:
  NumericalResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"numericalresponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const override;

private:
  struct Verdict
  {
    bool isRight = false;
    double credit = 0; ///< of an answer that is partly right
  };

  /// What an author asks of partial credit; read when an answer is graded, as the LMS does.
  struct Credit
  {
    bool isGiven = false, forClose = false, forListed = false;
    double range = 2; ///< times the tolerance, or times the width of the range
    bool hasList = false;
    QList<Number> listed;
  };

  const QString& answerId() const { return answerIds().front(); }
  Outcome<Credit> credit() const;
  Outcome<QList<Number>> partialAnswers() const;
  Outcome<Verdict> judge(const Number& given) const;
  Outcome<double> boundary(const Number& given, size_t which, bool& isMet) const;
  Outcome<Verdict> judgeRange(const Number& given, const Credit& credit) const;
  Outcome<Verdict> judgeNumber(const Number& given, const Credit& credit) const;
  Outcome<Verdict> judgeListed(const Number& given, const Number& right, const Credit& credit) const;
  Outcome<bool> isClose(const Number& given, const Number& expected, const Credit& credit) const;
  Outcome<bool> isAdditional(const Number& given);

  QString m_right;     ///< what is shown
  QStringList m_range; ///< its parts; empty: a number
  bool m_includes[2] = {false, false};
  QString m_tolerance;
  const Element* m_additional = nullptr; ///< the additional answer that the last grading found right
};

Outcome<Unit> NumericalResponse::setup()
{
  const QString answer = element().attribute(u"answer");
  const bool isRange = (answer.startsWith(u'[') || answer.startsWith(u'(')) &&
                       (answer.endsWith(u']') || answer.endsWith(u')'));
  if (!isRange) {
    m_right = problem().contextualised(answer);
    m_tolerance = toleranceOf(element(), problem());
    return Unit{};
  }
  m_includes[0] = answer.startsWith(u'[');
  m_includes[1] = answer.endsWith(u']');
  const QStringList parts = answer.mid(1, answer.size() - 2).split(u',');
  for (const QString& part : parts)
    m_range += problem().contextualised(part);
  if (m_range.size() < 2)
    return studentInputError(u"There was a problem with the staff answer to this problem."_s);
  m_right = answer.front() + m_range[0] + u", "_s + m_range[1] + answer.back();
  return Unit{};
}

Outcome<QList<Number>> NumericalResponse::partialAnswers() const
{
  QList<Number> listed;
  for (const Element* parameter : element().childrenNamed(u"responseparam")) {
    const auto text = parameter->find(u"partial_answers");
    if (!text)
      continue;
    for (const QString& part : text->split(u',')) {
      SCRIPTORIUM_TRY_ASSIGN(Number value, staffNumber(part.trimmed()));
      listed += std::move(value);
    }
    break;
  }
  return listed;
}

Outcome<NumericalResponse::Credit> NumericalResponse::credit() const
{
  Credit credit;
  credit.isGiven = hasPartialCredit();
  credit.forClose = creditSchemes().contains("close"_L1);
  credit.forListed = creditSchemes().contains("list"_L1);
  for (const Element* parameter : element().childrenNamed(u"responseparam")) {
    const auto text = parameter->find(u"partial_range");
    if (!text)
      continue;
    const auto range = floatFromText(*text);
    if (!range)
      return otherError(u"ValueError"_s, u"could not convert string to float: '%1'"_s.arg(*text));
    credit.range = *range;
    break;
  }
  SCRIPTORIUM_TRY_ASSIGN(credit.listed, partialAnswers());
  credit.hasList = !credit.listed.isEmpty();
  return credit;
}

/// One end of the range. `isMet`: the answer is that end itself.
Outcome<double> NumericalResponse::boundary(const Number& given, size_t which, bool& isMet) const
{
  static const QString kEpsilon = floatRepr(std::numeric_limits<double>::epsilon());
  SCRIPTORIUM_TRY_ASSIGN(const Number end, staffNumber(m_range[static_cast<qsizetype>(which)]));
  const std::complex<double> value = toComplex(end);
  if (value.imag() != 0)
    return studentInputError(
        u"There was a problem with the staff answer to this problem: complex boundary."_s);
  if (std::isnan(value.real()))
    return studentInputError(u"There was a problem with the staff answer to this problem: empty boundary."_s);
  const auto met = isWithinTolerance(given, end, kEpsilon, false, true);
  if (!met)
    return uncaught(met.error());
  isMet = *met;
  return value.real();
}

Outcome<NumericalResponse::Verdict> NumericalResponse::judgeRange(const Number& given,
                                                                  const Credit& credit) const
{
  if (isComplexType(given))
    return studentInputError(u"You may not use complex numbers in range tolerance problems"_s);
  double ends[2] = {0, 0};
  for (const size_t which : {0U, 1U}) {
    bool isMet = false;
    SCRIPTORIUM_TRY_ASSIGN(ends[which], boundary(given, which, isMet));
    if (isMet)
      return Verdict{m_includes[which], 0};
  }
  const double value = toComplex(given).real();
  if (ends[0] < value && value < ends[1])
    return Verdict{true, 0};
  const double margin = credit.range * (ends[1] - ends[0]);
  const bool isNear =
      credit.isGiven && credit.forClose && ends[0] - margin < value && value < ends[1] + margin;
  return Verdict{false, isNear ? 0.5 : 0};
}

/// Within the tolerance times the partial range. A percentage is one of the expected number now, the default
/// one, too.
Outcome<bool> NumericalResponse::isClose(const Number& given, const Number& expected,
                                         const Credit& credit) const
{
  if (m_tolerance.endsWith(u'%'))
    return agrees(given, expected,
                  floatRepr(credit.range * floatFromText(m_tolerance.chopped(1)).value_or(0)) + u'%');
  const auto result = isWithinTolerance(
      given, expected, floatRepr(credit.range * floatFromText(m_tolerance).value_or(0)), false);
  if (!result)
    return uncaught(result.error());
  return *result;
}

Outcome<NumericalResponse::Verdict> NumericalResponse::judgeListed(const Number& given, const Number& right,
                                                                   const Credit& credit) const
{
  if (!credit.hasList)
    return otherError(u"TypeError"_s, u"'bool' object is not iterable"_s);
  for (const Number& listed : credit.listed) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isListed, agrees(given, listed, m_tolerance));
    if (isListed)
      return Verdict{false, 0.5};
    if (!credit.forClose)
      continue;
    SCRIPTORIUM_TRY_ASSIGN(const bool isNearRight, isClose(given, right, credit));
    if (isNearRight)
      return Verdict{false, 0.5};
    SCRIPTORIUM_TRY_ASSIGN(const bool isNearListed, isClose(given, listed, credit));
    if (isNearListed)
      return Verdict{false, 0.25};
  }
  return Verdict{};
}

Outcome<NumericalResponse::Verdict> NumericalResponse::judgeNumber(const Number& given,
                                                                   const Credit& credit) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Number right, staffNumber(m_right));
  // As LMS: the tolerance for partial credit is computed first, with float(), so that formulas fail.
  const QString bare = m_tolerance.endsWith(u'%') ? m_tolerance.chopped(1) : m_tolerance;
  if (!floatFromText(bare))
    return otherError(u"ValueError"_s, u"could not convert string to float: '%1'"_s.arg(bare));
  SCRIPTORIUM_TRY_ASSIGN(const bool isRight, agrees(given, right, m_tolerance));
  if (isRight)
    return Verdict{true, 0};
  if (!credit.isGiven)
    return Verdict{};
  if (credit.forListed)
    return judgeListed(given, right, credit);
  SCRIPTORIUM_TRY_ASSIGN(const bool isNear, isClose(given, right, credit));
  return Verdict{false, credit.forClose && isNear ? 0.5 : 0};
}

Outcome<NumericalResponse::Verdict> NumericalResponse::judge(const Number& given) const
{
  SCRIPTORIUM_TRY_ASSIGN(const Credit asked, credit());
  return m_range.isEmpty() ? judgeNumber(given, asked) : judgeRange(given, asked);
}

Outcome<bool> NumericalResponse::isAdditional(const Number& given)
{
  for (const Element* additional : element().childrenNamed(u"additional_answer")) {
    const auto text = additional->find(u"answer");
    if (!text)
      return otherError(u"TypeError"_s, u"an additional_answer has no answer"_s);
    SCRIPTORIUM_TRY_ASSIGN(const Number value, staffNumber(*text));
    if (toComplex(given) != toComplex(value))
      continue;
    m_additional = additional;
    return true;
  }
  return false;
}

Outcome<CorrectMap> NumericalResponse::score(const Answers& answers)
{
  CorrectMap graded;
  CorrectEntry& entry = graded[answerId()];
  entry.correctness = u"incorrect"_s;
  m_additional = nullptr;
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend())
    return graded;
  for (const QString& scheme : creditSchemes()) {
    if (hasPartialCredit() && scheme != "list"_L1 && scheme != "close"_L1)
      return problemError(u"partial_credit attribute should be one of: list,close"_s);
  }
  const QString* text = answer->string();
  if (text == nullptr)
    return studentInputError(notANumber(answer->str()));
  SCRIPTORIUM_TRY_ASSIGN(const Number given, learnerNumber(*text));
  SCRIPTORIUM_TRY_ASSIGN(const Verdict verdict, judge(given));
  bool isRight = verdict.isRight;
  if (!isRight && verdict.credit == 0) {
    SCRIPTORIUM_TRY_ASSIGN(isRight, isAdditional(given));
  }
  if (isRight) {
    entry.correctness = u"correct"_s;
  } else if (verdict.credit > 0) {
    entry.correctness = u"partially-correct"_s;
    entry.npoints = verdict.credit;
  }
  return graded;
}

Outcome<QMap<QString, PyValue>> NumericalResponse::shownAnswers()
{
  QStringList shown = {escapedPart(m_right)};
  for (const Element* additional : element().childrenNamed(u"additional_answer"))
    shown += escapedPart(additional->attribute(u"answer", u"None"_s));
  return QMap<QString, PyValue>{{answerId(), PyValue(shown.join(" <b>or</b> "_L1))}};
}

Outcome<Unit> NumericalResponse::addExtendedHints(CorrectMap& graded, const Answers& answers) const
{
  if (!answers.contains(answerId()) || graded[answerId()].correctness != "correct"_L1)
    return Unit{};
  const Element& owner = m_additional != nullptr ? *m_additional : element();
  if (const Element* hint = owner.firstChild(u"correcthint"))
    graded[answerId()].msg += feedbackBox(true, *hint);
  return Unit{};
}

} // namespace

const ResponseKind& numericalResponseKind()
{
  static const ResponseKind kind = {
      u"numericalresponse"_s,
      {{u"textline"_s, u"formulaequationinput"_s}, 1, {u"answer"_s}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<NumericalResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
