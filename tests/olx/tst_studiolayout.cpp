#include "fakes/fakecourse.h"
#include "olx/write/studiolayout.h"
#include "olx/write/studiovalues.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using testing::FakeCourse;

namespace {

BlockVersion made(Fields fields, QList<Child> children = {})
{
  BlockVersion version;
  version.fields = std::move(fields);
  version.children = std::move(children);
  return version;
}

Child pointer(BlockId block)
{
  return {Child::Form::Pointer, block, {}};
}

Child inlined(BlockId block)
{
  return {Child::Form::Inline, block, {}};
}

struct Written
{
  QStringList paths;
  QStringList displaced;
  QHash<QString, QByteArray> bytes;
  QString error;
};

Written layOut(const FakeCourse& course)
{
  const BlockTypes types = BlockTypes::builtIn();
  Written written;
  const auto result =
      olx::writeStudioLayout({course, types}, [&](const olx::LayoutFile& file) -> Result<Unit> {
        written.paths.append(file.path);
        written.bytes.insert(file.path, file.blob.isValid() ? *course.blob(file.blob) : file.bytes);
        return Unit{};
      });
  if (result)
    written.displaced = *result;
  else
    written.error = result.error().toString();
  return written;
}

FakeCourse emptyCourse(const QString& type = u"course"_s, CourseKey::Kind kind = CourseKey::Kind::Course)
{
  FakeCourse course(
      *CourseKey::make(kind, u"Org"_s, u"N1"_s, kind == CourseKey::Kind::Course ? u"R"_s : u"library"_s));
  course.add(type, type == u"course"_s ? u"R"_s : u"library"_s, made({{u"display_name"_s, u"C"_s}}));
  return course;
}

} // namespace

class TestStudioLayout : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void filesComeInStudiosOrder()
  {
    FakeCourse course = emptyCourse();
    auto html = made({{u"filename"_s, u"old"_s}});
    html.bodyForm = BodyForm::Text;
    html.body = course.addBlob("<p>&nbsp;");
    const auto htmlId = course.add(u"html"_s, u"a:h"_s, html);
    const auto unit = course.add(u"vertical"_s, u"u"_s, made({}, {pointer(htmlId)}));
    course.publish(course.root(), made({{u"display_name"_s, u"C"_s}}, {pointer(unit)}));
    for (const auto* path :
         {"README.md", "tags.csv", "about/overview.html", "info/updates.html", "tabs/t.html", "static/a.png",
          "custom_tags/b", "grading_policy.json", "course.xml"})
      course.addFile(QString::fromLatin1(path), "{}");
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.paths,
             QStringList({u"html/a/h.html"_s, u"html/a/h.xml"_s, u"vertical/u.xml"_s, u"course/R.xml"_s,
                          u"course.xml"_s, u"assets/assets.xml"_s, u"policies/assets.json"_s,
                          u"static/a.png"_s, u"tabs/t.html"_s, u"custom_tags/b"_s, u"info/updates.html"_s,
                          u"about/overview.html"_s, u"policies/R/grading_policy.json"_s,
                          u"policies/R/policy.json"_s, u"tags.csv"_s, u"README.md"_s}));
    QCOMPARE(written.displaced, QStringList());
    QCOMPARE(written.bytes[u"course.xml"_s],
             QByteArray("<course url_name=\"R\" org=\"Org\" course=\"N1\"/>"));
    QCOMPARE(written.bytes[u"html/a/h.xml"_s], QByteArray("<html filename=\"h\"/>\n"));
    QCOMPARE(written.bytes[u"html/a/h.html"_s], QByteArray("<p>&nbsp;"));
    QCOMPARE(written.bytes[u"assets/assets.xml"_s], QByteArray("<assets/>"));
  }

  void inlineBlocksMoveOutAndPureOnesIn()
  {
    FakeCourse course = emptyCourse();
    auto problem = made({{u"url_name"_s, u"p"_s}, {u"display_name"_s, u"P"_s}});
    problem.bodyForm = BodyForm::Element;
    problem.body = course.addBlob("<problem url_name='p'><p>x</p></problem>");
    auto html = made({});
    html.bodyForm = BodyForm::Element;
    html.body = course.addBlob("<html>a &lt; b<br></br> <i>c</i> &amp; d</html>");
    auto poll = made({{u"url_name"_s, u"q"_s}, {u"question"_s, u"?"_s}});
    poll.flags = VersionFlag::PureXBlock;
    const auto problemId = course.add(u"problem"_s, u"p"_s, problem);
    const auto htmlId = course.add(u"html"_s, u"h"_s, html);
    const auto pollId = course.add(u"poll"_s, u"q"_s, poll);
    const auto unit =
        course.add(u"vertical"_s, u"u"_s,
                   made({{u"url_name"_s, u"u"_s}}, {inlined(problemId), inlined(htmlId), pointer(pollId)}));
    course.publish(course.root(), made({{u"org"_s, u"Old"_s}, {u"course"_s, u"X"_s}, {u"url_name"_s, u"R"_s}},
                                       {inlined(unit), {Child::Form::Raw, {}, "<wiki slug='w'/>"}}));
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"problem/p.xml"_s],
             QByteArray("<problem url_name=\"p\" display_name=\"P\">\n  <p>x</p>\n</problem>\n"));
    QCOMPARE(written.bytes[u"html/h.html"_s], QByteArray("a < b<br/> <i>c</i> &amp; d"));
    QCOMPARE(written.bytes[u"html/h.xml"_s], QByteArray("<html filename=\"h\"/>\n"));
    QCOMPARE(
        written.bytes[u"vertical/u.xml"_s],
        QByteArray("<vertical>\n  <problem url_name=\"p\"/>\n  <html url_name=\"h\"/>\n"
                   "  <poll url_name=\"q\" xblock-family=\"xblock.v1\" question=\"?\"/>\n</vertical>\n"));
    QCOMPARE(written.bytes[u"course/R.xml"_s],
             QByteArray("<course>\n  <vertical url_name=\"u\"/>\n  <wiki slug=\"w\"/>\n</course>\n"));
    QVERIFY(!written.paths.contains(u"poll/q.xml"_s));
  }

  void valuesAreInStudiosForm_data()
  {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("read");
    QTest::addColumn<QString>("written");
    const auto row = [](const char* name, const QString& type, const QString& field, const QString& read,
                        const QString& written) { QTest::newRow(name) << type << field << read << written; };
    row("a whole weight", u"problem"_s, u"weight"_s, u"1"_s, u"1.0"_s);
    row("a weight", u"problem"_s, u"weight"_s, u"2.5"_s, u"2.5"_s);
    row("a count", u"problem"_s, u"max_attempts"_s, u"\"3\""_s, u"3"_s);
    row("a date in quotes", u"sequential"_s, u"due"_s, u"\"2021-01-01T00:00:00+00:00\""_s,
        u"2021-01-01T00:00:00Z"_s);
    row("yes or no", u"sequential"_s, u"graded"_s, u"True"_s, u"true"_s);
    row("a list", u"course"_s, u"advanced_modules"_s, u"[\"poll\",\"survey\"]"_s,
        u"[\"poll\", \"survey\"]"_s);
    row("members as they were stored", u"course"_s, u"pdf_textbooks"_s,
        u"[{\"tab_title\":\"T\",\"chapters\":[]}]"_s, u"[{\"tab_title\": \"T\", \"chapters\": []}]"_s);
    row("a text in quotes", u"problem"_s, u"display_name"_s, u"\"Q\""_s, u"Q"_s);
    row("not set", u"problem"_s, u"name"_s, u"null"_s, u"null"_s);
    row("no value of its kind", u"problem"_s, u"weight"_s, u"heavy"_s, u"heavy"_s);
    row("no field", u"problem"_s, u"made_up"_s, u"1"_s, u"1"_s);
    row("partitions", u"course"_s, u"user_partitions"_s,
        QString::fromUtf8(
            R"([{"version": 2, "groups": [{"version": 1, "name": "A", "id": 7}], "id": 100, "name": "P", "scheme": "cohort", "description": "d"}])"),
        QString::fromUtf8(
            R"([{"id": 100, "name": "P", "scheme": "cohort", "description": "d", "parameters": {}, "groups": [{"id": 7, "name": "A", "version": 1}], "active": true, "version": 3}])"));
    row("no partitions", u"course"_s, u"user_partitions"_s, u"[{\"id\": 1}]"_s, u"[{\"id\": 1}]"_s);
    row("groups of an experiment", u"split_test"_s, u"group_id_to_child"_s,
        u"{\"0\": \"block-v1:X+Y+Z+type@vertical+block@v\"}"_s, u"{\"0\": \"i4x://Org/N1/vertical/v\"}"_s);
    row("sources of a condition", u"conditional"_s, u"sources"_s,
        u"block-v1:X+Y+Z+type@problem+block@p;i4x://A/B/problem/q"_s,
        u"i4x://Org/N1/problem/p;i4x://Org/N1/problem/q"_s);
    row("a date of a response", u"openassessment"_s, u"submission_due"_s, u"2015-03-01T12:00:00+00:00"_s,
        u"2015-03-01T12:00:00"_s);
  }

  void valuesAreInStudiosForm()
  {
    QFETCH(const QString, type);
    QFETCH(const QString, field);
    QFETCH(const QString, read);
    QFETCH(const QString, written);
    const auto key = CourseKey::make(CourseKey::Kind::Course, u"Org"_s, u"N1"_s, u"R"_s);
    const Fields fields = olx::studioValues(BlockTypes::builtIn(), *key, type, {{field, read}});
    QCOMPARE(fields.value(field).value_or(QString()), written);
  }

  void containersHaveNothingBetweenTheirBlocks()
  {
    FakeCourse course = emptyCourse();
    const auto raw = [](const QByteArray& bytes) { return Child{Child::Form::Raw, {}, bytes}; };
    const auto problem = course.add(u"problem"_s, u"p"_s, made({{u"display_name"_s, u"P"_s}}));
    const auto condition = course.add(
        u"conditional"_s, u"c"_s,
        made({{u"sources"_s, u"i4x://A/B/problem/p"_s}}, {raw("<show sources='i4x://A/B/html/h'/>")}));
    const auto unit =
        course.add(u"vertical"_s, u"u"_s,
                   made({}, {raw("<!-- first -->"), pointer(problem), raw("text"), pointer(condition)}));
    course.publish(course.root(), made({}, {pointer(unit), raw("<wiki slug='w'/>")}));
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"vertical/u.xml"_s],
             QByteArray(
                 "<vertical>\n  <problem url_name=\"p\"/>\n  <conditional url_name=\"c\"/>\n</vertical>\n"));
    QCOMPARE(written.bytes[u"conditional/c.xml"_s],
             QByteArray("<conditional sources=\"i4x://Org/N1/problem/p\">\n  <show "
                        "sources=\"i4x://Org/N1/html/h\"/>\n</conditional>\n"));
    QVERIFY(written.bytes[u"course/R.xml"_s].contains("<wiki slug=\"w\"/>"));
  }

  void emptyTextsOfAResponseHaveEndTags()
  {
    FakeCourse course = emptyCourse();
    auto response = made({{u"url_name"_s, u"o"_s}});
    response.bodyForm = BodyForm::Element;
    response.flags = VersionFlag::PureXBlock;
    response.body = course.addBlob(
        "<openassessment><assessments><assessment name='peer-assessment' start='2015-01-01T10:00:00+00:00' "
        "due=\"2016-01-01T10:00\"/></assessments><rubric><option points='1'><explanation/></option>"
        "<feedbackprompt></feedbackprompt></rubric></openassessment>");
    const auto id = course.add(u"openassessment"_s, u"o"_s, response);
    const auto unit = course.add(u"vertical"_s, u"u"_s, made({}, {inlined(id)}));
    course.publish(course.root(), made({}, {pointer(unit)}));
    const QByteArray written = layOut(course).bytes[u"vertical/u.xml"_s];
    QVERIFY2(written.contains("<explanation></explanation>"), written);
    QVERIFY2(written.contains("<feedbackprompt></feedbackprompt>"), written);
    QVERIFY2(written.contains("start=\"2015-01-01T10:00:00\" due=\"2016-01-01T10:00:00\"/>"), written);
  }

  void fieldsOfAMetaElementBecomeAttributes_data()
  {
    QTest::addColumn<QByteArray>("meta");
    QTest::addColumn<QByteArray>("attributes");
    QTest::newRow("fields, over those that stand there; what is none goes")
        << QByteArray("{\"weight\": 3, \"max_attempts\": \"4\", \"testkey\": \"x\"}")
        << QByteArray("max_attempts=\"4\" weight=\"3.0\"");
    QTest::newRow("text with entities") << QByteArray("{\"display_name\": \"A &amp; B\"}")
                                        << QByteArray("display_name=\"A &amp; B\" weight=\"2.0\"");
    QTest::newRow("no JSON") << QByteArray("{bad") << QByteArray("weight=\"2.0\"");
    QTest::newRow("no object") << QByteArray("[1]") << QByteArray("weight=\"2.0\"");
  }
  void fieldsOfAMetaElementBecomeAttributes()
  {
    QFETCH(QByteArray, meta);
    QFETCH(QByteArray, attributes);
    FakeCourse course = emptyCourse();
    auto problem = made({{u"weight"_s, u"2"_s}});
    problem.bodyForm = BodyForm::Element;
    problem.body = course.addBlob("<problem weight='2'><p>A</p><meta>" + meta +
                                  "</meta> tail<p>B</p><meta>second</meta></problem>");
    const auto id = course.add(u"problem"_s, u"p"_s, problem);
    course.publish(course.root(), made({}, {pointer(id)}));
    const QByteArray written = layOut(course).bytes[u"problem/p.xml"_s];
    QCOMPARE(written,
             "<problem " + attributes + ">\n  <p>A</p>\n  <p>B</p>\n  <meta>second</meta>\n</problem>\n");
  }

  void aMetaElementOfAContainerGoesAndThatOfATextStays()
  {
    FakeCourse course = emptyCourse();
    auto html = made({});
    html.bodyForm = BodyForm::Element;
    html.body = course.addBlob("<html><meta>{\"display_name\":\"M\"}</meta><p>x</p></html>");
    const auto text = course.add(u"html"_s, u"h"_s, html);
    const Child meta{Child::Form::Raw, {}, "<meta>{\"display_name\": \"From meta\"}</meta>"};
    const auto unit = course.add(u"vertical"_s, u"u"_s, made({}, {meta, inlined(text)}));
    course.publish(course.root(), made({}, {pointer(unit)}));
    const Written written = layOut(course);
    QCOMPARE(written.bytes[u"vertical/u.xml"_s],
             QByteArray("<vertical display_name=\"From meta\">\n  <html url_name=\"h\"/>\n</vertical>\n"));
    QVERIFY(written.bytes[u"html/h.html"_s].startsWith("<meta>"));
  }

  void handoutsAreFilesOfTheCourse_data()
  {
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("written");
    const QString own = u"asset-v1:Org+N1+R+type@asset+block@h.pdf"_s;
    QTest::newRow("of another run") << u"asset-v1:Org+N1+Old+type@asset+block@h.pdf"_s << own;
    QTest::newRow("of old") << u"/c4x/A/B/asset/h.pdf"_s << own;
    QTest::newRow("its own") << own << own;
    QTest::newRow("on the web") << u"https://example.org/h.pdf"_s << u"https://example.org/h.pdf"_s;
  }
  void handoutsAreFilesOfTheCourse()
  {
    QFETCH(QString, source);
    QFETCH(QString, written);
    FakeCourse course = emptyCourse();
    auto video = made({{u"handout"_s, source}});
    video.bodyForm = BodyForm::Element;
    video.body = course.addBlob("<video><handout src='" + source.toUtf8() + "'/></video>");
    const auto id = course.add(u"video"_s, u"v"_s, video);
    course.publish(course.root(), made({}, {pointer(id)}));
    const QByteArray bytes = layOut(course).bytes[u"video/v.xml"_s];
    QCOMPARE(bytes.count(written.toUtf8()), 2);
  }

  void draftsStandBesideWhatIsPublished()
  {
    FakeCourse course = emptyCourse();
    const auto video = course.add(u"video"_s, u"v"_s, made({}));
    const auto fresh = course.add(u"video"_s, u"fresh"_s, made({}));
    course.unpublish(fresh);
    const auto same = course.add(u"vertical"_s, u"same"_s, made({{u"display_name"_s, u"S"_s}}));
    const auto edited =
        course.add(u"vertical"_s, u"edited"_s, made({{u"display_name"_s, u"old"_s}}, {pointer(video)}));
    course.draft(edited, made({{u"display_name"_s, u"new"_s}}, {pointer(video), pointer(fresh)}));
    const auto added = course.add(u"vertical"_s, u"added"_s, made({}));
    course.unpublish(added);
    const auto section =
        course.add(u"sequential"_s, u"s"_s,
                   made({}, {pointer(same), pointer(edited), {Child::Form::DraftOnly, added, {}}}));
    course.publish(course.root(), made({}, {pointer(section)}));
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"sequential/s.xml"_s],
             QByteArray("<sequential>\n  <vertical url_name=\"same\"/>\n  <vertical "
                        "url_name=\"edited\"/>\n</sequential>\n"));
    QCOMPARE(written.bytes[u"vertical/edited.xml"_s],
             QByteArray("<vertical display_name=\"old\">\n  <video url_name=\"v\"/>\n</vertical>\n"));
    QCOMPARE(
        written.bytes[u"drafts/vertical/edited.xml"_s],
        QByteArray("<vertical display_name=\"new\" parent_url=\"block-v1:Org+N1+R+type@sequential+block@s\" "
                   "index_in_children_list=\"1\">\n  <video url_name=\"v\"/>\n  <video url_name=\"fresh\"/>\n"
                   "</vertical>\n"));
    QVERIFY(written.bytes[u"drafts/vertical/added.xml"_s].contains("index_in_children_list=\"2\""));
    QVERIFY(written.paths.contains(u"drafts/video/v.xml"_s));
    QVERIFY(written.paths.contains(u"drafts/video/fresh.xml"_s));
    QVERIFY(written.paths.contains(u"video/v.xml"_s));
    for (const auto* path : {"video/fresh.xml", "vertical/added.xml", "drafts/vertical/same.xml"})
      QVERIFY2(!written.paths.contains(QString::fromLatin1(path)), path);
  }

  void thePolicyAndTheAttributesBecomeOne()
  {
    FakeCourse course = emptyCourse();
    const auto chapter = course.add(u"chapter"_s, u"c"_s, made({{u"display_name"_s, u"old"_s}}));
    course.publish(course.root(), made({{u"display_name"_s, u"Attribute"_s}, {u"ispublic"_s, u"true"_s}},
                                       {pointer(chapter)}));
    course.addFile(u"course.xml"_s, "<course url_name='R' org='Org' course='N1'/>");
    course.addFile(u"policies/R/policy.json"_s,
                   "{\"course/R\": {\"tabs\": [{\"type\": \"courseware\"}], \"display_name\": \"P\\u00e9\"},"
                   " \"chapter/c\": {\"display_name\": \"new\"}}");
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"chapter/c.xml"_s], QByteArray("<chapter display_name=\"new\"/>\n"));
    QCOMPARE(written.bytes[u"course/R.xml"_s],
             QByteArray("<course display_name=\"P\xC3\xA9\" ispublic=\"true\">\n  <chapter "
                        "url_name=\"c\"/>\n</course>\n"));
    QCOMPARE(written.bytes[u"policies/R/policy.json"_s],
             QByteArray("{\n    \"course/R\": {\n        \"display_name\": \"P\\u00e9\",\n"
                        "        \"tabs\": [\n            {\n"
                        "                \"type\": \"courseware\"\n            }\n        ]\n    }\n}"));
  }

  void whatIsBrokenOrMissingIsCarried()
  {
    FakeCourse course = emptyCourse();
    auto broken = made({});
    broken.bodyForm = BodyForm::Broken;
    broken.flags = VersionFlag::Broken;
    broken.body = course.addBlob("<problem><");
    auto missing = made({});
    missing.flags = VersionFlag::MissingFile;
    const auto brokenId = course.add(u"problem"_s, u"b"_s, broken);
    const auto missingId = course.add(u"problem"_s, u"m"_s, missing);
    course.publish(course.root(), made({}, {pointer(brokenId), pointer(missingId)}));
    course.addFile(u"policies/R/policy.json"_s, "{broken,}");
    course.addFile(u"course.xml"_s, "<course url_name='R' org='Org' course='N1'/>");
    course.addFile(u"problem/decoy.xml"_s, "<problem/>");
    course.addFile(u"course/R.xml"_s, "<course display_name=\"never read\"/>");
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"problem/b.xml"_s], QByteArray("<problem><"));
    QVERIFY(!written.paths.contains(u"problem/m.xml"_s));
    QVERIFY(written.bytes[u"course/R.xml"_s].contains("<problem url_name=\"m\"/>"));
    QCOMPARE(written.bytes[u"policies/R/policy.json"_s], QByteArray("{broken,}"));
    QVERIFY(written.paths.contains(u"problem/decoy.xml"_s));
    QCOMPARE(written.displaced, QStringList{u"course/R.xml"_s});
  }

  void aPolicyKeepsWhatIsSaidOfBlocksWithoutFile()
  {
    FakeCourse course = emptyCourse();
    auto missing = made({});
    missing.flags = VersionFlag::MissingFile;
    const auto chapter = course.add(u"chapter"_s, u"c"_s, missing);
    course.publish(course.root(), made({}, {pointer(chapter)}));
    course.addFile(u"policies/R.json"_s, R"({"chapter/c": {"start": "x"}, "chapter/gone": {"start": "y"}})");
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QVERIFY(written.bytes[u"policies/R/policy.json"_s].contains("chapter/c"));
    QVERIFY(!written.bytes[u"policies/R/policy.json"_s].contains("chapter/gone"));
    QVERIFY(!written.paths.contains(u"policies/R.json"_s));
    QCOMPARE(written.displaced, QStringList());
  }

  void nothingLiesBelowAFileOrLink()
  {
    FakeCourse course = emptyCourse();
    auto link = made({{u"kind"_s, u"link"_s}, {u"target"_s, u"_base"_s}});
    course.add(kFileType.toString(), u"policies/R"_s, link);
    course.addFile(u"policies/_base/policy.json"_s, "{}");
    course.addFile(u"course"_s, "a file where a folder is needed");
    course.add(kFileType.toString(), u"about"_s, made({{u"kind"_s, u"folder"_s}}));
    course.addFile(u"about/overview.html"_s, "");
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QVERIFY(written.paths.contains(u"policies/R/policy.json"_s));
    QVERIFY(!written.paths.contains(u"policies/R"_s));
    QVERIFY(written.paths.contains(u"policies/_base/policy.json"_s));
    QVERIFY(written.paths.contains(u"about"_s));
    QCOMPARE(written.displaced, QStringList{u"course"_s});
  }

  void aNameThatLeavesTheCourseStaysInline()
  {
    FakeCourse course = emptyCourse();
    auto problem = made({});
    problem.bodyForm = BodyForm::Element;
    problem.body = course.addBlob("<problem>x</problem>");
    auto html = made({{u"filename"_s, u"h"_s}});
    html.bodyForm = BodyForm::Text;
    html.bodyPath = u"html/h.html"_s;
    html.body = course.addBlob("text");
    const auto problemId = course.add(u"problem"_s, u"../../evil"_s, problem);
    const auto htmlId = course.add(u"html"_s, u"..:x"_s, html);
    const auto emptyId = course.add(u"video"_s, u"/etc"_s, made({}));
    course.publish(course.root(), made({}, {inlined(problemId), inlined(htmlId), pointer(emptyId)}));
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.bytes[u"course/R.xml"_s],
             QByteArray("<course>\n  <problem url_name=\"../../evil\">x</problem>\n"
                        "  <html url_name=\"..:x\" filename=\"h\"/>\n"
                        "  <video url_name=\"/etc\">\n    <!-- empty -->\n  </video>\n</course>\n"));
    QCOMPARE(written.bytes[u"html/h.html"_s], QByteArray("text"));
    for (const auto& path : written.paths)
      QVERIFY2(!path.contains(u".."_s) && !path.contains(u"//"_s), qPrintable(path));
  }

  void aLegacyLibraryKeepsItsRoot()
  {
    FakeCourse course = emptyCourse(u"library"_s, CourseKey::Kind::LegacyLibrary);
    const auto problem = course.add(u"problem"_s, u"p"_s, made({{u"display_name"_s, u"P"_s}}));
    auto root = made({{u"xblock-family"_s, u"xblock.v1"_s}, {u"display_name"_s, u"L"_s}}, {pointer(problem)});
    root.flags = VersionFlag::PureXBlock;
    course.publish(course.root(), root);
    const Written written = layOut(course);
    QCOMPARE(written.error, QString());
    QCOMPARE(written.paths, QStringList({u"problem/p.xml"_s, u"library.xml"_s, u"policies/assets.json"_s}));
    QCOMPARE(written.bytes[u"library.xml"_s],
             QByteArray("<library url_name=\"library\" xblock-family=\"xblock.v1\" display_name=\"L\">\n"
                        "  <problem url_name=\"p\"/>\n</library>\n"));
  }
};

SCRIPTORIUM_TEST(TestStudioLayout)
#include "tst_studiolayout.moc"
