// ctest-labels: fast;concurrent
#include "preview/servedpreview.h"
#include "support/testmain.h"

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

/// A preview that is shared with a course team, over real sockets.
class TestGuests : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    ServedPreview::Options options;
    options.listen = u"127.0.0.1"_s;
    m_preview = std::make_unique<ServedPreview>(options);
    const QUrl url(m_preview->server().teamUrls().value(0));
    m_host = url.authority().toLatin1();
    m_port = quint16(url.port());
  }

  void theCodeIsAskedForFirst()
  {
    QVERIFY(get("/").contains("Location: /__enter\r\n"));
    QVERIFY(get("/__enter").contains("name=\"code\""));
    for (const QByteArray& path : {ServedPreview::asset(), QByteArray("/__version"), QByteArray("/xblock/x")})
    {
      const QByteArray answer = get(path);
      QVERIFY2(answer.startsWith("HTTP/1.1 403") && !answer.contains("hello"), answer);
    }
  }

  void theOwnersSessionsAndAddressesAreNotForGuests()
  {
    QVERIFY(get(ServedPreview::asset(), m_preview->session()).startsWith("HTTP/1.1 403"));
    const QUrl launch(m_preview->server().launchUrl(u"staff"_s));
    QVERIFY(get(launch.path().toLatin1() + '?' + launch.query().toLatin1()).startsWith("HTTP/1.1 403"));
    QVERIFY(m_preview->get("/__enter").startsWith("HTTP/1.1 404"));
    // Nor the other way round.
    const QByteArray guest = cookiesOf(enter(code(), "Eve"));
    QVERIFY(m_preview->ask(ServedPreview::asset(), m_preview->host(), guest).startsWith("HTTP/1.1 403"));
    QVERIFY(m_preview->ask("/", m_host, m_preview->session()).startsWith("HTTP/1.1 421"));
  }

  void withTheCodeOneIsALearnerOfTheOwnName()
  {
    const QByteArray cookies = cookiesOf(enter(code(), "Anna+M%C3%BCller%3Cb%3E"));
    QVERIFY(get(ServedPreview::asset(), cookies).endsWith("hello"));
    const QByteArray page = get("/", cookies);
    QVERIFY2(page.contains("as Anna_M\xC3\xBCller_b_"), page);
    QVERIFY(!page.contains("data-forget=\"everyone\""));
    const QByteArray staff = cookiesOf(enter(code(), "Ben&role=staff"));
    QVERIFY(get("/", staff).contains("data-forget=\"everyone\""));
    QVERIFY(get("/", cookiesOf(enter(code(), "Anna+M%C3%BCller%3Cb%3E"))).contains("Anna_M"));
  }

  void changesNeedTheGuestsTokenAndOrigin_data()
  {
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<bool>("isDone");
    QTest::newRow("token") << QByteArray("X-CSRFToken: $\r\n") << true;
    QTest::newRow("own page") << QByteArray("X-CSRFToken: $\r\nOrigin: http://HOST\r\n") << true;
    QTest::newRow("none") << QByteArray() << false;
    QTest::newRow("foreign page") << QByteArray("X-CSRFToken: $\r\nOrigin: http://evil.example\r\n") << false;
    QTest::newRow("sandboxed page") << QByteArray("X-CSRFToken: $\r\nOrigin: null\r\n") << false;
  }
  void changesNeedTheGuestsTokenAndOrigin()
  {
    QFETCH(QByteArray, headers);
    QFETCH(bool, isDone);
    const QByteArray cookies = cookiesOf(enter(code(), "Anna"));
    const qsizetype at = cookies.indexOf("csrftoken=") + 10;
    headers.replace("$", cookies.sliced(at, cookies.indexOf(';', at) - at)).replace("HOST", m_host);
    const QByteArray answer = post("/event", {}, cookies, headers);
    QVERIFY2(answer.startsWith(isDone ? "HTTP/1.1 200" : "HTTP/1.1 403"), answer);
  }

  void wrongCodesAndNamesAreSaid_data()
  {
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("code") << QByteArray("code=AAAA-AAAA&name=x") << QByteArray()
                          << QByteArray("not the code");
    QTest::newRow("none") << QByteArray("name=x") << QByteArray() << QByteArray("not the code");
    QTest::newRow("no name") << QByteArray("code=CODE&name=+") << QByteArray() << QByteArray("Say your name");
    QTest::newRow("staff") << QByteArray("code=CODE&name=staff") << QByteArray()
                           << QByteArray("Say your name");
    QTest::newRow("another page") << QByteArray("code=CODE&name=x")
                                  << QByteArray("Origin: http://evil.example\r\n")
                                  << QByteArray("another page");
  }
  void wrongCodesAndNamesAreSaid()
  {
    QFETCH(QByteArray, form);
    QFETCH(QByteArray, headers);
    QFETCH(QByteArray, word);
    const QByteArray answer = post("/__enter", form.replace("CODE", code()), {}, headers);
    QVERIFY2(answer.contains(word) && !answer.contains("Set-Cookie"), answer);
  }

  void guessingIsStopped()
  {
    for (int i = 0; i < 5; ++i)
      QVERIFY(enter("AAAA-AAAA", "x").startsWith("HTTP/1.1 403"));
    const QByteArray stopped = enter(code(), "x");
    QVERIFY2(stopped.startsWith("HTTP/1.1 429") && stopped.contains("Retry-After: 60"), stopped);
  }

  void anotherNameForTheServerIsRefused_data()
  {
    QTest::addColumn<QByteArray>("host");
    for (const char* host :
         {"evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:$", "127.0.0.1.:$",
          "user@127.0.0.1:$", "[::1]:$", "2130706433:$", "0x7f000001:$", ""})
      QTest::newRow(host) << QByteArray(host);
  }
  void anotherNameForTheServerIsRefused()
  {
    QFETCH(QByteArray, host);
    host.replace("$", QByteArray::number(m_port));
    const QByteArray answer =
        exchangeRaw(m_port, "GET /__enter HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 421"), answer);
  }

private:
  QByteArray code() const { return m_preview->server().accessCode().toLatin1(); }
  QByteArray get(const QByteArray& target, const QByteArray& cookie = {}) const
  {
    return exchangeRaw(m_port, "GET " + target + " HTTP/1.1\r\nHost: " + m_host + "\r\nCookie: " + cookie +
                                   "\r\nConnection: close\r\n\r\n");
  }
  QByteArray post(const QByteArray& target, const QByteArray& form, const QByteArray& cookie = {},
                  const QByteArray& headers = {}) const
  {
    return exchangeRaw(m_port, "POST " + target + " HTTP/1.1\r\nHost: " + m_host + "\r\nCookie: " + cookie +
                                   "\r\nContent-Type: application/x-www-form-urlencoded\r\n" + headers +
                                   "Connection: close\r\nContent-Length: " + QByteArray::number(form.size()) +
                                   "\r\n\r\n" + form);
  }
  QByteArray enter(const QByteArray& code, const QByteArray& name) const
  {
    return post("/__enter", "code=" + code + "&name=" + name);
  }
  static QByteArray cookiesOf(const QByteArray& answer)
  {
    QByteArray cookies;
    for (const QByteArray& line : answer.split('\n'))
      if (line.startsWith("Set-Cookie: "))
        cookies += line.sliced(12).split(';')[0] + "; ";
    return cookies;
  }

  std::unique_ptr<ServedPreview> m_preview;
  QByteArray m_host;
  quint16 m_port = 0;
};

SCRIPTORIUM_TEST(TestGuests)
#include "tst_guests.moc"
