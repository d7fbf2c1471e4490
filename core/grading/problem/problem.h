#pragma once

#include "grading/problem/surroundings.h"
#include "grading/scripts/scriptbudget.h"
#include "grading/values/answers.h"
#include "grading/values/correctmap.h"
#include "grading/values/outcome.h"
#include "grading/values/problemxml.h"
#include "grading/values/random2.h"
#include "grading/values/replacements.h"

#include <QByteArray>
#include <QHash>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace scriptorium::capa {

class Input;
class Response;
struct InputState;
/// What a learner has done so far: the state that the LMS keeps of a LoncapaProblem.
struct ProblemState
{
  Answers answers;
  CorrectMap correctMap;
  QMap<QString, PyValue> inputState;
  bool hasSavedAnswers = false;
  bool isDone = false;
  int attempts =
      0; ///< the number of the attempt being graded, for scripts that ask; 0: none, as when rescoring
};

/// One problem, loaded for one seed (as LMS: capa_problem.py, LoncapaProblem; the order of work:
/// docs/capa.md, Loading). At most 10,000 responses; scripts have `ScriptBudget::ofOneTry` to load, and again
/// each time that answers are graded. Not thread-safe; one at a time per ScriptRunner.
class Problem
{
public:
  /// `xml` is the `<problem>` element, `id` its id ("P": the first input is "P_2_1"). Errors: whatever keeps
  /// the LMS from loading it, inputs and the first page included.
  static Outcome<std::unique_ptr<Problem>> load(const QByteArray& xml, const QString& id, qint64 seed,
                                                const ProblemSurroundings& surroundings,
                                                ProblemState state = {});
  ~Problem();
  Problem(const Problem&) = delete;
  Problem& operator=(const Problem&) = delete;

  const QString& id() const { return m_id; }
  qint64 seed() const { return m_seed; }
  const Element& root() const { return *m_root; }
  const std::vector<std::unique_ptr<Response>>& responses() const { return m_responses; }
  const std::vector<std::unique_ptr<Input>>& inputs() const { return m_inputs; }
  const ProblemState& state() const { return m_state; }
  /// The names that `$name` may stand for: seed, anonymous_student_id and what the scripts left.
  const PyDict& context() const { return m_context; }
  /// Grading by scripts changes it, for the responses after it and for the page.
  PyDict& context() { return m_context; }

  /// Sum of the points of all inputs.
  double maxScore() const;
  /// Of the current correct map: points, not clipped.
  double score() const;

  /// Grades `answers` (all inputs of the page) and makes them the state. Errors leave the correct map as it
  /// was.
  Outcome<CorrectMap> grade(const Answers& answers);
  /// Grades `answers` and leaves the correct map as it is. `before`: what was said of them before, for hint
  /// functions that ask (as LMS: get_grade_from_current_answers). Errors: as grade().
  Outcome<CorrectMap> regrade(const Answers& answers, const CorrectMap& before);
  /// False where a response takes files: what was given is not kept (as LMS: supports_rescoring).
  bool supportsRescoring() const;
  /// An external grader's reply, `message` as it was sent, to what was queued under `key`: changes the
  /// correct map (as LMS: update_score). Errors: Other, where the LMS fails on the reply.
  Outcome<Unit> receiveScore(const QString& message, const QString& key);
  /// A reply without a score, to what an input queued (as LMS: ungraded_response). Errors: as above.
  Outcome<Unit> receiveUngraded(const QString& message, const QString& key);
  /// What "Show answer" gives: answers by input id, solutions by "P_solution_1". Answers are computed at
  /// load.
  QMap<QString, PyValue> shownAnswers() const;
  /// By input id: the label as inner markup; empty where there is none.
  QMap<QString, QString> labels() const;

  struct Page
  {
    bool isCorrectnessAvailable = true; ///< false: results are withheld
  };
  /// The learner's HTML, inner hint elements not yet stripped.
  Outcome<QString> html(const Page& page);
  Outcome<QString> html() { return html(Page()); }
  /// What an input shows now.
  InputState inputState(const Input& input, const Page& page) const;
  /// The answer of input_ajax; none when no input has that id or it has nothing to say to `dispatch`.
  PyValue inputAjax(const PyDict& data);

  /// `$name` replaced, see replacements.h.
  QString contextualised(const QString& text) const;
  /// What answervariable needs: "$key" of the first context variable whose str() equals `text`; else empty.
  QString variableOf(const QString& text) const;
  /// Shared by all shuffles of the problem, in response order.
  Random2& random();
  /// How many numbers formulas may still be compared at; half a million when grading begins.
  qint64& numbersLeft() { return m_numbersLeft; }
  const ProblemSurroundings& surroundings() const { return m_surroundings; }
  /// The concatenated script of the problem, without the prolog; empty when it has none.
  const QString& scriptCode() const { return m_scriptCode; }
  Input* input(const QString& id) const;
  /// Null when there is no such response; `responseId` is "P_1".
  Response* response(const QString& responseId) const;

private:
  friend class ProblemLoader;
  Outcome<CorrectMap> judged(const Answers& answers);
  void renewBudget();
  /// What the question of an input says, beside the input.
  struct Question
  {
    QString label;
    QList<std::pair<QString, QString>> descriptions; ///< id of the element, inner markup
  };
  Problem(QString id, qint64 seed, ProblemSurroundings surroundings, ProblemState state);

  QString m_id;
  qint64 m_seed;
  ProblemSurroundings m_surroundings;
  std::optional<BudgetedRunner> m_scripts; ///< stands in `m_surroundings`
  ProblemState m_state;
  qint64 m_numbersLeft = 0;
  std::optional<Random2> m_random; ///< made when first asked for
  Element::Pointer m_root;
  std::vector<Element::Pointer> m_removed; ///< what left the tree at load; responses may stand in it
  PyDict m_context;
  QString m_scriptCode;
  std::vector<std::unique_ptr<Response>> m_responses;
  std::vector<std::unique_ptr<Input>> m_inputs;
  QHash<QString, Response*> m_responseById;
  QHash<QString, Input*> m_inputById;
  QMap<QString, PyValue> m_shownAnswers;
  QMap<QString, Question> m_questions;
  Replacements m_replacements;
};

} // namespace scriptorium::capa
