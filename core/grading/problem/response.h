#pragma once

#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace scriptorium::capa {

class Problem;

/// A response of a problem: reads its element once, then grades. One subclass per tag in responses/ (as
/// LMS: responsetypes.py). Lives as long as its problem.
class Response
{
public:
  /// What a tag allows; checked by the loader before setup().
  struct Rules
  {
    QStringList inputs;             ///< tags of inputs that it may hold
    int mostInputs = 0;             ///< 0: any number
    QStringList requiredAttributes; ///< empty counts as missing
    bool needsAnInput = false;      ///< mostInputs 1 and no input breaks the load (IndexError)
  };

  virtual ~Response();

  /// Reads the element. Called once, after the inputs have their ids. Errors: as the LMS gives at load.
  virtual Outcome<Unit> setup() { return Unit{}; }
  /// Shuffles and pools; called in response order after the shown answers are computed.
  virtual Outcome<Unit> lateTransform() { return Unit{}; }
  /// Grades. `answers` holds everything that was submitted; entries for this response's inputs only. Hints of
  /// hintgroups are added by the loader's evaluate step, extended hints here.
  virtual Outcome<CorrectMap> score(const Answers& answers) = 0;
  /// Whether the hint condition element (stringhint, formulahint …) holds; none: the tag has no condition
  /// code.
  virtual std::optional<Outcome<bool>> hintCondition(const Element& condition, const Answers& answers);
  /// The shown answers, by input id.
  virtual Outcome<QMap<QString, PyValue>> shownAnswers();
  /// Appends the extended feedback (choicehint, correcthint …) to the messages of `graded`. Errors: Other,
  /// where a broken hint breaks the grading.
  virtual Outcome<Unit> addExtendedHints(CorrectMap& graded, const Answers& answers) const;

  /// An external grader's reply to what was queued under `key`: changes this response's entry in `map`, if
  /// it is meant. Errors: Other, where the LMS fails on the reply.
  virtual Outcome<Unit> receiveScore(const QString& message, const QString& key, CorrectMap& map);

  const QString& tag() const { return m_tag; }
  Element& element() const { return m_element; }
  /// "P_1": n counts responses from 1; ids of its inputs begin with "P_2".
  const QString& id() const { return m_id; }
  int number() const { return m_number; }
  const QStringList& answerIds() const { return m_answerIds; }
  const std::vector<Element*>& inputElements() const { return m_inputElements; }
  int maxPoints(const QString& answerId) const { return m_maxPoints.value(answerId, 1); }
  int maxScore() const;
  bool hasPartialCredit() const { return m_hasPartialCredit; }
  /// Lower-case words of the partial_credit attribute.
  const QStringList& creditSchemes() const { return m_creditSchemes; }

protected:
  Response(Problem& problem, Element& element, QString tag, int number);

  Problem& problem() const { return m_problem; }
  /// The attribute with `$name` replaced.
  QString contextualAttribute(QStringView name, const QString& fallback = {}) const;
  /// For a response whose points are not those of the inputs' `points`.
  void setMaxPoints(const QString& answerId, int points) { m_maxPoints.insert(answerId, points); }
  /// `entry` for every input.
  CorrectMap forAll(const CorrectEntry& entry) const;
  /// The feedback box (docs/capa.md). `label`: none for "Correct:"/"Incorrect:"; empty for no label.
  static QString feedbackBox(bool isCorrect, const std::optional<QString>& label, const QStringList& inner,
                             bool isMultiple = false);
  /// The same from a hint element (its inner markup, trimmed; empty gives no box).
  static QString feedbackBox(bool isCorrect, const Element& hint);

private:
  friend class ProblemLoader;

  Problem& m_problem;
  Element& m_element;
  QString m_tag;
  QString m_id;
  int m_number;
  QStringList m_answerIds;
  std::vector<Element*> m_inputElements;
  QMap<QString, int> m_maxPoints;
  QMap<QString, PyValue> m_defaultAnswers; ///< of `correct_answer` attributes of the inputs
  bool m_hasPartialCredit = false;
  QStringList m_creditSchemes;
};

/// How a tag is made. Every responses/*.cpp defines one `const ResponseKind`, named in
/// responses/registry.cpp.
struct ResponseKind
{
  QString tag;
  Response::Rules rules;
  std::unique_ptr<Response> (*make)(Problem& problem, Element& element, int number);
};

/// Null for a tag that is no response.
const ResponseKind* responseKind(QStringView tag);

} // namespace scriptorium::capa
