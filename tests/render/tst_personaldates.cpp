#include "archive/archivereader.h"
#include "olx/coursefeed.h"
#include "olx/parsedview.h"
#include "render/access/courseaccess.h"
#include "render/site/site.h"
#include "smallcourse.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

class EnrolmentClock final : public Clock
{
public:
  Timestamp now() const override { return m_now; }
  void pass(std::chrono::hours time) { m_now += time; }

private:
  Timestamp m_now = kNoon;
};

const QByteArray kQuestion =
    "<problem><numericalresponse answer='4'><formulaequationinput/></numericalresponse></problem>";

/// An archive's members, for a course in memory.
class FeedSink final : public ArchiveSink
{
public:
  explicit FeedSink(CourseFeed& feed) : m_feed(feed) {}
  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    m_entry = entry;
    m_bytes.clear();
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    m_bytes += piece;
    return Unit{};
  }
  Result<Unit> end() override
  {
    if (m_entry.kind == ArchiveEntry::Kind::File)
      m_feed.file(m_entry.path, m_bytes);
    return Unit{};
  }

private:
  CourseFeed& m_feed;
  ArchiveEntry m_entry;
  QByteArray m_bytes;
};

/// What an answer lists as due, to the second: "key moment" of each subsection, sorted.
QStringList duesOf(const Json& outline)
{
  QStringList dues;
  const Json sequences = outline.find("outline")->find("sequences").value_or(Json());
  for (const Json::Member& sequence : sequences.members())
    if (const QString due = sequence.value.find("due").value_or(Json()).text(); !due.isEmpty())
      dues.append(QString::fromUtf8(sequence.name) + u' ' + due.first(19));
  dues.sort();
  return dues;
}

/// Title, moment, kind and first block of each date.
QStringList datesOf(const Json& answer)
{
  QStringList dates;
  const Json blocks = answer.find("course_date_blocks").value_or(Json());
  for (const Json& date : blocks.items()) {
    QStringList words;
    for (const char* name : {"title", "date", "date_type", "assignment_type", "extra_info", "description",
                             "first_component_block_id"})
    {
      const QString word = date.find(name).value_or(Json()).text();
      words.append(name == QByteArray("date") ? word.first(19) : word);
    }
    dates.append(words.join(u" | "_s));
  }
  return dates;
}

} // namespace

/// Due dates that count from the enrolment.
class TestPersonalDates : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_clock = EnrolmentClock();
    m_states = std::make_unique<render::MemoryStates>();
    m_anna = {u"anna"_s, 6, false, true, u"audit"_s, {}};
    m_course.reset();
  }

  void sectionsShareFourWeeks()
  {
    begin();
    QCOMPARE(due(u"sequential/q1"_s), u"2026-12-06T12:00:00Z"_s);
    QCOMPARE(due(u"problem/p4"_s), u"2026-12-27T12:00:00Z"_s);
    QCOMPARE(due(u"html/h4"_s), u""_s);       // nothing to answer
    QCOMPARE(due(u"sequential/q2"_s), u""_s); // not graded
    QCOMPARE(due(u"chapter/c4"_s), u""_s);
  }

  void anAuthorsPaceWins()
  {
    begin({}, {{u"relative_weeks_due"_s, u"6"_s}});
    QCOMPARE(due(u"sequential/q4"_s), u"2027-01-10T12:00:00Z"_s);
    QCOMPARE(due(u"html/h4"_s), u"2027-01-10T12:00:00Z"_s);
    QCOMPARE(due(u"chapter/c4"_s), u"2027-01-10T12:00:00Z"_s);
    QCOMPARE(due(u"sequential/q1"_s), u"2026-12-06T12:00:00Z"_s);
  }

  void nothingIsDueLaterThanTheCourseEnds()
  {
    m_anna.enrolledAt = kNoon - std::chrono::hours(24 * 28);
    begin({{u"end"_s, u"2026-11-29T12:30:00Z"_s}});
    QCOMPARE(due(u"sequential/q4"_s), u"2026-11-29T12:00:00Z"_s);
    shift();
    QCOMPARE(due(u"sequential/q1"_s), u"2026-11-29T12:30:00Z"_s);
  }

  void whoComesTooLateHasNoDates()
  {
    begin({{u"end"_s, u"2026-12-20T12:00:00Z"_s}});
    QCOMPARE(due(u"sequential/q1"_s), u""_s);
  }

  void theServersSettingDecides()
  {
    begin();
    render::setRelativeDates(*m_states, false);
    QCOMPARE(due(u"sequential/q1"_s), u""_s);
    m_anna.isEnrolled = false;
    render::setRelativeDates(*m_states, true);
    QCOMPARE(due(u"sequential/q1"_s), u""_s);
  }

  void whatIsPastDueIsClosedUntilTheDatesAreShifted()
  {
    begin();
    due(u"sequential/q1"_s); // enrols
    const QString handler = u"/courses/%1/xblock/%2/handler/xmodule_handler/problem_check"_s.arg(
        m_course->site().keyText(), usage(u"problem/p1"_s));
    const QByteArray answer = "input_p1_2_1=4";
    m_clock.pass(std::chrono::hours(24 * 8));
    QVERIFY(ask("POST", handler, answer).body.contains("has changed since"));
    const QString unit = u"/xblock/"_s + usage(u"vertical/u1"_s);
    QVERIFY(ask("GET", unit).body.contains("Past due"));
    QVERIFY(hasMissed());
    QVERIFY(page().contains("shift-dates"));
    shift();
    QVERIFY(!hasMissed());
    QVERIFY(!page().contains("shift-dates"));
    QVERIFY(ask("POST", handler, answer).body.contains("\"success\": \"correct\""));
    QVERIFY(page().contains("Completed"));
  }

  void forgettingEverybodyKeepsTheChoice()
  {
    begin();
    QCOMPARE(ask("POST", u"/__preview/forget"_s, "{\"everyone\": true}").status, 200);
    QCOMPARE(due(u"sequential/q1"_s), u"2026-12-06T12:00:00Z"_s);
    QCOMPARE(ask("POST", u"/__preview/dates"_s, "{\"relative\": false}").status, 200);
    QCOMPARE(due(u"sequential/q1"_s), u""_s);
    m_anna.isGuest = true;
    QCOMPARE(ask("POST", u"/__preview/dates"_s, "{\"relative\": true}").status, 403);
  }

  void aRealLmsNamesTheSameDates_data()
  {
    QTest::addColumn<QString>("name");
    for (const QString& name : {u"openedx-demo-course"_s, u"oxa-kitchen-sink"_s, u"studio-advanced"_s,
                                u"supported-components"_s, u"lms-probe"_s})
      QTest::newRow(qPrintable(name)) << name;
  }

  void aRealLmsNamesTheSameDates()
  {
    QFETCH(QString, name);
    if (sharedFolder().isEmpty())
      QSKIP(kNoShared);
    const QString recordings = sharedFolder() + u"/lms-recordings/"_s;
    QString archive = recordings + name + u".tar.gz"_s;
    if (!QFileInfo::exists(archive))
      archive = sharedFolder() + u"/courses/"_s + name + u".tar.gz"_s;
    CourseFeed feed;
    FeedSink sink(feed);
    Progress progress;
    QVERIFY(readArchive(archive, sink, {}, progress));
    const auto parsed = feed.read();
    QVERIFY(parsed);
    const FakeCourse view = viewOf(*parsed, feed);
    int compared = 0;
    QFile file(recordings + u"selfpaced-relative-dates.jsonl"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    while (!file.atEnd()) {
      const Json record = *Json::parse(QByteArrayView(file.readLine()));
      if (record.find("course")->text() == name && compareWith(record, view))
        ++compared;
    }
    QCOMPARE(compared, 4);
  }

private:
  void begin(SmallCourse::Values ofCourse = {}, const SmallCourse::Values& ofLast = {})
  {
    ofCourse.append({u"self_paced"_s, u"true"_s});
    m_course = std::make_unique<SmallCourse>(ofCourse);
    for (const QString& i : {u"1"_s, u"2"_s, u"3"_s, u"4"_s}) {
      SmallCourse::Values fields{{u"graded"_s, i == u"2" ? u"false"_s : u"true"_s}};
      if (i == u"4")
        fields += ofLast;
      m_course->add(u"course/R"_s, u"chapter/c"_s + i);
      m_course->add(u"chapter/c"_s + i, u"sequential/q"_s + i, fields);
      m_course->add(u"sequential/q"_s + i, u"vertical/u"_s + i);
      m_course->add(u"vertical/u"_s + i, u"problem/p"_s + i, {}, kQuestion);
      m_course->add(u"vertical/u"_s + i, u"html/h"_s + i, {}, "<p>x</p>");
    }
    m_course->add(u"course/R"_s, u"chapter/team"_s, {{u"visible_to_staff_only"_s, u"true"_s}});
    render::setRelativeDates(*m_states, true);
  }

  QString usage(const QString& name) { return m_course->site().usageKey(m_course->node(name)); }
  QString due(const QString& name)
  {
    const render::CourseAccess access(m_course->site(), m_anna, *m_states, m_clock.now());
    const auto moment = access.dueDate(m_course->node(name));
    return moment ? render::isoMoment(*moment) : QString();
  }
  render::WebReply ask(const QByteArray& method, const QString& path, const QByteArray& body = {})
  {
    render::Site site(m_course->site(), *m_states, {m_anna}, m_clock);
    render::WebRequest request;
    request.method = method;
    request.path = path;
    request.body = body;
    request.headers.insert("content-type", "application/x-www-form-urlencoded");
    return site.answer(request, m_anna);
  }
  void shift()
  {
    QCOMPARE(ask("POST", u"/api/course_experience/v1/reset_course_deadlines"_s, "{}").status, 200);
  }
  bool hasMissed()
  {
    const auto reply = ask("GET", u"/api/course_home/dates/"_s + m_course->site().keyText());
    return Json::parse(QByteArrayView(reply.body))
        ->find("dates_banner_info")
        ->find("missed_deadlines")
        ->boolean();
  }
  QByteArray page() { return ask("GET", u"/__preview/dates"_s).body; }

  /// Whether the record is one that can be compared; it is, then.
  bool compareWith(const Json& record, const FakeCourse& view)
  {
    const QString name = record.find("name")->text();
    if (name != u"dates tab" && name != u"course outline A3")
      return false;
    const Json body = *record.find("response")->find("body");
    const bool isStaff = record.find("persona")->text() == u"staff";
    render::Learner learner{isStaff ? u"staff"_s : u"learner1"_s, 6, isStaff, !isStaff, u"audit"_s, {}};
    learner.groups = {u"Group A"_s};
    // The recorded accounts were enrolled one course after the other, within a second.
    static const QMap<QString, QString> kSeconds = {{u"openedx-demo-course"_s, u"16"_s}};
    const QString second = kSeconds.value(record.find("course")->text(), u"17"_s);
    learner.enrolledAt = capa::dateFromText(u"2026-11-29T11:29:%1Z"_s.arg(second));
    const QString path = record.find("request")->find("path")->text();
    const QString key = path.section(u'/', -1);
    static const BlockTypes types = BlockTypes::builtIn();
    const auto site = render::SiteCourse::of(view, types, *CourseKey::parse(key));
    (*site)->setRelativeDates(true);
    render::MemoryStates states;
    render::Site lms(**site, states, {learner}, m_clock);
    render::WebRequest request;
    request.method = "GET";
    request.path = path;
    const Json ours = *Json::parse(QByteArrayView(lms.answer(request, learner).body));
    const bool isOutline = name == u"course outline A3";
    const auto plain = [isOutline](const Json& json) { return isOutline ? duesOf(json) : datesOf(json); };
    if (plain(ours) != plain(body))
      QTest::qFail(qPrintable(plain(ours).join(u'\n') + u"\n--- but the LMS\n"_s + plain(body).join(u'\n')),
                   __FILE__, __LINE__);
    return true;
  }

  EnrolmentClock m_clock;
  render::Learner m_anna;
  std::unique_ptr<SmallCourse> m_course;
  std::unique_ptr<render::MemoryStates> m_states;
};

SCRIPTORIUM_TEST(TestPersonalDates)
#include "tst_personaldates.moc"
