#pragma once

#include "grading/problem/page.h"
#include "grading/problem/problem.h"

namespace scriptorium::capa {

struct ResponseKind;

/// Takes a problem from its source to readiness in the LMS's order of work (docs/capa.md, Loading). One use
/// each.
class ProblemLoader
{
public:
  explicit ProblemLoader(Problem& problem) : m_problem(problem) {}

  /// Errors: whatever keeps the LMS from loading the problem.
  Outcome<Unit> load(const QByteArray& xml);

private:
  Outcome<Unit> runScripts();
  Outcome<Unit> makeResponses();
  Outcome<Unit> makeResponse(const ResponseKind& kind, Element& element, int number);
  Outcome<Unit> checkRules(const ResponseKind& kind, const Element& element,
                           const std::vector<Element*>& inputs) const;
  Outcome<Unit> readPoints(Response& response) const;
  void numberInputs(const std::vector<Element*>& inputs, int number) const;
  void readQuestion(Element& response, const std::vector<Element*>& inputs, const QString& id);
  void readGroupQuestion(Element& response, const std::vector<Element*>& inputs, const QString& id);
  void numberSolutions() const;
  Outcome<Unit> computeAnswers();
  void setInitialAnswers();
  /// Walks the page once: makes the inputs that it holds, and meets the errors that it has.
  Outcome<Unit> makeInputs();
  Outcome<Element::Pointer> makeInput(const Element& element);

  Problem& m_problem;
};

} // namespace scriptorium::capa
