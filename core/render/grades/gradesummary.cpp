#include "render/grades/gradesummary.h"

#include <algorithm>
#include <cmath>

namespace scriptorium::render {
namespace {

/// Halves away from zero.
double rounded(double value)
{
  return std::round(value * 10000) / 10000;
}

struct Part
{
  double percent = 0;
  bool isShown = true;
};

std::vector<Part> partsOf(CourseGrade& grade, const AssignmentType& type)
{
  std::vector<Part> parts;
  for (const SectionGrade& section : grade.sections())
    for (const SubsectionGrade& subsection : section.subsections)
      if (subsection.isGraded && subsection.format == type.name)
        parts.push_back({subsection.percent(), subsection.isShown});
  return parts;
}

TypeGrade::Hidden hiddenOf(const std::vector<Part>& parts)
{
  const auto hidden = std::ranges::count(parts, false, &Part::isShown);
  if (hidden == 0)
    return TypeGrade::Hidden::None;
  return hidden == std::ssize(parts) ? TypeGrade::Hidden::All : TypeGrade::Hidden::Some;
}

/// Missing ones are 0; the lowest go, of equal ones the first.
double averageOf(std::vector<Part> parts, const AssignmentType& type)
{
  parts.resize(std::max(parts.size(), size_t(std::max(type.leastCount, 0))));
  const qsizetype dropped = std::clamp<qsizetype>(type.dropCount, 0, std::ssize(parts));
  std::ranges::stable_sort(parts, {}, &Part::percent);
  parts.erase(parts.begin(), parts.begin() + dropped);
  double sum = 0;
  for (const Part& part : parts)
    sum += part.isShown ? part.percent : 0;
  return parts.empty() ? 0 : rounded(sum / double(parts.size()));
}

} // namespace

QList<TypeGrade> typeGrades(CourseGrade& grade)
{
  QList<TypeGrade> rows;
  for (const AssignmentType& type : grade.policy().types) {
    const std::vector<Part> parts = partsOf(grade, type);
    if (parts.empty())
      continue;
    const double average = averageOf(parts, type);
    rows.append({type, average, rounded(average * type.weight), hiddenOf(parts)});
  }
  std::ranges::stable_sort(rows, {}, [](const TypeGrade& row) { return row.type.weight; });
  return rows;
}

double sumOf(const QList<TypeGrade>& grades)
{
  double sum = 0;
  for (const TypeGrade& row : grades)
    sum += row.average * row.type.weight;
  return rounded(sum);
}

} // namespace scriptorium::render
