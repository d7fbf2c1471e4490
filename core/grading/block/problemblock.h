#pragma once

#include "base/clock.h"
#include "grading/block/blockevents.h"
#include "grading/block/blockpage.h"
#include "grading/block/blockrules.h"
#include "grading/block/blocksettings.h"
#include "grading/block/blockstate.h"
#include "grading/problem/problem.h"
#include "grading/values/outcome.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

namespace scriptorium::capa {

/// Where a block stands, and who looks at it.
struct BlockPlace
{
  QString usageKey;   ///< "block-v1:Org+Course+Run+type@problem+block@p1"
  QString htmlId;     ///< "p1": the ids of the inputs begin with it
  QString handlerUrl; ///< to which the page posts; "/NAME" is appended
  bool isStaff = false;
  qint64 userId = 0;
  LmsRelease release = LmsRelease::Newer;
  ProblemSurroundings surroundings;
  /// For rerandomize "always" and "onreset"; null: any.
  std::function<qint64()> newSeed;
  /// Of "/static/…" and the like in HTML; null: left as they are.
  std::function<QString(const QString& html)> replaceUrls;
};

/// What a handler answers.
struct BlockReply
{
  enum class Kind
  {
    Json,
    Text,    ///< no such handler
    Refused, ///< shown to the learner as an error; nothing was graded
    Broken   ///< the problem does not load: the LMS's page fails
  };
  Kind kind = Kind::Json;
  PyDict json;                ///< of Json
  QString text;               ///< of the other kinds: what the learner reads
  CapaError cause;            ///< of Refused and Broken; `exception` is the Python class of an Other
  QList<BlockEvent> events;   ///< what the LMS publishes, in order
  std::optional<Score> grade; ///< published: raw, unweighted
  bool onlyIfHigher = false;  ///< of a rescore: the grade book keeps what it has, unless `grade` is higher

  QStringList eventNames() const;
};

/// One problem of a course for one learner: attempts, buttons, handlers (as LMS: capa_block.py). Keeps the
/// learner's state; each call loads the problem from it. Not thread-safe. `clock` must outlive it.
class ProblemBlock
{
public:
  using Form = QList<std::pair<QString, QString>>;

  ProblemBlock(QByteArray xml, BlockSettings settings, BlockPlace place, BlockState state,
               const Clock& clock);
  ~ProblemBlock();

  /// The page, or why it cannot be shown: the error of the load with the sentence of the LMS's author view.
  Outcome<BlockPage> page();
  /// The wrapper that the LMS's script fills with the page. `showsErrors`: as authors see a broken problem.
  QString studentView(bool showsErrors = false);
  /// `name` as in the LMS ("problem_check"); `form` as posted.
  BlockReply handle(const QString& name, const Form& form);
  /// Grades what was submitted once more, after the problem or its grading method changed, and publishes the
  /// score by the grading method over all attempts (as LMS: rescore; the course team's task, not the
  /// learner's). Attempts stay as they are; so does `state().score`, as in the LMS, where only the grade book
  /// follows. `onlyIfHigher`: passed on with the grade. Json: success, orig_score, orig_total, new_score,
  /// new_total (raw points). Refused: not answered yet (NotFoundError), a response that takes files
  /// (NotImplementedError), or what the grading says; then nothing has changed.
  BlockReply rescore(bool onlyIfHigher);

  const BlockState& state() const { return m_state; }
  const BlockSettings& settings() const { return m_settings; }
  BlockRules rules() const { return {m_settings, m_state, m_clock.now(), m_place.isStaff}; }

private:
  using Handled = Outcome<PyDict>;

  Outcome<Unit> load();
  Outcome<Unit> loadFresh();
  Outcome<Unit> load(ProblemState state);
  ProblemState problemState() const;
  qint64 chosenSeed() const;
  void keepProblemState();
  Score problemScore() const;

  Handled dispatch(const QString& name, const Form& form, BlockReply& reply);
  Handled check(const Form& form, BlockReply& reply);
  std::optional<QString> waitMessage() const;
  Handled graded(const Answers& answers, const CorrectMap& correctMap, PyDict event, BlockReply& reply);
  Handled gradingFailed(const Answers& answers, const CapaError& error);
  Handled save(const Form& form, BlockReply& reply);
  Handled reset(BlockReply& reply);
  Handled show(BlockReply& reply);
  Handled hint(const Form& form, BlockReply& reply);
  Handled inputAjax(const Form& form);
  Handled scoreUpdate(const Form& form, BlockReply& reply);
  Handled ungradedResponse(const Form& form);
  Handled rescored(bool onlyIfHigher, BlockReply& reply);
  /// The score that counts now, by the grading method.
  Outcome<Score> regraded();
  BlockReply broken(const CapaError& cause) const;
  void publishGrade(BlockReply& reply) const;
  PyDict event() const;
  PyDict submission(const Answers& answers, const CorrectMap& correctMap) const;

  Outcome<BlockPage> builtPage(bool showsResult);
  Outcome<QString> pageHtml(bool showsResult);
  Outcome<QString> contentHtml();
  Outcome<QString> contentAfterFailure();
  std::optional<BlockPage::Notice> resultNotice() const;
  QString withUrls(const QString& html) const;

  QByteArray m_xml;
  BlockSettings m_settings;
  BlockPlace m_place;
  BlockState m_state;
  const Clock& m_clock;
  std::unique_ptr<Problem> m_problem; ///< of the call under way
};

} // namespace scriptorium::capa
