#pragma once

#include "grading/block/blockstate.h"
#include "grading/problem/problem.h"

#include <QList>
#include <QString>

/// What the LMS writes of a problem into its tracking log (as LMS: capa_block.py, publish_unmasked).
namespace scriptorium::capa {

/// One entry: its name, and what stands in its "event". "grade" is none of the log, but what the block
/// publishes: {"value", "max_value"}, raw points.
struct BlockEvent
{
  QString name;
  PyDict data;
};

BlockEvent gradeEvent(const Score& score);
/// The problem as it is loaded, under "state", "old_state" and "new_state".
PyDict loggedState(const Problem& problem, const BlockState& state);
/// Of each answer: question, answer as people read it, kinds of response and input, whether it is right, and
/// `variant`. Empty where a choice was given that there is none of, as in the LMS.
PyDict submissionFacts(const Problem& problem, const Answers& answers, const CorrectMap& graded,
                       const PyValue& variant);
/// "edx.problem.hint.feedback_displayed" for each box of feedback that a submission shows.
QList<BlockEvent> feedbackEvents(const Problem& problem, const QString& usageKey, const Answers& answers,
                                 const CorrectMap& graded);

} // namespace scriptorium::capa
