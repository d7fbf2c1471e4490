#include "grading/block/problemblock.h"

#include "grading/block/blocktext.h"
#include "grading/values/problemxml.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

constexpr qint64 kMostSeeds = 1000;
constexpr qint64 kSeedsPerStudent = 20;

const QString kGenericError = u"We're sorry, there was an error with processing your request. Please try "
                              "reloading your page and trying again."_s;
const QString kStaleError =
    u"The state of this problem has changed since you loaded this page. Please refresh your page."_s;

QString loadFailure(const QString& usageKey, const CapaError& error)
{
  const QString place = error.exception == "XMLSyntaxError"_L1
                            ? u" (<string>, line %1)"_s.arg(std::max(error.line, 1)) // as lxml says it
                            : QString();
  return u"cannot create LoncapaProblem %1: %2"_s.arg(usageKey, error.message) + place;
}

bool isHandler(const QString& name)
{
  static const QStringList names = {u"hint_button"_s,   u"problem_get"_s,  u"problem_check"_s,
                                    u"problem_reset"_s, u"problem_save"_s, u"problem_show"_s,
                                    u"score_update"_s,  u"input_ajax"_s,   u"ungraded_response"_s};
  return names.contains(name);
}

} // namespace

ProblemBlock::ProblemBlock(QByteArray xml, BlockSettings settings, BlockPlace place, BlockState state,
                           const Clock& clock)
    : m_xml(std::move(xml)), m_settings(std::move(settings)), m_place(std::move(place)),
      m_state(std::move(state)), m_clock(clock)
{
  m_place.surroundings.now = [&clock] { return clock.now(); };
}

ProblemBlock::~ProblemBlock() = default;

ProblemState ProblemBlock::problemState() const
{
  ProblemState state;
  state.answers = m_state.answers;
  state.correctMap = m_state.correctMap;
  state.inputState = m_state.inputState;
  state.hasSavedAnswers = m_state.hasSavedAnswers;
  state.isDone = m_state.isDone;
  state.attempts = static_cast<int>(m_state.attempts);
  return state;
}

qint64 ProblemBlock::chosenSeed() const
{
  if (m_settings.rerandomize == "never"_L1)
    return 1;
  if (m_settings.rerandomize != "per_student"_L1)
    return m_place.newSeed ? m_place.newSeed() : QRandomGenerator::system()->bounded(kMostSeeds);
  // The LMS hashes the key as bytes printed by Python.
  const QString hashed = QString::number(m_place.userId) + u"b'"_s + m_place.usageKey + u'\'';
  const QByteArray digest = QCryptographicHash::hash(hashed.toUtf8(), QCryptographicHash::Sha256);
  return digest.toHex().left(7).toLongLong(nullptr, 16) % kSeedsPerStudent;
}

Outcome<Unit> ProblemBlock::load(ProblemState state)
{
  if (!m_state.seed)
    m_state.seed = chosenSeed();
  Outcome<std::unique_ptr<Problem>> loaded =
      Problem::load(m_xml, m_place.htmlId, *m_state.seed, m_place.surroundings, std::move(state));
  if (!loaded)
    return loaded.error();
  m_problem = *std::move(loaded);
  if (!m_state.score)
    m_state.score = problemScore();
  return Unit{};
}

Outcome<Unit> ProblemBlock::load()
{
  return load(problemState());
}

Outcome<Unit> ProblemBlock::loadFresh()
{
  m_state.answers.clear();
  m_state.correctMap = {};
  m_state.correctMapHistory.clear();
  m_state.inputState.clear();
  m_state.hasSavedAnswers = false;
  m_state.isDone = false;
  SCRIPTORIUM_TRY(load());
  keepProblemState();
  m_state.score = problemScore();
  return Unit{};
}

QStringList BlockReply::eventNames() const
{
  QStringList names;
  for (const BlockEvent& event : events)
    names += event.name;
  return names;
}

Score ProblemBlock::problemScore() const
{
  return {m_problem->score(), m_problem->maxScore()};
}

void ProblemBlock::keepProblemState()
{
  m_state.answers = m_problem->state().answers; // also what a response shows at first
  m_state.correctMap = m_problem->state().correctMap;
  m_state.correctMap.overallMessage.clear(); // as LMS: shown once
  m_state.inputState = m_problem->state().inputState;
}

void ProblemBlock::publishGrade(BlockReply& reply) const
{
  reply.events += gradeEvent(m_state.score.value_or(Score()));
  reply.grade = m_state.score;
}

Outcome<BlockPage> ProblemBlock::page()
{
  SCRIPTORIUM_TRY(load());
  return builtPage(false);
}

QString ProblemBlock::studentView(bool showsErrors)
{
  const Outcome<Unit> loaded = load();
  const Outcome<QString> html = loaded ? pageHtml(false) : Outcome<QString>(loaded.error());
  if (!html && !showsErrors)
    return u"<p>Could not format HTML for problem. Contact course staff in the discussion forum for "
           "assistance.</p>"_s;
  if (!html)
    return u"<p>Error formatting HTML for problem:</p><p><pre style=\"color:red\">%1</pre></p>"_s.arg(
        markupSafe(loadFailure(m_place.usageKey, html.error())));
  return wrappedPage(m_place.htmlId, m_place.usageKey, m_place.handlerUrl, rules(), m_settings, m_state,
                     *html);
}

BlockReply ProblemBlock::broken(const CapaError& cause) const
{
  BlockReply reply;
  reply.kind = BlockReply::Kind::Broken;
  reply.text = kGenericError;
  reply.cause = problemError(loadFailure(m_place.usageKey, cause));
  return reply;
}

BlockReply ProblemBlock::handle(const QString& name, const Form& form)
{
  BlockReply reply;
  ProblemState state = problemState();
  if (name == "problem_check"_L1) {
    state.hasSavedAnswers = false;
    state.isDone = true;
    ++state.attempts;
  }
  if (const Outcome<Unit> loaded = load(std::move(state)); !loaded)
    return broken(loaded.error());
  if (!isHandler(name)) {
    reply.kind = BlockReply::Kind::Text;
    reply.text = u"Error: %1 is not a known capa action"_s.arg(name);
    return reply;
  }
  const std::optional<std::pair<double, double>> before = rules().progress();
  const qint64 attempts = m_state.attempts;
  const qsizetype submissions = m_state.answersHistory.size();
  Handled handled = dispatch(name, form, reply);
  m_problem.reset();
  if (!handled) {
    m_state.answersHistory.resize(submissions); // as LMS: a request that fails is not stored
    reply.kind = BlockReply::Kind::Refused;
    reply.cause = handled.error();
    reply.text = reply.cause.exception == "NotFoundError"_L1 ? kStaleError : kGenericError;
    return reply;
  }
  reply.json = *std::move(handled);
  const std::optional<std::pair<double, double>> after = rules().progress();
  const auto [earned, possible] = after.value_or(std::pair(0.0, 0.0));
  setEntry(reply.json, u"progress_changed"_s, after != before || attempts != m_state.attempts);
  setEntry(reply.json, u"current_score"_s,
           rules().isCorrectnessAvailable() ? numberValue(earned) : PyValue());
  setEntry(reply.json, u"total_possible"_s, numberValue(possible));
  setEntry(reply.json, u"attempts_used"_s, m_state.attempts);
  return reply;
}

ProblemBlock::Handled ProblemBlock::dispatch(const QString& name, const Form& form, BlockReply& reply)
{
  if (name == "problem_check"_L1)
    return check(form, reply);
  if (name == "problem_save"_L1)
    return save(form, reply);
  if (name == "problem_reset"_L1)
    return reset(reply);
  if (name == "problem_show"_L1)
    return show(reply);
  if (name == "hint_button"_L1)
    return hint(form, reply);
  if (name == "input_ajax"_L1)
    return inputAjax(form);
  if (name == "score_update"_L1)
    return scoreUpdate(form, reply);
  if (name == "ungraded_response"_L1)
    return ungradedResponse(form);
  SCRIPTORIUM_TRY_ASSIGN(const QString html, pageHtml(true));
  return PyDict{{u"html"_s, html}};
}

} // namespace scriptorium::capa
