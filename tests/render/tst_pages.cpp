#include "render/site/custompages.h"
#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// Pages of a course that are no units.
class TestPages : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_course = std::make_unique<SmallCourse>(
        SmallCourse::Values{{u"display_name"_s, u"Plants & more"_s},
                            {u"pdf_textbooks"_s, u"[{\"tab_title\": \"Atlas\", \"chapters\": [{\"title\": "
                                                 "\"Roots\", \"url\": \"/static/roots.pdf\"}, {\"title\": "
                                                 "\"Leaves\", \"url\": \"https://books.example/l.pdf\"}]}, "
                                                 "{\"tab_title\": \"Empty\", \"chapters\": []}]"_s}});
    m_course->addLesson();
    m_course->add(u"vertical/u"_s, u"html/h"_s, {}, "<p>one two three</p>");
    m_course->addFile(u"static/roots.pdf"_s, "%PDF");
    m_course->addFile(u"about/overview.html"_s, "<p>All of <img src=\"/static/roots.pdf\"></p>");
    m_course->addFile(u"about/effort.html"_s, "2 hours <b>\n");
    m_states = std::make_unique<render::MemoryStates>();
    m_site = std::make_unique<render::Site>(m_course->site(), *m_states,
                                            QList<render::Learner>{m_staff, m_anna}, m_clock);
  }

  void aTextbookShowsItsChapters()
  {
    const QByteArray first = get(u"pdfbook/0/"_s).body;
    QVERIFY2(first.contains("type@asset+block/roots.pdf\"></iframe>"), first);
    QVERIFY(first.contains(">Leaves</a>"));
    QVERIFY(get(u"pdfbook/0/chapter/2/"_s).body.contains("src=\"https://books.example/l.pdf\""));
    QCOMPARE(get(u"pdfbook/0/chapter/3/"_s).status, 404);
    QVERIFY(get(u"pdfbook/1/"_s).body.contains("no chapters yet"));
    QCOMPARE(get(u"pdfbook/2/"_s).status, 404);
    QCOMPARE(get(u"pdfbook/0/"_s, render::nobody()).status, 404);
    const QByteArray frame = answer("GET", u"/"_s, m_anna).body;
    QVERIFY2(frame.contains("/pdfbook/0/\">Atlas</a>"), frame);
  }

  void theAboutPageTellsOfTheCourse()
  {
    const QByteArray page = get(u"about"_s, render::nobody()).body;
    QVERIFY2(page.contains("<h1>Plants &amp; more</h1>"), page);
    QVERIFY(page.contains("type@asset+block/roots.pdf") && page.contains("2 hours &lt;b&gt;"));
  }

  void bookmarksAreListed()
  {
    QVERIFY(get(u"bookmarks/"_s).body.contains("not bookmarked any units"));
    m_states->setValue(m_anna.id, u"vertical/u"_s, render::kept::kBookmark, Json(true));
    QVERIFY(get(u"bookmarks/"_s).body.contains("jump_to/block-v1:"));
  }

  void whatLacksASlashIsSentOn()
  {
    QCOMPARE(answer("POST", u"/api/bookmarks/v1/bookmarks"_s, m_anna).status, 301);
    QVERIFY(!m_states->value(m_anna.id, u"vertical/u"_s, render::kept::kBookmark));
  }

  void readingTakesAsLongAsItsWords()
  {
    const auto effort = [this](const QString& member) {
      const auto reply = answer("GET", u"/api/course_home/outline/"_s + m_course->site().keyText(), m_anna);
      const Json json = *Json::parse(QByteArrayView(reply.body));
      const Json blocks = json.find("course_blocks")->find("blocks").value_or(Json());
      return blocks.find(m_course->site().usageKey(0))->find(member).value_or(Json());
    };
    QCOMPARE(effort(u"effort_time"_s).whole(), 1);
    QCOMPARE(effort(u"effort_activities"_s).whole(), 0);
  }

  void stepsOfAnAssessmentAreAssignments()
  {
    SmallCourse course;
    course.addLesson({{u"graded"_s, u"true"_s}});
    course.add(u"vertical/u"_s, u"openassessment/o"_s, {{u"submission_due"_s, u"2029-01-01T00:00:00Z"_s}},
               "<openassessment><assessments><assessment name='self-assessment' due='2029-01-01T00:00:00Z'/>"
               "</assessments></openassessment>");
    render::Site site(course.site(), *m_states, {m_anna}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.path = u"/api/mobile/v1/course_info/%1/enrollment_details"_s.arg(course.site().keyText());
    const QByteArray said = site.answer(request, m_anna).body;
    QVERIFY2(said.contains("\"total_assignments_count\":3"), said);
  }

  void staffLookAsALearnerByNameOrAddress()
  {
    const QString path = u"/courses/%1/masquerade"_s.arg(m_course->site().keyText());
    const auto chosen = [&](const QByteArray& wish) {
      answer("POST", path, m_staff, wish);
      const auto reply = answer("GET", path, m_staff);
      return Json::parse(QByteArrayView(reply.body))->find("active")->find("user_name")->text();
    };
    QCOMPARE(chosen(R"({"role": "student", "user_name": "anna@example.com"})"), u"anna"_s);
    QCOMPARE(chosen(R"({"role": "student", "user_name": "nobody"})"), u"anna"_s);
    QCOMPARE(chosen(R"({"role": "staff"})"), u""_s);
  }

private:
  render::WebReply get(const QString& page, const render::Learner& who)
  {
    return answer("GET", u"/courses/%1/%2"_s.arg(m_course->site().keyText(), page), who);
  }
  render::WebReply get(const QString& page) { return get(page, m_anna); }
  render::WebReply answer(const QByteArray& method, const QString& path, const render::Learner& who,
                          const QByteArray& body = {})
  {
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    return m_site->answer(request, who);
  }

  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}};
  const render::Learner m_anna{u"anna"_s, 6, false, true, u"audit"_s, {}};
  SystemClock m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
  std::unique_ptr<render::Site> m_site;
};

SCRIPTORIUM_TEST(TestPages)
#include "tst_pages.moc"
