#include "render/grades/gradesummary.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;
using render::CourseGrade;

namespace {

constexpr auto kPolicy =
    R"({"GRADER": [{"type": "Homework", "short_label": "HW", "min_count": 4, "drop_count": 1, "weight": 0.4},
                   {"type": "Exam", "short_label": "Ex", "min_count": 1, "drop_count": 0, "weight": 0.6}],
        "GRADE_CUTOFFS": {"A": 0.9, "B": 0.8, "C": 0.7}})";
constexpr auto kOneQuestion =
    R"(<problem><numericalresponse answer="4"><formulaequationinput/></numericalresponse></problem>)";

} // namespace

/// Grades to the last digit, as the LMS gives them.
class TestCourseGrade : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theCourseRoundsToWholePercents_data()
  {
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("second");
    QTest::addColumn<double>("exam");
    QTest::addColumn<double>("percent");
    QTest::addColumn<QString>("letter");
    QTest::newRow("padding and a drop") << 3.0 / 4 << 1.0 / 3 << 37.0 / 40 << 0.70 << u"C"_s;
    QTest::newRow("69.45 is 70") << 0.75 << 0.3333 << 0.91695 << 0.70 << u"C"_s;
    QTest::newRow("all but two homeworks") << 1.0 << 1.0 << 1.0 << 0.87 << u"B"_s;
    QTest::newRow("nothing") << 0.0 << 0.0 << 0.0 << 0.0 << QString();
  }
  void theCourseRoundsToWholePercents()
  {
    QFETCH(double, first);
    QFETCH(double, second);
    QFETCH(double, exam);
    fill();
    score(u"problem/p1"_s, first, 1);
    score(u"problem/p2"_s, second, 1);
    score(u"problem/p3"_s, exam, 1);
    CourseGrade grade(access());
    const CourseGrade::Total total = grade.total(false);
    QTEST(total.percent, "percent");
    QTEST(total.letter, "letter");
    QCOMPARE(total.isPassing, !total.letter.isEmpty());
  }

  void weightsReplacePoints()
  {
    fill();
    score(u"problem/p3"_s, 3, 4);
    CourseGrade grade(access());
    const render::SubsectionGrade exam = grade.sections()[0].subsections[2];
    QCOMPARE(exam.all.earned, 30.0);
    QCOMPARE(exam.graded.possible, 40.0);
    QCOMPARE(exam.percent(), 0.75);
  }

  void whatWasNotAnsweredIsWorthItsPoints()
  {
    fill();
    CourseGrade grade(access());
    QCOMPARE(grade.sections()[0].subsections[0].all.possible, 1.0);
    QVERIFY(!grade.isPassing());
  }

  void hiddenResultsDoNotCountYet()
  {
    fill({{u"show_correctness"_s, u"past_due"_s}, {u"due"_s, u"2027-01-01T00:00:00Z"_s}});
    score(u"problem/p3"_s, 1, 1);
    QCOMPARE(CourseGrade(access()).total(true).percent, 0.0);
    QCOMPARE(CourseGrade(access()).total(false).percent, 0.6);
    QCOMPARE(CourseGrade(access(), true).total(true).percent, 0.6);
  }

  void theTableOfTypesIsReckonedApart()
  {
    fill({{u"show_correctness"_s, u"past_due"_s}, {u"due"_s, u"2027-01-01T00:00:00Z"_s}});
    score(u"problem/p1"_s, 3, 4);
    score(u"problem/p2"_s, 1, 3);
    score(u"problem/p3"_s, 37, 40);
    CourseGrade grade(access());
    const QList<render::TypeGrade> rows = render::typeGrades(grade);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].type.name, u"Homework"_s); // the lightest first
    QCOMPARE(rows[0].average, 0.3611);          // (0.75 + 0.3333 + 0) / 3, one 0 dropped
    QCOMPARE(rows[0].weighted, 0.1444);
    QVERIFY(rows[0].hidden == render::TypeGrade::Hidden::None);
    QCOMPARE(rows[1].average, 0.0); // waits for its date
    QVERIFY(rows[1].hidden == render::TypeGrade::Hidden::All);
    QCOMPARE(render::sumOf(rows), 0.1444);
    CourseGrade later(access(), true);
    QCOMPARE(render::sumOf(render::typeGrades(later)), 0.6994);
  }

private:
  /// Two homeworks and an exam of weight 40.
  void fill(const SmallCourse::Values& ofExam = {})
  {
    m_states = render::MemoryStates();
    m_course = std::make_unique<SmallCourse>();
    m_course->addFile(u"grading_policy.json"_s, kPolicy);
    m_course->add(u"course/R"_s, u"chapter/c"_s);
    for (int i = 1; i <= 3; ++i) {
      SmallCourse::Values fields = {{u"graded"_s, u"true"_s},
                                    {u"format"_s, i < 3 ? u"Homework"_s : u"Exam"_s}};
      if (i == 3)
        fields += ofExam;
      const QString sequence = u"sequential/q%1"_s.arg(i);
      const QString unit = u"vertical/u%1"_s.arg(i);
      m_course->add(u"chapter/c"_s, sequence, fields);
      m_course->add(sequence, unit);
      m_course->add(unit, u"problem/p%1"_s.arg(i),
                    i == 3 ? SmallCourse::Values{{u"weight"_s, u"40"_s}} : SmallCourse::Values(),
                    kOneQuestion);
    }
  }
  render::CourseAccess access() { return {m_course->site(), m_anna, m_states, kNoon}; }
  void score(const QString& block, double earned, double possible)
  {
    Json points = Json::object();
    points.set("earned", Json(earned));
    points.set("possible", Json(possible));
    m_states.setValue(m_anna.id, block, render::kept::kScore, points);
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  render::MemoryStates m_states;
  std::unique_ptr<SmallCourse> m_course;
};

SCRIPTORIUM_TEST(TestCourseGrade)
#include "tst_coursegrade.moc"
