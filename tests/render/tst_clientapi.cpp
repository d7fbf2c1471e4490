#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class NoonClock final : public Clock
{
public:
  Timestamp now() const override { return kNoon; }
};

/// "outline.sections" of nested objects.
Json at(const Json& json, const QString& path)
{
  Json value = json;
  for (const QString& name : path.split(u'/'))
    value = value.find(name).value_or(Json());
  return value;
}

} // namespace

/// What the learning client asks, over one small course.
class TestClientApi : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    const auto partitions =
        u"[{\"id\":7,\"name\":\"P\",\"scheme\":\"cohort\",\"active\":true,\"groups\":[{\"id\":1,"
        "\"name\":\"A\"},{\"id\":2,\"name\":\"B\"}]}]"_s;
    m_course = std::make_unique<SmallCourse>(
        SmallCourse::Values{{u"display_name"_s, u"Small"_s}, {u"user_partitions"_s, partitions}});
    m_course->addLesson(
        {{u"display_name"_s, u"Lesson"_s}, {u"graded"_s, u"true"_s}, {u"format"_s, u"Homework"_s}});
    m_course->add(u"vertical/u"_s, u"html/h"_s, {{u"display_name"_s, u"Text"_s}}, "<p>x</p>");
    m_course->add(
        u"vertical/u"_s, u"problem/p"_s, {},
        "<problem><numericalresponse answer='4'><formulaequationinput/></numericalresponse></problem>");
    m_course->add(u"sequential/q"_s, u"vertical/only_a"_s, {{u"group_access"_s, u"{\"7\": [1]}"_s}});
    m_course->add(u"chapter/c"_s, u"sequential/later"_s, {{u"start"_s, u"2030-01-01T00:00:00Z"_s}});
    m_course->add(u"sequential/later"_s, u"vertical/lu"_s, {{u"start"_s, u"2030-01-01T00:00:00Z"_s}});
    m_course->add(u"chapter/c"_s, u"sequential/unlisted"_s, {{u"hide_from_toc"_s, u"true"_s}});
    m_states = std::make_unique<render::MemoryStates>();
    m_site = std::make_unique<render::Site>(m_course->site(), *m_states,
                                            QList<render::Learner>{m_staff, m_anna, m_stranger}, m_clock);
  }

  void theOutlineListsWhatComesLaterAsInaccessible()
  {
    const Json outline =
        at(get(m_anna, u"/api/learning_sequences/v1/course_outline/"_s + key()), u"outline"_s);
    QCOMPARE(at(outline, u"sections"_s).items()[0].find("sequence_ids")->items().size(), 2);
    QVERIFY(!at(outline, u"sequences/"_s + usage(u"sequential/later"_s)).find("accessible")->boolean());
    QVERIFY(!at(outline, u"sequences"_s).contains(usage(u"sequential/unlisted"_s)));
    const Json ofStranger =
        at(get(m_stranger, u"/api/learning_sequences/v1/course_outline/"_s + key()), u"outline"_s);
    QVERIFY(at(ofStranger, u"sections"_s).isEmpty());
  }

  void aSequenceTellsItsUnits()
  {
    const Json lesson = get(m_anna, u"/api/courseware/sequence/"_s + usage(u"sequential/q"_s));
    QCOMPARE(at(lesson, u"items"_s).items().size(), 1);
    const Json unit = at(lesson, u"items"_s).items()[0];
    QCOMPARE(at(unit, u"type"_s).text(), u"problem"_s);
    QCOMPARE(at(unit, u"path"_s).text(), u"c > Lesson > u"_s);
    QVERIFY(!at(unit, u"complete"_s).boolean());
    QCOMPARE(ask(m_anna, u"/api/courseware/sequence/"_s + usage(u"vertical/u"_s)).status, 422);
    QCOMPARE(ask(m_anna, u"/api/courseware/sequence/"_s + usage(u"sequential/later"_s)).status, 404);
    QCOMPARE(ask(m_staff, u"/api/courseware/sequence/"_s + usage(u"sequential/later"_s)).status, 200);
  }

  void homeCountsQuestionsAndLeadsToTheFirstBlock()
  {
    const Json home = get(m_anna, u"/api/course_home/outline/"_s + key());
    const Json lesson = at(home, u"course_blocks/blocks/"_s + usage(u"sequential/q"_s));
    QCOMPARE(at(lesson, u"display_name"_s).text(), u"Lesson (1 Question)"_s);
    QCOMPARE(at(lesson, u"description"_s).text(), u"Homework"_s);
    QVERIFY(!at(home, u"course_blocks/blocks"_s).contains(usage(u"sequential/later"_s)));
    QVERIFY(at(home, u"resume_course/url"_s).text().endsWith(u"type@html+block@h"_s));
    QVERIFY(at(get(m_stranger, u"/api/course_home/outline/"_s + key()), u"course_blocks"_s).isNull());
  }

  void completionMovesTheResumePoint()
  {
    QVERIFY(at(get(m_anna, u"/api/courseware/resume/"_s + key()), u"block_id"_s).isNull());
    const QByteArray batch = "{\"username\": \"anna\", \"course_key\": \"" + key().toUtf8() +
                             "\", \"blocks\": {\"" + usage(u"html/h"_s).toUtf8() + "\": 1.0}}";
    QCOMPARE(post(m_anna, u"/api/completion/v1/completion-batch"_s, batch).status, 200);
    const Json resume = get(m_anna, u"/api/courseware/resume/"_s + key());
    QCOMPARE(at(resume, u"block_id"_s).text(), usage(u"html/h"_s));
    QCOMPARE(at(resume, u"section_id"_s).text(), usage(u"sequential/q"_s));
    const Json sidebar = get(m_anna, u"/api/course_home/v1/navigation/"_s + key());
    const Json stat = at(sidebar, u"blocks/"_s + usage(u"vertical/u"_s) + u"/completion_stat"_s);
    QCOMPARE(at(stat, u"completion"_s).number(), 1.0);
    QCOMPARE(at(stat, u"completable_children"_s).whole(), 2);
  }

  void blocksAreToldAsDeepAsAsked()
  {
    const QString base = u"/api/courses/v2/blocks/?course_id="_s + key();
    QCOMPARE(at(get(m_anna, base + u"&username=anna"_s), u"blocks"_s).members().size(), 1);
    const Json all = get(m_anna, base + u"&username=anna&depth=all&requested_fields=children,graded"_s);
    QCOMPARE(at(all, u"blocks/"_s + usage(u"vertical/u"_s) + u"/children"_s).items().size(), 2);
    QVERIFY(!at(all, u"blocks"_s).contains(usage(u"vertical/lu"_s)));
    const Json problems =
        get(m_anna, base + u"&username=anna&depth=all&return_type=list&block_types_filter=problem"_s);
    QCOMPARE(problems.items().size(), 1);
    QCOMPARE(ask(m_anna, base + u"&username=staff"_s).status, 403);
    QCOMPARE(ask(m_anna, base).status, 400);
    QCOMPARE(ask(m_anna, base + u"&username=anna&depth=x"_s).status, 400);
    QCOMPARE(ask(m_stranger, base + u"&username=stranger"_s).status, 403);
  }

  void bookmarksComeAndGo()
  {
    const QString base = u"/api/bookmarks/v1/bookmarks/"_s;
    const QByteArray wish = "{\"usage_id\": \"" + usage(u"vertical/u"_s).toUtf8() + "\"}";
    QCOMPARE(post(m_anna, base, wish).status, 201);
    QCOMPARE(at(get(m_anna, base + u"?course_id="_s + key()), u"count"_s).whole(), 1);
    const Json lesson = get(m_anna, u"/api/courseware/sequence/"_s + usage(u"sequential/q"_s));
    QVERIFY(at(lesson, u"items"_s).items()[0].find("bookmarked")->boolean());
    QCOMPARE(ask(m_anna, base + u"anna,"_s + usage(u"vertical/u"_s) + u"/"_s, "DELETE").status, 204);
    QCOMPARE(at(get(m_anna, base), u"count"_s).whole(), 0);
    QCOMPARE(post(m_anna, base, "{\"usage_id\": \"x\"}").status, 400);
  }

  void staffLookAsAGroup()
  {
    const QString address = u"/courses/%1/masquerade"_s.arg(key());
    const QString lesson = u"/api/courseware/sequence/"_s + usage(u"sequential/q"_s);
    const auto lookAs = [&](const QByteArray& who) { return post(m_staff, address, who).body; };
    QCOMPARE(lookAs(R"({"role": "student", "group_id": 2, "user_partition_id": 7})"),
             QByteArray("{\"success\":true}"));
    QCOMPARE(at(get(m_staff, lesson), u"items"_s).items().size(), 1);
    QCOMPARE(at(get(m_staff, address), u"active/group_name"_s).text(), u"B"_s);
    const Json home = get(m_staff, u"/api/course_home/course_metadata/"_s + key());
    QVERIFY(!at(home, u"is_staff"_s).boolean() && at(home, u"original_user_is_staff"_s).boolean());
    lookAs(R"({"role": "student", "group_id": 1, "user_partition_id": 7})");
    QCOMPARE(at(get(m_staff, lesson), u"items"_s).items().size(), 2);
    lookAs(R"({"role": "student", "user_name": "anna"})");
    QCOMPARE(at(get(m_staff, u"/api/course_home/course_metadata/"_s + key()), u"username"_s).text(),
             u"anna"_s);
    QVERIFY(lookAs(R"({"role": "student", "user_name": "nobody"})").contains("There is no user"));
    lookAs(R"({"role": "staff"})");
    QVERIFY(at(get(m_staff, u"/api/course_home/course_metadata/"_s + key()), u"is_staff"_s).boolean());
    QCOMPARE(post(m_anna, address, R"({"role": "staff"})").body, QByteArray("{\"success\":false}"));
  }

  void progressIsForWhoMayEnter()
  {
    QCOMPARE(ask(m_stranger, u"/api/course_home/progress/"_s + key()).status, 401);
    const Json progress = get(m_anna, u"/api/course_home/progress/"_s + key());
    QCOMPARE(at(progress, u"completion_summary/incomplete_count"_s).whole(), 2);
    const Json lesson = at(progress, u"section_scores"_s).items()[0].find("subsections")->items()[0];
    QCOMPARE(at(lesson, u"num_points_possible"_s).number(), 1.0);
    QCOMPARE(at(progress, u"grading_policy/grade_range/Pass"_s).number(), 0.5);
  }

private:
  QString key() { return m_course->site().keyText(); }
  QString usage(const QString& name) { return m_course->site().usageKey(m_course->node(name)); }
  render::WebReply send(const render::Learner& learner, const QString& address, const QByteArray& method,
                        const QByteArray& body)
  {
    render::WebRequest request;
    request.method = method;
    request.path = address.section(u'?', 0, 0);
    request.query = render::parseUrlEncoded(address.section(u'?', 1).replace(u'+', u"%2B"_s).toUtf8());
    request.body = body;
    request.headers.insert("host", "h.localhost");
    request.headers.insert("content-type", "application/json");
    return m_site->answer(request, learner);
  }
  render::WebReply ask(const render::Learner& learner, const QString& address,
                       const QByteArray& method = "GET")
  {
    return send(learner, address, method, {});
  }
  render::WebReply post(const render::Learner& learner, const QString& address, const QByteArray& body)
  {
    return send(learner, address, "POST", body);
  }
  Json get(const render::Learner& learner, const QString& address)
  {
    return Json::parse(QByteArrayView(ask(learner, address).body)).value_or(Json());
  }

  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}, 0};
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}, 0};
  const render::Learner m_stranger{u"stranger"_s, 7, false, false, u"audit"_s, {}, 0};
  NoonClock m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestClientApi)
#include "tst_clientapi.moc"
