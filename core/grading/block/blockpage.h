#pragma once

#include <QString>

#include <optional>

namespace scriptorium::capa {

/// Whose form a page has. Teak's does not name the grading method and ends with a script.
enum class LmsRelease
{
  Teak,
  Newer
};

/// The page of a problem as the learner has it: the questions, the buttons and what was said last.
struct BlockPage
{
  /// A message above the questions or below the buttons.
  struct Notice
  {
    QString type; ///< "success", "error", "general", "warning"
    QString icon; ///< "fa-check"
    QString text;
  };

  QString title;
  QString content; ///< HTML of the questions, hint elements already removed
  QString usageKey;
  QString htmlId;
  bool hasHints = false;
  bool offersSave = false;
  bool offersReset = false; ///< shown only after an attempt
  bool offersAnswer = false;
  bool enablesSubmit = true;
  qint64 attempts = 0;
  std::optional<qint64> maxAttempts;
  QString gradingMethod; ///< "Last Score"
  std::optional<Notice> result;
  bool hasSavedAnswers = false;
  LmsRelease release = LmsRelease::Newer;

  /// With the classes and ids that the LMS's scripts and courses' own CSS and JavaScript rely on.
  QString toHtml() const;
};

} // namespace scriptorium::capa
