#include "render/grades/coursegrade.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr int kPolicies = 250;
constexpr int kLearners = 8; // of each

struct Type
{
  int least = 0;
  int dropped = 0;
  int weight = 0; ///< hundredths
};

struct Subsection
{
  int type = 0; ///< 3: of no type that the policy knows
  bool isGraded = true;
  int earned = 0;
  int possible = 1;
};

/// In ten-thousandths, halves to the even one: integers only, unlike what is tested.
qint64 tenThousandths(int earned, int possible)
{
  const qint64 scaled = 10'000LL * earned;
  const qint64 down = scaled / possible;
  const qint64 twice = 2 * (scaled % possible);
  return down + (twice > possible || (twice == possible && down % 2 == 1) ? 1 : 0);
}

/// The lowest are taken out one by one.
long double averageOf(QList<qint64> scores, const Type& type)
{
  while (scores.size() < type.least)
    scores.append(0);
  for (int i = 0; i < type.dropped && !scores.isEmpty(); ++i)
    scores.removeAt(std::distance(scores.begin(), std::ranges::min_element(scores)));
  long double sum = 0;
  for (const qint64 score : scores)
    sum += score;
  return scores.isEmpty() ? 0 : sum / 10'000 / scores.size();
}

} // namespace

/// The grade of a course against a second reckoning, over random policies and learners.
class TestGradePolicies : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theGradeIsThatOfASecondReckoning()
  {
    for (int policy = 0; policy < kPolicies; ++policy) {
      makePolicy();
      SmallCourse course;
      fill(course);
      for (int learner = 0; learner < kLearners; ++learner) {
        answer();
        render::CourseGrade grade({course.site(), m_anna, m_states, kNoon});
        compare(grade.total(false), policy);
      }
    }
  }

private:
  void compare(const render::CourseGrade::Total& said, int policy) const
  {
    const long double hundredths = total() * 100 + 0.55L;
    const long double fraction = hundredths - std::floor(hundredths);
    if (fraction < 1e-9L || fraction > 1 - 1e-9L)
      return; // floating point decides between two whole percents: either is right
    const double percent = double(std::floor(hundredths)) / 100;
    QVERIFY2(said.percent == percent, qPrintable(told(policy, said.percent, percent)));
    QCOMPARE(said.letter, percent >= 0.8 ? u"A"_s : percent >= 0.5 ? u"B"_s : QString());
    QCOMPARE(said.isPassing, percent >= 0.5);
  }

  void makePolicy()
  {
    m_types.clear();
    for (int i = 0; i < 3; ++i)
      m_types.append({int(m_random.bounded(6)), int(m_random.bounded(4)), int(m_random.bounded(61))});
    m_subsections.clear();
    for (int i = 0; i < 6; ++i)
      m_subsections.append({int(m_random.bounded(4)), m_random.bounded(5) > 0, 0, 1});
  }

  void answer()
  {
    for (int i = 0; i < m_subsections.size(); ++i) {
      Subsection& at = m_subsections[i];
      at.possible = 1 + int(m_random.bounded(40));
      at.earned = int(m_random.bounded(at.possible + 1));
      Json points = Json::object();
      points.set("earned", Json(double(at.earned)));
      points.set("possible", Json(double(at.possible)));
      m_states.setValue(m_anna.id, u"problem/p%1"_s.arg(i), render::kept::kScore, points);
    }
  }

  void fill(SmallCourse& course)
  {
    QStringList types;
    for (int i = 0; i < 3; ++i)
      types.append(
          uR"({"type": "T%1", "short_label": "T", "min_count": %2, "drop_count": %3, "weight": %4})"_s.arg(i)
              .arg(m_types[i].least)
              .arg(m_types[i].dropped)
              .arg(m_types[i].weight / 100.0));
    course.addFile(
        u"grading_policy.json"_s,
        uR"({"GRADER": [%1], "GRADE_CUTOFFS": {"A": 0.8, "B": 0.5}})"_s.arg(types.join(u',')).toUtf8());
    course.add(u"course/R"_s, u"chapter/c"_s);
    m_states = render::MemoryStates();
    for (int i = 0; i < m_subsections.size(); ++i) {
      const Subsection& at = m_subsections[i];
      const QString sequence = u"sequential/q%1"_s.arg(i);
      const QString unit = u"vertical/u%1"_s.arg(i);
      course.add(u"chapter/c"_s, sequence,
                 {{u"graded"_s, at.isGraded ? u"true"_s : u"false"_s}, {u"format"_s, u"T%1"_s.arg(at.type)}});
      course.add(sequence, unit);
      course.add(
          unit, u"problem/p%1"_s.arg(i), {},
          "<problem><numericalresponse answer=\"4\"><formulaequationinput/></numericalresponse></problem>");
    }
  }

  long double total() const
  {
    long double sum = 0;
    for (int i = 0; i < 3; ++i) {
      QList<qint64> scores;
      for (const Subsection& at : m_subsections)
        if (at.isGraded && at.type == i)
          scores.append(tenThousandths(at.earned, at.possible));
      sum += averageOf(scores, m_types[i]) * m_types[i].weight / 100;
    }
    return sum;
  }

  QString told(int policy, double said, double wanted) const
  {
    QString text = u"policy %1: %2, not %3;"_s.arg(policy).arg(said).arg(wanted);
    for (const Type& type : m_types)
      text += u" type min %1 drop %2 weight %3;"_s.arg(type.least).arg(type.dropped).arg(type.weight);
    for (const Subsection& at : m_subsections)
      text += u" T%1 %2 %3/%4;"_s.arg(at.type)
                  .arg(at.isGraded ? u"graded"_s : u"not"_s)
                  .arg(at.earned)
                  .arg(at.possible);
    return text;
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  QRandomGenerator m_random{20'261'130};
  QList<Type> m_types;
  QList<Subsection> m_subsections;
  render::MemoryStates m_states;
};

SCRIPTORIUM_TEST(TestGradePolicies)
#include "tst_gradepolicies.moc"
