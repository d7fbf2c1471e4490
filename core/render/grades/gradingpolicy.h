#pragma once

#include "render/web/sitecourse.h"

#include <QList>

namespace scriptorium::render {

struct AssignmentType
{
  QString name;
  QString shortLabel;
  int leastCount = 0;
  int dropCount = 0;
  double weight = 0;
};

/// What a course's grade is made of. Without a policy file: the platform's.
struct GradingPolicy
{
  QList<AssignmentType> types;
  QList<std::pair<QString, double>> cutoffs; ///< by letter, in the order of the file

  static GradingPolicy of(const SiteCourse& course);
  /// The lowest part of all points that passes; 1 when there is no cutoff.
  double passing() const;
  /// The best letter for a part of all points; empty below all.
  QString letter(double percent) const;
};

} // namespace scriptorium::render
