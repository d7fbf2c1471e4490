#include "base/clock.h"
#include "fakes/fakecourse.h"
#include "model/blocktype.h"
#include "render/site/site.h"
#include "render/web/links.h"
#include "render/web/memorystates.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr auto kProblem =
    "<problem><numericalresponse answer=\"4\"><formulaequationinput/></numericalresponse></problem>";

BlockVersion made(QList<Child> children)
{
  BlockVersion version;
  version.children = std::move(children);
  version.fields = {{u"start"_s, u"2020-01-01T00:00:00Z"_s}}; // this view knows no parents to inherit it from
  return version;
}

} // namespace

/// One course at the LMS's addresses, without sockets.
class TestSite : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<FakeCourse>();
    BlockVersion problem = made({});
    problem.bodyForm = BodyForm::Element;
    problem.body = m_course->addBlob(kProblem);
    const auto pointer = [](BlockId block) { return Child{Child::Form::Pointer, block, {}}; };
    const auto p = m_course->add(u"problem"_s, u"p"_s, problem);
    const auto unit = m_course->add(u"vertical"_s, u"u"_s, made({pointer(p)}));
    const auto lesson = m_course->add(u"sequential"_s, u"q"_s, made({pointer(unit)}));
    const auto week = m_course->add(u"chapter"_s, u"c"_s, made({pointer(lesson)}));
    m_course->setRoot(m_course->add(u"course"_s, u"R"_s, made({pointer(week)})));
    m_course->addFile(u"static/images/my pic.png"_s, "0123456789");
    auto made = render::SiteCourse::of(*m_course, m_types, m_course->key());
    QVERIFY2(made, made ? "" : qPrintable(made.error().toString()));
    m_facts = *std::move(made);
    m_states = std::make_unique<render::MemoryStates>();
    m_site =
        std::make_unique<render::Site>(*m_facts, *m_states, QList<render::Learner>{m_anna, m_ben}, m_clock);
  }

  void answersAreGradedAndKeptPerLearner()
  {
    const Json wrong = check(m_anna, u"5"_s);
    QCOMPARE(wrong.find("success")->text(), u"incorrect"_s);
    const Json right = check(m_anna, u"4"_s);
    QCOMPARE(right.find("success")->text(), u"correct"_s);
    QCOMPARE(right.find("attempts_used")->whole(), 2);
    QCOMPARE(m_states->value(m_anna.id, u"problem/p"_s, render::kept::kScore)->find("earned")->number(), 1.0);
    QCOMPARE(check(m_ben, u"4"_s).find("attempts_used")->whole(), 1);
  }

  void unknownHandlersAndBlocksOfOtherCoursesAreNotFound()
  {
    QCOMPARE(post(m_anna, handler(u"nope"_s, u"problem"_s), {}).status, 404);
    QString foreign = handler(u"p"_s, u"problem"_s);
    foreign.replace(u"Num"_s, u"Other"_s);
    QCOMPARE(post(m_anna, foreign, {}).status, 404);
    QCOMPARE(get(u"/xyz"_s).status, 404);
  }

  void assetsAreFoundByTheLmssNameAndInParts()
  {
    const QString address = render::assetAddress(*m_facts, u"images/my pic.png"_s);
    QVERIFY(address.endsWith(u"images_my_pic.png"_s));
    const auto whole = get(address);
    QCOMPARE(whole.status, 200);
    QCOMPARE(whole.type, QByteArray("image/png"));
    QCOMPARE(get(address, "bytes=2-4").body, QByteArray("234"));
    QCOMPARE(get(address, "bytes=2-4").status, 206);
    QCOMPARE(get(address, "bytes=-3").body, QByteArray("789"));
    QCOMPARE(get(address, "bytes=7-").body, QByteArray("789"));
    QCOMPARE(get(address, "bytes=99-").body, QByteArray("0123456789"));
  }

  void jumpsLeadToTheUnit()
  {
    const auto reply = get(u"/courses/"_s + m_facts->keyText() + u"/jump_to_id/p"_s);
    QCOMPARE(reply.status, 302);
    QVERIFY(reply.headers[0].second.endsWith(
        "type@sequential+block@q/block-v1:Org+Num+KeyRun+type@vertical+block@u"));
    QVERIFY(reply.headers[0].second.startsWith("/course/course-v1:"));
    const QString course = u"/courses/"_s + m_facts->keyText();
    QCOMPARE(get(course + u"/jump_to_id/none"_s).status, 404);
    QCOMPARE(get(course + u"/jump_to/nonsense"_s).status, 404);
    const auto missing = get(course + u"/jump_to/"_s + m_facts->key().usageKey(u"html"_s, u"none"_s));
    QCOMPARE(missing.headers[0].second, "/course/" + m_facts->keyText().toUtf8());
    QVERIFY(get(course + u"/courseware"_s).headers[0].second.endsWith("/courseware/c/q/"));
    QVERIFY(get(course + u"/courseware/c/q/2"_s).headers[0].second.endsWith("sequential+block@q"));
    QVERIFY(get(course + u"/progress"_s).headers[0].second.endsWith("/progress"));
  }

  void theFrameListsWhatTheLearnerMaySee()
  {
    const auto page = get(u"/"_s);
    QCOMPARE(page.status, 200);
    QVERIFY2(page.body.contains("data-page=\"/xblock/block-v1:Org+Num+KeyRun+type@vertical+block@u?"),
             page.body);
    QCOMPARE(get(u"/learning/course/"_s + m_facts->keyText() + u"/x/y"_s).body, page.body);
    QCOMPARE(get(u"/__preview/shell.css"_s).type, QByteArray("text/css; charset=utf-8"));
    QVERIFY(get(u"/__preview/shell.js"_s).body.contains("/__version"));
    QCOMPARE(get(u"/__preview/../site.cpp"_s).status, 404);

    FakeCourse hidden;
    BlockVersion week;
    week.fields = {{u"visible_to_staff_only"_s, u"true"_s}, {u"display_name"_s, u"Secret"_s}};
    hidden.setRoot(hidden.add(u"course"_s, u"R"_s,
                              made({{Child::Form::Pointer, hidden.add(u"chapter"_s, u"c"_s, week), {}}})));
    const auto facts = render::SiteCourse::of(hidden, m_types, hidden.key());
    QVERIFY(facts);
    render::Learner staff = m_anna;
    staff.isStaff = true;
    render::Site site(**facts, *m_states, {m_anna, staff}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.path = u"/"_s;
    QVERIFY(!site.answer(request, m_anna).body.contains("Secret"));
    QVERIFY(site.answer(request, m_anna).body.contains("There is no unit yet"));
    QVERIFY(site.answer(request, staff).body.contains("Secret"));
  }

  void theFrameKeepsOutWhatTheOutlineDoes()
  {
    FakeCourse course;
    const auto add = [&](const QString& name, const QString& field, const QString& value) {
      BlockVersion lesson = made({});
      const QString start = field == "start"_L1 ? value : u"2020-01-01T00:00:00Z"_s;
      lesson.fields = {{u"start"_s, start}, {u"display_name"_s, name}, {field, value}};
      return Child{Child::Form::Pointer, course.add(u"sequential"_s, name, lesson), {}};
    };
    const auto week = course.add(
        u"chapter"_s, u"c"_s,
        made({add(u"Plain"_s, u"format"_s, u"Homework"_s), add(u"Unlisted"_s, u"hide_from_toc"_s, u"true"_s),
              add(u"Future"_s, u"start"_s, u"2999-01-01T00:00:00Z"_s),
              add(u"Grouped"_s, u"group_access"_s, u"{\"60\": [1]}"_s)}));
    BlockVersion root = made({{Child::Form::Pointer, week, {}}});
    root.fields = {{u"start"_s, u"2020-01-01T00:00:00Z"_s},
                   {u"user_partitions"_s,
                    uR"([{"id": 60, "name": "Groups", "scheme": "cohort", "version": 3, "active": true,
                          "parameters": {}, "groups": [{"id": 1, "name": "A", "version": 1}]}])"_s}};
    course.setRoot(course.add(u"course"_s, u"R"_s, root));
    const auto facts = render::SiteCourse::of(course, m_types, course.key());
    QVERIFY(facts);
    render::Site site(**facts, *m_states, {m_anna}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.path = u"/"_s;
    const QByteArray page = site.answer(request, m_anna).body;
    QVERIFY2(page.contains(">Plain<"), page);
    for (const char* hidden : {"Unlisted", "Future", "Grouped"})
      QVERIFY2(!page.contains(hidden), hidden);
  }

  void customPagesAndUpdatesHaveTheLmssAddresses()
  {
    FakeCourse course;
    BlockVersion root = made({});
    root.fields = {{u"tabs"_s, uR"([{"type": "static_tab", "name": "Read & me", "url_slug": "me"},
                         {"type": "static_tab", "name": "Gone", "url_slug": "gone"},
                         {"type": "static_tab", "name": "Not in the tabs", "url_slug": "quiet", "is_hidden": true}])"_s}};
    course.setRoot(course.add(u"course"_s, u"R"_s, root));
    course.addFile(u"tabs/me.html"_s, "<p>for %%USER_ID%% <a href=\"/static/a.pdf\">a</a></p>");
    course.addFile(u"tabs/quiet.html"_s, "<p>quiet</p>");
    course.addFile(u"info/updates.items.json"_s,
                   R"([{"id": 1, "date": "May 1, 2026", "content": "<p>Hello</p>", "status": "visible"},
                       {"id": 2, "date": "May 2, 2026", "content": "<p>Gone</p>", "status": "deleted"}])");
    const auto facts = render::SiteCourse::of(course, m_types, course.key());
    QVERIFY(facts);
    render::Site site(**facts, *m_states, {m_anna}, m_clock);
    const auto answer = [&](const QString& path) {
      render::WebRequest request;
      request.method = "GET";
      request.path = path;
      return site.answer(request, m_anna);
    };
    const QString base = u"/courses/"_s + (*facts)->keyText();
    const QByteArray page = answer(base + u"/me/"_s).body;
    QVERIFY2(page.contains("<title>Read &amp; me | Num | My Open edX</title>"), page);
    QVERIFY2(page.contains("xmodule_StaticTabBlock"), page);
    QVERIFY2(page.contains("+type@asset+block/a.pdf"), page);
    QVERIFY2(!page.contains("%%USER_ID%%"), page);
    QCOMPARE(answer(base + u"/me"_s).status, 301);
    QVERIFY(answer(base + u"/quiet/"_s).body.contains("quiet"));
    QCOMPARE(answer(base + u"/gone/"_s).status, 404);
    QCOMPARE(answer(base + u"/none/"_s).status, 404);
    QCOMPARE(answer(u"/courses/course-v1:Org+Other+Run/me/"_s).status, 404);
    QCOMPARE(answer(u"/courses/course-v1:Org+Other+Run/course/updates"_s).status, 404);
    QCOMPARE(answer(u"/courses/course-v1:Org+Other+Run/progress"_s).status, 404);
    const QByteArray updates = answer(base + u"/course/updates"_s).body;
    QVERIFY(updates.contains("<p>Hello</p>") && !updates.contains("Gone"));
    const QByteArray frame = answer(u"/"_s).body;
    QVERIFY2(frame.contains("data-page=\"" + base.toUtf8() + "/me/\">Read &amp; me</a>"), frame);
    QVERIFY(frame.contains("/course/updates\">Updates and handouts</a>"));
    QVERIFY(!frame.contains("Not in the tabs"));
  }

  void addressesInsideQuotesBecomeTheCourses_data()
  {
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("shown");
    const QString asset = u"/asset-v1:Org+Num+KeyRun+type@asset+block/"_s;
    QTest::newRow("file") << u"<img src=\"/static/images/no pic.png\">"_s
                          << u"<img src=\""_s + asset + u"images_no_pic.png\">"_s;
    QTest::newRow("query kept, fragment lost")
        << u"<a href='/static/p.html?x=1#f'>"_s << u"<a href='"_s + asset + u"p.html?x=1'>"_s;
    QTest::newRow("outside quotes") << u"/static/x.png"_s << u"/static/x.png"_s;
    QTest::newRow("raw") << u"\"/static/x.js?raw\""_s << u"\"/static/x.js?raw\""_s;
    QTest::newRow("loader of an applet") << u"\"/static/js/capa/genex/genex.nocache.js\""_s
                                         << u"\"/static/js/capa/genex/genex.nocache.js?raw\""_s;
    QTest::newRow("course") << u"\"/course/wiki\""_s << u"\"/courses/course-v1:Org+Num+KeyRun/wiki\""_s;
    QTest::newRow("block") << u"\"/jump_to_id/p#x\""_s
                           << u"\"/courses/course-v1:Org+Num+KeyRun/jump_to_id/p#x\""_s;
    QTest::newRow("of old") << u"\"/c4x/A/B/asset/x.png\""_s << u"\""_s + asset + u"x.png\""_s;
    QTest::newRow("escaped quotes") << u"\\\"/static/x.png\\\""_s << u"\\\""_s + asset + u"x.png\\\""_s;
  }
  void addressesInsideQuotesBecomeTheCourses()
  {
    QFETCH(QString, html);
    QFETCH(QString, shown);
    QCOMPARE(render::withAddresses(*m_facts, html), shown);
  }

private:
  render::WebReply get(const QString& path, const QByteArray& range = {})
  {
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    if (!range.isEmpty())
      request.headers.insert("range", range);
    return m_site->answer(request, m_anna);
  }
  render::WebReply post(const render::Learner& learner, const QString& path, const QByteArray& body)
  {
    render::WebRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    return m_site->answer(request, learner);
  }
  QString handler(const QString& name, const QString& type) const
  {
    return u"/courses/%1/xblock/%2/handler/xmodule_handler/problem_check"_s.arg(
        m_facts->keyText(), m_facts->key().usageKey(type, name));
  }
  Json check(const render::Learner& learner, const QString& answer)
  {
    return *Json::parse(
        QByteArrayView(post(learner, handler(u"p"_s, u"problem"_s), "input_p_2_1=" + answer.toUtf8()).body));
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  BlockTypes m_types = BlockTypes::builtIn();
  SystemClock m_clock;
  std::unique_ptr<FakeCourse> m_course;
  std::unique_ptr<render::SiteCourse> m_facts;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestSite)
#include "tst_site.moc"
