#pragma once

#include "grading/choices.h"
#include "grading/values/answers.h"

#include <QByteArray>

namespace scriptorium::testing {

/// A problem without scripts, and answers of which we know what they are worth. Its id is to be "P".
struct RandomProblem
{
  QByteArray xml;
  int responses = 0;
  capa::Answers right; ///< full marks
  capa::Answers wrong; ///< full marks for no response, some perhaps
};

RandomProblem randomProblem(Choices& choices);

} // namespace scriptorium::testing
