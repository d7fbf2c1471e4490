// ctest-labels: fast;concurrent
#include "app/preview/server/eventfile.h"
#include "preview/servedpreview.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <thread>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

render::LearnerEvent played(int number)
{
  render::LearnerEvent event;
  event.number = number;
  event.source = render::Happening::Source::Browser;
  event.name = u"play_video"_s;
  event.data = "{\"id\":\"v\"}";
  event.block = u"block-v1:O+C+R+type@video+block@v"_s;
  event.learner = u"anna"_s;
  return event;
}

QByteArray bodyOf(const QByteArray& answer)
{
  const qsizetype end = answer.indexOf("\r\n\r\n");
  return end < 0 ? QByteArray() : answer.sliced(end + 4);
}

} // namespace

/// Who may read what the LMS would log, and the file of it.
class TestEvents : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aSessionReadsItsOwnAlone()
  {
    ServedPreview preview;
    QVERIFY(log(preview, "my.own").startsWith("HTTP/1.1 200"));
    const Json own = *Json::parse(bodyOf(preview.get("/__preview/events?after=0")));
    QCOMPARE(own.find("events")->items().size(), 1);
    QCOMPARE(own.find("events")->items()[0].find("name")->text(), u"my.own"_s);
    const Json staff = *Json::parse(
        bodyOf(preview.ask("/__preview/events?after=0", preview.host(), sessionOf(preview, u"staff"_s))));
    QCOMPARE(staff.find("events")->items().size(), 0);
    QVERIFY(
        preview.ask("/__preview/events?after=0", preview.host(), "sessionid=x").startsWith("HTTP/1.1 403"));
    QVERIFY(preview.ask("/__preview/events?after=0", "evil.example", preview.session())
                .startsWith("HTTP/1.1 421"));
    const QByteArray last = own.find("last")->toUtf8();
    QCOMPARE(
        Json::parse(bodyOf(preview.get("/__preview/events?after=" + last)))->find("events")->items().size(),
        0);
  }

  void anEventWithoutTheTokenIsNotLogged()
  {
    ServedPreview preview;
    QVERIFY(preview
                .raw("POST /event HTTP/1.1\r\nHost: " + preview.host() + "\r\nCookie: " + preview.session() +
                     "\r\nContent-Length: 12\r\nConnection: close\r\n\r\nevent_type=x")
                .startsWith("HTTP/1.1 403"));
    QVERIFY(bodyOf(preview.get("/__preview/events?after=0")).endsWith("\"events\":[]}"));
  }

  void guestsSeeThemAsCourseTeamAlone()
  {
    ServedPreview::Options options;
    options.listen = u"127.0.0.1"_s;
    ServedPreview preview(options);
    QVERIFY(asGuest(preview, "learner").startsWith("HTTP/1.1 403"));
    QVERIFY(asGuest(preview, "staff").startsWith("HTTP/1.1 200"));
  }

  void whoFollowsIsToldOfAll()
  {
    ServedPreview::Options options;
    std::vector<QString> followed;
    options.onEvent = [&followed](const render::LearnerEvent& event) { followed.push_back(event.learner); };
    ServedPreview preview(options);
    log(preview, "x");
    QCOMPARE(followed, std::vector<QString>{u"learner1"_s});
  }

  void linesAreOfTheFormat_data()
  {
    QTest::addColumn<int>("format");
    QTest::addColumn<QByteArray>("begins");
    QTest::newRow("tracking") << int(preview::EventFile::Format::Tracking)
                              << QByteArray("{\"name\":\"play_video\"");
    QTest::newRow("xapi") << int(preview::EventFile::Format::Xapi) << QByteArray("{\"id\":\"");
    QTest::newRow("both") << int(preview::EventFile::Format::Both) << QByteArray("{\"tracking\":{\"name\":");
  }
  void linesAreOfTheFormat()
  {
    QFETCH(int, format);
    QFETCH(QByteArray, begins);
    const QString path = m_folder.filePath(QString::number(format));
    {
      const auto file = preview::EventFile::open(path, preview::EventFile::Format(format));
      QVERIFY(file);
      for (int i = 1; i <= 100; ++i)
        (*file)->take(played(i));
    }
    const QList<QByteArray> lines = contents(path).trimmed().split('\n');
    QCOMPARE(lines.size(), 100);
    QVERIFY2(lines[99].startsWith(begins), lines[99]);
    QVERIFY(Json::parse(QByteArrayView(lines[99])).has_value());
  }

  void theFileIsTheUsersOwnAndGoesOn()
  {
    const QString path = m_folder.filePath(u"own"_s);
    QFile before(path);
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("old\n");
    before.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther);
    before.close();
    (*preview::EventFile::open(path, preview::EventFile::Format::Tracking))->take(played(1));
    QVERIFY(contents(path).startsWith("old\n{\"name\""));
    QVERIFY(!(QFile::permissions(path) & (QFileDevice::ReadOther | QFileDevice::ReadGroup)));
  }

  void aFullFileSaysSoOnce()
  {
    const QString path = m_folder.filePath(u"full"_s);
    const auto file = preview::EventFile::open(path, preview::EventFile::Format::Tracking, 2048);
    QVERIFY(file);
    for (int i = 0; i < 20; ++i)
      (*file)->take(played(i));
    std::optional<QString> said;
    QTRY_VERIFY(said || (said = (*file)->complaint()));
    QVERIFY2(said->contains(u"is full"_s), qPrintable(*said));
    QVERIFY(!(*file)->complaint());
    QVERIFY(QFile(path).size() <= 2048 && contents(path).endsWith("}\n"));
    const auto again =
        preview::EventFile::open(path, preview::EventFile::Format::Tracking, QFile(path).size());
    QVERIFY(!again && again.error().kind == Error::Kind::BadInput);
  }

  void whatIsNoFileIsRefused()
  {
    const auto folder = preview::EventFile::open(m_folder.path(), preview::EventFile::Format::Tracking);
    QVERIFY(!folder && folder.error().kind == Error::Kind::BadInput);
    const auto nowhere =
        preview::EventFile::open(m_folder.filePath(u"no/where"_s), preview::EventFile::Format::Tracking);
    QVERIFY(!nowhere && nowhere.error().kind == Error::Kind::Io);
  }

  void manyThreadsWriteWholeLines()
  {
    const QString path = m_folder.filePath(u"threads"_s);
    {
      const auto file = preview::EventFile::open(path, preview::EventFile::Format::Tracking);
      QVERIFY(file);
      std::vector<std::thread> threads;
      for (int at = 0; at < 4; ++at)
        threads.emplace_back([&file] {
          for (int i = 0; i < 200; ++i)
            (*file)->take(played(i));
        });
      for (auto& thread : threads)
        thread.join();
    }
    const QList<QByteArray> lines = contents(path).trimmed().split('\n');
    QCOMPARE(lines.size(), 800);
    for (const QByteArray& line : lines)
      QVERIFY2(Json::parse(QByteArrayView(line)).has_value(), line);
  }

private:
  static QByteArray contents(const QString& path)
  {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
  }
  static QByteArray log(const ServedPreview& preview, const QByteArray& name)
  {
    const QByteArray body = "event_type=" + name + "&event=%7B%7D";
    return preview.raw(
        "POST /event HTTP/1.1\r\nHost: " + preview.host() + "\r\nCookie: " + preview.session() +
        "\r\nX-CSRFToken: " + preview.csrf() + "\r\nContent-Type: application/x-www-form-urlencoded" +
        "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" + body);
  }
  static QByteArray cookieIn(const QByteArray& answer)
  {
    const qsizetype at = answer.indexOf("sessionid=");
    return at < 0 ? QByteArray() : answer.sliced(at, answer.indexOf(';', at) - at);
  }
  static QByteArray sessionOf(ServedPreview& preview, const QString& learner)
  {
    const QUrl launch(preview.server().launchUrl(learner));
    return cookieIn(
        preview.ask(launch.path().toLatin1() + '?' + launch.query().toLatin1(), preview.host(), {}));
  }
  /// What somebody who came with the code reads of the events.
  static QByteArray asGuest(ServedPreview& preview, const QByteArray& role)
  {
    const QUrl team(preview.server().teamUrls().value(0));
    const auto port = quint16(team.port());
    const QByteArray host = team.authority().toLatin1();
    const QByteArray form = "code=" + preview.server().accessCode().toLatin1() + "&name=guest&role=" + role;
    const QByteArray session =
        cookieIn(exchangeRaw(port, "POST /__enter HTTP/1.1\r\nHost: " + host +
                                       "\r\nContent-Length: " + QByteArray::number(form.size()) +
                                       "\r\nConnection: close\r\n\r\n" + form));
    return exchangeRaw(port, "GET /__preview/events HTTP/1.1\r\nHost: " + host + "\r\nCookie: " + session +
                                 "\r\nConnection: close\r\n\r\n");
  }

  QTemporaryDir m_folder;
};

SCRIPTORIUM_TEST(TestEvents)
#include "tst_events.moc"
