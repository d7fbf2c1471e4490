#pragma once

#include "grading/problem/response.h"

namespace scriptorium::capa {

/// One of several: radio buttons, with shuffling, answer pools and points per choice.
class MultipleChoiceResponse : public Response
{
public:
  MultipleChoiceResponse(Problem& problem, Element& element, int number);

  /// Errors: Other, for a choice without `correct` or with a broken `point_value`.
  Outcome<Unit> setup() override;
  /// Errors: Loncapa, for a pool that cannot be drawn from.
  Outcome<Unit> lateTransform() override;
  Outcome<CorrectMap> score(const Answers& answers) override;
  Outcome<QMap<QString, PyValue>> shownAnswers() override;
  Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const override;

protected:
  MultipleChoiceResponse(Problem& problem, Element& element, const QString& tag, int number,
                         QString groupType);

  const QStringList& rightNames() const { return m_right; }
  const QString& answerId() const { return answerIds().front(); }

private:
  void nameChoices();
  Outcome<Unit> readPartialPoints();
  Outcome<Unit> shuffleChoices();
  Outcome<Unit> drawFromPool();

  QString m_groupType; ///< forced upon each group
  QStringList m_right;
  QList<std::pair<QString, double>> m_partial;
};

} // namespace scriptorium::capa
