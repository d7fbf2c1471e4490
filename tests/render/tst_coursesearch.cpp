#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What a learner finds in the course.
class TestCourseSearch : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<SmallCourse>();
    m_course->addLesson({{u"display_name"_s, u"Leaves & roots"_s}});
    m_course->add(u"vertical/u"_s, u"html/h"_s, {{u"display_name"_s, u"Text"_s}},
                  "<p>The <b>Étude</b> of photo&shy;synthesis &lt;here&gt;</p><script>secret()</script>");
    m_course->add(u"vertical/u"_s, u"problem/p"_s, {{u"display_name"_s, u"Quiz"_s}},
                  "<problem><p>How many chloroplasts?</p><numericalresponse answer='4'>"
                  "<formulaequationinput/><correcthint>wellguessed</correcthint></numericalresponse>"
                  "<solution><p>Countthem</p></solution><demandhint><hint>lookagain</hint></demandhint>"
                  "</problem>");
    m_course->add(u"sequential/q"_s, u"vertical/team"_s, {{u"visible_to_staff_only"_s, u"true"_s}});
    m_course->add(u"vertical/team"_s, u"html/team"_s, {}, "<p>photosynthesis for the team</p>");
    m_course->add(u"chapter/c"_s, u"sequential/exam"_s,
                  {{u"is_time_limited"_s, u"true"_s}, {u"default_time_limit_minutes"_s, u"30"_s}});
    m_course->add(u"sequential/exam"_s, u"vertical/eu"_s);
    m_course->add(u"vertical/eu"_s, u"html/eh"_s, {}, "<p>photosynthesis in the exam</p>");
    m_states = std::make_unique<render::MemoryStates>();
  }

  void findsWhatTheLearnerMaySee_data()
  {
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("found");
    const auto row = [](const char* name, const QString& words, const QStringList& found) {
      QTest::newRow(name) << words << found;
    };
    row("beginning of a word, not the team's nor the closed exam's", u"photosyn"_s, {u"h"_s});
    row("accents and case do not count", u"ETUDE of"_s, {u"h"_s});
    row("the middle of a word", u"synthesis"_s, {});
    row("all words", u"photosynthesis zebra"_s, {});
    row("words of title and text", u"quiz many"_s, {u"p"_s});
    row("a subsection's title", u"leaves roots"_s, {u"q"_s});
    row("scripts", u"secret"_s, {});
    row("explanations", u"countthem"_s, {});
    row("hints on demand", u"lookagain"_s, {});
    row("hints after answering", u"wellguessed"_s, {});
    row("nothing but marks", u"&"_s, {});
  }

  void findsWhatTheLearnerMaySee()
  {
    QFETCH(QString, words);
    QFETCH(QStringList, found);
    QCOMPARE(search(m_anna, words), found);
  }

  void theTeamFindsAll()
  {
    QCOMPARE(search(m_staff, u"photosynthesis"_s), QStringList({u"h"_s, u"team"_s, u"eh"_s}));
    QCOMPARE(search(render::nobody(), u"photosynthesis"_s), QStringList());
  }

  void anExamThatRunsIsSearched()
  {
    ask(m_anna, "POST", u"/api/edx_proctoring/v1/proctored_exam/attempt"_s, "{\"exam_id\": 1}");
    QCOMPARE(search(m_anna, u"photosynthesis"_s), QStringList({u"h"_s, u"eh"_s}));
  }

  void theAnswerIsTheClients()
  {
    const Json answer = post(m_anna, "search_string=chloroplasts&page_size=1&page_index=0");
    QCOMPARE(answer.find("total")->whole(), 1);
    QVERIFY(answer.find("took")->isNumber());
    const Json data = *(*answer.find("results")->items().begin()).find("data");
    QCOMPARE(data.find("content_type")->text(), u"CAPA"_s);
    QCOMPARE(data.find("excerpt")->text(), u"How many <b>chloroplasts</b>?"_s);
    QCOMPARE(data.find("location")->items().size(), 4);
    QCOMPARE(data.find("content")->find("capa_content")->text(), u"How many chloroplasts?"_s);
    QVERIFY(data.find("url")->text().endsWith(u"/jump_to/"_s + data.find("id")->text()));
    QCOMPARE(post(m_anna, "search_string=the&page_size=1&page_index=7").find("results")->items().size(), 0);
    QVERIFY(post(m_anna, "search_string=+").find("error"));
  }

  void theFrameOpensTheUnit()
  {
    const auto reply = ask(m_anna, "GET", u"/__preview/search"_s, {}, u"leaves"_s);
    const Json hit = *Json::parse(QByteArrayView(reply.body))->find("results")->items().begin();
    QCOMPARE(hit.find("unit")->text(), m_course->site().usageKey(m_course->node(u"vertical/u"_s)));
    const auto text = ask(m_anna, "GET", u"/__preview/search"_s, {}, u"here"_s);
    QVERIFY2(text.body.contains("&lt;<b>here</b>&gt;"), text.body);
  }

private:
  render::WebReply ask(const render::Learner& who, const QByteArray& method, const QString& path,
                       const QByteArray& body = {}, const QString& query = {})
  {
    render::Site site(m_course->site(), *m_states, {m_staff, m_anna}, m_clock);
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.headers.insert("content-type", "application/x-www-form-urlencoded");
    if (!query.isEmpty())
      request.query.append({u"q"_s, query});
    return site.answer(request, who);
  }
  Json post(const render::Learner& who, const QByteArray& form)
  {
    return *Json::parse(
        QByteArrayView(ask(who, "POST", u"/search/"_s + m_course->site().keyText(), form).body));
  }
  /// The names of the blocks that are found.
  QStringList search(const render::Learner& who, const QString& words)
  {
    QStringList names;
    const Json answer = post(who, "search_string=" + QUrl::toPercentEncoding(words));
    const Json results = answer.find("results").value_or(Json());
    for (const Json& result : results.items())
      names.append(result.find("data")->find("id")->text().section(u"block@"_s, 1));
    return names;
  }

  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}};
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  ClockAtNoon m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
};

SCRIPTORIUM_TEST(TestCourseSearch)
#include "tst_coursesearch.moc"
