#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class MovableClock final : public Clock
{
public:
  Timestamp now() const override { return m_now; }
  void pass(std::chrono::minutes time) { m_now += time; }

private:
  Timestamp m_now = kNoon;
};

const auto kAttempts = u"/api/edx_proctoring/v1/proctored_exam/attempt"_s;

} // namespace

/// A timed subsection from its door to its end.
class TestExams : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_clock = MovableClock();
    m_course = std::make_unique<SmallCourse>();
    m_course->addLesson({{u"is_time_limited"_s, u"true"_s},
                         {u"default_time_limit_minutes"_s, u"30"_s},
                         {u"display_name"_s, u"Midterm"_s},
                         {u"due"_s, u"2026-11-30T12:00:00Z"_s}});
    m_course->add(u"vertical/u"_s, u"html/h"_s, {}, "<p>Question</p>");
    m_states = std::make_unique<render::MemoryStates>();
    m_site = std::make_unique<render::Site>(m_course->site(), *m_states,
                                            QList<render::Learner>{m_anna, m_ben}, m_clock);
  }

  void theUnitsOpenWhenTheClockRuns()
  {
    const render::WebReply before = ask(m_anna, "GET", unit());
    QCOMPARE(before.status, 302);
    QVERIFY(ask(m_anna, "GET", door()).body.contains("Midterm is a Timed Exam (30 minutes)"));
    QCOMPARE(active(m_anna), u""_s);
    const render::WebReply begun = ask(m_anna, "POST", kAttempts, R"({"exam_id": 1})");
    QCOMPARE(begun.body, QByteArray("{\"exam_attempt_id\":1}"));
    QVERIFY(begun.headers.contains(std::pair(QByteArray("Content-Location"), unit().toUtf8())));
    QCOMPARE(ask(m_anna, "GET", unit()).status, 200);
    QCOMPARE(ask(m_ben, "GET", unit()).status, 302);
    QCOMPARE(ask(m_anna, "POST", kAttempts, R"({"exam_id": 1})").status, 400);
    m_clock.pass(std::chrono::minutes(10));
    const Json said = *Json::parse(QByteArrayView(ask(m_anna, "GET", kAttempts + u"/1"_s).body));
    QCOMPARE(said.find("time_remaining_seconds")->number(), 1200.0);
    QCOMPARE(said.find("accessibility_time_string")->text(), u"you have 20 minutes remaining"_s);
    QCOMPARE(ask(m_ben, "GET", kAttempts + u"/1"_s).status, 400);
  }

  void whatIsHandedInStaysSo()
  {
    ask(m_anna, "POST", kAttempts, R"({"exam_id": 1})");
    QCOMPARE(change("stop"), 200);
    QCOMPARE(active(m_anna), u"ready_to_submit"_s);
    QVERIFY(ask(m_anna, "GET", door()).body.contains("Are you sure that you want to submit"));
    QCOMPARE(ask(m_anna, "GET", unit()).status, 302);
    QCOMPARE(change("start"), 200);
    QCOMPARE(ask(m_anna, "GET", unit()).status, 200);
    QCOMPARE(change("cheat"), 400);
    QCOMPARE(change("submit"), 200);
    QCOMPARE(active(m_anna), u""_s);
    QVERIFY(ask(m_anna, "GET", door()).body.contains("You have submitted your timed exam."));
    QCOMPARE(m_states->value(m_anna.id, u"html/h"_s, render::kept::kCompletion)->number(), 1.0);
    change("start");
    QCOMPARE(ask(m_anna, "GET", unit()).status, 302);
    m_clock.pass(std::chrono::hours(48)); // after the due date what was handed in can be read
    QCOMPARE(ask(m_anna, "GET", unit()).status, 200);
  }

  void whoHasNotSignedInHasNoExams()
  {
    const QString path = kAttempts + u"/course_id/"_s + m_course->site().keyText();
    QCOMPARE(ask(render::nobody(), "GET", path).status, 403);
  }

  void theEndOfTheTimeHandsIn()
  {
    ask(m_anna, "POST", kAttempts, R"({"exam_id": 1})");
    m_clock.pass(std::chrono::minutes(30));
    QCOMPARE(ask(m_anna, "GET", u"/"_s).status, 200); // whatever is asked first
    QCOMPARE(m_states->value(m_anna.id, u"html/h"_s, render::kept::kCompletion)->number(), 1.0);
    QVERIFY(!m_states->value(m_ben.id, u"html/h"_s, render::kept::kCompletion));
    QCOMPARE(ask(m_anna, "GET", unit()).status, 302);
    QVERIFY(ask(m_anna, "GET", door()).body.contains("You have submitted"));
    QCOMPARE(active(m_anna), u""_s);
  }

  void aNumberOfAnotherServerBeginsTheNextExam()
  {
    QCOMPARE(ask(m_anna, "POST", kAttempts, R"({"exam_id": 4711})").status, 200);
    QCOMPARE(ask(m_anna, "POST", kAttempts, R"({"exam_id": 4711})").status, 400);
  }

private:
  QString unit() const { return u"/xblock/"_s + m_course->site().usageKey(m_course->node(u"vertical/u"_s)); }
  QString door() const
  {
    return u"/xblock/"_s + m_course->site().usageKey(m_course->node(u"sequential/q"_s));
  }
  render::WebReply ask(const render::Learner& who, const QByteArray& method, const QString& path,
                       const QByteArray& body = {})
  {
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    return m_site->answer(request, who);
  }
  int change(const QByteArray& action)
  {
    return ask(m_anna, "PUT", kAttempts + u"/1"_s, "{\"action\": \"" + action + "\"}").status;
  }
  QString active(const render::Learner& who)
  {
    const auto reply = ask(who, "GET", kAttempts + u"/course_id/"_s + m_course->site().keyText());
    const Json attempt = Json::parse(QByteArrayView(reply.body))->find("active_attempt").value_or(Json());
    return attempt.find("attempt_status").value_or(Json()).text();
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  MovableClock m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestExams)
#include "tst_exams.moc"
