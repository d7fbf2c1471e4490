#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// What learners write at the margin of texts.
class TestNotes : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_states = std::make_unique<render::MemoryStates>();
    begin(true);
  }

  void aNoteIsWrittenChangedAndTakenAway()
  {
    const auto made = add(m_anna, "light", "Look <up>");
    QCOMPARE(made.status, 201);
    const Json note = *Json::parse(QByteArrayView(made.body));
    QCOMPARE(note.find("quote")->text(), u"light"_s);
    QCOMPARE(note.find("unit")->find("display_name")->text(), u"u"_s);
    add(m_anna, "sugar", "");
    QCOMPARE(list(m_anna).find("count")->whole(), 2);
    QCOMPARE(list(m_ben).find("count")->whole(), 0);
    const QString address = u"/api/v1/annotations/%1/"_s.arg(note.find("id")->text());
    QCOMPARE(ask(m_ben, "PUT", address, R"({"text": "mine"})").status, 404);
    QCOMPARE(ask(m_anna, "PUT", address, R"({"text": "Down", "tags": [" exam ", ""]})").status, 200);
    const QByteArray page = ask(m_anna, "GET", pageAddress()).body;
    QVERIFY2(page.contains("Down") && page.contains(">exam<") && page.contains("sugar"), page);
    QVERIFY(!page.contains("Look"));
    QCOMPARE(ask(m_anna, "DELETE", address).status, 204);
    QCOMPARE(list(m_anna).find("count")->whole(), 1);
    QCOMPARE(ask(m_anna, "DELETE", address).status, 404);
    add(m_anna, "again", "");
    QVERIFY(list(m_anna).toUtf8().contains("\"id\":\"3\"")); // numbers are not used twice
  }

  void whatIsNoNoteIsRefused_data()
  {
    QTest::addColumn<QString>("block");
    QTest::addColumn<QByteArray>("quote");
    QTest::addColumn<QByteArray>("sentence");
    QTest::newRow("no quote") << u"html/h"_s << QByteArray() << QByteArray("quotes a passage");
    QTest::newRow("too long") << u"html/h"_s << QByteArray(20'000, 'a') << QByteArray("quotes a passage");
    QTest::newRow("not a text") << u"problem/p"_s << QByteArray("x") << QByteArray("stands on a text");
    QTest::newRow("not the learner's") << u"html/team"_s << QByteArray("x") << QByteArray("stands on a text");
  }

  void whatIsNoNoteIsRefused()
  {
    QFETCH(QString, block);
    QFETCH(QByteArray, quote);
    QFETCH(QByteArray, sentence);
    const auto reply = add(m_anna, quote, "", block);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(sentence), reply.body);
    QCOMPARE(add(m_anna, "ok", QByteArray(20'000, 'a')).status, 400);
  }

  void onlyCoursesThatWantNotesHaveThem()
  {
    QVERIFY(facts(m_anna).find("enabled")->boolean());
    QVERIFY(ask(m_anna, "GET", u"/xblock/"_s + usage(u"vertical/u"_s)).body.contains("notes.js"));
    QCOMPARE(ask(render::nobody(), "GET", pageAddress()).status, 404);
    begin(false);
    QCOMPARE(facts(m_anna).find("enabled")->boolean(), false);
    QCOMPARE(add(m_anna, "light", "").status, 404);
    QCOMPARE(ask(m_anna, "GET", pageAddress()).status, 404);
    QVERIFY(!ask(m_anna, "GET", u"/xblock/"_s + usage(u"vertical/u"_s)).body.contains("notes.js"));
  }

  void theLearnerSaysWhetherTheyShow()
  {
    QVERIFY(facts(m_anna).find("visible")->boolean());
    const QString address = u"/courses/%1/edxnotes/visibility/"_s.arg(m_course->site().keyText());
    QCOMPARE(ask(m_anna, "PUT", address, R"({"visibility": false})").status, 200);
    QCOMPARE(facts(m_anna).find("visible")->boolean(), false);
    QVERIFY(facts(m_ben).find("visible")->boolean());
    QCOMPARE(ask(m_anna, "PUT", address, "{}").status, 400);
  }

private:
  void begin(bool hasNotes)
  {
    m_course = std::make_unique<SmallCourse>(
        SmallCourse::Values{{u"edxnotes"_s, hasNotes ? u"true"_s : u"false"_s}});
    m_course->addLesson();
    m_course->add(u"vertical/u"_s, u"html/h"_s, {}, "<p>Leaves turn light into sugar again.</p>");
    m_course->add(u"vertical/u"_s, u"html/team"_s, {{u"visible_to_staff_only"_s, u"true"_s}}, "<p>x</p>");
    m_course->add(u"vertical/u"_s, u"problem/p"_s, {}, "<problem/>");
  }
  QString usage(const QString& name) { return m_course->site().usageKey(m_course->node(name)); }
  QString pageAddress() { return u"/courses/%1/edxnotes/"_s.arg(m_course->site().keyText()); }
  render::WebReply ask(const render::Learner& who, const QByteArray& method, const QString& path,
                       const QByteArray& body = {})
  {
    render::Site site(m_course->site(), *m_states, {m_anna, m_ben}, m_clock);
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    return site.answer(request, who);
  }
  render::WebReply add(const render::Learner& who, const QByteArray& quote, const QByteArray& text,
                       const QString& block = u"html/h"_s)
  {
    return ask(who, "POST", u"/api/v1/annotations/"_s,
               "{\"usage_id\": \"" + usage(block).toUtf8() + "\", \"quote\": \"" + quote +
                   "\", \"text\": \"" + text + "\"}");
  }
  Json list(const render::Learner& who)
  {
    return *Json::parse(QByteArrayView(ask(who, "GET", pageAddress() + u"notes/"_s).body));
  }
  Json facts(const render::Learner& who)
  {
    const auto reply = ask(who, "GET", u"/api/courseware/course/"_s + m_course->site().keyText());
    return Json::parse(QByteArrayView(reply.body))->find("notes").value_or(Json());
  }

  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  const render::Learner m_ben{u"ben"_s, 7, false, true, u"audit"_s, {}};
  ClockAtNoon m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
};

SCRIPTORIUM_TEST(TestNotes)
#include "tst_notes.moc"
