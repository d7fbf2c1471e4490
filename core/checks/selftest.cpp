#include "checks/selftest.h"

#include "checks/problemundertest.h"
#include "checks/rulelist.h"
#include "checks/trialanswers.h"
#include "grading/problem/response.h"
#include "grading/values/learnermessage.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using capa::Problem;
using capa::Response;

const QString kShownAdvice =
    u"Compare the answer with what grading accepts; learners who copy the shown answer must be right."_s;
const QString kWrongAdvice =
    u"Narrow the tolerance, the pattern or what the script accepts, unless every answer shall count here."_s;

class Tester
{
public:
  Tester(ProblemUnderTest& problem, SelfTest& result) : m_problem(problem), m_result(result) {}

  void run(qint64 seed)
  {
    m_seed = seed;
    const auto& loaded = m_problem.loaded(seed);
    if (!loaded)
      return doesNotLoad(loaded.error());
    Problem& problem = **loaded;
    tryPatterns(problem);
    const TrialAnswers shown = shownAsAnswers(problem);
    const QList<TrialAnswers> wrong = wrongAnswers(problem, 1);
    QSet<QString> tried = shown.derived;
    for (const auto& trial : wrong)
      tried += trial.derived;
    m_result.inputs = static_cast<int>(shown.answers.size());
    m_result.tried = static_cast<int>(tried.size());
    if (!shown.derived.isEmpty())
      tryShown(problem, shown);
    for (const auto& trial : wrong)
      tryWrong(problem, trial);
  }

private:
  void add(const QString& rule, Finding::Severity severity, const QString& message, const Place& place,
           const QString& advice)
  {
    // The same words for another seed say nothing new.
    const auto isSame = [&](const Finding& finding) {
      return finding.rule == rule && finding.place.line == place.line;
    };
    if (std::none_of(m_result.findings.begin(), m_result.findings.end(), isSame))
      m_result.findings.append({severity, rule, message + seedText(), advice, place});
  }

  QString seedText() const { return m_problem.isRandom() ? u" (seed %1)"_s.arg(m_seed) : QString(); }

  void doesNotLoad(const capa::CapaError& error)
  {
    const bool isScript = capa::isScriptFailure(error);
    const Rule rule = isScript ? scriptError() : loadError();
    add(rule.id, rule.severity, u"The problem does not load: "_s + capa::authorMessage(error),
        m_problem.place(error.line), rule.explanation);
  }

  void tryPatterns(const Problem& problem)
  {
    const Rule rule = patternDoesNotCompile();
    for (const auto& response : problem.responses())
      if (const auto why = gradingFault(*response))
        add(rule.id, rule.severity, u"No answer can be graded: %1"_s.arg(capa::authorMessage(*why)),
            m_problem.place(response->element()), rule.explanation);
  }

  void tryShown(Problem& problem, const TrialAnswers& trial)
  {
    const auto graded = problem.grade(trial.answers);
    for (const auto& response : problem.responses()) {
      for (const QString& id : response->answerIds()) {
        if (!trial.derived.contains(id))
          continue;
        const QString given = trial.answers.value(id).str();
        const Place place = m_problem.place(response->element());
        if (!graded)
          return add(
              u"shown-answer-wrong"_s, Finding::Severity::Error,
              u"Its own answer \"%1\" is refused: %2"_s.arg(given, capa::authorMessage(graded.error())),
              place, kShownAdvice);
        const auto& entry = graded->entries.value(id);
        if (entry.correctness != u"correct")
          add(u"shown-answer-wrong"_s, severityOf(*response),
              u"Its own answer \"%1\" is graded %2."_s.arg(
                  given, entry.correctness.isEmpty() ? u"as nothing"_s : entry.correctness),
              place, kShownAdvice);
      }
    }
  }

  void tryWrong(Problem& problem, const TrialAnswers& trial)
  {
    const auto graded = problem.grade(trial.answers);
    if (!graded)
      return; // refused is as good as wrong
    for (const auto& response : problem.responses())
      for (const QString& id : response->answerIds())
        if (trial.derived.contains(id) && graded->entries.value(id).correctness == u"correct")
          add(u"wrong-answer-right"_s, Finding::Severity::Warning,
              u"\"%1\" is graded as correct."_s.arg(trial.answers.value(id).str()),
              m_problem.place(response->element()), kWrongAdvice);
  }

  /// The attribute `expect` of a custom response is what its author says, which need not be an answer.
  static Finding::Severity severityOf(const Response& response)
  {
    return response.tag() == u"customresponse" ? Finding::Severity::Warning : Finding::Severity::Error;
  }

  ProblemUnderTest& m_problem;
  SelfTest& m_result;
  qint64 m_seed = 1;
};

} // namespace

SelfTest selfTest(ProblemUnderTest& problem, int seeds)
{
  SelfTest result;
  Tester tester(problem, result);
  const int count = problem.isRandom() ? seeds : 1;
  for (int seed = 1; seed <= count; ++seed)
    tester.run(seed);
  const Rule budget = scriptBudget();
  budget.problem(budget, problem, result.findings);
  return result;
}

} // namespace scriptorium::checks
