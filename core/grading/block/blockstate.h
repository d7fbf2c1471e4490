#pragma once

#include "base/clock.h"
#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "grading/values/pyvalue.h"

#include <QList>

#include <optional>

namespace scriptorium::capa {

struct Score
{
  double earned = 0;
  double possible = 0;

  bool isFull() const { return earned == possible; }
  friend bool operator==(const Score&, const Score&) = default;
};

/// What the LMS keeps of one learner and one problem.
struct BlockState
{
  qint64 attempts = 0;
  CorrectMap correctMap;
  QList<CorrectMap> correctMapHistory;
  QMap<QString, PyValue> inputState;
  Answers answers;
  QList<Answers> answersHistory;
  std::optional<Score> score;
  QList<Score> scoreHistory;
  bool hasSavedAnswers = false;
  bool isDone = false;
  std::optional<qint64> seed;
  std::optional<Timestamp> lastSubmission;

  /// Under the keys of the LMS's stored state.
  PyDict toFields() const;
  /// What is missing or of another kind is as for a new learner.
  static BlockState fromFields(const PyDict& fields);
};

/// The score that counts after another attempt: "last_score", "first_score", "highest_score" or
/// "average_score" over `history`, which is not empty. None: no such method.
std::optional<Score> scoreByMethod(const QString& method, const QList<Score>& history, double maxScore);

/// 1 as an integer, 0.5 as a float, as Python keeps points.
PyValue numberValue(double number);
PyDict answersValue(const Answers& answers);

} // namespace scriptorium::capa
