#pragma once

#include "render/grades/blockscore.h"
#include "render/grades/gradingpolicy.h"

namespace scriptorium::render {

struct Points
{
  double earned = 0;
  double possible = 0;
  double percent() const; ///< 0 to 1, to four digits
};

/// What a learner has in a subsection (as LMS: grades/subsection_grade.py).
struct SubsectionGrade
{
  int node = -1;
  QString format;
  bool isGraded = false;
  std::vector<BlockScore> scores; ///< of all blocks with a score, in order
  Points all;
  Points graded;
  bool isShown = true; ///< by show_correctness, to who asks

  double percent() const; ///< of the graded points, 0 to 1, to four digits
};

struct SectionGrade
{
  int node = -1;
  std::vector<SubsectionGrade> subsections;
};

/// A learner's grade in the course. Cost: every problem that was not answered yet is loaded when sections are
/// asked for.
class CourseGrade
{
public:
  /// `isForStaff`: results that wait for their date are shown.
  explicit CourseGrade(CourseAccess access, bool isForStaff = false);

  struct Total
  {
    double percent = 0; ///< 0 to 1, a whole percent
    QString letter;     ///< empty below all cutoffs
    bool isPassing = false;
  };
  const GradingPolicy& policy() const { return m_policy; }
  const std::vector<SectionGrade>& sections();
  /// `onlyShown`: as if subsections whose grades are not shown did not exist.
  Total total(bool onlyShown);
  /// By all grades. Cheap when nothing was answered.
  bool isPassing();

private:
  SubsectionGrade graded(int subsection) const;
  double average(const AssignmentType& type, bool onlyShown);
  bool hasAnswers() const;

  CourseAccess m_access;
  bool m_isForStaff;
  GradingPolicy m_policy;
  std::optional<std::vector<SectionGrade>> m_sections;
};

/// Whether results are shown at this moment (as LMS: graders.py, ShowCorrectness).
bool isCorrectnessShown(const CourseAccess& access, int node, bool isForStaff);

} // namespace scriptorium::render
