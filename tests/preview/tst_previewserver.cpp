// ctest-labels: fast;concurrent
#include "app/preview/server/previewserver.h"
#include "fakes/fakecourse.h"
#include "grading/processes.h"
#include "model/blocktype.h"
#include "preview/rawclient.h"
#include "support/testmain.h"

#include <QTest>
#include <QUrl>
#include <QUrlQuery>

#include <atomic>
#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// The server of one preview, with bytes as they come.
class TestPreviewServer : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase()
  {
    BlockVersion hanging;
    hanging.bodyForm = BodyForm::Element;
    hanging.body =
        m_course.addBlob("<problem><script>import time\nwhile True: time.sleep(1)</script></problem>");
    BlockVersion root;
    root.children = {{Child::Form::Pointer, m_course.add(u"problem"_s, u"hangs"_s, hanging), {}}};
    root.fields.set(u"start"_s, u"2020-01-01T00:00:00Z"_s);
    m_course.setRoot(m_course.add(u"course"_s, u"R"_s, root));
    m_course.addFile(u"static/a.txt"_s, "hello");
    auto site = render::SiteCourse::of(m_course, m_types, m_course.key());
    QVERIFY2(site, site ? "" : qPrintable(site.error().toString()));
    m_site = *std::move(site);
    preview::PreviewServer::Options options;
    options.learners = {{u"staff"_s, 5, true, true, u"audit"_s, {}},
                        {u"learner1"_s, 6, false, true, u"audit"_s, {}}};
    auto server = preview::PreviewServer::start(*m_site, options);
    QVERIFY2(server, server ? "" : qPrintable(server.error().toString()));
    m_server = *std::move(server);
    m_host = QUrl(m_server->origin()).authority().toLatin1();
    m_asset = "/asset-v1:Org+Num+KeyRun+type@asset+block@a.txt";
  }

  void theLaunchAddressStartsASession()
  {
    const QUrl url(m_server->launchUrl(u"learner1"_s));
    const QByteArray answer = get(url.path().toLatin1() + '?' + url.query().toLatin1());
    QVERIFY2(answer.startsWith("HTTP/1.1 302"), answer);
    QVERIFY(answer.contains("Set-Cookie: sessionid=") && answer.contains("HttpOnly"));
    const qsizetype at = answer.indexOf("sessionid=");
    m_session = answer.sliced(at, answer.indexOf(';', at) - at);
    const qsizetype csrf = answer.indexOf("csrftoken=");
    m_csrf = answer.sliced(csrf + 10, answer.indexOf(';', csrf) - csrf - 10);
    QVERIFY(get(m_asset, m_session).endsWith("\r\n\r\nhello"));
  }

  void theLaunchAddressLeadsOnToAPathOfThisServerAlone_data()
  {
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("location");
    QTest::newRow("a page") << QByteArray("%2Fxblock%2Fa%3Fview%3Dstudent_view")
                            << QByteArray("/xblock/a?view=student_view");
    QTest::newRow("another host") << QByteArray("http%3A%2F%2Fevil.example%2F") << QByteArray("/");
    QTest::newRow("another host without scheme") << QByteArray("%2F%2Fevil.example%2F") << QByteArray("/");
    QTest::newRow("the same with a backslash") << QByteArray("%2F%5Cevil.example%2F") << QByteArray("/");
  }

  void theLaunchAddressLeadsOnToAPathOfThisServerAlone()
  {
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, location);
    const QUrl url(m_server->launchUrl(u"learner1"_s));
    const QByteArray answer = get(url.path().toLatin1() + '?' + url.query().toLatin1() + "&to=" + to);
    QVERIFY2(answer.contains("\r\nLocation: " + location + "\r\n"), answer);
  }

  void aClientFromAnotherPortOfTheHostMayAsk_data()
  {
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("isWelcome");
    const QByteArray host = m_host.left(m_host.lastIndexOf(':'));
    QTest::newRow("another port") << "http://" + host + ":2000" << true;
    QTest::newRow("a name that only ends so") << QByteArray("http://evil.localhost:2000") << false;
    QTest::newRow("another host") << QByteArray("http://evil.example") << false;
    QTest::newRow("a name below it") << "http://a." + host + ":2000" << false;
    QTest::newRow("another scheme") << "https://" + host + ":2000" << false;
  }

  void aClientFromAnotherPortOfTheHostMayAsk()
  {
    QFETCH(QByteArray, origin);
    QFETCH(bool, isWelcome);
    const QByteArray head = " HTTP/1.1\r\nHost: " + m_host + "\r\nCookie: " + m_session +
                            "\r\nOrigin: " + origin + "\r\nConnection: close\r\n";
    const QByteArray path = "/api/courseware/course/course-v1:Org+Num+KeyRun";
    const QByteArray allowed = "\r\nAccess-Control-Allow-Origin: " + origin + "\r\n";
    QCOMPARE(exchangeRaw(m_server->port(), "GET " + path + head + "\r\n").contains(allowed), isWelcome);
    const QByteArray asked = exchangeRaw(m_server->port(), "OPTIONS " + path + head + "\r\n");
    QCOMPARE(asked.contains("use-jwt-cookie"), isWelcome);
    const QByteArray posted = exchangeRaw(m_server->port(), "POST /event" + head + "X-CSRFToken: " + m_csrf +
                                                                "\r\nContent-Length: 0\r\n\r\n");
    QCOMPARE(posted.startsWith("HTTP/1.1 200"), isWelcome);
    QCOMPARE(posted.startsWith("HTTP/1.1 403"), !isWelcome);
  }

  void aPageKnowsItsVersion()
  {
    const QByteArray page = get("/learning/course/course-v1:Org+Num+KeyRun/home", m_session);
    QVERIFY2(page.contains("\r\nServer-Timing: version;desc=1\r\n"), page.left(800));
    QVERIFY(get("/__version", m_session).endsWith("{\"version\":1}"));
  }

  void whoHasNotSignedInHasASessionToo()
  {
    const QUrl url(m_server->launchUrl({}));
    const QByteArray answer = get(url.path().toLatin1() + '?' + url.query().toLatin1());
    const qsizetype at = answer.indexOf("sessionid=");
    QVERIFY2(at > 0, answer);
    const QByteArray session = answer.sliced(at, answer.indexOf(';', at) - at);
    QVERIFY(get(m_asset, session).endsWith("\r\n\r\nhello"));
    QVERIFY(get("/api/course_home/dates/course-v1:Org+Num+KeyRun", session).startsWith("HTTP/1.1 401"));
  }

  void theClientFindsEverythingAtTheOrigin()
  {
    const QByteArray said = get("/api/mfe_config/v1", m_session);
    for (const char* name : {"BASE_URL", "LMS_BASE_URL", "LOGIN_URL", "REFRESH_ACCESS_TOKEN_ENDPOINT"})
      QVERIFY2(said.contains(QByteArray(name) + "\":\"" + m_server->origin().toUtf8()), said);
  }

  void nobodyElseIsAnswered_data()
  {
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("cookie");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("no session") << m_host << QByteArray() << QByteArray("403");
    QTest::newRow("a made-up session") << m_host << QByteArray("sessionid=abc") << QByteArray("403");
    QTest::newRow("an empty session") << m_host << QByteArray("sessionid=") << QByteArray("403");
    const QByteArray port = ":" + QByteArray::number(m_server->port());
    for (const char* name : {"localhost", "127.0.0.1", "evil.example", "c-0.localhost", ""})
      QTest::newRow(name) << name + port << m_session << QByteArray("421");
    QTest::newRow("no port") << m_host.split(':')[0] << m_session << QByteArray("421");
  }
  void nobodyElseIsAnswered()
  {
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, cookie);
    QFETCH(QByteArray, status);
    const QByteArray answer =
        exchangeRaw(m_server->port(), "GET " + m_asset + " HTTP/1.1\r\nHost: " + host +
                                          "\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer);
    QVERIFY(!answer.contains("hello"));
  }

  void changesNeedTheTokenAndTheOrigin_data()
  {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("status");
    const QByteArray token = "X-CSRFToken: " + m_csrf + "\r\n";
    QTest::newRow("token") << token << QByteArray("200");
    QTest::newRow("none") << QByteArray() << QByteArray("403");
    QTest::newRow("another") << QByteArray("X-CSRFToken: x\r\n") << QByteArray("403");
    QTest::newRow("foreign page") << token + "Origin: http://evil.example\r\n" << QByteArray("403");
    QTest::newRow("own page") << token + "Origin: " + m_server->origin().toLatin1() + "\r\n"
                              << QByteArray("200");
  }
  void changesNeedTheTokenAndTheOrigin()
  {
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, status);
    const QByteArray answer = exchangeRaw(
        m_server->port(), "POST /event HTTP/1.1\r\nHost: " + m_host + "\r\nCookie: " + m_session + "\r\n" +
                              headers + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer);
  }

  void anEditedCourseIsShownAtOnce()
  {
    QVERIFY(get("/__version", m_session).endsWith("{\"version\":1}"));
    const auto edited = editedSite();
    m_server->show(*edited);
    QVERIFY(get(m_asset, m_session).endsWith("\r\n\r\nedited"));
    QVERIFY(get("/__version", m_session).endsWith("{\"version\":2}"));
    m_server->show(*m_site);
    QVERIFY(get(m_asset, m_session).endsWith("\r\n\r\nhello"));
  }

  void whoWaitsForAScriptKeepsNobodyWaiting()
  {
    const auto edited = editedSite();
    std::atomic<bool> isAnswered = false;
    QByteArray answer;
    std::thread waits([&] {
      answer = get("/xblock/block-v1:Org+Num+KeyRun+type@problem+block@hangs", m_session);
      isAnswered = true;
    });
    // Bubblewrap, the worker, the script.
    QTRY_VERIFY(descendantsOf(::getpid()).size() >= 3 || isAnswered);
    const bool hasSandbox = !isAnswered;
    const QByteArray other = get(m_asset, m_session);
    m_server->show(*edited); // which does not wait for it either
    const QByteArray ofEdited = get(m_asset, m_session);
    const bool isFirst = !isAnswered && m_server->isAnswering(*m_site);
    killSandboxes(); // nobody needs to wait for its limit
    waits.join();
    m_server->show(*m_site);
    QVERIFY(!m_server->isAnswering(*m_site) && !m_server->isAnswering(*edited));
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer);
    if (!hasSandbox)
      QSKIP("Scripts do not run here.");
    QVERIFY(other.endsWith("\r\n\r\nhello") && ofEdited.endsWith("\r\n\r\nedited"));
    QVERIFY(isFirst);
  }

  void malformedRequestsAreRefused_data()
  {
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<QByteArray>("status");
    const QByteArray host = "Host: " + m_host + "\r\n";
    const auto row = [](const char* name, const QByteArray& request, const char* status = "400") {
      QTest::newRow(name) << request << QByteArray(status);
    };
    row("two lengths", "POST / HTTP/1.1\r\n" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab");
    row("length and chunks",
        "POST / HTTP/1.1\r\n" + host + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    row("a bad chunk", "POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n");
    row("two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n");
    row("no host", "GET / HTTP/1.1\r\n\r\n");
    row("a blank in a name", "GET / HTTP/1.1\r\n" + host + "A b: c\r\n\r\n");
    row("no HTTP", "hello\r\n\r\n");
    row("zero bytes", QByteArray("GET /\0 HTTP/1.1\r\n\r\n", 20));
    row("a large head", "GET / HTTP/1.1\r\n" + host + "A: " + QByteArray(20'000, 'a') + "\r\n\r\n", "431");
    row("a large body", "POST / HTTP/1.1\r\n" + host + "Content-Length: 9000000\r\n\r\n", "413");
  }
  void malformedRequestsAreRefused()
  {
    QFETCH(QByteArray, request);
    QFETCH(QByteArray, status);
    const QByteArray answer = exchangeRaw(m_server->port(), request);
    QVERIFY2(answer.startsWith("HTTP/1.1 " + status), answer);
    QVERIFY(answer.contains("Connection: close"));
  }

  void noAddressLeadsToAFile()
  {
    for (const char* path : {"/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/a.txt",
                             "//etc/passwd", "/asset-v1:Org+Num+KeyRun+type@asset+block@../course.xml",
                             "/asset-v1:Org+Num+KeyRun+type@asset+block@%2e%2e%2fcourse.xml",
                             "/asset-v1:Org+Num+KeyRun+type@asset+block@a.txt%00",
                             "/asset-v1:Org+Other+KeyRun+type@asset+block@a.txt"})
    {
      const QByteArray answer = get(path, m_session);
      QVERIFY2(answer.startsWith("HTTP/1.1 404") || answer.startsWith("HTTP/1.1 400"),
               path + QByteArray(": ") + answer);
    }
  }

  void everyAnswerIsGuarded()
  {
    for (const QByteArray& path : {m_asset, QByteArray("/nothing"), QByteArray("/csrf/api/v1/token")}) {
      const QByteArray answer = get(path, m_session);
      QVERIFY2(answer.contains("X-Content-Type-Options: nosniff"), answer);
      QVERIFY2(answer.contains("Cache-Control: no-store"), answer);
    }
    QVERIFY(get("/nothing", m_session).contains("Content-Security-Policy: default-src 'self'"));
  }

private:
  std::unique_ptr<render::SiteCourse> editedSite()
  {
    m_edited = FakeCourse();
    m_edited.setRoot(m_edited.add(u"course"_s, u"R"_s, BlockVersion()));
    m_edited.addFile(u"static/a.txt"_s, "edited");
    return std::move(render::SiteCourse::of(m_edited, m_types, m_edited.key()).value());
  }
  QByteArray get(const QByteArray& target, const QByteArray& cookie = {}) const
  {
    return exchangeRaw(m_server->port(), "GET " + target + " HTTP/1.1\r\nHost: " + m_host +
                                             "\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n");
  }

  FakeCourse m_course;
  FakeCourse m_edited;
  BlockTypes m_types = BlockTypes::builtIn();
  std::unique_ptr<render::SiteCourse> m_site;
  std::unique_ptr<preview::PreviewServer> m_server;
  QByteArray m_host;
  QByteArray m_asset;
  QByteArray m_session;
  QByteArray m_csrf;
};

SCRIPTORIUM_TEST(TestPreviewServer)
#include "tst_previewserver.moc"
