// ctest-labels: slow
#include "preview/servedpreview.h"
#include "support/testmain.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A connection that sends what it is given and then waits.
class HalfOpen
{
public:
  HalfOpen(quint16 port, const QByteArray& bytes) : m_fd(::socket(AF_INET, SOCK_STREAM, 0))
  {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
      ::send(m_fd, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
  }
  HalfOpen(HalfOpen&& other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
  HalfOpen(const HalfOpen&) = delete;
  HalfOpen& operator=(const HalfOpen&) = delete;
  ~HalfOpen()
  {
    if (m_fd >= 0)
      ::close(m_fd);
  }

private:
  int m_fd;
};

/// In kB.
qint64 residentMemory()
{
  QFile file(u"/proc/self/status"_s);
  if (!file.open(QIODevice::ReadOnly))
    return 0;
  static const QRegularExpression kSize(u"VmRSS:\\s+(\\d+)"_s);
  return kSize.match(QString::fromLatin1(file.readAll())).captured(1).toLongLong();
}

QList<QByteArray> hostilePaths()
{
  const QByteArrayList dots{"../",
                            "..%2f",
                            "%2e%2e/",
                            "%2e%2e%2f",
                            "..%5c",
                            "..\\",
                            "....//",
                            "%252e%252e%252f",
                            "..%c0%af",
                            "%c0%ae%c0%ae/",
                            "\xef\xbc\x8e\xef\xbc\x8e/",
                            "..%00/",
                            ".%2e/",
                            "..;/"};
  const QByteArrayList targets{"etc/passwd", "course.xml", "policies/R/policy.json", "proc/self/environ"};
  const QByteArrayList places{"/", "/static/", "/asset-v1:Org+Num+KeyRun+type@asset+block@", "/__preview/"};
  QList<QByteArray> paths;
  for (const auto& dot : dots)
    for (const auto& target : targets)
      for (const auto& place : places)
        paths.append(place + dot + dot + dot + target);
  return paths;
}

} // namespace

/// What other pages, other names, strange bytes and many connections get: nothing. Over real sockets.
class TestSecurity : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { m_preview = std::make_unique<ServedPreview>(); }

  // Another site's page.
  void anotherPageChangesAndReadsNothing_data()
  {
    QTest::addColumn<QByteArray>("request");
    const auto row = [](const char* name, const QByteArray& request) { QTest::newRow(name) << request; };
    const QByteArray cookie = "Cookie: " + m_preview->session() + "\r\n";
    row("a form", "POST /__preview/forget\n" + cookie + "Content-Type: text/plain\r\n");
    row("a form with a foreign origin",
        "POST /event\n" + cookie + "Origin: http://evil.example\r\nX-CSRFToken: " + m_preview->csrf() +
            "\r\n");
    row("an opaque origin",
        "POST /event\n" + cookie + "Origin: null\r\nX-CSRFToken: " + m_preview->csrf() + "\r\n");
    row("a token in the body",
        "POST /event\n" + cookie + "Content-Type: application/x-www-form-urlencoded\r\n");
    row("an image", "GET " + ServedPreview::asset() + "\n");
    row("a socket", "GET /\nUpgrade: websocket\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
                    "Sec-WebSocket-Version: 13\r\nOrigin: http://evil.example\r\n");
    for (const char* method : {"PUT", "DELETE", "PATCH"})
      row(method, method + QByteArray(" /api/bookmarks/v1/bookmarks/\n") + cookie);
  }
  void anotherPageChangesAndReadsNothing()
  {
    QFETCH(QByteArray, request);
    const qsizetype end = request.indexOf('\n');
    const QByteArray answer =
        m_preview->raw(request.first(end) + " HTTP/1.1\r\nHost: " + m_preview->host() + "\r\n" +
                       request.sliced(end + 1) + "Connection: close\r\nContent-Length: 0\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 403"), answer);
    QVERIFY(!answer.contains("hello") && !answer.contains("Access-Control"));
  }

  // Another name for this computer.
  void otherNamesLeadNowhere()
  {
    const QByteArray port = ':' + QByteArray::number(m_preview->server().port());
    const QByteArray own = m_preview->host().split(':')[0];
    for (const QByteArray& host :
         {QByteArray("evil.example") + port, "localhost" + port, "LOCALHOST" + port, "127.0.0.1" + port,
          "[::1]" + port, "0.0.0.0" + port, own, own + "." + port, own + ".evil.example" + port, own + ":1",
          "x" + own + port, "user@" + own + port, own.toUpper() + port, own + port + ".evil.example"})
      QVERIFY2(m_preview->ask(ServedPreview::asset(), host, m_preview->session()).startsWith("HTTP/1.1 421"),
               host);
  }

  // Another course.
  void coursesCannotReachEachOther()
  {
    ServedPreview other({}, "secret");
    QVERIFY(other.host() != m_preview->host());
    QVERIFY(!other.ask(ServedPreview::asset(), other.host(), m_preview->session()).contains("secret"));
    QVERIFY(other.ask(ServedPreview::asset(), m_preview->host(), other.session()).startsWith("HTTP/1.1 421"));
    QVERIFY(m_preview->get("/").contains("connect-src 'self'"));
  }

  // Addresses that look like paths.
  void noAddressIsAPath()
  {
    const QList<QByteArray> paths = hostilePaths();
    QVERIFY(paths.size() > 200);
    for (const QByteArray& path : paths) {
      const QByteArray answer = m_preview->get(path);
      QVERIFY2(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 301"), path + '\n' + answer);
      QVERIFY2(!answer.contains("root:") && !answer.contains("PATH="), path);
    }
  }

  // Bytes of which two readers think differently.
  void ambiguousRequestsEndTheConnection_data()
  {
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("body");
    const QByteArray host = "Host: " + m_preview->host() + "\r\n";
    const auto row = [](const QByteArray& head, const QByteArray& body = {}) {
      QTest::newRow(head.simplified().right(60) + body.left(20).toHex()) << head << body;
    };
    for (const char* length :
         {"+5", "-1", "0x5", "5,5", "5, 6", "99999999999999999999", "", "5 5", "5;", "1e1"})
      row("POST / HTTP/1.1\r\n" + host + "Content-Length: " + length + "\r\n", "abcde");
    row("POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 5\r\n", "abcde");
    row("POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nContent-Length: 6\r\n", "abcde");
    row("POST / HTTP/1.1\r\n" + host + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n");
    row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n");
    for (const char* coding : {"xchunked", "chunked, gzip", "gzip, chunked", "chunked, chunked", "identity",
                               "gzip", "chunked\x0b", "\"chunked\"", "chunked;q=1", ""})
      row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: " + coding + "\r\n", "0\r\n\r\n");
    row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "0\r\n\r\n");
    row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding : chunked\r\n", "0\r\n\r\n");
    row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding:\r\n chunked\r\n", "0\r\n\r\n");
    for (const char* chunk :
         {"zz\r\nab\r\n0\r\n\r\n", "-1\r\nab\r\n0\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\nab",
          "2\r\nabcd\r\n0\r\n\r\n", "0x2\r\nab\r\n0\r\n\r\n", "2\nab\r\n0\r\n\r\n", "\r\n\r\n"})
      row("POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n", chunk);
    for (const char* line :
         {"A: b\r\n c\r\n", "A: b\r\n\tc\r\n", " A: b\r\n", "A b: c\r\n", "A\r\n", ": c\r\n",
          "A: b\nC: d\r\n", "A: b\rC: d\r\n", "A\t: b\r\n", "(A): b\r\n", "A: \x01\r\n", "A: \x7f\r\n"})
      row("GET / HTTP/1.1\r\n" + host + line);
    row("GET / HTTP/1.1\r\n" + host + "A: " + QByteArray(1, '\0') + "\r\n");
    for (const char* line :
         {"GET  / HTTP/1.1", "GET /  HTTP/1.1", "GET / HTTP/2.0", "GET / HTTP/1.2", "GET / HTTP/11",
          "GET / http/1.1", "GET /", "GET", " GET / HTTP/1.1", "G@T / HTTP/1.1", "GET http://x/ HTTP/1.1",
          "GET a HTTP/1.1", "CONNECT x:80 HTTP/1.1", "GET /\t HTTP/1.1", "GET / HTTP/1.1 x"})
      row(line + QByteArray("\r\n") + host);
    row("GET / HTTP/1.1\r\n");
    row("GET / HTTP/1.1\r\n" + host + host);
    row("GET / HTTP/1.0\r\n");
  }
  void ambiguousRequestsEndTheConnection()
  {
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, body);
    const QByteArray smuggled = "GET " + ServedPreview::asset() + " HTTP/1.1\r\nHost: " + m_preview->host() +
                                "\r\nCookie: " + m_preview->session() + "\r\n\r\n";
    const QByteArray answer = m_preview->raw(head + "\r\n" + body + smuggled);
    QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 4"), answer);
    QVERIFY2(answer.count("HTTP/1.1 ") <= 1 && !answer.contains("hello"), answer);
    QVERIFY2(answer.isEmpty() || answer.contains("Connection: close"), answer);
  }

  // Too much.
  void manyAndSlowConnectionsAreHeldOff()
  {
    ServedPreview::Options options;
    options.http.headerSeconds = 1;
    const ServedPreview preview(options);
    const quint16 port = quint16(QUrl(u"http://"_s + QString::fromLatin1(preview.host())).port());
    const qint64 before = residentMemory();
    std::vector<HalfOpen> connections;
    connections.reserve(1000);
    for (int i = 0; i < 1000; ++i)
      connections.emplace_back(port, "GET / HTTP/1.1\r\nHost: x\r\nA: " + QByteArray(1000, 'a'));
    QVERIFY2(residentMemory() - before < 50'000, QByteArray::number(residentMemory() - before));
    QTRY_VERIFY_WITH_TIMEOUT(preview.get(ServedPreview::asset()).endsWith("hello"), 10'000);
  }

  void largeRequestsAreCutOff()
  {
    const qint64 before = residentMemory();
    const QByteArray start = "POST / HTTP/1.1\r\nHost: " + m_preview->host() + "\r\n";
    QVERIFY(m_preview->raw(start + "A: " + QByteArray(20'000'000, 'a')).startsWith("HTTP/1.1 431"));
    QByteArray many = start;
    for (int i = 0; i < 10'000; ++i)
      many += "A" + QByteArray::number(i) + ": b\r\n";
    QVERIFY(m_preview->raw(many + "\r\n").startsWith("HTTP/1.1 431"));
    QVERIFY(m_preview->raw(start + "Content-Length: 300000000\r\n\r\n").startsWith("HTTP/1.1 413"));
    const QByteArray chunk = "100000\r\n" + QByteArray(0x100000, 'a') + "\r\n";
    QVERIFY(m_preview->raw(start + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeated(12))
                .startsWith("HTTP/1.1 413"));
    QVERIFY2(residentMemory() - before < 100'000, QByteArray::number(residentMemory() - before));
  }

  // What every answer says.
  void everyAnswerIsGuarded()
  {
    const QByteArray unit = "/xblock/block-v1:Org+Num+KeyRun+type@course+block@course";
    for (const QByteArray& path :
         {QByteArray("/"), unit, ServedPreview::asset(), ServedPreview::asset("a.svg"),
          ServedPreview::asset("a.html"), QByteArray("/__preview/page.js"), QByteArray("/__version"),
          QByteArray("/csrf/api/v1/token"), QByteArray("/api/mfe_config/v1"), QByteArray("/nothing"),
          QByteArray("/__launch?t=x"), QByteArray("/api/courses/v2/blocks/"),
          QByteArray("/__preview/learner")})
      for (const QByteArray& cookie : {m_preview->session(), QByteArray()}) {
        const QByteArray answer = m_preview->ask(path, m_preview->host(), cookie);
        const QByteArray head = answer.first(answer.indexOf("\r\n\r\n"));
        for (const char* header : {"X-Content-Type-Options: nosniff", "Referrer-Policy: same-origin",
                                   "Cache-Control: ", "Cross-Origin-Resource-Policy: same-site"})
          QVERIFY2(head.contains(header), path + '\n' + head);
        QVERIFY2(!head.contains("Access-Control"), head);
        if (head.contains("Content-Type: text/html") || head.contains("svg"))
          QVERIFY2(head.contains("frame-ancestors 'self'") && head.contains("object-src 'none'"), head);
      }
    QVERIFY(m_preview->get(ServedPreview::asset("a.svg")).contains("; sandbox allow-scripts\r\n"));
    QVERIFY(
        m_preview->get(ServedPreview::asset("a.html")).contains("; sandbox allow-scripts allow-same-origin"));
  }

  // Who can reach it at all.
  void onlyThisComputerIsListenedTo()
  {
    const QByteArray port =
        QByteArray::number(m_preview->server().port(), 16).toUpper().rightJustified(4, '0');
    QByteArrayList bound;
    for (const QString& table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
      QFile file(table);
      QVERIFY(file.open(QIODevice::ReadOnly));
      for (const QByteArray& line : file.readAll().split('\n'))
        if (const auto words = line.simplified().split(' ');
            words.size() > 3 && words[3] == "0A" && words[1].endsWith(':' + port))
          bound.append(words[1]);
    }
    QCOMPARE(bound, QByteArrayList{"0100007F:" + port});
    QSet<quint16> ports;
    for (int i = 0; i < 4; ++i)
      ports.insert(ServedPreview().server().port());
    QVERIFY(ports.size() > 1);
  }

private:
  std::unique_ptr<ServedPreview> m_preview;
};

SCRIPTORIUM_TEST(TestSecurity)
#include "tst_security.moc"
