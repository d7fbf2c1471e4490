#include "grading/problem/problem.h"
#include "grading/problem/response.h"
#include "grading/responses/formulasamples.h"
#include "grading/responses/kinds.h"
#include "grading/responses/numbers.h"
#include "grading/responses/pythonerrors.h"
#include "grading/values/problemxml.h"

#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

/// What a learner reads when a formula, his or the author's, has no value.
CapaError formulaError(const ExpressionError& error, const QString& formula)
{
  using Kind = ExpressionError::Kind;
  const QString shown = htmlEscaped(formula);
  switch (error.kind) {
  case Kind::UndefinedVariable:
  case Kind::UnmatchedParenthesis:
    return studentInputError(error.message);
  case Kind::Factorial:
    return studentInputError(
        u"Factorial function not permitted in answer for this problem. Provided answer was: %1"_s.arg(shown));
  case Kind::Value:
    return studentInputError(u"Invalid input: Could not parse '%1' as a formula."_s.arg(shown));
  case Kind::Parse:
  case Kind::ZeroDivision:
  case Kind::Overflow:
  case Kind::Type:
  case Kind::Other:
    break;
  }
  return studentInputError(u"Invalid input: Could not parse '%1' as a formula"_s.arg(shown));
}

/// A formula with variables, compared with the author's at random values.
class FormulaResponse : public Response
{
public:
  FormulaResponse(Problem& problem, Element& element, int number)
      : Response(problem, element, u"formularesponse"_s, number)
  {}

  Outcome<Unit> setup() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  std::optional<Outcome<bool>> hintCondition(const Element& condition, const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;

private:
  const QString& answerId() const { return answerIds().front(); }
  Outcome<PyValue> given(const Answers& answers) const;
  /// Where `given` is no text, an error once a sample asks for its value.
  Outcome<std::vector<Number>> learnerValues(const PyValue& given,
                                             const QList<Expression::Variables>& samples) const;
  Outcome<std::vector<Number>> values(const QString& formula,
                                      const QList<Expression::Variables>& samples) const;
  Outcome<bool> isEquivalent(const QString& expected, const PyValue& given, const QString& samples) const;

  QString m_right;
  QString m_samples;
  QString m_tolerance;
  bool m_isCaseSensitive = false;
};

Outcome<Unit> FormulaResponse::setup()
{
  m_right = contextualAttribute(u"answer");
  m_samples = contextualAttribute(u"samples");
  m_tolerance = toleranceOf(element(), problem());
  const QStringList types = element().attribute(u"type").split(u',');
  m_isCaseSensitive = types.contains("cs"_L1) && !types.contains("ci"_L1);
  return Unit{};
}

Outcome<PyValue> FormulaResponse::given(const Answers& answers) const
{
  const auto answer = answers.constFind(answerId());
  if (answer == answers.cend())
    return keyError(answerId());
  return *answer;
}

Outcome<std::vector<Number>> FormulaResponse::learnerValues(const PyValue& given,
                                                            const QList<Expression::Variables>& samples) const
{
  if (given.string() != nullptr || samples.isEmpty())
    return values(given.str(), samples);
  return formulaError({ExpressionError::Kind::Other, {}, {}}, given.str());
}

Outcome<std::vector<Number>> FormulaResponse::values(const QString& formula,
                                                     const QList<Expression::Variables>& samples) const
{
  std::vector<Number> results; // not a QList: GCC 12 warns of its append at -O3
  if (samples.isEmpty())
    return results;
  const auto parsed = Expression::parse(formula);
  if (!parsed)
    return formulaError(parsed.error(), formula);
  for (const Expression::Variables& variables : samples) {
    auto value = parsed->evaluate(variables, m_isCaseSensitive);
    if (!value)
      return formulaError(value.error(), formula);
    results.push_back(*std::move(value));
  }
  return results;
}

Outcome<bool> FormulaResponse::isEquivalent(const QString& expected, const PyValue& given,
                                            const QString& samples) const
{
  SCRIPTORIUM_TRY_ASSIGN(const auto drawn, drawSamples(samples, problem().seed(), problem().numbersLeft()));
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<Number> learner, learnerValues(given, drawn));
  SCRIPTORIUM_TRY_ASSIGN(const std::vector<Number> author, values(expected, drawn));
  for (size_t i = 0; i < learner.size(); ++i) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isEqual, agrees(learner[i], author[i], m_tolerance));
    if (!isEqual)
      return false;
  }
  return true;
}

Outcome<CorrectMap> FormulaResponse::score(const Answers& answers)
{
  SCRIPTORIUM_TRY_ASSIGN(const PyValue formula, given(answers));
  SCRIPTORIUM_TRY_ASSIGN(const bool isRight, isEquivalent(m_right, formula, m_samples));
  CorrectMap graded;
  graded[answerId()].correctness = isRight ? u"correct"_s : u"incorrect"_s;
  return graded;
}

std::optional<Outcome<bool>> FormulaResponse::hintCondition(const Element& condition, const Answers& answers)
{
  if (!answers.contains(answerId()))
    return Outcome<bool>(keyError(answerId()));
  const auto formula = given(answers);
  const auto answer = condition.find(u"answer");
  const auto samples = condition.find(u"samples");
  if (!formula || !answer || !samples)
    return Outcome<bool>(false);
  // As LMS: whatever fails here is no hint.
  const auto holds = isEquivalent(problem().contextualised(*answer), *formula, *samples);
  return Outcome<bool>(holds && *holds);
}

Outcome<QMap<QString, PyValue>> FormulaResponse::shownAnswers()
{
  return QMap<QString, PyValue>{{answerId(), PyValue(m_right)}};
}

} // namespace

const ResponseKind& formulaResponseKind()
{
  static const ResponseKind kind = {
      u"formularesponse"_s,
      {{u"textline"_s, u"formulaequationinput"_s}, 1, {u"answer"_s, u"samples"_s}, true},
      [](Problem& problem, Element& element, int number) -> std::unique_ptr<Response> {
        return std::make_unique<FormulaResponse>(problem, element, number);
      }};
  return kind;
}

} // namespace scriptorium::capa
