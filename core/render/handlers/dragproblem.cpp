#include "render/handlers/dragproblem.h"

#include "markup/html/cleanhtml.h"
#include "render/handlers/members.h"
#include "render/handlers/score.h"
#include "render/web/links.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

WebReply refused(int status, const QString& sentence)
{
  Json json = Json::object();
  json.set("error", Json(sentence));
  return WebReply::json(json, status);
}

using Message = std::pair<QString, QString>; ///< and its class; none when empty

/// Messages that say something, as the page takes them.
Json messages(const QList<Message>& all)
{
  Json list = Json::list();
  for (const auto& [text, kind] : all) {
    if (text.isEmpty())
      continue;
    Json message = Json::object();
    message.set("message", Json(markup::cleanHtml(text)));
    message.set("message_class", kind.isEmpty() ? Json() : Json(kind));
    list.append(message);
  }
  return list;
}

Json colour(const QString& text)
{
  return text.isEmpty() ? Json() : Json(text);
}

} // namespace

DragProblem::DragProblem(const Visit& visit, int node)
    : m_visit(visit), m_node(node), m_board(visit.course, node)
{
  const Json state =
      visit.states.value(visit.learner.id, visit.course.stateKey(node), kept::kState).value_or(Json());
  m_attempts = memberOf(state, "attempts").whole();
  m_isCompleted = memberOf(state, "completed").boolean();
  if (const Json earned = memberOf(state, "raw_earned"); earned.isNumber())
    m_earned = earned.number();
  const Json items = memberOf(state, "item_state");
  for (const Json::Member& item : items.members()) // of items that are still there
    if (m_board.itemIds().contains(QString::fromUtf8(item.name)))
      m_items.set(QString::fromUtf8(item.name), item.value);
}

void DragProblem::keep() const
{
  Json state = Json::object();
  state.set("item_state", m_items);
  state.set("attempts", Json(m_attempts));
  state.set("completed", Json(m_isCompleted));
  if (m_earned)
    state.set("raw_earned", Json(*m_earned));
  m_visit.states.setValue(m_visit.learner.id, m_visit.course.stateKey(m_node), kept::kState, state);
}

bool DragProblem::isAssessment() const
{
  return m_visit.course.textOf(m_node, u"mode"_s) == "assessment"_L1;
}

bool DragProblem::isPastDue() const
{
  const auto end = closeDate(m_visit, m_node);
  return end && m_visit.now > *end;
}

bool DragProblem::hasAttemptsLeft() const
{
  const Json most = m_visit.course.field(m_node, u"max_attempts"_s);
  return !most.isNumber() || most.whole() == 0 || m_attempts < most.whole();
}

double DragProblem::weight() const
{
  const Json weight = m_visit.course.field(m_node, u"weight"_s);
  return weight.isNumber() ? weight.number() : 1;
}

/// As LMS: is_answer_available.
bool DragProblem::isAnswerAvailable() const
{
  if (!isAssessment())
    return false;
  const QString when = m_visit.course.textOf(m_node, u"showanswer"_s);
  if (isStaff() && when != "never"_L1 && !when.isEmpty())
    return true;
  const bool isTried = m_attempts > 0;
  const bool isOver = !hasAttemptsLeft();
  const QHash<QString, bool> answers{
      {u"attempted"_s, isTried || isPastDue()},
      {u"answered"_s, isCorrect()},
      {u"closed"_s, isOver || isPastDue()},
      {u"finished"_s, isOver || isPastDue() || isCorrect()},
      {u"correct_or_past_due"_s, isCorrect() || isPastDue()},
      {u"past_due"_s, isPastDue()},
      {u"always"_s, true},
      {u"after_all_attempts"_s, isOver},
      {u"after_all_attempts_or_correct"_s, isOver || isCorrect()},
      {u"attempted_no_past_due"_s, isTried},
  };
  return answers.value(when);
}

DragProblem::Stats DragProblem::stats() const
{
  Stats stats;
  for (const QString& id : m_board.itemIds()) {
    const auto place = m_items.find(id);
    const bool isDecoy = m_board.zonesOf(id).isEmpty();
    (isDecoy ? stats.decoys : stats.required).append(id);
    if (place)
      stats.placed.append(id);
    else if (isDecoy)
      stats.decoysLeft.append(id);
    if (place && memberOf(*place, "correct").boolean())
      stats.right.append(id);
  }
  return stats;
}

/// The share of items that are right, decoys that were left alone among them.
double DragProblem::rawScore() const
{
  const Stats all = stats();
  const qsizetype total = all.required.size() + all.decoys.size();
  return total == 0 ? 0 : double(all.right.size() + all.decoysLeft.size()) / double(total);
}

DragProblem::Correctness DragProblem::correctness() const
{
  const Stats all = stats();
  const qsizetype right = all.right.size() + all.decoysLeft.size();
  if (right == all.required.size() + all.decoys.size())
    return Correctness::Correct;
  return right == 0 ? Correctness::Incorrect : Correctness::Partial;
}

Json DragProblem::weightedEarned() const
{
  return m_earned ? Json(*m_earned * weight()) : Json();
}

/// As LMS: _mark_complete_and_publish_grade: there is no way back to a lower grade.
void DragProblem::grade()
{
  m_isCompleted = m_isCompleted || isCorrect() || !hasAttemptsLeft();
  const double score = rawScore();
  if (m_earned && score <= *m_earned)
    return;
  m_earned = score;
  keepScore(m_visit, m_visit.learner, m_node, score, 1);
}

void DragProblem::place(const QString& id, const Json& zone, bool isRight)
{
  const Json item = m_board.item(id);
  Json place = Json::object();
  place.set("zone", zone);
  place.set("correct", Json(isRight));
  place.set("image_url", memberOf(item, "imageURL"));
  place.set("display_name", memberOf(item, "displayName"));
  place.set("feedback", item.find("feedback").value_or(Json::object()));
  m_items.set(id, place);
}

WebReply DragProblem::drop(const Json& wish)
{
  const Json val = memberOf(wish, "val");
  const QString id = val.isText() ? val.text() : QString::number(val.whole());
  const Json zone = memberOf(wish, "zone");
  const bool isInBank = zone.isNull() && isAssessment();
  if (val.isNull() || !m_board.itemIds().contains(id))
    return refused(400, u"This problem has no item %1."_s.arg(id));
  if (!isInBank && !m_board.hasZone(zone.text()))
    return refused(400, u"Item zone data invalid."_s);
  if (isAssessment() && !hasAttemptsLeft())
    return refused(409, u"Max number of attempts reached"_s);
  const bool isRight = m_board.zonesOf(id).contains(zone.text());
  if (isAssessment()) {
    if (isInBank)
      m_items.remove(id);
    else
      place(id, zone, isRight);
    keep();
    return WebReply::json(Json::object());
  }
  if (isRight)
    place(id, zone, true);
  grade();
  keep();
  const Json said = memberOf(m_board.item(id), "feedback");
  const QString feedback = memberOf(said, isRight ? "correct" : "incorrect").text();
  Json json = Json::object();
  json.set("correct", Json(isRight));
  json.set("grade", weightedEarned());
  json.set("finished", Json(isCorrect()));
  json.set("overall_feedback", overallFeedback(false));
  json.set("feedback", messages({{feedback, {}}}));
  return WebReply::json(json);
}

WebReply DragProblem::attempt()
{
  if (!isAssessment())
    return refused(400, u"do_attempt handler should only be called for assessment mode"_s);
  if (!hasAttemptsLeft())
    return refused(409, u"Max number of attempts reached"_s);
  if (isPastDue())
    return refused(409, u"Submission deadline has passed."_s);
  if (m_board.itemIds().isEmpty())
    return refused(400, u"This problem has no items yet: there is nothing to grade."_s);
  ++m_attempts;
  grade();
  const bool isRight = isCorrect();
  const Json overall = overallFeedback(true);
  const Stats before = stats();
  Json misplaced = Json::list();
  QList<Message> hints;
  for (const QString& id : before.placed) {
    if (before.right.contains(id))
      continue;
    misplaced.append(Json(id));
    hints.append({memberOf(memberOf(m_board.item(id), "feedback"), "incorrect").text(), {}});
    if (hasAttemptsLeft()) // after the last attempt, all stays where it is
      m_items.remove(id);
  }
  keep();
  Json json = Json::object();
  json.set("correct", Json(isRight));
  json.set("attempts", Json(m_attempts));
  json.set("grade", weightedEarned());
  json.set("misplaced_items", misplaced);
  json.set("feedback", messages(hints));
  json.set("overall_feedback", overall);
  json.set("answer_available", Json(isAnswerAvailable()));
  return WebReply::json(json);
}

WebReply DragProblem::reset()
{
  m_items = Json::object();
  keep();
  return WebReply::json(userState());
}

/// As LMS: _get_correct_state: items with several right zones go where the fewest lie.
WebReply DragProblem::answer() const
{
  if (!isAssessment())
    return refused(400, u"show_answer handler should only be called for assessment mode"_s);
  if (!isAnswerAvailable())
    return refused(409, u"The answer is unavailable"_s);
  Json board = Json::object();
  QHash<QString, int> counts;
  for (const Json::Member& item : m_items.members())
    if (memberOf(item.value, "correct").boolean()) {
      board.set(QString::fromUtf8(item.name), item.value);
      ++counts[memberOf(item.value, "zone").text()];
    }
  for (const QString& id : m_board.itemIds()) {
    const QStringList zones = m_board.zonesOf(id);
    if (board.contains(id) || zones.isEmpty())
      continue;
    const QString zone =
        *std::ranges::min_element(zones, {}, [&counts](const QString& each) { return counts.value(each); });
    ++counts[zone];
    Json place = Json::object();
    place.set("zone", Json(zone));
    place.set("correct", Json(true));
    board.set(id, place);
  }
  Json json = Json::object();
  json.set("items", board);
  const QString explanation = memberOf(m_board.data(), "explanation").text().trimmed();
  if (!explanation.isEmpty())
    json.set("explanation", Json(markup::cleanHtml(withAddresses(m_visit.course, explanation))));
  return WebReply::json(json);
}

Json DragProblem::userState() const
{
  Json items = m_items;
  if (isAssessment()) // which are right is told when the board is submitted
    for (const QString& id : m_board.itemIds())
      if (auto place = items.find(id)) {
        place->remove("correct");
        items.set(id, *place);
      }
  Json json = Json::object();
  json.set("items", items);
  json.set("finished", Json(isAssessment() ? !hasAttemptsLeft() : isCorrect()));
  json.set("attempts", Json(m_attempts));
  json.set("grade", weightedEarned());
  json.set("overall_feedback", overallFeedback(false));
  return json;
}

QList<Message> DragProblem::placementMessages(const Stats& stats) const
{
  const auto counted = [](qsizetype count, const QString& text) {
    return count == 0 ? QString() : text.arg(count).arg(count == 1 ? QString() : u"s"_s);
  };
  const qsizetype wrong = stats.placed.size() - stats.right.size();
  qsizetype missing = 0;
  for (const QString& id : stats.required)
    missing += stats.placed.contains(id) ? 0 : 1;
  const QString back = wrong == 1 ? u" (misplaced item was returned to the item bank)"_s
                                  : u" (misplaced items were returned to the item bank)"_s;
  QString misplaced = counted(wrong, u"Misplaced %1 item%2"_s);
  if (!misplaced.isEmpty() && hasAttemptsLeft())
    misplaced += back;
  return {{counted(stats.right.size(), u"Correctly placed %1 item%2"_s), u"correct"_s},
          {misplaced, u"incorrect"_s},
          {counted(missing, u"Did not place %1 required item%2"_s), u"incorrect"_s}};
}

/// As LMS: _get_feedback.
Json DragProblem::overallFeedback(bool afterAttempt) const
{
  const Correctness answer = correctness();
  if (!isAssessment() || m_attempts == 0) {
    const bool isRight = answer == Correctness::Correct;
    return messages(
        {{m_board.feedback(isRight ? u"finish"_s : u"start"_s), isRight ? u"final"_s : u"initial"_s}});
  }
  const Stats all = stats();
  QList<Message> said;
  if (afterAttempt || !m_items.isEmpty())
    said = placementMessages(all);
  if (weight() > 0) {
    const QString score = QString::fromLatin1(weightedEarned().toPython());
    const QString kind = answer == Correctness::Correct   ? u"correct"_s
                         : answer == Correctness::Partial ? u"partial"_s
                                                          : u"incorrect"_s;
    said.append({(hasAttemptsLeft() ? u"Your highest score is %1"_s
                                    : u"Final attempt was used, highest score is %1"_s)
                     .arg(score),
                 kind});
  }
  const auto isPlaced = [&](const QString& id) { return all.placed.contains(id); };
  const bool isOpen = all.placed.size() > all.right.size() || !std::ranges::all_of(all.required, isPlaced);
  const bool goesOn = hasAttemptsLeft() && isOpen;
  said.append({m_board.feedback(goesOn ? u"start"_s : u"finish"_s), goesOn ? u"initial"_s : u"final"_s});
  return messages(said);
}

Json DragProblem::viewData() const
{
  const SiteCourse& course = m_visit.course;
  const Json& data = m_board.data();
  const auto option = [&data](const char* name) { return data.find(name).value_or(Json(false)); };
  const QString title = markup::cleanHtml(course.title(m_node));
  Json view = Json::object();
  view.set("block_id", Json(course.usageKey(m_node)));
  view.set("display_name", Json(title));
  view.set("type", Json(u"drag-and-drop-v2"_s));
  view.set("weight", course.field(m_node, u"weight"_s));
  view.set("mode", course.field(m_node, u"mode"_s));
  view.set("zones", m_board.zones());
  view.set("max_attempts", course.field(m_node, u"max_attempts"_s));
  view.set("graded", Json(course.isTrue(m_node, u"graded"_s)));
  view.set("weighted_max_score", Json(weight()));
  view.set("max_items_per_zone", course.field(m_node, u"max_items_per_zone"_s));
  view.set("url_name", Json(course.node(m_node).name));
  view.set("display_zone_labels", option("displayLabels"));
  view.set("display_zone_borders", option("displayBorders"));
  view.set("display_zone_borders_dragging", option("displayBordersDragging"));
  view.set("items", m_board.itemsWithoutAnswers());
  view.set("title", Json(title));
  view.set("show_title", course.field(m_node, u"show_title"_s));
  view.set("problem_text", Json(markup::cleanHtml(course.textOf(m_node, u"question_text"_s))));
  view.set("show_problem_header", course.field(m_node, u"show_question_header"_s));
  view.set("target_img_expanded_url", Json(m_board.picture()));
  view.set("target_img_description", Json(memberOf(data, "targetImgDescription").text()));
  view.set("item_background_color", colour(course.textOf(m_node, u"item_background_color"_s)));
  view.set("item_text_color", colour(course.textOf(m_node, u"item_text_color"_s)));
  view.set("has_deadline_passed", Json(isPastDue()));
  view.set("answer_available", Json(isAnswerAvailable()));
  return view;
}

} // namespace scriptorium::render
