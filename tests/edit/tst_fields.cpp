#include "edit/editcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestFields : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void publishedFollowsUnlessThereIsADraft()
  {
    Course course;
    const auto block = [&](const char* name) { return course.store().block(course.id(name)).value(); };
    RUN(edit::rename(edit, course.types(), course.id("html/h1"), u"x"_s));
    QCOMPARE(block("html/h1").published, block("html/h1").head);
    const auto published = block("vertical/v4").published;
    RUN(edit::rename(edit, course.types(), course.id("vertical/v4"), u"x"_s));
    QCOMPARE(block("vertical/v4").published, published);
    RUN(edit::rename(edit, course.types(), course.id("vertical/d1"), u"x"_s));
    QVERIFY(!block("vertical/d1").published.isValid());
    BlockId made;
    RUN((made = edit::addBlock(edit, course.types(), course.id("sequential/s1"), u"vertical"_s, 0).value(),
         Result<Unit>(Unit{})));
    QVERIFY(course.store().block(made).value().published.isValid());
    RUN((made = edit::addBlock(edit, course.types(), course.id("vertical/v4"), u"html"_s, 0).value(),
         Result<Unit>(Unit{})));
    QVERIFY(!course.store().block(made).value().published.isValid());
  }

  void thePolicyFollowsTheField()
  {
    Course course;
    RUN(edit::setField(edit, course.types(), course.id("html/h1"), u"display_name"_s, u"Hi"_s));
    QCOMPARE(course.field("html/h1", u"display_name"_s), u"Hi"_s);
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"display_name\": \"Hi\""));
    QVERIFY(
        course.bytes("policies/run/policy.json").startsWith("{\n    \"course/run\": {\n        \"display"));
    RUN(edit::setField(edit, course.types(), course.id("course/run"), u"start"_s, u"2025-02-03T00:00:00Z"_s));
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"start\": \"2025-02-03T00:00:00Z\""));
    RUN(edit::resetField(edit, course.types(), course.id("html/h1"), u"display_name"_s));
    QCOMPARE(course.field("html/h1", u"display_name"_s), u"-"_s);
    QVERIFY(course.bytes("policies/run/policy.json").contains("\"html/h1\": {}"));
    const QByteArray before = course.bytes("policies/run/policy.json");
    RUN(edit::setField(edit, course.types(), course.id("html/h2"), u"display_name"_s, u"Free"_s));
    QCOMPARE(course.bytes("policies/run/policy.json"), before);
  }

  void fieldsThatOlxCannotHoldAreRefused()
  {
    Course course;
    const auto set = [&](Edit& edit, const char* block, const QString& name, const QString& value) {
      return edit::setField(edit, course.types(), course.id(block), name, value);
    };
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"url_name"_s, u"x"_s));
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"a b"_s, u"x"_s));
    REFUSES(Error::Kind::BadInput, set(edit, "html/h1", u"a"_s, u"x\u0001"_s));
    REFUSES(Error::Kind::NotFound, set(edit, "html/no", u"a"_s, u"x"_s));
  }

  void tabsThatStudioRefusesAreRefused_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<bool>("isFine");
    const auto row = [](const char* name, const QByteArray& json, bool fine = false) {
      QTest::newRow(name) << json << fine;
    };
    row("courseware first", R"([{"type":"courseware"},{"type":"static_tab","name":"x","url_slug":"y"}])",
        true);
    row("the old info tab first", R"([{"type":"course_info"},{"type":"courseware"}])", true);
    row("empty", "[]", true);
    row("another first", R"([{"type":"wiki"}])");
    row("twice", R"([{"type":"courseware"},{"type":"wiki"},{"type":"wiki"}])");
    row("no slug", R"([{"type":"courseware"},{"type":"static_tab","name":"x"}])");
    row("no list", "{}");
    row("no JSON", "[");
  }
  void tabsThatStudioRefusesAreRefused()
  {
    QFETCH(QByteArray, json);
    QFETCH(bool, isFine);
    Course course;
    if (isFine)
      RUN(edit::setCoursePolicy(edit, course.types(), u"tabs"_s, json));
    else
      REFUSES(Error::Kind::BadInput, edit::setCoursePolicy(edit, course.types(), u"tabs"_s, json));
  }

  void policyValuesMustFitTheCoursesFields_data()
  {
    QTest::addColumn<QString>("field");
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("refusal"); // a part of the sentence; empty: it is taken
    const auto row = [](const char* name, const QString& field, const QByteArray& json,
                        const QString& refusal = {}) { QTest::newRow(name) << field << json << refusal; };
    row("a switch", u"self_paced"_s, "true");
    row("nothing", u"self_paced"_s, "null");
    row("a switch in quotes", u"self_paced"_s, "\"false\"", u"takes true or false"_s);
    row("a date", u"start"_s, "\"2030-01-31T12:00:00Z\"");
    row("a day that is none", u"start"_s, "\"next week\"", u"next week"_s);
    row("a number for a date", u"start"_s, "20300131", u"a date in quotes"_s);
    row("a list for an object", u"cohort_config"_s, "[]", u"an object in { }"_s);
    row("a word that is none of the allowed", u"catalog_visibility"_s, "\"some\"", u"not one of: "_s);
    row("a field nobody knows", u"house_style"_s, "[1, {\"a\": null}]");
    row("no JSON", u"house_style"_s, "{\n  \"a\": tru\n}", u"line 2, column"_s);
  }
  void policyValuesMustFitTheCoursesFields()
  {
    QFETCH(const QString, field);
    QFETCH(const QByteArray, json);
    QFETCH(const QString, refusal);
    Course course;
    const auto done =
        course.run([&](Edit& edit) { return edit::setCoursePolicy(edit, course.types(), field, json); });
    QCOMPARE(done.has_value(), refusal.isEmpty());
    if (!done)
      QVERIFY2(done.error().detail.contains(refusal), qPrintable(done.error().toString()));
  }

  void gradingPoliciesThatCannotWorkAreRefused_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("refusal");
    QTest::newRow("a text for a weight")
        << QByteArray(R"({"GRADER": [{"type": "Exam", "weight": "half"}]})") << u"weight of \"Exam\""_s;
    QTest::newRow("a cutoff in percent")
        << QByteArray(R"({"GRADE_CUTOFFS": {"Pass": 50}})") << u"cutoff of \"Pass\""_s;
    QTest::newRow("no JSON") << QByteArray("{\"GRADER\": [}") << u"line 1, column"_s;
  }
  void gradingPoliciesThatCannotWorkAreRefused()
  {
    QFETCH(const QByteArray, json);
    QFETCH(const QString, refusal);
    Course course;
    const auto done = course.run([&](Edit& edit) { return edit::setGradingPolicy(edit, json); });
    QVERIFY(!done);
    QVERIFY2(done.error().detail.contains(refusal), qPrintable(done.error().toString()));
  }
};

SCRIPTORIUM_TEST(TestFields)
#include "tst_fields.moc"
