#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Polls, surveys, and the switch with which learners say that they are done.
class TestVotes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    const auto answers = u"[[\"y\", {\"label\": \"Yes & no\"}], [\"n\", {\"label\": \"No\"}]]"_s;
    m_course = std::make_unique<SmallCourse>();
    m_course->addLesson({{u"graded"_s, u"true"_s}});
    m_course->add(u"vertical/u"_s, u"poll/open"_s, {{u"answers"_s, answers}, {u"max_submissions"_s, u"1"_s}});
    m_course->add(
        u"vertical/u"_s, u"poll/secret"_s,
        {{u"answers"_s, answers}, {u"max_submissions"_s, u"2"_s}, {u"private_results"_s, u"true"_s}});
    m_course->add(
        u"vertical/u"_s, u"survey/s"_s,
        {{u"answers"_s, u"[[\"1\", \"Good\"], [\"2\", \"Bad\"]]"_s},
         {u"max_submissions"_s, u"1"_s},
         {u"questions"_s, u"[[\"food\", {\"label\": \"Food\"}], [\"beds\", {\"label\": \"Beds\"}]]"_s}});
    m_course->add(u"vertical/u"_s, u"done/d"_s);
    m_states = std::make_unique<render::MemoryStates>();
  }

  void aPollCountsOnceAndShowsHowAllVoted()
  {
    QVERIFY(page(m_anna).contains("data-can-vote=\"1\""));
    const Json first = post(m_anna, u"poll/open"_s, u"vote"_s, R"({"choice": "y"})");
    QVERIFY(first.find("success")->boolean());
    QCOMPARE(first.find("can_vote")->boolean(), false);
    QCOMPARE(first.find("submissions_count")->whole(), 1);
    post(m_ben, u"poll/open"_s, u"vote"_s, R"({"choice": "n"})");
    const Json again = post(m_anna, u"poll/open"_s, u"vote"_s, R"({"choice": "n"})");
    QCOMPARE(again.toUtf8(),
             QByteArray(R"({"success":false,"errors":["You have already voted in this poll."]})"));
    const Json results = post(m_anna, u"poll/open"_s, u"get_results"_s, "{}");
    QCOMPARE(results.find("total")->whole(), 2);
    const Json yes = results.find("tally")->items()[0];
    QCOMPARE(yes.find("count")->whole(), 1);
    QCOMPARE(yes.find("percent")->whole(), 50);
    QVERIFY(yes.find("choice")->boolean());
    QCOMPARE(yes.find("answer")->text(), u"Yes &amp; no"_s);
    QCOMPARE(m_states->value(m_anna.id, u"poll/open"_s, render::kept::kCompletion)->number(), 1.0);
    QVERIFY(page(m_anna).contains("data-can-vote=\"\""));
  }

  void refusesWhatIsNoAnswer_data()
  {
    QTest::addColumn<QString>("block");
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<QString>("error");
    const auto row = [](const char* name, const QString& block, QByteArray wish, const QString& error) {
      QTest::newRow(name) << block << wish << error;
    };
    row("nothing", u"poll/open"_s, "{}", u"Answer not included with request."_s);
    row("not JSON", u"poll/open"_s, "choice=y", u"Answer not included with request."_s);
    row("unknown", u"poll/open"_s, R"({"choice": "x"})", u"No key \"x\" in answers table."_s);
    row("half a survey", u"survey/s"_s, R"({"food": "1"})",
        u"Not all questions were included, or unknown questions were included. Try refreshing and trying "
        "again."_s);
    row("unknown in a survey", u"survey/s"_s, R"({"food": "1", "beds": "9"})",
        u"Found unknown answer 'beds' for question key '9'"_s);
  }

  void refusesWhatIsNoAnswer()
  {
    QFETCH(QString, block);
    QFETCH(QByteArray, wish);
    QFETCH(QString, error);
    const Json said = post(m_anna, block, u"vote"_s, wish);
    QCOMPARE(said.find("success")->boolean(), false);
    QCOMPARE(said.find("errors")->items()[0].text(), error);
    QCOMPARE(post(m_anna, block, u"get_results"_s, "{}").find("total")->whole(), 0);
  }

  void aPrivatePollCanBeChanged()
  {
    post(m_anna, u"poll/secret"_s, u"vote"_s, R"({"choice": "y"})");
    QVERIFY(post(m_anna, u"poll/secret"_s, u"vote"_s, R"({"choice": "n"})").find("success")->boolean());
    QCOMPARE(post(m_anna, u"poll/secret"_s, u"vote"_s, R"({"choice": "y"})").find("success")->boolean(),
             false);
    QVERIFY(post(m_anna, u"poll/secret"_s, u"get_results"_s, "{}").find("total")->isNull());
    const Json seen = post(m_staff, u"poll/secret"_s, u"get_results"_s, "{}");
    QCOMPARE(seen.find("total")->whole(), 1);
    QCOMPARE(seen.find("tally")->items()[1].find("count")->whole(), 1);
  }

  void aSurveyCountsEachQuestion()
  {
    post(m_anna, u"survey/s"_s, u"vote"_s, R"({"food": "1", "beds": "2"})");
    post(m_ben, u"survey/s"_s, u"vote"_s, R"({"food": "1", "beds": "1"})");
    const Json results = post(m_anna, u"survey/s"_s, u"get_results"_s, "{}");
    QCOMPARE(results.find("total")->whole(), 2);
    const Json food = results.find("tally")->items()[0];
    QCOMPARE(food.find("answers")->items()[0].find("percent")->whole(), 100);
    QVERIFY(food.find("answers")->items()[0].find("top")->boolean());
    QVERIFY(page(m_anna).contains(" checked> "));
    QVERIFY(!page(m_staff).contains(" checked> "));
  }

  void whoIsDoneHasAPoint()
  {
    QCOMPARE(post(m_anna, u"done/d"_s, u"toggle_button"_s, R"({"done": true})").toUtf8(),
             QByteArray(R"({"state":true})"));
    QCOMPARE(score().find("earned")->number(), 1.0);
    QCOMPARE(post(m_anna, u"done/d"_s, u"toggle_button"_s, "{}").find("state")->boolean(), true);
    post(m_anna, u"done/d"_s, u"toggle_button"_s, R"({"done": false})");
    QCOMPARE(score().find("earned")->number(), 0.0);
    QCOMPARE(m_states->value(m_anna.id, u"done/d"_s, render::kept::kCompletion)->number(), 1.0);
    QCOMPARE(status(u"done/d"_s, u"vote"_s), 404);
  }

private:
  QString usage(const QString& name) { return m_course->site().usageKey(m_course->node(name)); }
  render::WebReply ask(const render::Learner& who, const QByteArray& method, const QString& path,
                       const QByteArray& body = {})
  {
    render::Site site(m_course->site(), *m_states, {m_staff, m_anna, m_ben}, m_clock);
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    return site.answer(request, who);
  }
  QString address(const QString& block, const QString& handler)
  {
    return u"/courses/%1/xblock/%2/handler/%3"_s.arg(m_course->site().keyText(), usage(block), handler);
  }
  Json post(const render::Learner& who, const QString& block, const QString& handler, const QByteArray& wish)
  {
    return Json::parse(QByteArrayView(ask(who, "POST", address(block, handler), wish).body)).value_or(Json());
  }
  int status(const QString& block, const QString& handler)
  {
    return ask(m_anna, "POST", address(block, handler), "{}").status;
  }
  QByteArray page(const render::Learner& who)
  {
    return ask(who, "GET", u"/xblock/"_s + usage(u"vertical/u"_s)).body;
  }
  Json score() { return *m_states->value(m_anna.id, u"done/d"_s, render::kept::kScore); }

  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}};
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  ClockAtNoon m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
};

SCRIPTORIUM_TEST(TestVotes)
#include "tst_votes.moc"
