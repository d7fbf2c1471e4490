#include "checks/coursechecks.h"
#include "checks/coursesnapshot.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "mend/applyfixes.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The fixes of rules, done on a course and looked at again.
class TestApplyFixes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aLinkThatLeadsNowhereIsRemoved()
  {
    const CourseBench bench;
    FileTree files = draftCourse();
    writeFiles(bench.path(u"made"_s), files);
    QVERIFY(QFile::link(u"gone.png"_s, bench.path(u"made/course/static/b.png"_s)));
    QVERIFY(QFile::link(u"a.png"_s, bench.path(u"made/course/static/c.png"_s)));
    QVERIFY(QFile::link(u"b.png"_s, bench.path(u"made/course/static/d.png"_s)));
    QVERIFY(QFile::link(u"gone.png"_s, bench.path(u"made/course/static/e.png~"_s)));
    const auto imported = bench.import(bench.path(u"made"_s));
    QVERIFY(imported);
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    const auto links = [&] { return found((*session)->store(), bench.types(), u"dangling-link"_s); };
    QCOMPARE(links().size(), 2);
    QCOMPARE(links()[0].place.file, u"static/b.png"_s);
    QCOMPARE(effectOf(links()[0]), Finding::Effect::ImportFails);
    QVERIFY((*session)->run(u"fix"_s, u"Mend"_s, [&](Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY(mend(edit, bench.types(), links()));
      return Unit{};
    }));
    QVERIFY(links().isEmpty());
    QVERIFY((*session)->store().find(kFileType.toString(), u"static/c.png"_s));
    QVERIFY((*session)->undo().has_value());
    QCOMPARE(links().size(), 2);
  }

  void aFixMendsInOneStep_data()
  {
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QByteArray>("attributes");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value"); ///< afterwards; null: not set
    const auto row = [](const char* name, const QString& rule, const QByteArray& attributes,
                        const QString& field, const QString& value) {
      QTest::newRow(name) << rule << attributes << field << value;
    };
    row("null", u"string-null"_s, "display_name='null'", u"display_name"_s, {});
    row("quotes", u"string-loses-quotes"_s, "display_name='\"Q\"'", u"display_name"_s, u"\"\\\"Q\\\"\""_s);
    row("yes", u"boolean-text"_s, "show_reset_button='Yes'", u"show_reset_button"_s, u"true"_s);
    row("off", u"boolean-text"_s, "show_reset_button='off'", u"show_reset_button"_s, u"false"_s);
    row("no number", u"invalid-value"_s, "max_attempts='three'", u"max_attempts"_s, {});
  }

  void aFixMendsInOneStep()
  {
    QFETCH(QString, rule);
    QFETCH(QByteArray, attributes);
    QFETCH(QString, field);
    QFETCH(QString, value);
    const CourseBench bench;
    const auto session = courseWith(bench, attributes);
    QVERIFY(session);
    const auto ids = [&] { return found(session->store(), bench.types(), rule); };
    QCOMPARE(ids().size(), 1);
    const auto done = session->run(u"fix"_s, u"Mend"_s, [&](Edit& edit) -> Result<Unit> {
      SCRIPTORIUM_TRY(mend(edit, bench.types(), ids()));
      return Unit{};
    });
    QVERIFY2(done.has_value() && done->blocks.size() == 1, done ? "" : qPrintable(done.error().toString()));
    QVERIFY(ids().isEmpty());
    const auto problem = session->store().find(u"problem"_s, u"p"_s);
    const auto now = session->store().version(*problem)->fields.value(field);
    QCOMPARE(now.value_or(QString()), value);
    QCOMPARE(now.has_value(), !value.isNull());
    QVERIFY(session->undo().has_value());
    QCOMPARE(ids().size(), 1);
  }

  void whatNeedsJudgementIsLeft()
  {
    const CourseBench bench;
    const auto session = courseWith(bench, "show_reset_button='perhaps'");
    QVERIFY(session);
    const checks::CourseSnapshot course(session->store(), bench.types());
    const auto findings = found(session->store(), bench.types(), u"boolean-text"_s);
    QCOMPARE(findings.size(), 1);
    QVERIFY(!checks::findRule(u"boolean-text")->fix(course, findings.front()));
  }

private:
  static std::unique_ptr<CourseSession> courseWith(const CourseBench& bench, const QByteArray& attributes)
  {
    writeFiles(
        bench.path(u"in"_s),
        {{u"course.xml"_s, "<course url_name='r' org='o' course='c'><chapter url_name='c'><sequential "
                           "url_name='s'><vertical url_name='v'><problem url_name='p' " +
                               attributes + ">x</problem></vertical></sequential></chapter></course>"}});
    const auto course = bench.import(bench.path(u"in"_s));
    auto session =
        course ? bench.open(course->course) : Result<std::unique_ptr<CourseSession>>(course.error());
    return session ? *std::move(session) : nullptr;
  }

  static Findings found(const CourseStore& store, const BlockTypes& types, const QString& rule)
  {
    checks::CourseChecks checks(store, types, {.withProblems = false, .rules = {rule}});
    Progress progress;
    return checks.run(progress) ? checks.all() : Findings();
  }
};

SCRIPTORIUM_TEST(TestApplyFixes)
#include "tst_applyfixes.moc"
