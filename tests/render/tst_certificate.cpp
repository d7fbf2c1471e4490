#include "render/site/site.h"
#include "smallcourse.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const auto kCertificates =
    u"{\"certificates\": [{\"id\": 1, \"is_active\": false, \"course_title\": \"Old\"}, {\"id\": 2, "
    "\"is_active\": true, \"course_title\": \"Botany <1>\", \"signatories\": [{\"name\": \"Ada & Co\", "
    "\"title\": \"Dean\", \"organization\": \"Garden\", \"signature_image_path\": \"/static/sign.png\"}]}]}"_s;

} // namespace

/// What learners see who have passed, and those who have not.
class TestCertificate : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_states = std::make_unique<render::MemoryStates>();
    m_anna = {u"anna"_s, 6, false, true, u"verified"_s, {}};
    begin();
  }

  void whoHasPassedSeesIt()
  {
    pass();
    const QByteArray seen = page(m_anna);
    QVERIFY2(seen.contains("<h2>Botany &lt;1&gt;</h2>"), seen);
    QVERIFY(seen.contains(">anna<") && seen.contains("Ada &amp; Co") && seen.contains("Dean"));
    QVERIFY(seen.contains("type@asset+block/sign.png"));
    const Json data = certificateData();
    QCOMPARE(data.find("cert_status")->text(), u"downloadable"_s);
    const QString address = data.find("cert_web_view_url")->text();
    QVERIFY(get(render::nobody(), address).body.contains("Botany")); // whoever has the address
    QCOMPARE(get(m_anna, u"/certificates/"_s + QString(32, u'0')).status, 404);
    QVERIFY(get(m_anna, u"/"_s).body.contains(">Certificate</a>"));
  }

  void whoHasNotReadsWhy_data()
  {
    QTest::addColumn<SmallCourse::Values>("ofCourse");
    QTest::addColumn<QString>("track");
    QTest::addColumn<bool>("hasPassed");
    QTest::addColumn<QByteArray>("sentence");
    QTest::addColumn<QString>("status");
    using Values = SmallCourse::Values;
    QTest::newRow("failed") << Values{} << u"verified"_s << false
                            << QByteArray("the grade is 0 %, and passing takes 50 %") << u""_s;
    QTest::newRow("audit") << Values{} << u"audit"_s << true << QByteArray("audit track earns no certificate")
                           << u"audit_passing"_s;
    QTest::newRow("too early") << Values{{u"certificates_display_behavior"_s, u"end_with_date"_s},
                                         {u"certificate_available_date"_s, u"2026-12-24T00:00:00Z"_s}}
                               << u"verified"_s << true << QByteArray("shown from 24 December 2026 on")
                               << u"earned_but_not_available"_s;
    QTest::newRow("course not over") << Values{{u"certificates_display_behavior"_s, u"end"_s}}
                                     << u"verified"_s << true << QByteArray("when the course has ended")
                                     << u"earned_but_not_available"_s;
    QTest::newRow("none") << Values{{u"certificates"_s, u"{}"_s}} << u"verified"_s << true
                          << QByteArray("has none that is active") << u"audit_passing"_s;
  }

  void whoHasNotReadsWhy()
  {
    QFETCH(SmallCourse::Values, ofCourse);
    QFETCH(bool, hasPassed);
    QFETCH(QByteArray, sentence);
    QFETCH(QString, status);
    QFETCH(QString, track);
    m_anna.track = track;
    begin(ofCourse);
    if (hasPassed)
      pass();
    const QByteArray seen = page(m_anna);
    QVERIFY2(seen.contains(sentence), seen);
    QVERIFY(!seen.contains("class=\"certificate\""));
    const Json data = certificateData();
    QCOMPARE(data.find("cert_status").value_or(Json()).text(), status);
    QVERIFY(data.find("cert_web_view_url").value_or(Json()).isNull());
  }

  void theTeamSeesHowItWillLook()
  {
    QVERIFY(page(m_staff).contains("class=\"certificate\""));
    QVERIFY(page(m_staff).contains("For the course team"));
  }

private:
  void begin(const SmallCourse::Values& more = {})
  {
    SmallCourse::Values fields{{u"display_name"_s, u"Plants"_s},
                               {u"certificates"_s, kCertificates},
                               {u"certificates_display_behavior"_s, u"early_no_info"_s}};
    for (const auto& [field, value] : more) {
      const QString name = field;
      fields.removeIf([&name](const auto& other) { return other.first == name; });
      fields.append({name, value});
    }
    m_course = std::make_unique<SmallCourse>(fields);
    m_course->addLesson({{u"graded"_s, u"true"_s}, {u"format"_s, u"Homework"_s}});
    m_course->add(u"vertical/u"_s, u"problem/p"_s, {},
                  "<problem><numericalresponse answer='4'><formulaequationinput/></numericalresponse>"
                  "</problem>");
    m_course->addFile(u"static/sign.png"_s, "PNG");
    m_course->addFile(
        u"grading_policy.json"_s,
        R"({"GRADER": [{"type": "Homework", "short_label": "HW", "min_count": 1, "drop_count": 0,
                          "weight": 1.0}], "GRADE_CUTOFFS": {"Pass": 0.5}})");
  }
  void pass()
  {
    Json score = Json::object();
    score.set("earned", Json(1.0));
    score.set("possible", Json(1.0));
    m_states->setValue(m_anna.id, u"problem/p"_s, render::kept::kScore, score);
  }
  render::WebReply get(const render::Learner& who, const QString& path)
  {
    render::Site site(m_course->site(), *m_states, {m_staff, m_anna}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    return site.answer(request, who);
  }
  QByteArray page(const render::Learner& who)
  {
    return get(who, u"/certificates/course/"_s + m_course->site().keyText()).body;
  }
  Json certificateData()
  {
    const auto reply = get(m_anna, u"/api/course_home/progress/"_s + m_course->site().keyText());
    return Json::parse(QByteArrayView(reply.body))->find("certificate_data").value_or(Json());
  }

  const render::Learner m_staff{u"staff"_s, 5, true, false, u"audit"_s, {}};
  render::Learner m_anna;
  ClockAtNoon m_clock;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
};

SCRIPTORIUM_TEST(TestCertificate)
#include "tst_certificate.moc"
