#include "render/grades/submission.h"
#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class StillClock final : public Clock
{
public:
  Timestamp now() const override { return kNoon; }
};

QByteArray question(const char* answer)
{
  return QByteArray("<problem><numericalresponse answer=\"") + answer +
         "\"><formulaequationinput/></numericalresponse></problem>";
}

} // namespace

/// What the preview offers of its test learners.
class TestLearnerRoutes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_states = std::make_unique<render::MemoryStates>();
    show("4");
  }

  void anAnswerToAnEarlierVersionIsMarked()
  {
    answer(m_anna, "4");
    QVERIFY(!unit(m_anna).contains("preview-stale"));
    QVERIFY(!progress(m_anna).contains("stale_problems"));
    show("4", u"Another title"_s);
    QVERIFY(!unit(m_anna).contains("preview-stale"));
    show("5");
    QVERIFY(unit(m_anna).contains("preview-stale"));
    QVERIFY(!unit(m_ben).contains("preview-stale"));
    QVERIFY(progress(m_anna).contains("\"stale_problems\":[\"block-v1:"));
    QCOMPARE(earned(m_anna), 1.0); // as the LMS
    QCOMPARE(Json::parse(get(m_anna, u"/__preview/learner"_s).body)->find("stale")->items().size(), 1);
  }

  void anAnswerIsGradedAgain()
  {
    answer(m_anna, "4");
    show("5");
    QCOMPARE(post(m_anna, u"/__preview/grade"_s, wish()).status, 200);
    QCOMPARE(earned(m_anna), 0.0);
    QVERIFY(!unit(m_anna).contains("preview-stale"));
    QCOMPARE(post(m_ben, u"/__preview/grade"_s, wish()).status, 409);
    QCOMPARE(post(m_ben, u"/__preview/grade"_s, "{}").status, 404);
  }

  void whatIsForgotten_data()
  {
    QTest::addColumn<QByteArray>("wish");
    QTest::addColumn<bool>("isAnnaLeft");
    QTest::addColumn<bool>("isBenLeft");
    QTest::newRow("a block") << wish() << false << true;
    QTest::newRow("what is below a unit") << wish(u"vertical/u"_s) << false << true;
    QTest::newRow("the learner") << QByteArray("{}") << false << true;
    QTest::newRow("all") << QByteArray("{\"everyone\":true}") << false << false;
    QTest::newRow("no such block") << QByteArray("{\"block\":\"block-v1:x\"}") << true << true;
  }
  void whatIsForgotten()
  {
    QFETCH(QByteArray, wish);
    answer(m_anna, "4");
    answer(m_ben, "4");
    post(m_anna, u"/__preview/forget"_s, wish);
    QTEST(hasAnswered(m_anna), "isAnnaLeft");
    QTEST(hasAnswered(m_ben), "isBenLeft");
  }

  void guestsForgetOnlyTheirOwn()
  {
    answer(m_ben, "4");
    render::Learner guest = m_anna;
    guest.isGuest = true;
    QCOMPARE(post(guest, u"/__preview/forget"_s, "{\"everyone\":true}").status, 403);
    QVERIFY(hasAnswered(m_ben));
    QVERIFY(!get(guest, u"/"_s).body.contains("data-forget=\"everyone\""));
    QVERIFY(get(m_anna, u"/"_s).body.contains("data-forget=\"everyone\""));
    QCOMPARE(post(guest, u"/__preview/forget"_s, "{}").status, 200);
  }

  void gradesFollowTheCourse()
  {
    answer(m_anna, "4");
    QVERIFY(progress(m_anna).contains("\"num_points_possible\":1"));
    show("4", {}, u"5"_s);
    QVERIFY2(progress(m_anna).contains("\"num_points_possible\":5"), progress(m_anna));
  }

private:
  void show(const char* answer, const QString& title = {}, const QString& weight = {})
  {
    m_site.reset();
    m_course = std::make_unique<SmallCourse>();
    m_course->addLesson({{u"graded"_s, u"true"_s}});
    SmallCourse::Values fields;
    if (!title.isEmpty())
      fields.append({u"display_name"_s, title});
    if (!weight.isEmpty())
      fields.append({u"weight"_s, weight});
    m_course->add(u"vertical/u"_s, u"problem/p"_s, fields, question(answer));
    m_site = std::make_unique<render::Site>(m_course->site(), *m_states,
                                            QList<render::Learner>{m_anna, m_ben}, m_clock);
  }
  QString usage(const QString& name) { return m_course->site().usageKey(m_course->node(name)); }
  QByteArray wish(const QString& block = u"problem/p"_s)
  {
    return "{\"block\":\"" + usage(block).toUtf8() + "\"}";
  }
  render::WebReply post(const render::Learner& learner, const QString& path, const QByteArray& body)
  {
    render::WebRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    return m_site->answer(request, learner);
  }
  render::WebReply get(const render::Learner& learner, const QString& path)
  {
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    return m_site->answer(request, learner);
  }
  void answer(const render::Learner& learner, const QByteArray& text)
  {
    const QString course = m_course->site().keyText();
    const auto reply = post(
        learner,
        u"/courses/%1/xblock/%2/handler/xmodule_handler/problem_check"_s.arg(course, usage(u"problem/p"_s)),
        "input_p_2_1=" + text);
    QVERIFY2(reply.status == 200 && hasAnswered(learner), reply.body);
  }
  QByteArray unit(const render::Learner& learner)
  {
    return get(learner, u"/xblock/"_s + usage(u"vertical/u"_s)).body;
  }
  QByteArray progress(const render::Learner& learner)
  {
    return get(learner, u"/api/course_home/progress/"_s + m_course->site().keyText()).body;
  }
  bool hasAnswered(const render::Learner& learner) const
  {
    return m_states->value(learner.id, u"problem/p"_s, render::kept::kScore).has_value();
  }
  double earned(const render::Learner& learner) const
  {
    return m_states->value(learner.id, u"problem/p"_s, render::kept::kScore)->find("earned")->number();
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  StillClock m_clock;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestLearnerRoutes)
#include "tst_learnerroutes.moc"
