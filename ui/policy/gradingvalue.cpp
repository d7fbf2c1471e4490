#include "ui/policy/gradingvalue.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// Parts of one as percent, without what binary fractions add (0.15 × 100 is 15.000000000000002).
double percentOf(double share)
{
  return std::round(share * 1e8) / 1e6;
}

double shareOf(double percent)
{
  return std::round(percent * 1e6) / 1e8;
}

} // namespace

GradingValue GradingValue::fromJson(const QByteArray& json)
{
  GradingValue value;
  value.rest = QJsonDocument::fromJson(json).object();
  const QJsonArray graders = value.rest[u"GRADER"_s].toArray();
  for (const auto& entry : graders) {
    const QJsonObject grader = entry.toObject();
    value.assignments.append({grader[u"type"_s].toString(), grader[u"short_label"_s].toString(),
                              grader[u"min_count"_s].toInt(), grader[u"drop_count"_s].toInt(),
                              percentOf(grader[u"weight"_s].toDouble()), grader});
  }
  const QJsonObject cutoffs = value.rest[u"GRADE_CUTOFFS"_s].toObject();
  for (auto it = cutoffs.begin(); it != cutoffs.end(); ++it)
    value.cutoffs.append({it.key(), percentOf(it.value().toDouble())});
  std::ranges::stable_sort(value.cutoffs, std::ranges::greater{}, &Cutoff::percent);
  return value;
}

QByteArray GradingValue::toJson() const
{
  QJsonObject policy = rest;
  QJsonArray graders;
  for (const auto& assignment : assignments) {
    QJsonObject grader = assignment.rest;
    grader[u"type"_s] = assignment.type;
    if (!assignment.shortName.isEmpty() || grader.contains(u"short_label"_s))
      grader[u"short_label"_s] = assignment.shortName;
    grader[u"min_count"_s] = assignment.count;
    grader[u"drop_count"_s] = assignment.dropped;
    grader[u"weight"_s] = shareOf(assignment.percent);
    graders.append(grader);
  }
  QJsonObject cutoffObject;
  for (const auto& cutoff : cutoffs)
    cutoffObject[cutoff.grade] = shareOf(cutoff.percent);
  policy[u"GRADER"_s] = graders;
  policy[u"GRADE_CUTOFFS"_s] = cutoffObject;
  return QJsonDocument(policy).toJson();
}

double GradingValue::totalPercent() const
{
  return std::accumulate(assignments.cbegin(), assignments.cend(), 0.0,
                         [](double sum, const Assignment& each) { return sum + each.percent; });
}

} // namespace scriptorium
