#pragma once

#include "render/access/courseaccess.h"

namespace scriptorium::render {

/// How long a part of the course takes a learner.
struct Effort
{
  std::optional<qint64> seconds; ///< of reading; nothing when there is nothing to read
  qint64 activities = 0;         ///< problems to answer
};

/// Estimates of a course for one learner (as LMS: effort_estimation). One thread; each part is looked at
/// once.
class EffortEstimate
{
public:
  /// `access` must outlive it.
  explicit EffortEstimate(const CourseAccess& access);
  /// Nothing for a course with videos: an archive does not say how long they are, and half an estimate is
  /// none. Nothing for a single problem either.
  std::optional<Effort> of(int node) const;

private:
  Effort sum(int node) const;
  const CourseAccess& m_access;
  bool m_hasVideos = false;
  mutable QHash<int, Effort> m_efforts;
};

} // namespace scriptorium::render
