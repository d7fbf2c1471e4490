#pragma once

#include "model/text/json.h"

#include <QList>
#include <QMap>

#include <vector>

namespace scriptorium::checks {

class CourseSnapshot;

/// A group configuration of a course.
struct Partition
{
  qint64 id = 0;
  QString name;
  QMap<qint64, QString> groups; ///< names by id; of two with one id the first
  QList<qint64> groupIds;       ///< as written
};

/// The group configurations that the course has: the policy's, else the attribute's.
class Partitions
{
public:
  explicit Partitions(const CourseSnapshot& course);

  const std::vector<Partition>& all() const { return m_all; }
  /// The first of that id; null when there is none.
  const Partition* find(qint64 id) const;

private:
  std::vector<Partition> m_all;
};

} // namespace scriptorium::checks
