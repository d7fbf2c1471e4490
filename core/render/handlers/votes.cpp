#include "markup/markup.h"
#include "render/access/completion.h"
#include "render/handlers/kinds.h"

#include <algorithm>
#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

const QString kTally = u"tally"_s;
const QString kCount = u"submissions_count"_s;

/// A list of pairs, [key, value], of a field of the block.
struct Pairs
{
  QStringList keys;
  QHash<QString, Json> values;
};

Pairs pairsOf(const Visit& visit, int node, const QString& field)
{
  Pairs pairs;
  const Json list = visit.course.field(node, field);
  for (const Json& entry : list.items()) {
    const auto parts = entry.items();
    if (parts.size() < 2)
      continue;
    pairs.keys.append(parts[0].text());
    pairs.values.insert(parts[0].text(), parts[1]);
  }
  return pairs;
}

QString labelOf(const Json& value)
{
  return value.isText() ? value.text() : value.find("label").value_or(Json()).text();
}

/// A poll or a survey, and what one learner has said in it.
class Ballot
{
public:
  Ballot(const Visit& visit, int node)
      : m_visit(visit), m_node(node), m_isSurvey(visit.course.node(node).type == u"survey"),
        m_answers(pairsOf(visit, node, u"answers"_s)),
        m_questions(m_isSurvey ? pairsOf(visit, node, u"questions"_s) : Pairs{{u"choice"_s}, {}}),
        m_state(visit.states.value(visit.learner.id, key(), kept::kState).value_or(Json::object())),
        m_tally(visit.states.value(kept::kEverybody, key(), kTally).value_or(Json::object()))
  {}

  Json vote(const Json& wish);
  Json results() const;

private:
  QString key() const { return m_visit.course.stateKey(m_node); }
  bool isPrivate() const { return m_visit.course.isTrue(m_node, u"private_results"_s); }
  qint64 most() const { return m_visit.course.field(m_node, u"max_submissions"_s).whole(); }
  qint64 count() const { return m_state.find(kCount).value_or(Json(0)).whole(); }
  bool mayVote() const { return most() == 0 || count() < most(); }
  /// What was chosen of a question; empty when nothing, or what is no longer there.
  QString chosen(const QString& question) const
  {
    const Json all = m_isSurvey ? m_state.find("choices").value_or(Json()) : m_state;
    const QString answer = all.find(question).value_or(Json()).text();
    return m_answers.keys.contains(answer) ? answer : QString();
  }
  bool hasVoted() const
  {
    return std::ranges::all_of(m_questions.keys,
                               [this](const QString& question) { return !chosen(question).isEmpty(); });
  }
  qint64 votes(const QString& question, const QString& answer) const
  {
    return m_tally.find(question + u'/' + answer).value_or(Json(0)).whole();
  }
  void count(const QString& question, const QString& answer, qint64 by)
  {
    m_tally.set(question + u'/' + answer, Json(votes(question, answer) + by));
  }
  qint64 total(const QString& question) const
  {
    qint64 sum = 0;
    for (const QString& answer : m_answers.keys)
      sum += votes(question, answer);
    return sum;
  }
  QStringList faultsOf(const Json& wish) const;
  void keep(const Json& wish);
  Json answerJson(const QString& question, const QString& answer) const;
  Json pollTally() const;
  Json surveyTally() const;

  const Visit& m_visit;
  int m_node;
  bool m_isSurvey;
  Pairs m_answers;
  Pairs m_questions;
  Json m_state;
  Json m_tally; ///< "question/answer" → how many
};

QStringList Ballot::faultsOf(const Json& wish) const
{
  QStringList faults;
  if (hasVoted() && !isPrivate())
    faults.append(u"You have already voted in this poll."_s);
  else if (hasVoted() && !mayVote())
    faults.append(u"You have already voted as many times as you are allowed."_s);
  if (!m_isSurvey) {
    const auto choice = wish.find("choice");
    if (!choice)
      faults.append(u"Answer not included with request."_s);
    else if (!m_answers.keys.contains(choice->text()))
      faults.append(u"No key \"%1\" in answers table."_s.arg(choice->text()));
    return faults.mid(0, 1); // as LMS: the first alone
  }
  QStringList asked = m_questions.keys;
  QStringList given;
  for (const Json::Member& member : wish.members())
    given.append(QString::fromUtf8(member.name));
  asked.sort();
  given.sort();
  if (asked != given)
    faults.append(u"Not all questions were included, or unknown questions were included. Try refreshing and "
                  "trying again."_s);
  for (const Json::Member& member : wish.members())
    if (!m_answers.keys.contains(member.value.text()))
      faults.append(u"Found unknown answer '%1' for question key '%2'"_s.arg(
          QString::fromUtf8(member.name), member.value.text())); // as LMS: the wrong way round
  return faults;
}

void Ballot::keep(const Json& wish)
{
  const qint64 before = hasVoted() ? count() : 0;
  for (const QString& question : m_questions.keys) {
    if (const QString old = chosen(question); !old.isEmpty())
      count(question, old, -1);
    count(question, wish.find(question)->text(), 1);
  }
  if (m_isSurvey)
    m_state.set("choices", wish);
  else
    m_state.set("choice", *wish.find("choice"));
  m_state.set(kCount, Json(before + 1));
  m_visit.states.setValue(kept::kEverybody, key(), kTally, m_tally);
  m_visit.states.setValue(m_visit.learner.id, key(), kept::kState, m_state);
  publishCompletion(m_visit.course, m_visit.states, m_visit.learner, m_node, 1);
}

Json Ballot::vote(const Json& wish)
{
  const QStringList faults = faultsOf(wish);
  Json errors = Json::list();
  for (const QString& fault : faults)
    errors.append(Json(fault));
  if (faults.isEmpty())
    keep(wish);
  Json result = Json::object();
  result.set("success", Json(faults.isEmpty()));
  result.set("errors", errors);
  if (!faults.isEmpty() && !m_isSurvey)
    return result;
  result.set("can_vote", Json(mayVote()));
  if (!faults.isEmpty())
    return result;
  result.set("submissions_count", Json(count()));
  result.set("max_submissions", Json(most()));
  return result;
}

Json Ballot::answerJson(const QString& question, const QString& answer) const
{
  const qint64 all = total(question);
  const qint64 own = votes(question, answer);
  Json json = Json::object();
  json.set("key", Json(answer));
  json.set("count", Json(own));
  json.set("choice", Json(chosen(question) == answer));
  json.set("percent", Json(all > 0 ? qint64(std::nearbyint(100.0 * double(own) / double(all))) : 0));
  return json;
}

Json Ballot::pollTally() const
{
  qint64 highest = 0;
  for (const QString& answer : m_answers.keys)
    highest = std::max(highest, votes(u"choice"_s, answer));
  Json tally = Json::list();
  for (const QString& answer : m_answers.keys) {
    const Json value = m_answers.values.value(answer);
    Json json = answerJson(u"choice"_s, answer);
    json.set("answer", Json(markup::htmlEscaped(labelOf(value))));
    json.set("img", value.find("img").value_or(Json()));
    json.set("img_alt", value.find("img_alt").value_or(Json()));
    json.set("first", Json(answer == m_answers.keys.first()));
    json.set("last", Json(answer == m_answers.keys.last()));
    json.set("leader", Json(votes(u"choice"_s, answer) == highest));
    tally.append(json);
  }
  return tally;
}

Json Ballot::surveyTally() const
{
  Json tally = Json::list();
  for (const QString& question : m_questions.keys) {
    qint64 highest = 0;
    QString top;
    for (const QString& answer : m_answers.keys)
      if (votes(question, answer) > highest) {
        highest = votes(question, answer);
        top = answer;
      }
    Json answers = Json::list();
    for (const QString& answer : m_answers.keys) {
      Json json = answerJson(question, answer);
      json.set("top", Json(answer == top));
      answers.append(json);
    }
    const Json value = m_questions.values.value(question);
    Json json = Json::object();
    json.set("label", Json(markup::htmlEscaped(labelOf(value))));
    json.set("img", value.find("img").value_or(Json()));
    json.set("img_alt", value.find("img_alt").value_or(Json()));
    json.set("answers", answers);
    json.set("key", Json(question));
    json.set("choice", Json(false));
    tally.append(json);
  }
  return tally;
}

Json Ballot::results() const
{
  const bool isShown = !isPrivate() || m_visit.learner.isStaff;
  const qint64 all = m_questions.keys.isEmpty() ? 0 : total(m_questions.keys.first());
  Json json = Json::object();
  if (m_isSurvey) {
    Json answers = Json::list();
    for (const QString& answer : m_answers.keys) {
      Json entry = Json::object();
      entry.set("key", Json(answer));
      entry.set("label", Json(labelOf(m_answers.values.value(answer))));
      answers.append(entry);
    }
    json.set("answers", answers);
    json.set("block_name", Json(m_visit.course.title(m_node)));
  } else {
    json.set("question", Json(m_visit.course.textOf(m_node, u"question"_s)));
    json.set("display_name", Json(m_visit.course.title(m_node)));
    json.set("any_img", Json(std::ranges::any_of(m_answers.values, [](const Json& value) {
               return !value.find("img").value_or(Json()).text().isEmpty();
             })));
  }
  json.set("tally", !isShown ? Json::object() : m_isSurvey ? surveyTally() : pollTally());
  json.set("total", isShown ? Json(all) : Json());
  json.set("feedback", Json(m_visit.course.textOf(m_node, u"feedback"_s)));
  json.set("plural", Json(isShown && all > 1));
  json.set("block_id", Json(m_visit.course.node(m_node).name));
  return json;
}

} // namespace

WebReply answerVote(const Visit& visit, int node)
{
  return WebReply::json(Ballot(visit, node).vote(visit.request.json()));
}

WebReply answerVoteResults(const Visit& visit, int node)
{
  return WebReply::json(Ballot(visit, node).results());
}

/// Complete also when it is taken back: an answer was graded.
WebReply answerDone(const Visit& visit, int node)
{
  const QString key = visit.course.stateKey(node);
  Json state = visit.states.value(visit.learner.id, key, kept::kState).value_or(Json::object());
  if (const auto done = visit.request.json().find("done")) {
    state.set("done", Json(done->boolean()));
    Json score = Json::object();
    score.set("earned", Json(done->boolean() ? 1.0 : 0.0));
    score.set("possible", Json(1.0));
    visit.states.setValue(visit.learner.id, key, kept::kState, state);
    visit.states.setValue(visit.learner.id, key, kept::kScore, score);
    publishCompletion(visit.course, visit.states, visit.learner, node, 1);
  }
  Json answer = Json::object();
  answer.set("state", Json(state.find("done").value_or(Json()).boolean()));
  return WebReply::json(answer);
}

} // namespace scriptorium::render
