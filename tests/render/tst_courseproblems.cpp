#include "fakes/fakecourse.h"
#include "grading/problem/problem.h"
#include "model/publishedview.h"
#include "render/courseproblems.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using scriptorium::testing::FakeCourse;

/// A course's problems with everything that the course gives them.
class TestCourseProblems : public QObject
{
  Q_OBJECT

private:
  static BlockId addProblem(FakeCourse& course, const QByteArray& olx, const Fields& fields, BlockId parent)
  {
    BlockVersion version;
    version.fields = fields;
    version.bodyForm = BodyForm::Element;
    version.body = course.addBlob(olx);
    return course.addBelow(parent, u"problem"_s, u"p"_s, version);
  }
  static Fields fields(const QList<std::pair<QString, QString>>& values)
  {
    Fields result;
    for (const auto& [name, value] : values)
      result.set(name, value);
    return result;
  }

private Q_SLOTS:
  void givesTheElementWithoutItsSettings()
  {
    FakeCourse course;
    const BlockId root = course.add(u"course"_s, u"run"_s, BlockVersion());
    const BlockId id = addProblem(course, "<problem max_attempts='3'><p>x</p></problem>", {}, root);
    const auto problems = render::CourseProblems::of(course);
    QCOMPARE(problems->open(id)->olx, QByteArray("<problem><p>x</p></problem>"));
  }

  void scriptsImportTheCourse_sModulesAndReadItsFiles()
  {
    FakeCourse course;
    const BlockId root = course.add(u"course"_s, u"run"_s, BlockVersion());
    course.addFile(u"code/answers.py"_s, "answer = 42\n");
    course.addFile(u"problems/part.xml"_s, "<p>part</p>");
    const BlockId id = addProblem(course,
                                  "<problem><script type='loncapa/python'>import answers\nx = answers.answer"
                                  "</script><include file='problems/part.xml'/><p>$x</p></problem>",
                                  {}, root);
    const auto problems = render::CourseProblems::of(course);
    const auto problem = problems->open(id);
    QVERIFY(problem);
    const auto loaded = capa::Problem::load(problem->olx, u"P"_s, 1, problem->surroundings);
    if (!loaded && loaded.error().message.contains(u"sandbox"_s, Qt::CaseInsensitive))
      QSKIP("there is no sandbox on this system");
    QVERIFY2(loaded, qPrintable(loaded ? QString() : loaded.error().message));
    QVERIFY(capa::textContent((*loaded)->root()).contains(u"part"_s));
    QCOMPARE(problem->surroundings.file(u"no/such"_s), std::nullopt);
  }

  void settingsComeFromBlockAncestorsPolicyAndCourse()
  {
    FakeCourse course;
    const BlockId root =
        course.add(u"course"_s, u"KeyRun"_s, BlockId(), fields({{u"end"_s, u"\"2030-01-02T00:00:00Z\""_s}}));
    const BlockId sequential =
        course.add(u"sequential"_s, u"s"_s, root,
                   fields({{u"showanswer"_s, u"never"_s}, {u"graceperiod"_s, u"1 hours"_s}}));
    const BlockId id = addProblem(course, "<problem/>",
                                  fields({{u"max_attempts"_s, u"3"_s}, {u"weight"_s, u"2.5"_s}}), sequential);
    const auto types = BlockTypes::builtIn();
    const auto settings = render::CourseProblems::of(course)->settings(types, id);
    QVERIFY(settings);
    QCOMPARE(settings->maxAttempts, std::optional<qint64>(3));
    QCOMPARE(settings->weight, std::optional<double>(2.5));
    QCOMPARE(settings->showAnswer, u"never"_s);
    QCOMPARE(settings->gracePeriod, std::optional(std::chrono::seconds(3600)));
    QCOMPARE(settings->rerandomize, u"never"_s);
    QCOMPARE(settings->courseEnd, capa::dateFromText(u"2030-01-02T00:00:00Z"_s));
  }

  void theAttributeTrueIsNoWayToRandomise()
  {
    FakeCourse course;
    const BlockTypes types = BlockTypes::builtIn();
    course.setRoot(course.add(u"course"_s, u"R"_s, BlockVersion()));
    const auto rerandomize = [&](const QString& name, const QString& raw) {
      const BlockId id = course.add(u"problem"_s, name, course.root(), {{u"rerandomize"_s, raw}});
      return render::CourseProblems::of(course)->settings(types, id)->rerandomize;
    };
    QCOMPARE(rerandomize(u"a"_s, u"true"_s), u"True"_s);
    QCOMPARE(rerandomize(u"b"_s, u"false"_s), u"False"_s);
    QCOMPARE(rerandomize(u"c"_s, u"always"_s), u"always"_s);
  }

  void aMetaElementIsNoPartOfTheQuestions()
  {
    FakeCourse course;
    course.setRoot(course.add(u"course"_s, u"R"_s, BlockVersion()));
    BlockVersion version;
    version.bodyForm = BodyForm::Element;
    version.body = course.addBlob("<problem>\n<meta>{\n}</meta>\n<p>x</p></problem>");
    const BlockId id = course.addBelow(course.root(), u"problem"_s, u"p"_s, version);
    const auto problem = render::CourseProblems::of(course)->open(id);
    QVERIFY(problem && !problem->olx.contains("meta") && problem->olx.contains("<p>x</p>"));
    QCOMPARE(problem->olx.count('\n'), 3);
  }

  void learnersGetThePublishedSettings()
  {
    FakeCourse course;
    const BlockId root = course.add(u"course"_s, u"run"_s, BlockVersion());
    const BlockId id = addProblem(course, "<problem/>", fields({{u"max_attempts"_s, u"3"_s}}), root);
    BlockVersion list;
    list.children.append({Child::Form::Pointer, id, {}});
    course.publish(root, list);
    BlockVersion draft = *course.version(id);
    draft.fields.set(u"max_attempts"_s, u"9"_s);
    course.draft(id, draft);
    const auto types = BlockTypes::builtIn();
    const auto learners = PublishedView::of(course);
    QVERIFY(learners);
    QCOMPARE(render::CourseProblems::of(*learners)->settings(types, id)->maxAttempts,
             std::optional<qint64>(3));
    QCOMPARE(render::CourseProblems::of(course)->settings(types, id)->maxAttempts, std::optional<qint64>(9));
  }

  void knowsWhatScriptsMayImport_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("isImported");
    const auto row = [](const char* path, bool isImported) {
      QTest::newRow(path) << QString::fromLatin1(path) << isImported;
    };
    row("static/python_lib.zip", true);
    row("static/other.py", false);
    row("code/data.txt", true);
    row("lib/a.py", true);
    row("lib/a.txt", false);
  }
  void knowsWhatScriptsMayImport()
  {
    QFETCH(const QString, path);
    QTEST(render::CourseProblems::isScriptFile(path), "isImported");
  }
};

SCRIPTORIUM_TEST(TestCourseProblems)
#include "tst_courseproblems.moc"
