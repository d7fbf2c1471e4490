#pragma once

#include "render/web/happening.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// Learners' states, and a note of each change that the LMS writes into its log: completion, bookmarks,
/// children drawn from a library, the group of an experiment, attempts at a timed exam.
class WatchedStates final : public LearnerStates
{
public:
  /// All must outlive it. `learner`: whose changes count.
  WatchedStates(LearnerStates& states, const SiteCourse& course, const Learner& learner,
                Happenings& happenings)
      : m_states(states), m_course(course), m_learner(learner), m_happenings(happenings)
  {}

  std::optional<Json> value(qint64 learner, const QString& block, const QString& name) const override
  {
    return m_states.value(learner, block, name);
  }
  QStringList blocksWith(qint64 learner, const QString& name) const override
  {
    return m_states.blocksWith(learner, name);
  }
  void setValue(qint64 learner, const QString& block, const QString& name, const Json& value) override;
  void remove(qint64 learner, const QString& block, const QString& name) override;
  void forget(std::optional<qint64> learner, const std::optional<QString>& block) override
  {
    m_states.forget(learner, block);
  }
  void refresh() override { m_states.refresh(); }
  Result<Unit> keep() override { return m_states.keep(); }

private:
  void tell(const QString& name, const Json& data, int node,
            Happening::Source source = Happening::Source::Server);
  void tellCompletion(int node, const std::optional<Json>& before, const Json& now);
  void tellBookmark(const QString& name, int node);
  void tellDrawn(int node, const std::optional<Json>& before, const Json& now);
  void tellGroup(qint64 partition, const Json& group);
  void tellExam(int node, const std::optional<Json>& before, const Json& now);

  LearnerStates& m_states;
  const SiteCourse& m_course;
  const Learner& m_learner;
  Happenings& m_happenings;
};

} // namespace scriptorium::render
