#include "fakes/fakecourse.h"
#include "model/inheritance.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using scriptorium::testing::FakeCourse;

namespace {

EffectiveField fieldOf(const FakeCourse& course, BlockId block, const QString& name)
{
  static const BlockTypes kTypes = BlockTypes::builtIn();
  const PolicyReader policy(course);
  const auto fields = effectiveFields(course, kTypes, policy, block);
  if (!fields)
    return {};
  for (const auto& field : *fields)
    if (field.name == name)
      return field;
  return {};
}

/// course > chapter > sequential > vertical > problem, with ids 1 to 5.
FakeCourse smallCourse(const Fields& course, const Fields& chapter, const Fields& problem)
{
  FakeCourse fake;
  const auto root = fake.add(u"course"_s, u"run"_s, {}, course);
  const auto section = fake.add(u"chapter"_s, u"week1"_s, root, chapter);
  const auto subsection = fake.add(u"sequential"_s, u"s"_s, section, {});
  const auto unit = fake.add(u"vertical"_s, u"v"_s, subsection, {});
  fake.add(u"problem"_s, u"p"_s, unit, problem);
  return fake;
}

} // namespace

class TestInheritance : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theNearestValueWins()
  {
    auto course = smallCourse({{u"showanswer"_s, u"always"_s}, {u"max_attempts"_s, u"1"_s}},
                              {{u"showanswer"_s, u"never"_s}}, {{u"max_attempts"_s, u"5"_s}});
    const auto show = fieldOf(course, BlockId(5), u"showanswer"_s);
    QCOMPARE(show.json, u"\"never\""_s);
    QCOMPARE(show.origin, FieldOrigin::Inherited);
    QCOMPARE(show.from, BlockId(2));
    const auto attempts = fieldOf(course, BlockId(5), u"max_attempts"_s);
    QCOMPARE(attempts.json, u"5"_s);
    QCOMPARE(attempts.origin, FieldOrigin::Set);
    QCOMPARE(fieldOf(course, BlockId(4), u"max_attempts"_s).json, u"1"_s);
  }

  void defaultsHaveNoPlace()
  {
    const auto course = smallCourse({}, {}, {});
    const auto rerandomize = fieldOf(course, BlockId(5), u"rerandomize"_s);
    QCOMPARE(rerandomize.json, u"\"never\""_s);
    QCOMPARE(rerandomize.origin, FieldOrigin::Default);
    QVERIFY(!rerandomize.from.isValid());
  }

  void titlesAreNotInherited()
  {
    const auto course = smallCourse({{u"display_name"_s, u"My course"_s}}, {}, {});
    QCOMPARE(fieldOf(course, BlockId(5), u"display_name"_s).origin, FieldOrigin::Default);
  }

  void aNullStopsTheSearch()
  {
    const auto course = smallCourse({{u"due"_s, u"2030-01-01T00:00:00Z"_s}}, {{u"due"_s, u"null"_s}}, {});
    const auto due = fieldOf(course, BlockId(5), u"due"_s);
    QCOMPARE(due.json, u"null"_s);
    QCOMPARE(due.from, BlockId(2));
  }

  void thePolicyOverridesAndIsInherited()
  {
    auto course = smallCourse({{u"showanswer"_s, u"always"_s}}, {}, {{u"weight"_s, u"1"_s}});
    course.addFile(u"course.xml"_s, "<!-- c --><course url_name='Fall' org='o' course='c'/>");
    course.addFile(u"policies/Fall/policy.json"_s,
                   R"({"course/run": {"showanswer": "closed", "graceperiod": "1 day"},
                       "chapter/week1": {"start": "2031-01-01T00:00:00Z"},
                       "problem/p": {"weight": 3, "odd": [1]}})");
    const auto show = fieldOf(course, BlockId(1), u"showanswer"_s);
    QCOMPARE(show.origin, FieldOrigin::Policy);
    QCOMPARE(show.json, u"\"closed\""_s);
    QCOMPARE(fieldOf(course, BlockId(5), u"graceperiod"_s).json, u"\"1 days\""_s);
    QCOMPARE(fieldOf(course, BlockId(5), u"start"_s).from, BlockId(2));
    const auto weight = fieldOf(course, BlockId(5), u"weight"_s);
    QCOMPARE(weight.json, u"3.0"_s);
    QCOMPARE(weight.raw, u"3"_s);
    const auto odd = fieldOf(course, BlockId(5), u"odd"_s);
    QCOMPARE(odd.json, u"[1]"_s);
    QVERIFY(odd.spec == nullptr);
  }

  void policiesPassVideosAndPureBlocksBy()
  {
    auto course = smallCourse({}, {}, {});
    course.add(u"video"_s, u"x"_s, BlockId(4), {{u"display_name"_s, u"Own"_s}});
    course.add(u"stranger"_s, u"x"_s, BlockId(4), {{u"a"_s, u"own"_s}}, VersionFlag::PureXBlock);
    course.add(u"stranger"_s, u"y"_s, BlockId(4), {{u"a"_s, u"own"_s}});
    course.addFile(u"policies/run/policy.json"_s, R"({"video/x": {"display_name": "Theirs"},
                   "stranger/x": {"a": "theirs"}, "stranger/y": {"a": "theirs"}})");
    QCOMPARE(fieldOf(course, BlockId(6), u"display_name"_s).json, u"\"Own\""_s);
    QCOMPARE(fieldOf(course, BlockId(7), u"a"_s).json, u"\"own\""_s);
    QCOMPARE(fieldOf(course, BlockId(8), u"a"_s).json, u"\"theirs\""_s);
  }

  void whatStudioCannotReadIsTold()
  {
    const auto course = smallCourse({}, {}, {{u"max_attempts"_s, u"many"_s}, {u"attempts"_s, u"2"_s}});
    const auto attempts = fieldOf(course, BlockId(5), u"max_attempts"_s);
    QCOMPARE(attempts.raw, u"many"_s);
    QCOMPARE(attempts.json, u"null"_s);
    QVERIFY(!attempts.problem.isEmpty());
    const auto unknown = fieldOf(course, BlockId(5), u"attempts"_s);
    QCOMPARE(unknown.json, u"\"2\""_s);
    QVERIFY(unknown.spec == nullptr);
  }

  void policyFiles_data()
  {
    QTest::addColumn<QStringList>("files"); // "path=content"
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("grading");
    QTest::addColumn<bool>("hasValue");
    const auto row = [](const char* name, const QStringList& files, const QString& path,
                        const QString& grading,
                        bool hasValue) { QTest::newRow(name) << files << path << grading << hasValue; };
    const QString pointer = u"course.xml=<course url_name=\"R\" org=\"o\" course=\"c\"/>"_s;
    const QString good = u"={\"course/run\":{\"a\":1}}"_s;
    row("none", {pointer}, {}, {}, false);
    row("in its folder",
        {pointer, u"policies/R/policy.json"_s + good, u"policies/R/grading_policy.json={}"_s},
        u"policies/R/policy.json"_s, u"policies/R/grading_policy.json"_s, true);
    row("in the old place", {pointer, u"policies/R.json"_s + good, u"grading_policy.json={}"_s},
        u"policies/R.json"_s, u"grading_policy.json"_s, true);
    row("empty, so the old place", {pointer, u"policies/R/policy.json={}"_s, u"policies/R.json"_s + good},
        u"policies/R.json"_s, {}, true);
    row("empty and alone", {pointer, u"policies/R/policy.json={}"_s}, u"policies/R/policy.json"_s, {}, false);
    row("broken", {pointer, u"policies/R/policy.json={\"a\":}"_s}, u"policies/R/policy.json"_s, {}, false);
    row("nested without end", {pointer, u"policies/R/policy.json="_s + QString(9999, u'[')},
        u"policies/R/policy.json"_s, {}, false);
    row("another run", {pointer, u"policies/run/policy.json"_s + good}, {}, {}, false);
    row("inline course: its own name", {u"policies/run/policy.json"_s + good}, u"policies/run/policy.json"_s,
        {}, true);
    row("else the key", {u"policies/KeyRun/policy.json"_s + good}, u"policies/KeyRun/policy.json"_s, {},
        true);
  }

  void policyFiles()
  {
    QFETCH(QStringList, files);
    FakeCourse course;
    course.add(u"course"_s, u"run"_s, {}, {});
    for (const auto& file : files)
      course.addFile(file.section(u'=', 0, 0), file.section(u'=', 1).toUtf8());
    const PolicyReader policy(course);
    QTEST(policy.path(), "path");
    QTEST(policy.gradingPolicyPath(), "grading");
    QTEST(policy.value(u"course"_s, u"run"_s, u"a"_s).has_value(), "hasValue");
  }

  void titles_data()
  {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("urlName");
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<QString>("title");
    const auto row = [](const char* name, const QString& type, const QString& urlName, const Fields& fields,
                        const QString& title) { QTest::newRow(name) << type << urlName << fields << title; };
    const QString hex(32, u'a');
    row("as set", u"chapter"_s, u"w1"_s, {{u"display_name"_s, u"Week 1"_s}}, u"Week 1"_s);
    row("quoted", u"chapter"_s, u"w1"_s, {{u"display_name"_s, u"\"Week 1\""_s}}, u"Week 1"_s);
    row("blank", u"chapter"_s, u"Week_1"_s, {{u"display_name"_s, u"  "_s}}, u"Week 1"_s);
    row("null", u"chapter"_s, u"Week_1"_s, {{u"display_name"_s, u"null"_s}}, u"Week 1"_s);
    row("nothing but a machine's id", u"chapter"_s, hex, {}, u"Section"_s);
    row("unknown type", u"stranger"_s, hex, {}, u"stranger"_s);
    row("a file", kFileType.toString(), u"static/a/b.png"_s, {}, u"b.png"_s);
  }

  void titles()
  {
    QFETCH(QString, type);
    QFETCH(QString, urlName);
    QFETCH(Fields, fields);
    static const BlockTypes kTypes = BlockTypes::builtIn();
    Block block;
    block.type = type;
    block.urlName = urlName;
    QTEST(blockTitle(kTypes, block, fields), "title");
  }
};

SCRIPTORIUM_TEST(TestInheritance)
#include "tst_inheritance.moc"
