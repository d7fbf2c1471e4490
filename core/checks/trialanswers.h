#pragma once

#include "grading/problem/problem.h"

#include <QSet>

namespace scriptorium::checks {

/// A submission made from a problem itself.
struct TrialAnswers
{
  capa::Answers answers; ///< for every input; empty text where nothing could be derived
  QSet<QString> derived; ///< ids of the inputs whose answer means something
};

/// A submission that says what "Show answer" shows. Nothing can be derived of: regular expressions, drawings,
/// circuits, code, MathML, and of custom responses that show no answer.
TrialAnswers shownAsAnswers(const capa::Problem& problem);

/// Submissions that nobody would call right: another choice, a strange number or word, a
/// place outside of the picture. Up to `most`.
QList<TrialAnswers> wrongAnswers(const capa::Problem& problem, int most = 2);

} // namespace scriptorium::checks
