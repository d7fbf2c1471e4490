#include "preview/rawclient.h"
#include "program.h"
#include "support/testmain.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium::testing;

namespace {

QByteArray get(const QUrl& address, const QByteArray& target, const QByteArray& cookie = {})
{
  return exchangeRaw(quint16(address.port()), "GET " + target +
                                                  " HTTP/1.1\r\nHost: " + address.authority().toLatin1() +
                                                  "\r\nCookie: " + cookie + "\r\nConnection: close\r\n\r\n");
}

/// The cookies that an answer sets, as a browser gives them back.
QByteArray cookiesOf(const QByteArray& answer)
{
  QByteArrayList cookies;
  for (const QByteArray& line : answer.split('\n'))
    if (line.startsWith("Set-Cookie: "))
      cookies.append(line.sliced(12).split(';')[0]);
  return cookies.join("; ");
}

} // namespace

/// The local LMS from the command line.
class TestServe : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void anArchiveOrFolderIsServedToItsPersonas_data()
  {
    QTest::addColumn<QStringList>("options");
    QTest::newRow("published") << QStringList();
    QTest::newRow("drafts") << QStringList(u"--draft"_s);
  }
  void anArchiveOrFolderIsServedToItsPersonas()
  {
    QFETCH(QStringList, options);
    const QTemporaryDir store;
    QProcess serve;
    serve.start(Program::path(),
                QStringList{u"serve"_s, sampleCourse(), u"--json"_s, u"--store"_s, store.path(),
                            u"--learner"_s, u"anna,group=A"_s, u"--learner"_s, u"ben,track=verified"_s} +
                    options);
    QVERIFY(serve.waitForReadyRead(20'000));
    const QJsonObject said = QJsonDocument::fromJson(serve.readLine()).object();
    const QJsonObject personas = said[u"personas"_s].toObject();
    QCOMPARE(personas.keys(), (QStringList{u"anna"_s, u"anonymous"_s, u"ben"_s, u"staff"_s}));
    for (const QString& persona : personas.keys()) {
      const QUrl address(personas[persona].toString());
      const QByteArray launched = get(address, address.path().toLatin1() + '?' + address.query().toLatin1());
      QVERIFY2(launched.startsWith("HTTP/1.1 302"), launched);
      const QByteArray page = get(address, "/", cookiesOf(launched));
      if (persona == "anonymous"_L1) {
        QVERIFY2(page.contains("has not signed in") && !page.contains("data-page=\"/xblock/"), page);
        continue;
      }
      QVERIFY2(page.startsWith("HTTP/1.1 200") && page.contains("data-page=\"/xblock/block-v1:"), page);
      const qsizetype at = page.indexOf("data-page=\"") + 11;
      const QByteArray unit = get(address, page.sliced(at, page.indexOf('"', at) - at), cookiesOf(launched));
      QVERIFY2(unit.startsWith("HTTP/1.1 200") && unit.contains("data-usage-id="), unit);
    }
    serve.terminate();
    QVERIFY(serve.waitForFinished(10'000));
    QCOMPARE(serve.exitCode(), 0);
  }

  void theProgramOfItsOwnServesTheSame()
  {
    const QTemporaryDir store;
    const auto imported = Program(store.path()).run({u"import"_s, sampleCourse()});
    const QString key = imported.objects().value(0)[u"key"_s].toString();
    QProcess serve;
    serve.start(programFolder() + u"/scriptorium-preview"_s,
                {u"--store"_s, store.path(), u"--course"_s, key, u"--json"_s});
    QVERIFY(serve.waitForReadyRead(20'000));
    const QJsonObject said = QJsonDocument::fromJson(serve.readLine()).object();
    QCOMPARE(said[u"course"_s].toString(), key);
    const QUrl address(said[u"personas"_s].toObject()[u"learner1"_s].toString());
    QVERIFY(get(address, address.path().toLatin1() + '?' + address.query().toLatin1()).contains("302"));
    serve.terminate();
    QVERIFY(serve.waitForFinished(10'000));
    serve.start(programFolder() + u"/scriptorium-preview"_s, {u"--open"_s});
    QVERIFY(serve.waitForFinished(10'000));
    QCOMPARE(serve.exitCode(), 2);
    QVERIFY(serve.readAllStandardError().startsWith(
        "scriptorium-preview: scriptorium-preview needs --course COURSE."));
  }

  void aTeamIsToldWhereAndWithWhat()
  {
    const QTemporaryDir store;
    QProcess serve;
    serve.start(Program::path(), {u"serve"_s, sampleCourse(), u"--listen"_s, u"127.0.0.1"_s, u"--json"_s,
                                  u"--store"_s, store.path()});
    QVERIFY(serve.waitForReadyRead(20'000));
    const QJsonObject said = QJsonDocument::fromJson(serve.readLine()).object();
    const QJsonObject team = said[u"team"_s].toObject();
    const QUrl address(team[u"urls"_s].toArray().first().toString());
    QVERIFY(address.port() != said[u"port"_s].toInt());
    QVERIFY(get(address, "/").contains("Location: /__enter"));
    QCOMPARE(team[u"code"_s].toString().size(), 9);
    serve.terminate();
    QVERIFY(serve.waitForFinished(10'000));
    serve.start(Program::path(),
                {u"serve"_s, sampleCourse(), u"--listen"_s, u"127.0.0.1"_s, u"--store"_s, store.path()});
    QByteArray words;
    while (!words.contains("Ctrl+C") && serve.waitForReadyRead(20'000))
      words += serve.readAllStandardOutput();
    QVERIFY2(words.contains("access code") && words.contains("not encrypted"), words);
    QVERIFY(words.contains("\xE2\x96\x88")); // the QR code
    serve.terminate();
    QVERIFY(serve.waitForFinished(10'000));
  }

  void nothingIsServedForAProgramThatWasKilled()
  {
    const QTemporaryDir store;
    QProcess parent;
    parent.start(u"sh"_s, {u"-c"_s, u"\"$0\" serve \"$1\" --with-parent --json --store \"$2\" & wait"_s,
                           Program::path(), sampleCourse(), store.path()});
    QVERIFY(parent.waitForReadyRead(20'000));
    const QUrl address(QJsonDocument::fromJson(parent.readLine()).object()[u"url"_s].toString());
    QVERIFY(!get(address, "/").isEmpty());
    parent.kill();
    QTRY_VERIFY_WITH_TIMEOUT(get(address, "/").isEmpty(), 20'000);
  }

  void openCallsTheBrowser()
  {
    const QTemporaryDir folder;
    QFile browser(folder.filePath(u"xdg-open"_s));
    QVERIFY(browser.open(QIODevice::WriteOnly));
    browser.write("#!/bin/sh\necho \"$1\" > \"$0.said\"\n");
    browser.close();
    browser.setPermissions(QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    QProcess serve;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"PATH"_s, folder.path() + u':' + environment.value(u"PATH"_s));
    serve.setProcessEnvironment(environment);
    serve.start(Program::path(), {u"serve"_s, sampleCourse(), u"--open"_s, u"--json"_s, u"--store"_s,
                                  folder.filePath(u"store"_s), u"--learner"_s, u"anna"_s});
    QVERIFY(serve.waitForReadyRead(20'000));
    const QJsonObject said = QJsonDocument::fromJson(serve.readLine()).object();
    QFile opened(browser.fileName() + u".said"_s);
    QTRY_VERIFY(opened.exists() && opened.size() > 0);
    QVERIFY(opened.open(QIODevice::ReadOnly));
    QCOMPARE(QString::fromUtf8(opened.readAll().trimmed()),
             said[u"personas"_s].toObject()[u"anna"_s].toString());
    serve.terminate();
    serve.waitForFinished(10'000);
  }

  void wrongOptionsAreSaid_data()
  {
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QByteArray>("word");
    QTest::newRow("a port") << QStringList{u"--port"_s, u"x"_s} << QByteArray("65535");
    QTest::newRow("a date") << QStringList{u"--date"_s, u"soon"_s} << QByteArray("2030-01-31");
    QTest::newRow("a learner without name")
        << QStringList{u"--learner"_s, u",track=x"_s} << QByteArray("name");
    QTest::newRow("a word that is unknown")
        << QStringList{u"--learner"_s, u"a,colour=x"_s} << QByteArray("colour=x");
    QTest::newRow("the same twice") << QStringList{u"--learner"_s, u"a"_s, u"--learner"_s, u"a"_s}
                                    << QByteArray("two of the name a");
    QTest::newRow("a key") << QStringList{u"--key"_s, u"nonsense"_s} << QByteArray("--key");
  }
  void wrongOptionsAreSaid()
  {
    QFETCH(QStringList, options);
    QFETCH(QByteArray, word);
    const QTemporaryDir store;
    const auto run = Program(store.path()).run(QStringList{u"serve"_s, sampleCourse()} + options);
    QVERIFY(run.exitCode != 0);
    QVERIFY2(run.err.contains(word), run.err);
  }
};

SCRIPTORIUM_TEST(TestServe)
#include "tst_serve.moc"
