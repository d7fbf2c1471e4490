#include "app/preview/server/learnerclient.h"
#include "preview/servedpreview.h"
#include "support/testmain.h"

#include <QDir>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr auto kClientPage = "<!doctype html><script src=\"/learning/app.1a2b.js\"></script>";

} // namespace

/// A built learner client in place of our own pages.
class TestLearnerClient : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void init()
  {
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_folder->path()).mkpath(u"dist/static"_s));
    write(u"dist/index.html"_s, kClientPage);
    write(u"dist/app.1a2b.js"_s, "start();");
    write(u"dist/static/app.css"_s, "p { color: red }");
    write(u"secret.txt"_s, "not of the client");
  }

  void itsFilesAndPagesAreBelowLearning()
  {
    const auto client = preview::LearnerClient::open(dist());
    QVERIFY2(client, client ? "" : qPrintable(client.error().toString()));
    ServedPreview::Options options;
    options.client = client->get();
    const ServedPreview served(options);
    const QByteArray script = served.get("/learning/app.1a2b.js");
    QVERIFY2(script.endsWith("\r\n\r\nstart();"), script);
    QVERIFY2(script.contains("javascript"), script);
    QVERIFY(served.get("/learning/static/app.css").contains("Content-Type: text/css"));
    const QByteArray page = "/learning/course/course-v1:Org+Num+KeyRun/home";
    QVERIFY(served.get(page).endsWith(kClientPage));
    QVERIFY(served.get("/").contains("Location: " + page));
    // The rest is the LMS's, as without it.
    QVERIFY(served.get("/api/courseware/course/course-v1:Org+Num+KeyRun").contains("application/json"));
  }

  void nothingElseOfTheDiskIs_data()
  {
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("a folder up") << QByteArray("/learning/../secret.txt");
    QTest::newRow("a folder up, encoded") << QByteArray("/learning/%2e%2e/secret.txt");
    QTest::newRow("an absolute path") << QByteArray("/learning//etc/passwd.txt");
    QTest::newRow("a file that is not there") << QByteArray("/learning/none.js");
  }

  void nothingElseOfTheDiskIs()
  {
    QFETCH(QByteArray, target);
    const auto client = preview::LearnerClient::open(dist());
    QVERIFY(client);
    ServedPreview::Options options;
    options.client = client->get();
    const QByteArray said = ServedPreview(options).get(target);
    QVERIFY2(said.startsWith("HTTP/1.1 4"), said);
    QVERIFY(!said.contains("not of the client"));
  }

  void whoHasNoSessionGetsNothingOfIt()
  {
    const auto client = preview::LearnerClient::open(dist());
    QVERIFY(client);
    ServedPreview::Options options;
    options.client = client->get();
    const ServedPreview served(options);
    QVERIFY(served.ask("/learning/app.1a2b.js", served.host(), {}).startsWith("HTTP/1.1 403"));
  }

  void aFolderThatIsNoClientIsRefused()
  {
    const auto none = preview::LearnerClient::open(m_folder->path());
    QVERIFY(!none && none.error().kind == Error::Kind::NotFound);
    QVERIFY2(none.error().detail.contains(u"index.html"_s), qPrintable(none.error().detail));
    write(u"dist/index.html"_s, "<script src=\"/app.js\"></script>");
    const auto other = preview::LearnerClient::open(dist());
    QVERIFY(!other && other.error().kind == Error::Kind::BadInput);
    QVERIFY2(other.error().detail.contains(u"PUBLIC_PATH=/learning/"_s), qPrintable(other.error().detail));
  }

private:
  QString dist() const { return m_folder->filePath(u"dist"_s); }
  void write(const QString& name, const QByteArray& bytes) const
  {
    QFile file(m_folder->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
  }

  std::unique_ptr<QTemporaryDir> m_folder;
};

SCRIPTORIUM_TEST(TestLearnerClient)
#include "tst_learnerclient.moc"
