#pragma once

#include "grading/problem/problem.h"
#include "grading/scripts/seriesrunner.h"
#include "model/finding.h"

#include <QByteArray>

#include <map>
#include <optional>

namespace scriptorium::checks {

/// A problem of a course, for rules to look at: its markup as written, and loaded as the LMS would for any
/// seed, each once. Its scripts share `ScriptBudget::ofProblem`. One thread.
class ProblemUnderTest
{
public:
  /// `olx`: the `<problem>` element; `place`: its file and the line where the element starts.
  ProblemUnderTest(QByteArray olx, Place place, capa::ProblemSurroundings around);
  Q_DISABLE_COPY_MOVE(ProblemUnderTest)

  /// Null when it is not XML.
  const capa::Element* markup() const { return m_markup.get(); }
  /// For seed 1.
  const capa::Outcome<std::unique_ptr<capa::Problem>>& loaded() { return loaded(1); }
  const capa::Outcome<std::unique_ptr<capa::Problem>>& loaded(qint64 seed);
  /// Loaded for `seed` as if nobody had answered it yet.
  capa::Outcome<std::unique_ptr<capa::Problem>> load(qint64 seed) const;
  /// Whether another seed may give another problem: it has a script of ours, or shuffles.
  bool isRandom() const;
  /// Why its scripts were no longer run; empty when all were.
  QString scriptsRefused() const { return m_scripts ? m_scripts->refusal() : QString(); }

  /// The place of a line of the markup (1-based; 0: the problem as a whole).
  Place place(int line = 0) const;
  Place place(const capa::Element& element) const { return place(element.line); }

private:
  QByteArray m_olx;
  Place m_place;
  capa::ProblemSurroundings m_around;
  std::optional<capa::SeriesRunner> m_series;    ///< behind `m_scripts`
  std::optional<capa::BudgetedRunner> m_scripts; ///< stands in `m_around`
  capa::Element::Pointer m_markup;
  std::map<qint64, capa::Outcome<std::unique_ptr<capa::Problem>>> m_loaded;
};

/// Why a response cannot grade any answer, when that is its author's fault: a pattern that does not compile.
/// Only of text responses.
std::optional<capa::CapaError> gradingFault(capa::Response& response);

} // namespace scriptorium::checks
