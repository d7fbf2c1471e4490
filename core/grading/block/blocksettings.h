#pragma once

#include "base/clock.h"
#include "grading/values/pyvalue.h"

#include <QString>

#include <chrono>
#include <optional>

namespace scriptorium::capa {

/// The settings of a problem block, its own or inherited, with the LMS's defaults.
struct BlockSettings
{
  std::optional<QString> displayName = QStringLiteral("Blank Problem");
  std::optional<qint64> maxAttempts; ///< none: unlimited; 0: a survey
  QString gradingMethod = QStringLiteral("last_score");
  std::optional<Timestamp> due;
  std::optional<Timestamp> courseEnd; ///< closes the problem where it has no due date
  std::optional<std::chrono::seconds> gracePeriod;
  QString showCorrectness = QStringLiteral("always");
  QString showAnswer = QStringLiteral("finished");
  qint64 attemptsBeforeShowAnswer = 0;
  bool forcesSaveButton = false;
  bool showsResetButton = false;
  QString rerandomize = QStringLiteral("never");
  qint64 submissionWaitSeconds = 0;
  std::optional<double> weight; ///< none: the points of the inputs
  bool isGraded = false;

  /// From fields by their names in the OLX ("max_attempts": 2 or "2"); values of another kind count as not
  /// set.
  static BlockSettings fromFields(const PyDict& fields);
  /// Due date (or the course's end) and grace period; none: never.
  std::optional<Timestamp> closeDate() const;
};

/// "2024-01-02T00:00:00Z", "2024-01-02", "Jan 2, 2024 11:00 PM", "1/2/2024"; UTC where no zone is given.
std::optional<Timestamp> dateFromText(const QString& text);
/// "2 days 3 hours 4 minutes 5 seconds", each part optional, in this order.
std::optional<std::chrono::seconds> durationFromText(const QString& text);

} // namespace scriptorium::capa
