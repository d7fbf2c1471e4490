#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Approvals of findings: steps that change no block.
class TestApprovals : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void anApprovalIsUndoneAndRedone()
  {
    Course course;
    const QSignalSpy told(&course.session(), &CourseSession::changed);
    const auto changes = approve(course, u"a"_s, u"meant"_s);
    QVERIFY(changes.op.isValid() && changes.isEmpty());
    QCOMPARE(told.size(), 1);
    QCOMPARE(reasons(course), QStringList{u"a: meant"_s});
    QVERIFY(course.session().undo().has_value());
    QCOMPARE(reasons(course), QStringList());
    QVERIFY(course.session().redo().has_value());
    QCOMPARE(reasons(course), QStringList{u"a: meant"_s});
    QCOMPARE(told.size(), 3);
    course.reopen();
    QCOMPARE(reasons(course), QStringList{u"a: meant"_s});
  }

  void theNewestDecides()
  {
    Course course;
    approve(course, u"a"_s, u"first"_s);
    approve(course, u"b"_s, u"other"_s);
    approve(course, u"a"_s, u"second"_s);
    QCOMPARE(reasons(course), (QStringList{u"a: second"_s, u"b: other"_s}));
    approve(course, u"a"_s, std::nullopt);
    QCOMPARE(reasons(course), QStringList{u"b: other"_s});
    QVERIFY(course.session().undo().has_value());
    QVERIFY(course.session().undo().has_value());
    QCOMPARE(reasons(course), (QStringList{u"a: first"_s, u"b: other"_s}));
  }

  void theCourseStaysWhatItIs()
  {
    Course course;
    const auto before = course.store().contentHash();
    approve(course, u"a"_s, u"meant"_s);
    QCOMPARE(course.store().contentHash().value(), before.value());
    QCOMPARE(brokenInvariant(course.store()), QString());
  }

  void aStepThatApprovesAndChangesIsOneStep()
  {
    Course course;
    const auto done = course.session().run(u"check"_s, u"Both"_s, [&](Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY(edit.approve(u"a"_s, u"meant"_s));
      return edit::setField(edit, course.types(), course.id("problem/p1"), u"max_attempts"_s, u"3"_s);
    });
    QVERIFY(done.has_value() && !done->isEmpty());
    QVERIFY(course.session().undo().has_value());
    QCOMPARE(reasons(course), QStringList());
    QCOMPARE(course.field("problem/p1", u"max_attempts"_s), u"-"_s);
  }

private:
  static ChangeSet approve(Course& course, const QString& finding, const std::optional<QString>& reason)
  {
    return course.session()
        .run(u"approve"_s, u"Approve"_s, [&](Edit& edit) { return edit.approve(finding, reason); })
        .value_or(ChangeSet());
  }

  static QStringList reasons(const Course& course)
  {
    QStringList texts;
    const auto approvals = course.store().approvals().value();
    for (const auto& approval : approvals)
      texts.append(approval.finding + u": "_s + approval.reason);
    return texts;
  }
};

SCRIPTORIUM_TEST(TestApprovals)
#include "tst_approvals.moc"
