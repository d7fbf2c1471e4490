#include "render/access/chosenchildren.h"
#include "render/access/completion.h"
#include "render/access/courseaccess.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;
using render::CourseAccess;

namespace {

const auto kPartitions = u"[{\"id\":5,\"name\":\"P\",\"scheme\":\"cohort\",\"active\":true,\"groups\":[{"
                         u"\"id\":1,\"name\":\"A\"},{\"id\":2,"
                         "\"name\":\"B\"}]}]"_s;

} // namespace

/// Who sees what of a course, and when.
class TestAccess : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void dates_data()
  {
    QTest::addColumn<QString>("section");
    QTest::addColumn<QString>("own");
    QTest::addColumn<bool>("loadable");
    QTest::addColumn<bool>("visible");
    const QString past = u"2020-01-01T00:00:00Z"_s;
    const QString future = u"2030-01-01T00:00:00Z"_s;
    QTest::newRow("both have started") << past << past << true << true;
    QTest::newRow("inherits a future start") << future << QString() << false << false;
    QTest::newRow("its own past start opens the page alone") << future << past << true << false;
    QTest::newRow("its own future start") << past << future << false << false;
  }
  void dates()
  {
    QFETCH(QString, section);
    QFETCH(QString, own);
    SmallCourse course({{u"start"_s, u"2020-01-01T00:00:00Z"_s}});
    course.add(u"course/R"_s, u"chapter/c"_s, {{u"start"_s, section}});
    course.add(u"chapter/c"_s, u"sequential/q"_s,
               own.isEmpty() ? SmallCourse::Values() : SmallCourse::Values{{u"start"_s, own}});
    const int node = course.node(u"sequential/q"_s);
    const CourseAccess access(course.site(), m_anna, m_states, kNoon);
    QTEST(access.isLoadable(node), "loadable");
    QTEST(access.isVisible(node), "visible");
    const CourseAccess ofStaff(course.site(), m_staff, m_states, kNoon);
    QVERIFY(ofStaff.isLoadable(node) && ofStaff.isVisible(node));
  }

  void whatIsForStaffIsNotForLearners()
  {
    SmallCourse course;
    course.addLesson({{u"visible_to_staff_only"_s, u"true"_s}});
    const int unit = course.node(u"vertical/u"_s);
    QVERIFY(!CourseAccess(course.site(), m_anna, m_states, kNoon).isLoadable(unit));
    QVERIFY(CourseAccess(course.site(), m_staff, m_states, kNoon).isLoadable(unit));
  }

  void groups_data()
  {
    QTest::addColumn<QString>("outer");
    QTest::addColumn<QString>("inner");
    QTest::addColumn<bool>("letsAIn");
    QTest::newRow("of the learner's group") << u"{\"5\": [1]}"_s << u"{}"_s << true;
    QTest::newRow("of another") << u"{\"5\": [2]}"_s << u"{}"_s << false;
    QTest::newRow("of both") << u"{\"5\": [1, 2]}"_s << u"{}"_s << true;
    QTest::newRow("no group is no restriction") << u"{\"5\": []}"_s << u"{}"_s << true;
    QTest::newRow("inside, the groups in common count") << u"{\"5\": [2]}"_s << u"{\"5\": [1]}"_s << false;
    QTest::newRow("a configuration that is not there") << u"{\"6\": [1]}"_s << u"{}"_s << false;
    QTest::newRow("of the learner's track") << u"{\"50\": [1]}"_s << u"{}"_s << true;
    QTest::newRow("of another track") << u"{\"50\": [2]}"_s << u"{}"_s << false;
  }
  void groups()
  {
    QFETCH(QString, outer);
    QFETCH(QString, inner);
    SmallCourse course({{u"user_partitions"_s, kPartitions}});
    course.addLesson({{u"group_access"_s, outer}});
    course.add(u"vertical/u"_s, u"html/h"_s, {{u"group_access"_s, inner}});
    const int html = course.node(u"html/h"_s);
    QTEST(CourseAccess(course.site(), m_anna, m_states, kNoon).isInGroups(html), "letsAIn");
    QVERIFY(CourseAccess(course.site(), m_staff, m_states, kNoon).isInGroups(html));
  }

  void subsectionsHideAfterTheirDue()
  {
    SmallCourse course;
    course.addLesson({{u"hide_after_due"_s, u"true"_s}, {u"due"_s, u"2026-11-29T11:00:00Z"_s}});
    const int node = course.node(u"sequential/q"_s);
    QVERIFY(CourseAccess(course.site(), m_anna, m_states, kNoon).isHiddenAfterDue(node));
    QVERIFY(
        !CourseAccess(course.site(), m_anna, m_states, kNoon - std::chrono::hours(2)).isHiddenAfterDue(node));
    QVERIFY(!CourseAccess(course.site(), m_staff, m_states, kNoon).isHiddenAfterDue(node));
  }

  void ofABankAsManyAreDrawnAsItSays()
  {
    SmallCourse course;
    course.addLesson();
    course.add(u"vertical/u"_s, u"itembank/b"_s, {{u"max_count"_s, u"2"_s}});
    for (int i = 0; i < 6; ++i)
      course.add(u"itembank/b"_s, u"html/h%1"_s.arg(i));
    const int bank = course.node(u"itembank/b"_s);
    const auto drawn = render::chosenChildren(course.site(), m_anna, m_states, bank);
    QCOMPARE(drawn.size(), size_t(2));
    QCOMPARE(render::chosenChildren(course.site(), m_anna, m_states, bank), drawn);
    QCOMPARE(CourseAccess(course.site(), m_anna, m_states, kNoon).visibleChildren(bank).size(), size_t(6));
    bool differs = false;
    for (int tries = 0; tries < 8 && !differs; ++tries) {
      render::forgetChosen(course.site(), m_anna, m_states, bank);
      differs = render::chosenChildren(course.site(), m_anna, m_states, bank) != drawn;
    }
    QVERIFY(differs);
  }

  void aUnitIsCompleteWhenAllItsBlocksAre()
  {
    SmallCourse course;
    course.addLesson();
    course.add(u"vertical/u"_s, u"html/h"_s);
    course.add(u"vertical/u"_s, u"discussion/d"_s);
    const CourseAccess access(course.site(), m_anna, m_states, kNoon);
    const int unit = course.node(u"vertical/u"_s);
    QVERIFY(!render::isUnitComplete(access, unit));
    render::publishCompletion(course.site(), m_states, m_anna, course.node(u"html/h"_s), 1);
    QVERIFY(render::isUnitComplete(access, unit));
    QCOMPARE(render::lastCompleted(course.site(), m_states, m_anna), course.node(u"html/h"_s));
    const render::TreeCompletion tree(access, course.site().root());
    QVERIFY(tree.isComplete(course.node(u"chapter/c"_s)) && tree.isResumed(course.node(u"sequential/q"_s)));
  }

  void init() { m_states = render::MemoryStates(); }

private:
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {u"A"_s}};
  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}};
  render::MemoryStates m_states;
};

SCRIPTORIUM_TEST(TestAccess)
#include "tst_access.moc"
