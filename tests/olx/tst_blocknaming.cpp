#include "olx/coursefeed.h"
#include "olx/records/blocknaming.h"
#include "olx/records/elementhash.h"
#include "olx/records/htmlbodies.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::olx;
using namespace scriptorium::testing;

class TestBlockNaming : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void namesAreCleaned_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("cleaned");
    const auto row = [](const char* name, QString text, QString cleaned) {
      QTest::newRow(name) << std::move(text) << std::move(cleaned);
    };
    row("plain", u"Week-1.2"_s, u"Week-1.2"_s);
    row("spaces become one underscore", u"Week  1: Intro"_s, u"Week_1_Intro"_s);
    row("underscores collapse", u"a__b _c"_s, u"a_b_c"_s);
    row("per cent stays", u"50%"_s, u"50%"_s);
    row("letters of all scripts stay", u"Première Ünit"_s, u"Première_Ünit"_s);
    row("letters beyond the first plane stay", u"x𝔸y"_s, u"x𝔸y"_s);
    row("a smiley does not", u"x😀y"_s, u"x_y"_s);
    row("only odd characters", u"?!"_s, u"_"_s);
    row("empty", u""_s, u""_s);
  }

  void namesAreCleaned()
  {
    QFETCH(QString, name);
    QFETCH(QString, cleaned);
    QCOMPARE(cleanedName(name), cleaned);
  }

  void repeatedNamesGetAHash_data()
  {
    QTest::addColumn<QByteArray>("tag");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("unique");
    const auto row = [](const char* name, QByteArray tag, QByteArray taken, QByteArray unique) {
      QTest::newRow(name) << std::move(tag) << std::move(taken) << std::move(unique);
    };
    row("plain", "problem", "p1", "problem_p1_0123456789ab");
    row("an earlier hash is replaced", "problem", "problem_aaaaaaaaaaaa", "problem_0123456789ab");
    row("an earlier name and hash", "problem", "problem_p1_aaaaaaaaaaaa", "problem_p1__0123456789ab");
    row("another type's hash is not", "video", "problem_aaaaaaaaaaaa",
        "video_problem_aaaaaaaaaaaa_0123456789ab");
    row("tag and hash without anything between", "video", "videoaaaaaaaaaaaa", "video_0123456789ab");
  }

  void repeatedNamesGetAHash()
  {
    QFETCH(QByteArray, tag);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, unique);
    QCOMPARE(uniqueName(tag, name, "0123456789ab"), unique);
  }

  void namelessElementsAreHashedAsLxmlWritesThem()
  {
    // Blank text is gone, CDATA is text, attributes are in double quotes, an empty element is short.
    const QByteArray text = "<a>\n  <b x='1'>\n    <c></c>\n  </b>\n  <d><![CDATA[<&]]>é</d>\n</a>";
    const auto hashes = elementHashes(text, {0, 1, 2, 3});
    QCOMPARE(hashes.size(), 4);
    QCOMPARE(hashes[0], hash12("<a><b x=\"1\"><c/></b><d>&lt;&amp;é</d></a>"));
    QCOMPARE(hashes[1], hash12("<b x=\"1\"><c/></b>"));
    QCOMPARE(hashes[2], hash12("<c/>"));
    QCOMPARE(hashes[3], hash12("<d>&lt;&amp;é</d>"));
  }

  void blocksAreNamedAsStudioDoes_data()
  {
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isMadeUp");
    const auto row = [](const char* name, QByteArray element, QString id, bool isMadeUp) {
      QTest::newRow(name) << std::move(element) << std::move(id) << isMadeUp;
    };
    row("url_name", "<video url_name='a b' slug='s' display_name='d'/>", u"a b"_s, false);
    row("slug", "<video slug='s 1' name='n'/>", u"s 1"_s, true);
    row("name, cleaned", "<video name='n 1' display_name='d'/>", u"n_1"_s, true);
    row("display_name, cleaned", "<video display_name='D: x'/>", u"D_x"_s, true);
    row("an empty url_name counts", "<video url_name='' display_name='d'>x</video>",
        u"video_"_s + QString::fromLatin1(hash12("<video url_name=\"\" display_name=\"d\">x</video>")), true);
    row("nothing", "<video youtube='x'/>",
        u"video_"_s + QString::fromLatin1(hash12("<video youtube=\"x\"/>")), true);
  }

  void blocksAreNamedAsStudioDoes()
  {
    QFETCH(QByteArray, element);
    QFETCH(QString, name);
    QFETCH(bool, isMadeUp);
    CourseFeed feed{
        {"course.xml", "<course url_name='r' org='o' course='c' display_name='x'>" + element + "</course>"}};
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const ParsedBlock* video = block(*course, u"video"_s, name);
    QVERIFY2(video, qPrintable(outline(*course)));
    QCOMPARE(video->hasMadeUpName, isMadeUp);
  }

  void bodiesAreLookedForInStudiosOrder_data()
  {
    QTest::addColumn<QByteArray>("urlName");
    QTest::addColumn<QByteArray>("fileName");
    QTest::addColumn<QByteArrayList>("paths");
    const auto row = [](const char* name, QByteArray urlName, QByteArray fileName, QByteArrayList paths) {
      QTest::newRow(name) << std::move(urlName) << std::move(fileName) << std::move(paths);
    };
    row("usual", "a", "a", {"html/a.html"});
    row("beside a name with a colon", "secret:toylab", "toylab",
        {"html/secret/toylab.html", "secret/toylab.html"});
    row("doubled extension", "a", "a.html", {"html/a.html.html", "html/a.html"});
    row("folders in the name", "a", "x/y", {"html/x/y.html", "x/y.html"});
    row("xml in the name", "a", "a.xml", {"html/a.xml.html", "html/a.html"});
  }

  void bodiesAreLookedForInStudiosOrder()
  {
    QFETCH(QByteArray, urlName);
    QFETCH(QByteArray, fileName);
    QFETCH(QByteArrayList, paths);
    QCOMPARE(htmlBodyPaths(urlName, fileName), paths);
  }
};

SCRIPTORIUM_TEST(TestBlockNaming)
#include "tst_blocknaming.moc"
