#include "base/atomicfile.h"
#include "predict/predictimport.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What Studio makes of small courses, each with one thing that is odd. What is expected was seen on a real
/// Studio (docs/olx.md), or follows from the function that the code under test names.
class TestPredictImport : public QObject
{
  Q_OBJECT

private:
  using Files = QMap<QString, QByteArray>;

  static Files course()
  {
    return {{u"course.xml"_s, R"(<course url_name="R" org="X" course="Y"/>)"},
            {u"course/R.xml"_s, R"(<course display_name="C"><chapter url_name="c"/></course>)"},
            {u"chapter/c.xml"_s, R"(<chapter><sequential url_name="s"/></chapter>)"},
            {u"sequential/s.xml"_s, R"(<sequential><vertical url_name="v"/></sequential>)"},
            {u"vertical/v.xml"_s, R"(<vertical><html url_name="h"/></vertical>)"},
            {u"html/h.xml"_s, R"(<html filename="h"/>)"},
            {u"html/h.html"_s, "<p>x</p>"}};
  }
  static Files unit(const QByteArray& children)
  {
    return {{u"vertical/v.xml"_s, "<vertical><html url_name=\"h\"/>" + children + "</vertical>"}};
  }
  static Files policy(const QByteArray& entry)
  {
    return {{u"policies/R/policy.json"_s, "{\"course/R\": " + entry + "}"}};
  }

  static Prediction predict(const Files& changed)
  {
    const QTemporaryDir folder;
    Files files = course();
    for (auto it = changed.cbegin(); it != changed.cend(); ++it)
      files.insert(it.key(), it.value());
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
      const QString path = folder.filePath(it.key());
      QDir().mkpath(QFileInfo(path).path());
      if (it.value().startsWith("-> "))
        QFile::link(QString::fromUtf8(it.value().sliced(3)), path);
      else if (it.value() != "gone" && !writeFile(path, it.value()))
        qFatal("cannot write %s", qPrintable(path));
    }
    Progress progress;
    return predictImport(folder.path(), BlockTypes::builtIn(), {}, progress).value();
  }

  /// "Failed", or which blocks are there beside or missing from those of the plain course: "+html/a -html/h".
  static QString outcome(const Prediction& prediction)
  {
    if (!prediction.succeeds)
      return u"Failed"_s;
    const QStringList plain = {u"about/overview"_s, u"chapter/c"_s,    u"course/course"_s,
                               u"html/h"_s,         u"sequential/s"_s, u"vertical/v"_s};
    QStringList words;
    for (const auto& block : prediction.published)
      if (!plain.contains(block))
        words.append(u'+' + block);
    for (const auto& block : plain)
      if (!prediction.published.contains(block))
        words.append(u'-' + block);
    for (const auto& block : prediction.draft)
      if (!prediction.published.contains(block))
        words.append(u"draft "_s + block);
    if (prediction.exportFails)
      words.append(u"no export"_s);
    return words.join(u' ');
  }

  void blockRows();
  void courseRows();
  void nameRows();
  void draftRows();
  void otherRows();

private Q_SLOTS:
  void studioHoldsWhatWasSaid_data()
  {
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("outcome");
    QTest::newRow("a plain course") << Files() << QString();
    blockRows();
    courseRows();
    nameRows();
    draftRows();
    otherRows();
  }
  void studioHoldsWhatWasSaid()
  {
    QFETCH(const Files, files);
    QFETCH(const QString, outcome);
    const Prediction prediction = predict(files);
    QCOMPARE(TestPredictImport::outcome(prediction), outcome);
    if (outcome == "Failed"_L1)
      QCOMPARE(prediction.causes.first().rule, u"studio-refuses"_s);
    else if (outcome.contains(u'-'))
      QVERIFY(!prediction.causes.isEmpty());
  }

  void aCauseNamesTheFileToMend()
  {
    const auto fileOf = [](const Files& files) { return predict(files).causes.value(0).place.file; };
    QCOMPARE(fileOf(policy(R"({"start": "x"})")), u"policies/R/policy.json"_s);
    QCOMPARE(fileOf({{u"policies/R.json"_s, R"({"html/h": {"display_name": 5}})"}}), u"policies/R.json"_s);
    QCOMPARE(fileOf({{u"course/R.xml"_s, R"(<course start="x"/>)"}}), u"course/R.xml"_s);
  }

  void whatIsNoArchiveFails_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("not packed") << u"course.tar.gz"_s << QByteArray("This is no archive.");
    QTest::newRow("empty") << u"course.tar.gz"_s << QByteArray();
    QTest::newRow("cut off") << u"course.tar.gz"_s << QByteArray("\x1f\x8b\x08\0\0\0\0\0\0\3", 10);
  }
  void whatIsNoArchiveFails()
  {
    QFETCH(const QString, name);
    QFETCH(const QByteArray, bytes);
    const QTemporaryDir folder;
    QVERIFY(writeFile(folder.filePath(name), bytes).has_value());
    Progress progress;
    const auto prediction = predictImport(folder.filePath(name), BlockTypes::builtIn(), {}, progress);
    QVERIFY(prediction && !prediction->succeeds);
  }

  void aMissingFileIsAnError()
  {
    Progress progress;
    const auto prediction = predictImport(u"/nowhere/course.tar.gz"_s, BlockTypes::builtIn(), {}, progress);
    QCOMPARE(prediction.error().kind, Error::Kind::NotFound);
  }

  void aRealStudioAgrees_data();
  void aRealStudioAgrees();
};

void TestPredictImport::blockRows()
{
  const auto row = [](const char* name, const QByteArray& children, const char* outcome) {
    QTest::newRow(name) << unit(children) << QString::fromUtf8(outcome);
  };
  row("a file that is missing", R"(<problem url_name="p"/>)", "");
  row("a whole number that is none", R"(<problem url_name="p" max_attempts="some"/>)", "");
  row("a whole number written as a float", R"(<problem url_name="p" max_attempts="2.0"/>)", "+problem/p");
  row("an empty number", R"(<problem url_name="p" max_attempts="" weight="null"/>)", "+problem/p");
  row("not a number", R"(<problem url_name="p" weight="nan"/>)", "+problem/p");
  row("a Boolean of another kind", R"(<problem url_name="p" force_save_button="maybe"/>)", "+problem/p");
  row("a date in words", R"(<problem url_name="p" due="5 March 2027 3pm"/>)", "+problem/p");
  row("a date without its day", R"(<problem url_name="p" due="March 2027"/>)", "+problem/p");
  row("a date that is none", R"(<problem url_name="p" due="32.1.2027"/>)", "");
  row("a date in quotes", R"(<problem url_name="p" due="&quot;2027-01-01T00:00:00Z&quot;"/>)", "+problem/p");
  row("a span that is none", R"(<problem url_name="p" graceperiod="later"/>)", "+problem/p");
  row("a list that is none", R"(<problem url_name="p" tags="a, b"/>)", "");
  row("groups that are no object", R"(<problem url_name="p" group_access="[1]"/>)", "");
  row("groups of a partition without number",
      R"(<problem url_name="p" group_access="{&quot;a&quot;: [1]}"/>)", "");
  row("groups", R"(<problem url_name="p" group_access="{&quot;50&quot;: [1]}"/>)", "+problem/p");
  row("text behind an element", R"(<problem url_name="p"><p/></problem>behind)", "");
  row("a comment behind it", R"(<problem url_name="p"><p/></problem><!-- c -->)", "+problem/p");
  row("a pure XBlock's value", R"(<poll url_name="p" max_submissions="x"/>)", "");
  row("a pure XBlock's YAML", R"(<poll url_name="p" private_results="yes"/>)", "+poll/p");
  row("a bare pure XBlock", R"(<done url_name="p"/>)", "+done/p");
  row("a pure XBlock with a child", R"(<done url_name="p"><html url_name="k">k</html></done>)", "+html/k");
  row("an unknown type with attributes", R"(<zzz url_name="p" a="1"><html url_name="k">k</html></zzz>)",
      "+zzz/p");
  row("an unknown type that looks like a pointer", R"(<zzz url_name="p"/>)", "");
  row("blocks below a block that goes",
      R"(<vertical url_name="w" due="x"><html url_name="k">k</html></vertical>)", "+html/k");
  row("a unit of libraries", R"(<unit url_name="u"><html url_name="k">k</html></unit>)", "+html/k +unit/u");
  row("and one with a broken child", R"(<unit url_name="u"><html url_name="k"/></unit>)", "");
  row("a slide is a custom tag", R"(<slides url_name="p"/>)", "+customtag/p");
  row("a custom tag alone is a pointer", R"(<customtag url_name="p"/>)", "");
  row("a poll without answers", R"(<poll_question url_name="p" reset="true"><p>q</p></poll_question>)", "");
  row("an experiment",
      R"(<split_test url_name="p" group_id_to_child="{}"><vertical url_name="w" a="1"/></split_test>)",
      "+split_test/p +vertical/w");
  row("an experiment whose groups are no JSON",
      R"(<split_test url_name="p" group_id_to_child="{"><vertical url_name="w" a="1"/></split_test>)",
      "+vertical/w");
  row("an assessment without title", R"(<openassessment url_name="p"><rubric/></openassessment>)", "");
  row("an option without explanation",
      R"(<openassessment url_name="p"><title>T</title><rubric><criterion><name>n</name><prompt>p</prompt>)"
      R"(<option points="1"><name>o</name></option></criterion></rubric></openassessment>)",
      "");
  row("a time in a video", R"(<video url_name="p" start_time="00:01:00" youtube_id_1_0="x"/>)", "+video/p");
  row("a number of seconds", R"(<video url_name="p" start_time="60"/>)", "");
  row("a float of them", R"(<video url_name="p" from="60.0"/>)", "+video/p");
  row("a fraction of them", R"(<video url_name="p" to="60.5"/>)", "+video/p no export");
  row("more than a day of them", R"(<video url_name="p" to="90000.0"/>)", "+video/p no export");
  row("a handout in static/", R"(<video url_name="p" sub=""><handout src="/static/h.pdf"/></video>)", "");
  row("a handout elsewhere", R"(<video url_name="p" handout="https://example.org/h.pdf"/>)", "+video/p");
  row("a video that no server knows", R"(<video url_name="p" edx_video_id="abc"/>)", "");
  row("and one that brings its data",
      R"(<video url_name="p" edx_video_id="abc"><video_asset client_video_id="a.mp4" duration="3"/></video>)",
      "+video/p");
  row("a second one of the same id",
      R"(<video url_name="p" edx_video_id="a"><video_asset client_video_id="a" duration="3"/></video>)"
      R"(<video url_name="q" edx_video_id="a"/>)",
      "+video/p +video/q");
  row("a condition on what is no block", R"(<conditional url_name="p" sources="h" attempted="True"/>)", "");
  row("a condition", R"(<conditional url_name="p" sources="i4x://X/Y/html/h" attempted="True"/>)",
      "+conditional/p");
  row("a group of what is no block",
      R"(<split_test url_name="p" group_id_to_child="{&quot;0&quot;: &quot;v&quot;}"/>)", "");
  row("the meta element's value", R"(<problem url_name="p"><meta>{"max_attempts": "x"}</meta></problem>)",
      "");
  row("the second pointer to a problem",
      R"(<problem url_name="p"><p/></problem><problem url_name="p"><b/></problem>)",
      "+problem/p +problem/problem_p_0af5e17d7b0e");
  row("html that names another file", R"(<html url_name="k" filename="h.html"/>)", "+html/k");
}

void TestPredictImport::courseRows()
{
  const auto row = [](const char* name, const Files& files, const char* outcome) {
    QTest::newRow(name) << files << QString::fromUtf8(outcome);
  };
  row("no course.xml", {{u"course.xml"_s, "gone"}}, "Failed");
  row("a broken course.xml", {{u"course.xml"_s, "<course"}}, "Failed");
  row("no name of the run", {{u"course.xml"_s, R"(<course org="X" course="Y"/>)"}}, "Failed");
  row("a key with a space", {{u"course.xml"_s, R"(<course org="X Y" course="Y" url_name="R"/>)"}}, "Failed");
  row("no organisation",
      {{u"course.xml"_s, R"(<course course="Y" url_name="R"><chapter url_name="c"/></course>)"}}, "");
  row("a run file that is missing", {{u"course/R.xml"_s, "gone"}}, "Failed");
  row("a bad value of the course", {{u"course/R.xml"_s, R"(<course start="x"/>)"}}, "Failed");
  row("a policy that is a list", {{u"policies/R/policy.json"_s, "[]"}}, "Failed");
  row("a policy that is no JSON", {{u"policies/R/policy.json"_s, "{"}}, "");
  row("a policy with a byte order mark", {{u"policies/R/policy.json"_s, "\xEF\xBB\xBF{\"course/R\": 5}"}},
      "");
  row("the policy in its old place", {{u"policies/R.json"_s, R"({"course/R": 5})"}}, "Failed");
  row("an entry that is no object", policy("5"), "Failed");
  row("unknown keys", policy(R"({"zzz": 1})"), "");
  row("a number as text", policy(R"({"max_attempts": "3"})"), "");
  row("a date in quotes twice", policy(R"({"start": "\"2027-01-01T00:00:00Z\""})"), "Failed");
  row("pages that are no list", policy(R"({"tabs": "x"})"), "Failed");
  row("no pages", policy(R"({"tabs": []})"), "");
  row("pages that begin with another", policy(R"({"tabs": [{"type": "wiki"}]})"), "Failed");
  row("pages in the old order", policy(R"({"tabs": [{"type": "courseware"}, {"type": "course_info"}]})"), "");
  row("a page twice", policy(R"({"tabs": [{"type": "courseware"}, {"type": "wiki"}, {"type": "wiki"}]})"),
      "Failed");
  row("a page without its link",
      policy(R"({"tabs": [{"type": "courseware"}, {"type": "external_link", "name": "N"}]})"), "Failed");
  row("an unknown page", policy(R"({"tabs": [{"type": "courseware"}, {"type": "zzz"}]})"), "");
  row("partitions of teams",
      policy(
          R"({"user_partitions": [{"id": 1, "name": "", "description": "", "version": 3, "scheme": "team", "groups": []}]})"),
      "Failed");
  row("partitions of the first version",
      policy(
          R"({"user_partitions": [{"id": 1, "name": "", "description": "", "version": 1, "groups": []}]})"),
      "");
  row("a partition without name", policy(R"({"user_partitions": [{"id": 1}]})"), "Failed");
  row("a block's entry", {{u"policies/R/policy.json"_s, R"({"html/h": {"display_name": 5}})"}}, "-html/h");
  row("a grading policy that is no JSON", {{u"policies/R/grading_policy.json"_s, "{"}}, "");
  row("a grading policy that is a number", {{u"policies/R/grading_policy.json"_s, "5"}}, "Failed");
  row("an entity in the run file", {{u"course/R.xml"_s, "<!DOCTYPE c [<!ENTITY x 'y'>]><course/>"}},
      "Failed");
  row("an entity below", {{u"sequential/s.xml"_s, "<!DOCTYPE c [<!ENTITY x 'y'>]><sequential/>"}},
      "-html/h -sequential/s -vertical/v");
  row("a plain document type",
      {{u"sequential/s.xml"_s, "<!DOCTYPE s><sequential><vertical url_name='v'/></sequential>"}}, "");
}

void TestPredictImport::nameRows()
{
  const auto row = [](const char* name, const QByteArray& children, const char* outcome) {
    QTest::newRow(name) << unit(children) << QString::fromUtf8(outcome);
  };
  row("a name with a space", R"(<html url_name="a b">x</html>)", "");
  row("a name with a plus", R"(<html url_name="a+b">x</html>)", "");
  row("a name with a percent sign", R"(<html url_name="a%20b">x</html>)", "Failed");
  row("a decomposed name", "<html url_name=\"e\xCC\x81\">x</html>", "");
  row("a name of another alphabet", "<html url_name=\"\xD0\x96\">x</html>", "+html/\xD0\x96");
  row("a name that is too long", "<html url_name=\"" + QByteArray(256, 'a') + "\">x</html>",
      ("+html/" + QByteArray(256, 'a') + " no export").constData());
  row("a name from the title", R"(<html display_name="A b!">x</html>)", "+html/A_b_");
  row("a slug alone is a pointer", R"(<problem slug="p"/>)", "");
}

void TestPredictImport::draftRows()
{
  const auto row = [](const char* name, const QByteArray& draft, const char* outcome,
                      const Files& others = {}) {
    Files files = others;
    files.insert(u"drafts/vertical/d.xml"_s, draft);
    QTest::newRow(name) << files << QString::fromUtf8(outcome);
  };
  row("a draft",
      R"(<vertical parent_url="block-v1:A+B+C+type@sequential+block@s" index_in_children_list="0"/>)",
      "draft vertical/d");
  row("a draft with what it holds",
      R"(<vertical parent_url="i4x://A/B/sequential/s" index_in_children_list="0"><html url_name="k"/></vertical>)",
      "draft html/k draft vertical/d", {{u"drafts/html/k.xml"_s, R"(<html display_name="K"/>)"}});
  row("a draft without parent",
      R"(<vertical parent_url="i4x://A/B/sequential/z" index_in_children_list="0"/>)", "");
  row("a place that is no number",
      R"(<vertical parent_url="i4x://A/B/sequential/s" index_in_children_list="x"/>)", "");
  row("a broken draft", R"(<vertical index_in_children_list="0")", "");
}

void TestPredictImport::otherRows()
{
  const auto row = [](const char* name, const Files& files, const char* outcome) {
    QTest::newRow(name) << files << QString::fromUtf8(outcome);
  };
  row("html without its text", {{u"html/h.html"_s, "gone"}}, "-html/h");
  row("html that is not UTF-8", {{u"html/h.html"_s, "\xE9"}}, "-html/h");
  row("a file of the wrong case", {{u"html/h.xml"_s, "gone"}, {u"html/H.xml"_s, "<html/>"}}, "-html/h");
  row("pages of the course",
      {{u"about/effort.html"_s, "e"},
       {u"custom_tags/t"_s, "$a"},
       {u"tabs/x~"_s, "t"},
       {u"info/a.b.c"_s, "i"}},
      "+about/effort +course_info/a.b +custom_tag_template/t");
  row("a link that leads nowhere in static", {{u"static/a.png"_s, "-> b.png"}}, "Failed");
  row("a link that leads somewhere", {{u"static/a.png"_s, "-> b.png"}, {u"static/b.png"_s, "b"}}, "");
  row("tags of a block", {{u"tags.csv"_s, "Name,Type,ID,t\nV,vertical,v,A\n"}}, "");
  row("tags of a usage key",
      {{u"tags.csv"_s, "Name,Type,ID,t\nV,vertical,block-v1:X+Y+R+type@vertical+block@v,A\n"}}, "Failed");
  row("tags behind a bad row", {{u"tags.csv"_s, "Name,Type,ID,t\n,,,\nV,vertical,a b,A\n"}}, "");
  row("tags of the course",
      {{u"tags.csv"_s, "\"Name\",\"Type\",\"ID\"\n\"C\",\"course\",\"course-v1:X+Y+R\"\n"}}, "");
}

void TestPredictImport::aRealStudioAgrees_data()
{
  QTest::addColumn<QByteArray>("line");
  QFile file(sharedFolder() + u"/studio-truth/outcomes.jsonl"_s);
  if (sharedFolder().isEmpty() || !file.open(QIODevice::ReadOnly))
    QSKIP(kNoShared);
  while (!file.atEnd()) {
    const QByteArray line = file.readLine();
    QTest::newRow(QJsonDocument::fromJson(line)[u"name"_s].toString().toUtf8().constData()) << line;
  }
}

void TestPredictImport::aRealStudioAgrees()
{
  QFETCH(const QByteArray, line);
  const auto truth = QJsonDocument::fromJson(line);
  Progress progress;
  const auto prediction = predictImport(sharedFolder() + u"/studio-truth/"_s + truth[u"archive"_s].toString(),
                                        BlockTypes::builtIn(), {}, progress);
  QVERIFY(prediction);
  QCOMPARE(prediction->succeeds, truth[u"state"_s].toString() == "Succeeded"_L1);
  if (!prediction->succeeds)
    return;
  const auto names = [](const QJsonValue& list) {
    QStringList all;
    for (const auto& name : list.toArray())
      all.append(name.toString());
    return all;
  };
  QCOMPARE(prediction->published, names(truth[u"published"_s]));
  QCOMPARE(prediction->draft, names(truth[u"draft"_s]));
  QCOMPARE(prediction->exportFails, !truth[u"export_error"_s].isNull());
}

SCRIPTORIUM_TEST(TestPredictImport)
#include "tst_predictimport.moc"
