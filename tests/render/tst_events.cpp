#include "render/events/eventlog.h"
#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class EventsClock final : public Clock
{
public:
  Timestamp now() const override { return kNoon; }
};

const QString kCourse = u"course-v1:Org+Num+KeyRun"_s;
const QByteArray kBlocks = "block-v1:Org+Num+KeyRun+type@";

const QByteArray kNumber = "<problem><numericalresponse answer=\"4\"><label>2 + 2</label>"
                           "<formulaequationinput/></numericalresponse>"
                           "<demandhint><hint>Count.</hint></demandhint></problem>";
const QByteArray kTwo =
    "<problem><stringresponse answer=\"a\"><label>First</label><textline/></stringresponse>"
    "<multiplechoiceresponse><label>Second</label><choicegroup>"
    "<choice correct=\"true\">yes</choice><choice correct=\"false\">no</choice>"
    "</choicegroup></multiplechoiceresponse></problem>";

QByteArray key(const char* block)
{
  const QByteArray name(block);
  const qsizetype slash = name.indexOf('/');
  return kBlocks + name.first(slash) + "+block@" + name.sliced(slash + 1);
}

QByteArray handler(const char* block, const char* name)
{
  return "/courses/" + kCourse.toUtf8() + "/xblock/" + key(block) + "/handler/" + name;
}

QByteArray logged(const char* name, const QByteArray& data)
{
  return "event_type=" + QByteArray(name) + "&event=" + data.toPercentEncoding() +
         "&page=http%3A%2F%2Fc-1.localhost%3A99%2Fcourse%2Fx";
}

Json part(const Json& json, const QByteArray& path)
{
  Json found = json;
  for (const QByteArray& name : path.split('/'))
    found = found.find(QString::fromUtf8(name)).value_or(Json());
  return found;
}

} // namespace

/// What the LMS would log of what learners do, and the statements that it would send.
class TestEvents : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_states = std::make_unique<render::MemoryStates>();
    m_course = std::make_unique<SmallCourse>(SmallCourse::Values{
        {u"display_name"_s, u"Sums"_s},
        {u"user_partitions"_s, u"[{\"id\":7,\"name\":\"Colours\",\"scheme\":\"random\",\"version\":3,"
                               "\"description\":\"\",\"parameters\":{},\"active\":true,"
                               "\"groups\":[{\"id\":3,\"name\":\"Red\",\"version\":1}]}]"_s}});
    m_course->addLesson();
    m_course->add(u"vertical/u"_s, u"problem/p_1"_s, {{u"display_name"_s, u"Add"_s}, {u"weight"_s, u"5"_s}},
                  kNumber);
    m_course->add(u"vertical/u"_s, u"problem/two"_s, {{u"display_name"_s, u"Both"_s}}, kTwo);
    m_course->add(u"vertical/u"_s, u"html/h"_s, {}, "<p>Text</p>");
    m_course->add(u"vertical/u"_s, u"video/v"_s);
    m_course->add(u"vertical/u"_s, u"library_content/l"_s, {{u"max_count"_s, u"1"_s}});
    m_course->add(u"library_content/l"_s, u"html/only"_s, {}, "<p>Drawn</p>");
    m_course->add(u"vertical/u"_s, u"split_test/s"_s,
                  {{u"user_partition_id"_s, u"7"_s},
                   {u"group_id_to_child"_s, QString::fromUtf8("{\"3\":\"" + key("vertical/red") + "\"}")}});
    m_course->add(u"split_test/s"_s, u"vertical/red"_s);
    m_course->add(u"chapter/c"_s, u"sequential/exam"_s,
                  {{u"display_name"_s, u"Exam"_s},
                   {u"is_time_limited"_s, u"true"_s},
                   {u"default_time_limit_minutes"_s, u"30"_s}});
    m_site =
        std::make_unique<render::Site>(m_course->site(), *m_states, QList<render::Learner>{m_anna}, m_clock);
  }

  void everyActionIsLogged_data();
  void everyActionIsLogged();

  void anEntryHasTheFieldsOfTheLms()
  {
    const Json entry = render::trackingEvent(checked("4").back());
    const QByteArray path = handler("problem/p_1", "xmodule_handler/problem_check");
    QCOMPARE(part(entry, "context").toUtf8(),
             "{\"user_id\":6,\"path\":\"" + path +
                 "\",\"course_id\":\"course-v1:Org+Num+KeyRun\",\"org_id\":\"Org\","
                 "\"module\":{\"display_name\":\"Add\",\"usage_key\":\"" +
                 key("problem/p_1") + "\"}}");
    QStringList names;
    for (const Json::Member& member : entry.members())
      names.append(QString::fromUtf8(member.name));
    QCOMPARE(names.join(u' '), u"name context username session ip agent host referer accept_language event "
                               "time event_type event_source page"_s);
    QCOMPARE(part(entry, "username").text(), u"anna"_s);
    QCOMPARE(part(entry, "session").text(), u"5ebe2294ecd0e0f08eab7690d2a6ee69"_s); // MD5 of the cookie
    QCOMPARE(part(entry, "agent").text(), u"Browser/1"_s);
    QCOMPARE(part(entry, "referer").text(), u"http://preview.localhost/xblock/x"_s);
    QCOMPARE(part(entry, "time").text(), u"2026-11-29T12:00:00.000000+00:00"_s);
    QCOMPARE(part(entry, "event_type").text(), u"problem_check"_s);
    QCOMPARE(part(entry, "event_source").text(), u"server"_s);
    QCOMPARE(part(entry, "page").text(), u"x_module"_s);
    QCOMPARE(part(entry, "event/submission/p_1_2_1").toUtf8(),
             R"({"question":"2 + 2","answer":"4","response_type":"numericalresponse",)"
             R"("input_type":"formulaequationinput","correct":true,"variant":"","group_label":""})");
  }

  void nothingSaysWhichComputerItIs()
  {
    for (const auto& event : asked("POST", "/event", logged("x", "{}")))
      QVERIFY(!render::trackingEvent(event).toUtf8().contains("c-1.localhost"));
  }

  void aStatementHasItsNumberFromActorTimeAndVerb()
  {
    const QList<Json> statements = render::xapiStatements(checked("4").back());
    QCOMPARE(statements.size(), 1);
    // By Python: uuid5(uuid5(NAMESPACE_DNS, json.dumps(verb)), json.dumps(actor) + "-" + time).
    QCOMPARE(part(statements[0], "id").text(), u"495d2b74-7e5c-5367-9741-87547d979972"_s);
    QCOMPARE(part(statements[0], "actor/account/name").text(), u"ce4e884f-0525-5319-80f4-d0b4c7c26fe2"_s);
    const QByteArray course =
        R"([{"objectType":"Activity","id":"http://preview.localhost/course/course-v1:Org+Num+KeyRun",)"
        R"("definition":{"type":"http://adlnet.gov/expapi/activities/course","name":{"en-US":"Sums"}}}])";
    QCOMPARE(part(statements[0], "context/contextActivities/parent").toUtf8(), course);
    const QByteArray question = R"({"type":"http://adlnet.gov/expapi/activities/cmi.interaction",)"
                                R"("description":{"en-US":"2 + 2"},"interactionType":"numeric",)"
                                R"("extensions":{"http://id.tincanapi.com/extension/attempt-id":1}})";
    QCOMPARE(part(statements[0], "object/definition").toUtf8(), question);
  }

  void questionsOfOneProblemHaveStatementsOfTheirOwn()
  {
    const auto events = asked("POST", handler("problem/two", "xmodule_handler/problem_check"),
                              "input_two_2_1=a&input_two_3_1=choice_1");
    const QList<Json> statements = render::xapiStatements(events.back());
    QCOMPARE(statements.size(), 3);
    QCOMPARE(part(statements[0], "object/objectType").text(), u"GroupActivity"_s);
    QCOMPARE(part(statements[0], "result").toUtf8(),
             R"({"success":false,"score":{"min":0,"max":2,"raw":1,"scaled":0.5}})");
    QCOMPARE(part(statements[1], "object/id").text(),
             u"http://preview.localhost/xblock/block-v1:Org+Num+KeyRun+type@problem+block@two_2_1"_s);
    QCOMPARE(part(statements[1], "result").toUtf8(), R"({"success":true,"response":"a"})");
    QCOMPARE(part(statements[2], "result").toUtf8(), R"({"success":false,"response":"no"})");
    QCOMPARE(part(statements[2], "context/statement/id"), part(statements[0], "id"));
    QVERIFY(part(statements[1], "id") != part(statements[2], "id"));
  }

  void ofNobodyNothingIsStated()
  {
    render::WebRequest request = requestOf("POST", "/event", logged("play_video", "{\"id\":\"v\"}"));
    std::vector<render::LearnerEvent> events;
    m_site->answer(request, render::nobody(), &events);
    QCOMPARE(events.size(), size_t(1));
    QVERIFY(part(render::trackingEvent(events[0]), "context/user_id").isNull());
    QVERIFY(render::xapiStatements(events[0]).isEmpty());
  }

  void staffWhoLookAsLearnersAreLoggedAsThemselves()
  {
    asked("POST", "/courses/" + kCourse.toUtf8() + "/masquerade", "{\"role\":\"student\"}", m_staff);
    const auto events = asked("POST", handler("html/h", "publish_completion"), "{\"completion\":1}", m_staff);
    QCOMPARE(events.at(0).learner, u"staff"_s);
  }

  void whatIsLongIsCut()
  {
    const auto events = asked("POST", "/event", logged("x", '"' + QByteArray(100'000, 'a') + '"'));
    QCOMPARE(events.at(0).data.size(), render::LearnerEvent::kMostData);
    QVERIFY(part(render::trackingEvent(events.at(0)), "event").isText());
  }

  void theLogKeepsTheLatestOfEachSession()
  {
    QStringList followed;
    render::EventLog log([&followed](const auto& event) { followed.append(event.name); });
    const auto event = [](const QString& name, qint64 learner) {
      render::LearnerEvent made;
      made.name = name;
      made.learnerId = learner;
      return std::vector<render::LearnerEvent>{made};
    };
    log.add(event(u"a"_s, 6));
    log.add(event(u"b"_s, 7));
    QCOMPARE(followed, (QStringList{u"a"_s, u"b"_s}));
    const auto part = log.after(0, 6, 10);
    QCOMPARE(part.events.size(), size_t(1));
    QCOMPARE(part.events[0].name, u"a"_s);
    QCOMPARE(part.last, 2);
    QVERIFY(!part.isGap && log.after(2, 6, 10).events.empty());
    QCOMPARE(log.after(99, 6, 10).last, 2);
    for (int i = 0; i < 2000; ++i)
      log.add(event(u"c"_s, 7));
    QVERIFY(log.after(0, 6, 10).isGap);
    QVERIFY(log.after(0, 6, 10).events.empty());
    QCOMPARE(log.after(1990, 7, 5).events.size(), size_t(5));
    QCOMPARE(log.after(1990, 7, 5).last, 1995);
  }

  void theLogIsBounded()
  {
    render::EventLog log;
    for (int i = 0; i < 500; ++i) {
      render::LearnerEvent event;
      event.data = QByteArray(render::LearnerEvent::kMostData, 'x');
      log.add({event});
    }
    const size_t kept = log.after(0, 0, 1000).events.size();
    QVERIFY2(kept > 300 && kept * render::LearnerEvent::kMostData <= 16 * 1024 * 1024,
             QByteArray::number(kept));
  }

private:
  render::WebRequest requestOf(const QByteArray& method, const QByteArray& target, const QByteArray& body)
  {
    render::WebRequest request;
    request.method = method;
    request.path = QString::fromUtf8(target.split('?')[0]);
    if (const qsizetype at = target.indexOf('?'); at >= 0)
      request.query = render::parseUrlEncoded(QByteArrayView(target).sliced(at + 1));
    request.body = body;
    request.headers = {{"host", "c-1.localhost:99"},
                       {"user-agent", "Browser/1"},
                       {"accept-language", "en"},
                       {"referer", "http://c-1.localhost:99/xblock/x"},
                       {"cookie", "sessionid=secret"}};
    return request;
  }
  std::vector<render::LearnerEvent> asked(const QByteArray& method, const QByteArray& target,
                                          const QByteArray& body, const render::Learner& who)
  {
    std::vector<render::LearnerEvent> events;
    const render::WebReply reply = m_site->answer(requestOf(method, target, body), who, &events);
    if (reply.status >= 400)
      qWarning("%s: %d %s", target.constData(), reply.status, reply.body.constData());
    return events;
  }
  std::vector<render::LearnerEvent> asked(const QByteArray& method, const QByteArray& target,
                                          const QByteArray& body)
  {
    return asked(method, target, body, m_anna);
  }
  std::vector<render::LearnerEvent> checked(const QByteArray& answer)
  {
    return asked("POST", handler("problem/p_1", "xmodule_handler/problem_check"), "input_p_1_2_1=" + answer);
  }

  EventsClock m_clock;
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_staff{u"staff"_s, 5, true, true, u"audit"_s, {}};
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::Site> m_site;
};

void TestEvents::everyActionIsLogged_data()
{
  QTest::addColumn<QByteArray>("method");
  QTest::addColumn<QByteArray>("target");
  QTest::addColumn<QByteArray>("body");
  QTest::addColumn<QStringList>("names"); // of all events, the one below last
  QTest::addColumn<QByteArray>("data");   // "event" of the entry
  QTest::addColumn<QByteArray>("xapi");   // "VERB OBJECT RESULT"; empty: no statement
  const auto row = [](const char* name, const QByteArray& method, const QByteArray& target,
                      const QByteArray& body, const QString& names, const QByteArray& data,
                      const QByteArray& xapi) {
    QTest::newRow(name) << method << target << body << names.split(u' ') << data << xapi;
  };
  const QByteArray problem = key("problem/p_1");
  const auto ofProblem = [](const char* name) {
    return handler("problem/p_1", (QByteArray("xmodule_handler/") + name).constData());
  };
  const QByteArray course = "course-v1:Org+Num+KeyRun";
  row("an answer", "POST", ofProblem("problem_check"), "input_p_1_2_1=5",
      u"edx.completion.block_completion.changed edx.grades.problem.submitted problem_check"_s, {},
      "evaluated /xblock/" + problem +
          " {\"success\":false,\"score\":{\"min\":0,\"max\":1,\"raw\":0,\"scaled\":0.0},\"response\":\"5\"}");
  row("an answer that is saved", "POST", ofProblem("problem_save"), "input_p_1_2_1=5",
      u"save_problem_success"_s, {}, {});
  row("a reset of nothing", "POST", ofProblem("problem_reset"), "", u"reset_problem_fail"_s, {}, {});
  row("the answers", "POST", ofProblem("problem_show"), "", u"showanswer"_s,
      "{\"problem_id\":\"" + problem + "\"}", "asked /xblock/" + problem + "/answer ");
  row("a hint", "POST", ofProblem("hint_button"), "hint_index=0", u"edx.problem.hint.demandhint_displayed"_s,
      "{\"module_id\":\"" + problem + "\",\"hint_index\":0,\"hint_len\":1,\"hint_text\":\"Count.\"}",
      "asked /xblock/" + problem + "/hint/0 ");
  row("a text that was seen", "POST", handler("html/h", "publish_completion"), "{\"completion\":1}",
      u"edx.completion.block_completion.changed"_s,
      "{\"user_id\":6,\"course_id\":\"" + course + "\",\"context_key\":\"" + course + "\",\"block_id\":\"" +
          key("html/h") + "\",\"block_type\":\"html\",\"completion\":1.0,\"is_new\":true}",
      "progressed /xblock/" + key("html/h") +
          " {\"completion\":true,\"extensions\":{\"https://w3id.org/xapi/cmi5/result/extensions/"
          "progress\":100.0}}");
  row("a bookmark", "POST", "/api/bookmarks/v1/bookmarks/", "{\"usage_id\":\"" + key("vertical/u") + "\"}",
      u"edx.bookmark.added"_s,
      "{\"course_id\":\"" + course + "\",\"bookmark_id\":\"anna," + key("vertical/u") +
          "\",\"component_type\":\"vertical\",\"component_usage_id\":\"" + key("vertical/u") + "\"}",
      {});
  row("children of a library, and a group", "GET", "/xblock/" + key("vertical/u"), "",
      u"edx.librarycontentblock.content.assigned xmodule.partitions.assigned_user_to_partition"_s,
      "{\"group_id\":3,\"group_name\":\"Red\",\"partition_id\":7,\"partition_name\":\"Colours\"}", {});
  row("an exam begun", "POST", "/api/edx_proctoring/v1/proctored_exam/attempt", "exam_id=1",
      u"edx.special_exam.timed.attempt.created edx.special_exam.timed.attempt.started"_s, {}, {});
  row("an answer, as the page logs it", "POST", "/event", logged("problem_check", "\"input_p_1_2_1=5\""),
      u"problem_check"_s, "input_p_1_2_1=5", "attempted /xblock/" + problem + " ");
  row("a film played", "POST", "/event",
      logged("play_video", "{\"id\":\"v\",\"code\":\"html5\",\"duration\":10.1234,\"currentTime\":1.5}"),
      u"play_video"_s, R"({"id": "v", "code": "html5", "duration": 10.1234, "currentTime": 1.5})",
      "played /xblock/" + key("video/v") +
          " {\"extensions\":{\"https://w3id.org/xapi/video/extensions/time\":1.5}}");
  row("a place looked for", "POST", "/event",
      logged("seek_video", "{\"id\":\"v\",\"old_time\":1,\"new_time\":2.0004,\"type\":\"onSlideSeek\"}"),
      u"seek_video"_s, R"({"id": "v", "old_time": 1, "new_time": 2.0004, "type": "onSlideSeek"})",
      "seeked /xblock/" + key("video/v") +
          " {\"extensions\":{\"https://w3id.org/xapi/video/extensions/time-from\":1.0,"
          "\"https://w3id.org/xapi/video/extensions/time-to\":2.0}}");
  row("another speed", "POST", "/event",
      logged("speed_change_video", "{\"id\":\"v\",\"old_speed\":\"1\",\"new_speed\":\"1.5\"}"),
      u"speed_change_video"_s, R"({"id": "v", "old_speed": "1", "new_speed": "1.5"})",
      "interacted /xblock/" + key("video/v") +
          " {\"extensions\":{\"https://w3id.org/xapi/openedx/extension/speed-from\":\"1x\","
          "\"https://w3id.org/xapi/openedx/extension/speed-to\":\"1.5x\"}}");
  row("the next unit", "POST", "/event",
      logged("edx.ui.lms.sequence.next_selected",
             "{\"current_tab\":1,\"id\":\"" + key("vertical/u") + "\",\"tab_count\":2}"),
      u"edx.ui.lms.sequence.next_selected"_s,
      "{\"current_tab\": 1, \"id\": \"" + key("vertical/u") + "\", \"tab_count\": 2, \"old\": 1, \"new\": 2}",
      "navigated /xblock/" + key("vertical/u") + ' ');
  row("a link", "GET",
      "/event?" + logged("edx.ui.lms.link_clicked", "{\"target_url\":\"https://example.org/\"}"), "",
      u"edx.ui.lms.link_clicked"_s, R"({"target_url": "https://example.org/"})",
      "navigated https://example.org/ ");
  row("something of an author's script", "POST", "/event", logged("my.own", "no JSON"), u"my.own"_s,
      "no JSON", {});
}

void TestEvents::everyActionIsLogged()
{
  QFETCH(QByteArray, method);
  QFETCH(QByteArray, target);
  QFETCH(QByteArray, body);
  QFETCH(QByteArray, data);
  const auto events = asked(method, target, body);
  QStringList names;
  for (const auto& event : events)
    names.append(event.name);
  QTEST(names, "names");
  if (!data.isEmpty()) {
    const Json event = part(render::trackingEvent(events.back()), "event");
    QCOMPARE(event.isText() ? event.utf8() : event.toUtf8(), data);
  }
  const QList<Json> statements = render::xapiStatements(events.back());
  QByteArray said;
  if (!statements.isEmpty()) {
    const Json result = part(statements[0], "result");
    said = part(statements[0], "verb/display/en").utf8() + ' ' +
           part(statements[0], "object/id").utf8().replace("http://preview.localhost", "") + ' ' +
           (result.isNull() ? QByteArray() : result.toUtf8());
  }
  QTEST(said, "xapi");
}

SCRIPTORIUM_TEST(TestEvents)
#include "tst_events.moc"
