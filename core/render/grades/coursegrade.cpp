#include "render/grades/coursegrade.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// As numpy: halves to the even digit.
double roundedTo4(double value)
{
  return std::nearbyint(value * 10000) / 10000;
}

} // namespace

double Points::percent() const
{
  return possible > 0 ? roundedTo4(earned / possible) : 0;
}

double SubsectionGrade::percent() const
{
  return graded.percent();
}

bool isCorrectnessShown(const CourseAccess& access, int node, bool isForStaff)
{
  const QString rule = access.course().textOf(node, u"show_correctness"_s);
  if (rule == u"never")
    return false;
  if (isForStaff || rule != u"past_due")
    return true;
  const auto due = access.dueDate(node);
  return !due || *due < access.now();
}

CourseGrade::CourseGrade(CourseAccess access, bool isForStaff)
    : m_access(std::move(access)), m_isForStaff(isForStaff), m_policy(GradingPolicy::of(m_access.course()))
{}

SubsectionGrade CourseGrade::graded(int subsection) const
{
  const SiteCourse& course = m_access.course();
  SubsectionGrade result;
  result.node = subsection;
  result.format = course.textOf(subsection, u"format"_s);
  result.isGraded = course.isTrue(subsection, u"graded"_s);
  result.isShown = isCorrectnessShown(m_access, subsection, m_isForStaff);
  for (const int node : m_access.visibleBelow(subsection)) {
    const auto score = blockScore(m_access, node);
    if (!score)
      continue;
    result.scores.push_back(*score);
    result.all.earned += score->earned;
    result.all.possible += score->possible;
    if (score->isGraded) {
      result.graded.earned += score->earned;
      result.graded.possible += score->possible;
    }
  }
  return result;
}

const std::vector<SectionGrade>& CourseGrade::sections()
{
  if (m_sections)
    return *m_sections;
  std::vector<SectionGrade> sections;
  for (const int section : m_access.visibleChildren(m_access.course().root())) {
    SectionGrade grade{section, {}};
    for (const int subsection : m_access.visibleChildren(section))
      grade.subsections.push_back(graded(subsection));
    sections.push_back(std::move(grade));
  }
  return m_sections.emplace(std::move(sections));
}

/// As LMS: AssignmentFormatGrader.
double CourseGrade::average(const AssignmentType& type, bool onlyShown)
{
  std::vector<double> percents;
  for (const SectionGrade& section : sections()) {
    for (const SubsectionGrade& grade : section.subsections) {
      if (grade.isGraded && grade.format == type.name && grade.graded.possible > 0 &&
          (grade.isShown || !onlyShown))
        percents.push_back(grade.percent());
    }
  }
  percents.resize(std::max(percents.size(), size_t(std::max(type.leastCount, 0))), 0);
  std::ranges::sort(percents, std::greater());
  const qsizetype kept = std::ssize(percents) - type.dropCount;
  if (kept <= 0)
    return 0;
  return std::accumulate(percents.begin(), percents.begin() + kept, 0.0) / double(kept);
}

CourseGrade::Total CourseGrade::total(bool onlyShown)
{
  double sum = 0;
  for (const AssignmentType& type : m_policy.types)
    sum += average(type, onlyShown) * type.weight;
  Total total;
  total.percent = std::floor(sum * 100 + 0.05 + 0.5) / 100;
  total.letter = m_policy.letter(total.percent);
  total.isPassing = !total.letter.isEmpty();
  return total;
}

bool CourseGrade::hasAnswers() const
{
  const QStringList scored = m_access.states().blocksWith(m_access.learner().id, kept::kScore);
  return !m_access.course().nodesOf(scored).empty();
}

bool CourseGrade::isPassing()
{
  return hasAnswers() && total(false).isPassing;
}

} // namespace scriptorium::render
