#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "render/site/site.h"
#include "render/web/memorystates.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Drag and drop problems as the LMS grades them: items 0 and 1 have one zone each, 2 has both, 3 is a decoy.
class TestDragProblem : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<FakeCourse>();
    QList<Child> children;
    const auto add = [&](const QString& name, const Fields& fields) {
      BlockVersion version;
      version.fields = fields;
      version.fields.set(u"start"_s, u"2020-01-01T00:00:00Z"_s);
      version.fields.set(u"weight"_s, u"2.0"_s);
      if (!version.fields.contains(u"data"_s))
        version.fields.set(u"data"_s, kData);
      children.append({Child::Form::Pointer, m_course->add(u"drag-and-drop-v2"_s, name, version), {}});
    };
    const QString mode = u"assessment"_s;
    add(u"standard"_s, {});
    add(u"exam"_s, {{u"mode"_s, mode}, {u"max_attempts"_s, u"2"_s}});
    add(u"late"_s, {{u"mode"_s, mode}, {u"due"_s, u"2021-01-01T00:00:00Z"_s}});
    add(u"graceful"_s,
        {{u"mode"_s, mode}, {u"due"_s, u"2021-01-01T00:00:00Z"_s}, {u"graceperiod"_s, u"99999 days"_s}});
    add(u"never"_s, {{u"mode"_s, mode}, {u"showanswer"_s, u"never"_s}});
    add(u"empty"_s, {{u"mode"_s, mode}, {u"data"_s, u"{}"_s}});
    add(u"old"_s, {{u"data"_s, uR"({"zones": [{"id": 1, "index": 0, "title": "<b onclick='x'>Top</b>"}],
      "items": [{"id": 0, "displayName": "A", "zone": "<b onclick='x'>Top</b>", "backgroundImage": "/static/a.png",
                 "feedback": {}}, {"id": 1, "displayName": "B", "zone": "none"}]})"_s}});
    BlockVersion root;
    root.fields.set(u"start"_s, u"2020-01-01T00:00:00Z"_s);
    root.children = children;
    m_course->setRoot(m_course->add(u"course"_s, u"R"_s, root));
    auto facts = render::SiteCourse::of(*m_course, m_types, m_course->key());
    QVERIFY2(facts, facts ? "" : qPrintable(facts.error().toString()));
    m_facts = *std::move(facts);
    m_states = std::make_unique<render::MemoryStates>();
    m_site =
        std::make_unique<render::Site>(*m_facts, *m_states, QList<render::Learner>{m_anna, m_staff}, m_clock);
  }

  void anItemStaysWhereItIsRight()
  {
    QCOMPARE(drop(u"standard"_s, 0, "\"bottom\""),
             QByteArray(R"({"correct":false,"grade":0.5,"finished":false,"overall_feedback":[)"
                        R"({"message":"Go","message_class":"initial"}],)"
                        R"("feedback":[{"message":"No 0","message_class":null}]})"));
    QVERIFY(state(u"standard"_s).startsWith("{\"items\":{},"));
    QVERIFY(
        drop(u"standard"_s, 0, "\"top\"").startsWith("{\"correct\":true,\"grade\":1.0,\"finished\":false"));
    QVERIFY(drop(u"standard"_s, 1, "\"bottom\"").contains("\"grade\":1.5"));
    const QByteArray last = drop(u"standard"_s, 2, "\"bottom\"");
    QVERIFY2(last.contains("\"grade\":2.0,\"finished\":true,\"overall_feedback\":[{\"message\":\"Done\","
                           "\"message_class\":\"final\"}]"),
             last);
    QCOMPARE(score(u"standard"_s), QByteArray("{\"earned\":1.0,\"possible\":1.0}"));
    QVERIFY(state(u"standard"_s)
                .contains("\"zone\":\"top\",\"correct\":true,\"image_url\":\"\",\"display_name\":\"A\""));
  }

  void anotherTryTakesNoPoints()
  {
    drop(u"standard"_s, 0, "\"top\"");
    const QByteArray said = post(u"standard"_s, u"reset"_s, "{}").body;
    QVERIFY2(said.startsWith("{\"items\":{},\"finished\":false,\"attempts\":0,\"grade\":1.0"), said);
    drop(u"standard"_s, 0, "\"bottom\"");
    QCOMPARE(score(u"standard"_s), QByteArray("{\"earned\":0.5,\"possible\":1.0}"));
  }

  void anAssessmentTellsNothingBeforeItIsSubmitted()
  {
    QCOMPARE(drop(u"exam"_s, 0, "\"bottom\""), QByteArray("{}"));
    drop(u"exam"_s, 3, "\"top\"");
    QVERIFY2(!state(u"exam"_s).contains("correct\":f"), state(u"exam"_s));
    QCOMPARE(score(u"exam"_s), QByteArray());
    const QByteArray first = post(u"exam"_s, u"do_attempt"_s, "{}").body;
    QCOMPARE(
        first,
        QByteArray(R"({"correct":false,"attempts":1,"grade":0.0,"misplaced_items":["0","3"],)"
                   R"("feedback":[{"message":"No 0","message_class":null},)"
                   R"({"message":"No 3","message_class":null}],"overall_feedback":[)"
                   R"~({"message":"Misplaced 2 items (misplaced items were returned to the item bank)",)~"
                   R"("message_class":"incorrect"},)"
                   R"({"message":"Did not place 2 required items","message_class":"incorrect"},)"
                   R"({"message":"Your highest score is 0.0","message_class":"incorrect"},)"
                   R"({"message":"Go","message_class":"initial"}],"answer_available":false})"));
    QVERIFY(state(u"exam"_s).startsWith("{\"items\":{},\"finished\":false,\"attempts\":1"));
  }

  void theLastAttemptLeavesItemsWhereTheyAre()
  {
    post(u"exam"_s, u"do_attempt"_s, "{}");
    drop(u"exam"_s, 0, "\"top\"");
    drop(u"exam"_s, 1, "\"bottom\"");
    drop(u"exam"_s, 3, "\"top\"");
    drop(u"exam"_s, 3, "null");
    const QByteArray last = post(u"exam"_s, u"do_attempt"_s, "{}").body;
    QVERIFY2(
        last.contains("Correctly placed 2 items") && last.contains("Did not place 1 required item\"") &&
            last.contains("Final attempt was used, highest score is 1.5\",\"message_class\":\"partial\"") &&
            last.contains("\"Done\"") && last.endsWith("\"answer_available\":true}"),
        last);
    QVERIFY(state(u"exam"_s).contains("\"0\":{\"zone\":\"top\",\"image_url\""));
    QCOMPARE(post(u"exam"_s, u"do_attempt"_s, "{}").status, 409);
    QCOMPARE(post(u"exam"_s, u"drop_item"_s, R"({"val": 2, "zone": "top"})").status, 409);
    const QByteArray answer = post(u"exam"_s, u"show_answer"_s, "{}").body;
    QVERIFY2(answer.contains("\"2\":{\"zone\":\"top\",\"correct\":true}") &&
                 answer.endsWith("\"explanation\":\"Because\"}"),
             answer);
  }

  void refuses_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("handler");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    const auto row = [](const char* claim, const QString& name, const QString& handler,
                        const QByteArray& body,
                        int status) { QTest::newRow(claim) << name << handler << body << status; };
    row("an unknown item", u"standard"_s, u"drop_item"_s, R"({"val": 9, "zone": "top"})", 400);
    row("no item", u"standard"_s, u"drop_item"_s, "[]", 400);
    row("an unknown zone", u"standard"_s, u"drop_item"_s, R"({"val": 0, "zone": "x"})", 400);
    row("an unknown zone in an assessment", u"exam"_s, u"drop_item"_s, R"({"val": 0, "zone": "x"})", 400);
    row("the bank in standard mode", u"standard"_s, u"drop_item"_s, R"({"val": 0, "zone": null})", 400);
    row("an attempt in standard mode", u"standard"_s, u"do_attempt"_s, "{}", 400);
    row("the answer in standard mode", u"standard"_s, u"show_answer"_s, "{}", 400);
    row("an answer that is not due", u"exam"_s, u"show_answer"_s, "{}", 409);
    row("an attempt after the due date", u"late"_s, u"do_attempt"_s, "{}", 409);
    row("an attempt in the period of grace", u"graceful"_s, u"do_attempt"_s, "{}", 200);
    row("an attempt at nothing", u"empty"_s, u"do_attempt"_s, "{}", 400);
    row("an unknown handler", u"exam"_s, u"studio_submit"_s, "{}", 404);
  }
  void refuses()
  {
    QFETCH(QString, name);
    QFETCH(QString, handler);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    const auto reply = post(name, handler, body);
    QCOMPARE(reply.status, status);
    if (status == 400 || status == 409)
      QVERIFY2(reply.body.startsWith("{\"error\":\""), reply.body);
  }

  void staffSeeAnswersThatMayBeSeen()
  {
    QCOMPARE(post(u"exam"_s, u"show_answer"_s, "{}", m_staff).status, 200);
    QCOMPARE(post(u"never"_s, u"show_answer"_s, "{}", m_staff).status, 409);
  }

  void olderDataIsUnderstood()
  {
    const QByteArray page = get(u"/xblock/"_s + m_facts->key().usageKey(u"drag-and-drop-v2"_s, u"old"_s));
    QVERIFY2(
        page.contains(
            R"("zones": [{"title": "<b>Top<\/b>", "uid": "<b onclick='x'>Top<\/b>", "align": "center"}])"),
        page.mid(page.indexOf("\"zones\""), 200));
    QVERIFY(page.contains("block/a.png\""));
    QVERIFY(post(u"old"_s, u"drop_item"_s, R"({"val": 0, "zone": "<b onclick='x'>Top</b>"})")
                .body.contains("\"finished\":true"));
  }

  void appsGetTheBoardWithoutAnswers()
  {
    const QByteArray said =
        get(u"/api/courses/v2/blocks/"_s, {{u"course_id"_s, m_facts->keyText()},
                                           {u"username"_s, u"anna"_s},
                                           {u"depth"_s, u"all"_s},
                                           {u"student_view_data"_s, u"drag-and-drop-v2"_s}});
    QVERIFY2(said.contains("\"student_view_data\":{\"block_id\"") && said.contains("\"problem_text\""), said);
    QVERIFY(!said.contains("No 0") && !said.contains("\"finish\""));
  }

private:
  render::WebReply post(const QString& name, const QString& handler, const QByteArray& body,
                        const std::optional<render::Learner>& who = {})
  {
    render::WebRequest request;
    request.method = "POST";
    request.path = u"/courses/%1/xblock/%2/handler/%3"_s.arg(
        m_facts->keyText(), m_facts->key().usageKey(u"drag-and-drop-v2"_s, name), handler);
    request.body = body;
    return m_site->answer(request, who.value_or(m_anna));
  }
  QByteArray get(const QString& path, const render::WebFields& query = {})
  {
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    request.query = query;
    return m_site->answer(request, m_anna).body;
  }
  QByteArray drop(const QString& name, int item, const QByteArray& zone)
  {
    return post(name, u"drop_item"_s, "{\"val\": " + QByteArray::number(item) + ", \"zone\": " + zone + "}")
        .body;
  }
  QByteArray state(const QString& name)
  {
    return get(u"/courses/%1/xblock/%2/handler/student_view_user_state"_s.arg(
        m_facts->keyText(), m_facts->key().usageKey(u"drag-and-drop-v2"_s, name)));
  }
  QByteArray score(const QString& name) const
  {
    const auto kept = m_states->value(m_anna.id, u"drag-and-drop-v2/"_s + name, render::kept::kScore);
    return kept ? kept->toUtf8() : QByteArray();
  }

  const QString kData =
      uR"({"zones": [{"uid": "top", "title": "Top", "align": "left"}, {"uid": "bottom", "title": "Bottom"}],
    "feedback": {"start": "Go", "finish": "Done"}, "explanation": " Because ", "items": [
    {"id": 0, "displayName": "A", "imageURL": "", "zones": ["top"], "feedback": {"correct": "Yes", "incorrect": "No 0"}},
    {"id": 1, "displayName": "B", "imageURL": "", "zones": ["bottom"], "feedback": {"correct": "", "incorrect": "No 1"}},
    {"id": 2, "displayName": "C", "imageURL": "", "zones": ["top", "bottom"], "feedback": {"incorrect": ""}},
    {"id": 3, "displayName": "D", "imageURL": "", "zones": [], "feedback": {"incorrect": "No 3"}}]})"_s;
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_staff{u"staff"_s, 4, true, true, u"audit"_s, {}};
  BlockTypes m_types = BlockTypes::builtIn();
  SystemClock m_clock;
  std::unique_ptr<FakeCourse> m_course;
  std::unique_ptr<render::SiteCourse> m_facts;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestDragProblem)
#include "tst_dragproblem.moc"
