#pragma once

#include "grading/problem/problem.h"

#include <functional>

namespace scriptorium::capa {

/// Turns a problem's tree into the learner's page (docs/capa.md, Page).
class PageBuilder
{
public:
  /// How an input renders itself. Errors: whatever makes the page fail.
  using InputRenderer = std::function<Outcome<Element::Pointer>(const Element& element)>;

  PageBuilder(const Problem& problem, InputRenderer input) : m_problem(problem), m_input(std::move(input)) {}

  /// The page of `root`, null where the element leaves nothing. Its tail is set.
  Outcome<Element::Pointer> extract(const Element& root);

private:
  Outcome<Element::Pointer> plain(const Element& element);
  Outcome<Element::Pointer> response(const Element& element);
  Outcome<Unit> children(const Element& from, Element& to);

  const Problem& m_problem;
  InputRenderer m_input;
};

/// The page as text, variables in place. Errors: as the LMS's page fails.
Outcome<QString> pageHtml(Problem& problem, const Problem::Page& page);

} // namespace scriptorium::capa
