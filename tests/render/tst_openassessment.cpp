#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "render/handlers/assessmentplan.h"
#include "render/site/site.h"
#include "render/web/memorystates.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QByteArray kRubric =
    "<rubric><criterion feedback='optional'><name>I</name><label>Ideas</label><prompt>?</prompt>"
    "<option points='0'><name>P</name><label>Poor</label><explanation>e</explanation></option>"
    "<option points='3'><name>F</name><label>Fair</label><explanation>e</explanation></option>"
    "<option points='5'><name>G</name><label>Good</label><explanation>e</explanation></option></criterion>"
    "<criterion "
    "feedback='required'><name>C</name><label>Comment</label><prompt>?</prompt></criterion></rubric>";

QByteArray assessment(const QByteArray& steps)
{
  return "<openassessment><title>Essay</title><assessments>" + steps +
         "</assessments><prompts><prompt><description>One &lt;b&gt;</description></prompt>"
         "<prompt><description>Two</description></prompt></prompts>" +
         kRubric + "</openassessment>";
}

const QByteArray kTraining =
    "<assessment name='student-training'><example><answer><part>Sample</part></answer>"
    "<select criterion='I' option='F'/></example></assessment>";

QByteArray choice(const QByteArray& option, const QByteArray& more = {})
{
  return R"({"options_selected": {"I": ")" + option +
         R"("}, "criterion_feedback": {"C": "So."}, "overall_feedback": "All in all.")" + more + "}";
}

} // namespace

/// Open response assessments: what learners, simulated peers and the course team do, and the grade it gives.
class TestOpenAssessment : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<FakeCourse>();
    QList<Child> children;
    const auto add = [&](const QString& name, const QByteArray& steps, const Fields& fields = {}) {
      BlockVersion version;
      version.fields = fields;
      version.fields.set(u"start"_s, u"2020-01-01T00:00:00Z"_s);
      version.bodyForm = BodyForm::Element;
      version.body = m_course->addBlob(assessment(steps));
      children.append({Child::Form::Pointer, m_course->add(u"openassessment"_s, name, version), {}});
    };
    const QByteArray peer = "<assessment name='peer-assessment' must_grade='1' must_be_graded_by='2'/>";
    const QByteArray self = "<assessment name='self-assessment'/>";
    add(u"full"_s, kTraining + peer + self, {{u"leaderboard_show"_s, u"2"_s}});
    add(u"self"_s, self + "<assessment name='staff-assessment' required='False'/>");
    add(u"staff"_s, "<assessment name='staff-assessment' required='True'/>");
    add(u"late"_s, "<assessment name='self-assessment' due='2021-01-01T00:00:00Z'/>");
    add(u"soon"_s, "<assessment name='self-assessment' start='2999-01-01T00:00:00Z'/>",
        {{u"submission_due"_s, u"2999-02-01T00:00:00"_s}});
    BlockVersion root;
    root.children = children;
    m_course->setRoot(m_course->add(u"course"_s, u"R"_s, root));
    auto facts = render::SiteCourse::of(*m_course, m_types, m_course->key());
    QVERIFY2(facts, facts ? "" : qPrintable(facts.error().toString()));
    m_facts = *std::move(facts);
    m_states = std::make_unique<render::MemoryStates>();
    m_site = std::make_unique<render::Site>(*m_facts, *m_states,
                                            QList<render::Learner>{m_anna, m_ben, m_staff}, m_clock);
  }

  void medians_data()
  {
    QTest::addColumn<QStringList>("chosen");
    QTest::addColumn<int>("points");
    const auto row = [](const char* claim, const QStringList& chosen, int points) {
      QTest::newRow(claim) << chosen << points;
    };
    row("nobody", {}, 0);
    row("one", {u"F"_s}, 3);
    row("half a point goes up", {u"P"_s, u"F"_s}, 2);
    row("the half of two", {u"G"_s, u"F"_s}, 4);
    row("the one in the middle", {u"G"_s, u"P"_s, u"G"_s}, 5);
    row("an option that is no more is worth nothing", {u"x"_s, u"P"_s, u"G"_s}, 0);
  }
  void medians()
  {
    QFETCH(QStringList, chosen);
    QFETCH(int, points);
    const auto plan = render::AssessmentPlan::of(*m_facts, m_facts->find(u"openassessment"_s, u"full"_s));
    std::vector<render::Selection> selections;
    for (const QString& option : chosen)
      selections.push_back({{u"I"_s, option}});
    QCOMPARE(plan.medianPoints(selections), qint64(points));
    QCOMPARE(plan.mostPoints(), qint64(5));
  }

  void aResponseIsSavedThenSubmittedOnce()
  {
    QCOMPARE(statuses(u"self"_s), QByteArray("response open, self-assessment locked, grade locked"));
    QVERIFY(view(u"self"_s).contains(R"("prompts":["<p>One &lt;b&gt;</p>","<p>Two</p>"])"));
    QCOMPARE(post(u"self"_s, u"save_submission"_s, R"({"submission": ["a", ""]})"),
             QByteArray(R"({"success":true,"msg":""})"));
    QVERIFY(view(u"self"_s).contains(R"("draft":["a",""])"));
    QVERIFY(post(u"self"_s, u"submit"_s, R"({"submission": [" ", ""]})").startsWith("[false,\"EEMPTYSUB\""));
    QVERIFY(post(u"self"_s, u"submit"_s, R"({"submission": "a"})").startsWith("[false,\"EBADARGS\""));
    QVERIFY(
        post(u"self"_s, u"submit"_s, R"({"submission": ["a", "b", "c"]})").startsWith("[false,\"EBADARGS\""));
    const QByteArray huge = "{\"submission\": [\"" + QByteArray(200000, 'x') + "\"]}";
    QVERIFY(post(u"self"_s, u"submit"_s, huge).startsWith("[false,\"EANSWERLENGTH\""));
    QVERIFY(submit(u"self"_s).startsWith("[true,{\"student_id\":\""));
    QVERIFY(submit(u"self"_s).startsWith("[false,\"ENOMULTI\""));
    QVERIFY(post(u"self"_s, u"save_submission"_s, R"({"submission": ["b"]})").contains("false"));
    QVERIFY(view(u"self"_s).contains(R"("response":["One","Two"])"));
  }

  void onesOwnAssessmentIsTheGradeWhereThereIsNoOther()
  {
    QVERIFY(post(u"self"_s, u"self_assess"_s, choice("G")).contains("false"));
    submit(u"self"_s);
    QVERIFY(post(u"self"_s, u"self_assess"_s, "{}").contains("needs an option"));
    QVERIFY(post(u"self"_s, u"self_assess"_s, choice("X")).contains("Choose an option for “Ideas”"));
    QVERIFY(
        post(u"self"_s, u"self_assess"_s, R"({"options_selected": {"I": "F"}})").contains("on “Comment”"));
    QCOMPARE(score(u"self"_s), QByteArray());
    QVERIFY(post(u"self"_s, u"self_assess"_s, choice("F")).contains("true"));
    QVERIFY(post(u"self"_s, u"self_assess"_s, choice("G")).contains("already"));
    QCOMPARE(score(u"self"_s), QByteArray("{\"earned\":3.0,\"possible\":5.0}"));
    QVERIFY(view(u"self"_s).contains("\"grade\":{\"earned\":3,\"possible\":5,\"by\":\"self\""));
  }

  void trainingGoesOnWhenTheLearnerAgrees()
  {
    submit(u"full"_s);
    QVERIFY(post(u"full"_s, u"peer_assess"_s, choice("G")).contains("steps before"));
    QVERIFY(post(u"full"_s, u"self_assess"_s, choice("G")).contains("steps before"));
    QVERIFY(view(u"full"_s).contains(R"("training":{"done":0,"of":1,"parts":["Sample"]})"));
    QCOMPARE(post(u"full"_s, u"training_assess"_s, R"({"options_selected": {"I": "G"}})"),
             QByteArray(R"({"success":true,"msg":"","corrections":{"I":"F"}})"));
    QVERIFY(post(u"full"_s, u"training_assess"_s, choice("F")).contains("\"corrections\":{}"));
    QVERIFY(post(u"full"_s, u"training_assess"_s, choice("F")).contains("All examples"));
    QCOMPARE(statuses(u"full"_s), QByteArray("response done, student-training done, peer-assessment open, "
                                             "self-assessment open, grade locked"));
  }

  void theMedianOfPeersIsTheGradeOnceAllIsDone()
  {
    submit(u"full"_s);
    post(u"full"_s, u"training_assess"_s, choice("F"));
    QVERIFY(post(u"full"_s, u"self_assess"_s, choice("P")).contains("true")); // peers may come later
    QVERIFY(
        post(u"full"_s, u"peer_assess"_s, choice("G", R"(, "submission_uuid": "x")")).contains("already"));
    QVERIFY(assessPeer(u"full"_s).contains("true"));
    QVERIFY(statuses(u"full"_s).endsWith("grade waiting"));
    QCOMPARE(score(u"full"_s), QByteArray());
    post(u"full"_s, u"preview_peer"_s, "{}");
    QVERIFY(statuses(u"full"_s).endsWith("grade waiting"));
    post(u"full"_s, u"preview_peer"_s, "{}");
    QVERIFY(statuses(u"full"_s).endsWith("grade done"));
    // The same, with assessments that are known: of the first two, 0 and 3 points.
    Json state = *m_states->value(m_anna.id, u"openassessment/full"_s, render::kept::kState);
    state.set("received", *Json::parse(QByteArrayView(R"([{"options": {"I": "F"}}, {"options": {"I": "P"}},
                                                       {"options": {"I": "G"}}])")));
    m_states->setValue(m_anna.id, u"openassessment/full"_s, render::kept::kState, state);
    QVERIFY(assessPeer(u"full"_s).contains("true")); // more than one must is allowed
    QCOMPARE(score(u"full"_s), QByteArray("{\"earned\":2.0,\"possible\":5.0}"));
    const QByteArray said = view(u"full"_s);
    QVERIFY2(said.contains("\"by\":\"peer\""), said);
    QCOMPARE(said.count("\"by\":\"peer\",\"counts\":true"), 2);
    QCOMPARE(said.mid(said.indexOf("\"leaders\"")).count("\"points\":"), 2);
  }

  void theCourseTeamHasTheLastWord()
  {
    submit(u"full"_s);
    const QByteArray uuid = between(view(u"full"_s, m_staff), "\"name\":\"anna\",\"uuid\":\"", "\"");
    QCOMPARE(uuid.size(), 36);
    const QByteArray wish = choice("G", ", \"submission_uuid\": \"" + uuid + "\"");
    QVERIFY(post(u"full"_s, u"staff_assess"_s, wish, m_ben).contains("Only the course team"));
    QVERIFY(post(u"full"_s, u"staff_assess"_s, choice("G"), m_staff).contains("no longer there"));
    QVERIFY(post(u"full"_s, u"staff_assess"_s, wish, m_staff).contains("true"));
    QCOMPARE(score(u"full"_s), QByteArray("{\"earned\":5.0,\"possible\":5.0}"));
    QVERIFY(view(u"full"_s).contains("\"grade\":null")); // the learner's part is not done
    QVERIFY(!view(u"full"_s).contains("\"learners\""));
  }

  void aRequiredAssessmentOfTheTeamIsWaitedFor()
  {
    submit(u"staff"_s);
    QCOMPARE(statuses(u"staff"_s), QByteArray("response done, staff-assessment waiting, grade waiting"));
    const QByteArray uuid = between(view(u"staff"_s, m_staff), "\"uuid\":\"", "\"");
    post(u"staff"_s, u"staff_assess"_s, choice("F", ", \"submission_uuid\": \"" + uuid + "\""), m_staff);
    QCOMPARE(statuses(u"staff"_s), QByteArray("response done, staff-assessment done, grade done"));
  }

  void stepsHaveTheirDates()
  {
    QCOMPARE(statuses(u"late"_s), QByteArray("response due, self-assessment due, grade locked"));
    QVERIFY(submit(u"late"_s).startsWith("[false,\"EBADFORM\""));
    QVERIFY(statuses(u"late"_s, m_staff).startsWith("response open"));
    QCOMPARE(statuses(u"soon"_s), QByteArray("response open, self-assessment start, grade locked"));
    submit(u"soon"_s);
    QVERIFY(post(u"soon"_s, u"self_assess"_s, choice("G")).contains("not open"));
  }

  void whatALearnerDidIsForgotten()
  {
    submit(u"self"_s);
    post(u"self"_s, u"self_assess"_s, choice("F"));
    render::WebRequest request;
    request.method = "POST";
    request.path = u"/__preview/forget"_s;
    request.body = "{}";
    QCOMPARE(m_site->answer(request, m_anna).status, 200);
    QVERIFY(statuses(u"self"_s).startsWith("response open"));
    QCOMPARE(score(u"self"_s), QByteArray());
  }

private:
  static QByteArray between(const QByteArray& text, const QByteArray& before, const QByteArray& behind)
  {
    const qsizetype from = text.indexOf(before) + before.size();
    return text.mid(from, text.indexOf(behind, from) - from);
  }
  QByteArray post(const QString& name, const QString& handler, const QByteArray& body,
                  const std::optional<render::Learner>& who = {})
  {
    render::WebRequest request;
    request.method = "POST";
    request.path = u"/courses/%1/xblock/%2/handler/%3"_s.arg(
        m_facts->keyText(), m_facts->key().usageKey(u"openassessment"_s, name), handler);
    request.body = body;
    return m_site->answer(request, who.value_or(m_anna)).body;
  }
  QByteArray view(const QString& name, const std::optional<render::Learner>& who = {})
  {
    return post(name, u"preview_state"_s, "{}", who);
  }
  QByteArray submit(const QString& name)
  {
    return post(name, u"submit"_s, R"({"submission": ["One", "Two"]})");
  }
  QByteArray assessPeer(const QString& name)
  {
    const QByteArray said = view(name);
    const QByteArray uuid = between(said.mid(said.indexOf("\"peer\":{")), "\"uuid\":\"", "\"");
    return post(name, u"peer_assess"_s, choice("G", ", \"submission_uuid\": \"" + uuid + "\""));
  }
  QByteArray statuses(const QString& name, const std::optional<render::Learner>& who = {})
  {
    QByteArrayList all;
    const Json steps = Json::parse(QByteArrayView(view(name, who)))->find("steps").value_or(Json());
    for (const Json& step : steps.items())
      all.append(step.find("name")->utf8() + ' ' + step.find("status")->utf8());
    return all.join(", ");
  }
  QByteArray score(const QString& name) const
  {
    const auto kept = m_states->value(m_anna.id, u"openassessment/"_s + name, render::kept::kScore);
    return kept ? kept->toUtf8() : QByteArray();
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  const render::Learner m_staff{u"staff"_s, 4, true, true, u"audit"_s, {}};
  BlockTypes m_types = BlockTypes::builtIn();
  SystemClock m_clock;
  std::unique_ptr<FakeCourse> m_course;
  std::unique_ptr<render::SiteCourse> m_facts;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestOpenAssessment)
#include "tst_openassessment.moc"
