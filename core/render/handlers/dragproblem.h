#pragma once

#include "render/web/visit.h"

#include <QHash>
#include <QSet>

namespace scriptorium::render {

/// What authors made of a drag and drop problem: zones on a picture, items for them, and decoys, which belong
/// nowhere. As LMS: xblock-drag-and-drop-v2, drag_and_drop_v2.py, with its older forms of data.
class DragBoard
{
public:
  DragBoard(const SiteCourse& course, int node);

  /// With "uid" and "align", titles clean.
  const Json& zones() const { return m_zones; }
  const Json& data() const { return m_data; }
  /// Without what would tell learners the answers.
  Json itemsWithoutAnswers() const;
  /// The item of an id, as its author wrote it; null when there is none.
  Json item(const QString& id) const;
  const QStringList& itemIds() const { return m_ids; }
  /// Where an item belongs; empty: nowhere.
  QStringList zonesOf(const QString& id) const { return m_places.value(id); }
  bool hasZone(const QString& uid) const;
  QString picture() const;
  QString feedback(const QString& name) const;

private:
  const SiteCourse& m_course;
  Json m_data;
  Json m_zones;
  QStringList m_ids; ///< in order
  QHash<QString, Json> m_items;
  QHash<QString, QStringList> m_places;
};

/// A drag and drop problem and what the visit's learner did in it. Answers are the LMS's, field by field; a
/// refusal is {"error": sentence} with status 400, or 409 when it is too late. Visit must outlive it.
class DragProblem
{
public:
  DragProblem(const Visit& visit, int node);

  /// What the page gets to draw the board (student_view_data).
  Json viewData() const;
  /// Where the learner's items are, and what is said of it (student_view_user_state).
  Json userState() const;

  /// {"val": id of an item, "zone": uid of a zone, or null for the bank}.
  WebReply drop(const Json& wish);
  /// Grades the board; assessments alone.
  WebReply attempt();
  /// Takes all items off the board. Attempts and the best grade stay.
  WebReply reset();
  /// One right board, keeping what the learner has right; assessments alone.
  WebReply answer() const;

private:
  struct Stats
  {
    QStringList required, placed, right, decoys, decoysLeft;
  };
  enum class Correctness
  {
    Correct,
    Partial,
    Incorrect
  };
  bool isAssessment() const;
  bool isStaff() const { return m_visit.learner.isStaff; }
  bool isPastDue() const;
  bool hasAttemptsLeft() const;
  bool isCorrect() const { return correctness() == Correctness::Correct; }
  bool isAnswerAvailable() const;
  Stats stats() const;
  double rawScore() const;
  Correctness correctness() const;
  Json weightedEarned() const;
  double weight() const;
  Json overallFeedback(bool afterAttempt) const;
  QList<std::pair<QString, QString>> placementMessages(const Stats& stats) const;
  void grade();
  void keep() const;
  void place(const QString& id, const Json& zone, bool isRight);

  const Visit& m_visit;
  int m_node;
  DragBoard m_board;
  Json m_items = Json::object(); ///< by id: where it lies
  qint64 m_attempts = 0;
  bool m_isCompleted = false;
  std::optional<double> m_earned; ///< the best so far, 0 to 1
};

} // namespace scriptorium::render
