#include "fakes/fakecourse.h"
#include "markup/markup.h"
#include "model/blocktype.h"
#include "olx/coursefeed.h"
#include "olx/parsedview.h"
#include "render/site/site.h"
#include "render/web/memorystates.h"
#include "support/places.h"
#include "support/testmain.h"

#include <QDir>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr qint64 kNewYear2031 = 1924992000; // courses without a start begin in 2030

class NewYear final : public Clock
{
public:
  Timestamp now() const override { return Timestamp(std::chrono::seconds(kNewYear2031)); }
};

/// White space is one blank, and none beside tags.
QString normal(QString html)
{
  static const QRegularExpression kBesideTag(u"\\s*(<[^>]*>)\\s*"_s);
  static const QRegularExpression kToken(u" data-(?:request-token|content)=\"[^\"]*\""_s);
  return html.remove(kToken)
      .simplified()
      .replace(kBesideTag, u"\n\\1\n"_s)
      .replace(u"\n\n"_s, u"\n"_s)
      .trimmed();
}

} // namespace

/// Blocks in a unit's page, as the LMS's pages show them. A file of golden/ has the OLX of a unit's blocks, a
/// line of dashes and the HTML of the first of them, with its wrapper.
class TestBlocks : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void shows_data()
  {
    QTest::addColumn<QByteArray>("olx");
    QTest::addColumn<QString>("html");
    const QDir folder(sourceFolder() + u"/tests/render/golden"_s);
    const QStringList names = folder.entryList({u"*.txt"_s});
    for (const QString& name : names) {
      QFile file(folder.filePath(name));
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QByteArray text = file.readAll();
      const qsizetype line = text.indexOf("\n---\n");
      QVERIFY2(line > 0, qPrintable(name));
      QTest::newRow(qPrintable(name)) << text.first(line) << QString::fromUtf8(text.sliced(line + 5));
    }
  }
  void shows()
  {
    QFETCH(QByteArray, olx);
    QFETCH(QString, html);
    const QString page = unitPage(olx);
    const qsizetype from = page.indexOf(u"<div class=\"vert vert-0\""_s);
    QVERIFY2(from > 0, qPrintable(page));
    const qsizetype to = page.indexOf(u"<div class=\"vert vert-1\""_s);
    const QString end = u"</div>\n</div>\n</div>\n</main>"_s;
    const QString first = page.sliced(from, (to > 0 ? to : page.indexOf(end)) - from);
    QCOMPARE(normal(first.sliced(first.indexOf(u'>') + 1).chopped(to > 0 ? 7 : 0)), normal(html));
  }

  void showsChildrenInOrder()
  {
    const QString page = unitPage("<html url_name=\"a\"/><html url_name=\"b\"/>",
                                  {{u"html/a.html"_s, "A"}, {u"html/b.html"_s, "B"}});
    QVERIFY(page.contains(u"<body class=\"ltr view-in-course view-courseware courseware  lang_en\">"_s));
    const qsizetype a =
        page.indexOf(u"<div class=\"vert vert-0\" data-id=\"block-v1:O+N+R+type@html+block@a\""_s);
    const qsizetype b =
        page.indexOf(u"<div class=\"vert vert-1\" data-id=\"block-v1:O+N+R+type@html+block@b\""_s);
    QVERIFY(0 < a && a < b);
  }

  void saysItsSizeToTheClientAlone()
  {
    QVERIFY(!unitPage("<html url_name=\"a\"/>").contains(u"plugin.resize"_s));
    const QString framed =
        unitPage("<html url_name=\"a\"/>", {}, {{"referer", "http://client.example/learning/"}});
    QVERIFY(framed.contains(u"plugin.resize"_s));
    QVERIFY(framed.contains(u"<base target=\"_parent\">"_s));
  }

  void experimentsShowTheChildOfTheGroup()
  {
    const QByteArray policy =
        R"({"course/r": {"user_partitions": [{"id": 9, "name": "E", "description": "", "version": 3,
      "scheme": "random", "active": true, "groups": [{"id": 1, "name": "One", "version": 1}]}]}})";
    const QString page =
        unitPage("<split_test url_name='s' user_partition_id='9' group_id_to_child='{\"1\": "
                 "\"block-v1:O+N+R+type@vertical+block@w\"}'><vertical url_name='w'/></split_test>",
                 {{u"vertical/w.xml"_s, "<vertical/>"}, {u"policies/r/policy.json"_s, policy}});
    QVERIFY2(page.contains(u"data-init=\"SplitTestStudentView\""_s), qPrintable(page));
    QVERIFY(page.contains(
        u"<div class=\"split-test-view\" data-child-id=\"block-v1:O+N+R+type@vertical+block@w\">"_s));
  }

  void toolsAreToldWhatTheyWouldGet()
  {
    CourseFeed feed = unitWith("<lti url_name='l' launch_url='https://tool.example/a' lti_id='p' "
                               "custom_parameters='[\"x=1 &lt; 2\"]'/><html url_name='h'/>");
    const auto parsed = feed.read();
    QVERIFY(parsed);
    const FakeCourse course = viewOf(*parsed, feed);
    const auto facts = render::SiteCourse::of(course, m_types, *CourseKey::parse(u"course-v1:O+N+R"_s));
    QVERIFY(facts);
    render::MemoryStates states;
    const render::Learner anna = learner();
    render::Site site(**facts, states, {anna}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    const QString path = u"/courses/course-v1:O+N+R/xblock/block-v1:O+N+R+type@%1/handler/preview_handler"_s;
    request.path = path.arg(u"lti+block@l"_s);
    const QByteArray page = site.answer(request, anna).body;
    QVERIFY(page.contains("<td>https://tool.example/a</td>"));
    QVERIFY(page.contains("<th scope=\"row\">custom_x</th><td>1 &lt; 2</td>"));
    request.path = path.arg(u"html+block@h"_s);
    QCOMPARE(site.answer(request, anna).status, 404);
  }

  void timedExamsOpenOnceTheyAreBegun()
  {
    CourseFeed feed{{"course.xml", "<course url_name='r' org='o' course='c'/>"},
                    {"course/r.xml", "<course><chapter url_name='c'/></course>"},
                    {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                    {"sequential/s.xml",
                     "<sequential display_name='Test' is_time_limited='true' "
                     "default_time_limit_minutes='90'><vertical url_name='v'/></sequential>"},
                    {"vertical/v.xml", "<vertical/>"}};
    const auto parsed = feed.read();
    QVERIFY(parsed);
    const FakeCourse course = viewOf(*parsed, feed);
    const auto facts = render::SiteCourse::of(course, m_types, *CourseKey::parse(u"course-v1:O+N+R"_s));
    QVERIFY(facts);
    render::MemoryStates states;
    const render::Learner anna = learner();
    render::Site site(**facts, states, {anna}, m_clock);
    render::WebRequest unit;
    unit.method = "GET";
    unit.path = u"/xblock/block-v1:O+N+R+type@vertical+block@v"_s;
    render::WebRequest sequence = unit;
    sequence.path = u"/xblock/block-v1:O+N+R+type@sequential+block@s"_s;
    QCOMPARE(site.answer(unit, anna).status, 302);
    const QByteArray entrance = site.answer(sequence, anna).body;
    QVERIFY(entrance.contains("Test is a Timed Exam (1 hour and 30 minutes)"));
    QVERIFY(entrance.contains("data-exam-id=\"1\""));
    render::WebRequest start = unit;
    start.method = "POST";
    start.path = u"/api/edx_proctoring/v1/proctored_exam/attempt"_s;
    start.body = R"({"exam_id": "1"})";
    QCOMPARE(site.answer(start, anna).status, 200);
    QCOMPARE(site.answer(start, anna).status, 400);
    QCOMPARE(site.answer(unit, anna).status, 200);
    QVERIFY(site.answer(sequence, anna).body.contains("id=\"tab_0\""));
  }

private:
  static render::Learner learner()
  {
    render::Learner anna;
    anna.name = u"anna"_s;
    anna.id = 4;
    return anna;
  }
  QString unitPage(const QByteArray& olx, const QList<std::pair<QString, QByteArray>>& more = {},
                   const QHash<QByteArray, QByteArray>& headers = {})
  {
    CourseFeed feed = unitWith('\n' + olx, more);
    const auto parsed = feed.read();
    if (!parsed)
      return parsed.error().toString();
    const FakeCourse course = viewOf(*parsed, feed);
    const auto facts = render::SiteCourse::of(course, m_types, *CourseKey::parse(u"course-v1:O+N+R"_s));
    if (!facts)
      return facts.error().toString();
    render::MemoryStates states;
    const render::Learner anna = learner();
    render::Site site(**facts, states, {anna}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.headers = headers;
    request.path = u"/xblock/block-v1:O+N+R+type@vertical+block@v"_s;
    const render::WebReply reply = site.answer(request, anna);
    return reply.status == 200 ? QString::fromUtf8(reply.body) : QString::number(reply.status);
  }

  NewYear m_clock;
  const BlockTypes m_types = BlockTypes::builtIn();
};

SCRIPTORIUM_TEST(TestBlocks)
#include "tst_blocks.moc"
