#include "olx/coursefeed.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QByteArray kPointer = "<course url_name='r' org='o' course='c'/>";
const QByteArray kRun = "<course display_name='T'/>";
const QByteArray kWhole =
    "<course url_name='r' org='o' course='c' display_name='T'><chapter url_name='a'/></course>";

using Files = QList<std::pair<QString, QByteArray>>;

CourseFeed feedOf(const Files& files)
{
  CourseFeed feed;
  for (const auto& [path, bytes] : files)
    feed.file(path, bytes);
  return feed;
}

} // namespace

Q_DECLARE_METATYPE(Files)

class TestRootFinder : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void rootsAreFound_data()
  {
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("root");
    const auto row = [](const char* name, Files files, QString root, QString wanted = {}) {
      QTest::newRow(name) << std::move(files) << std::move(wanted) << std::move(root);
    };
    row("at the top", {{u"course.xml"_s, kPointer}, {u"course/r.xml"_s, kRun}}, u""_s);
    row("in a folder", {{u"x/course.xml"_s, kPointer}, {u"x/course/r.xml"_s, kRun}}, u"x"_s);
    row("deep down", {{u"a/b/c/course.xml"_s, kWhole}}, u"a/b/c"_s);
    row("a run file of the same name", {{u"course/course.xml"_s, kRun}, {u"course.xml"_s, kPointer}}, u""_s);
    row("a run file with org and course", {{u"course/course.xml"_s, kWhole}, {u"course.xml"_s, kPointer}},
        u""_s);
    row("a run file in the folder named course",
        {{u"course/course.xml"_s, kPointer}, {u"course/course/course.xml"_s, kRun}}, u"course"_s);
    row("no org, no course", {{u"course.xml"_s, "<course url_name='r'><chapter url_name='a'/></course>"}},
        u""_s);
    row("named by name only", {{u"course.xml"_s, "<course name='My run' org='o' course='c'/>"}}, u""_s);
    row("a byte order mark", {{u"course.xml"_s, "\xEF\xBB\xBF" + kPointer}, {u"course/r.xml"_s, kRun}},
        u""_s);
    row("a library", {{u"library/library.xml"_s, "<library org='o' library='l' url_name='library'/>"}},
        u"library"_s);
    row("a template in include",
        {{u"course.xml"_s, kWhole}, {u"include/course.xml"_s, "<%namespace a='b'/>"}}, u""_s);
    row("another course inside", {{u"course.xml"_s, kWhole}, {u"dist/x/course.xml"_s, kWhole}}, u""_s);
    row("the inner course, chosen", {{u"course.xml"_s, kWhole}, {u"dist/x/course.xml"_s, kWhole}},
        u"dist/x"_s, u"dist/x/"_s);
    row("the outer course, chosen", {{u"course.xml"_s, kWhole}, {u"dist/x/course.xml"_s, kWhole}}, u""_s,
        u"."_s);
    row("a run file that is a course, chosen",
        {{u"course.xml"_s, kPointer}, {u"course/course.xml"_s, kWhole}}, u"course"_s, u"course"_s);
    row("one of two, chosen", {{u"a/course.xml"_s, kWhole}, {u"b/course.xml"_s, kWhole}}, u"b"_s, u"b"_s);
    row("a course.xml among the assets", {{u"course.xml"_s, kWhole}, {u"static/course.xml"_s, kWhole}},
        u""_s);
    row("AppleDouble", {{u"._course.xml"_s, "\0\5"_ba}, {u"course.xml"_s, kWhole}}, u""_s);
  }

  void rootsAreFound()
  {
    QFETCH(Files, files);
    QFETCH(QString, wanted);
    QFETCH(QString, root);
    const auto course = feedOf(files).read(wanted);
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QCOMPARE(course->rootPath, root);
  }

  void whatIsNoCourseIsNamed_data()
  {
    QTest::addColumn<Files>("files");
    QTest::addColumn<QString>("wanted");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char* name, Files files, QString sentence, QString wanted = {}) {
      QTest::newRow(name) << std::move(files) << std::move(wanted) << std::move(sentence);
    };
    row("Moodle",
        {{u"course/course.xml"_s, "<course id='1' contextid='2'><shortname>x</shortname></course>"}},
        u"Moodle course backup"_s);
    row("Moodle's manifest", {{u"moodle_backup.xml"_s, "<moodle_backup/>"}}, u"Moodle course backup"_s);
    row("Common Cartridge", {{u"imsmanifest.xml"_s, "<manifest/>"}}, u"IMS content package"_s);
    row("a template", {{u"course.xml"_s, "## -*- coding\n<%namespace name='x'/>\n<course/>"}}, u"template"_s);
    row("broken", {{u"course.xml"_s, "<course>\n<chapter></course>"}}, u"line 2"_s);
    row("a page", {{u"course.xml"_s, "<html/>"}}, u"its root element is <html>"_s);
    row("a course without a name", {{u"course.xml"_s, "<course/>"}},
        u"neither org and course nor a url_name"_s);
    row("something else", {{u"a.txt"_s, "x"}, {u"b.txt"_s, "y"}}, u"It holds a.txt, b.txt."_s);
    row("nothing", {}, u"no files at all"_s);
    row("two courses", {{u"a/course.xml"_s, kWhole}, {u"b/course.xml"_s, kWhole}},
        u"2 courses; choose one of them by its folder:\na\nb"_s);
    row("a folder without one", {{u"a/course.xml"_s, kWhole}}, u"no course at \"z\""_s, u"z"_s);
    row("a library's package", {{u"package.toml"_s, "[meta]"}}, u"library archive"_s);
  }

  void whatIsNoCourseIsNamed()
  {
    QFETCH(Files, files);
    QFETCH(QString, wanted);
    QFETCH(QString, sentence);
    const auto course = feedOf(files).read(wanted);
    QVERIFY(!course.has_value());
    QCOMPARE(course.error().kind, Error::Kind::BadInput);
    QVERIFY2(course.error().detail.contains(sentence), qPrintable(course.error().detail));
  }

  void aLinkedRootIsReadAndTheLinkKept()
  {
    CourseFeed feed;
    feed.link(u"course.xml"_s, u"roots/2013.xml"_s)
        .file(u"roots/2013.xml"_s, "<course url_name='2013' org='o' course='c'/>")
        .file(u"course/2013.xml"_s, kRun);
    const auto course = feed.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QCOMPARE(course->run, u"2013"_s);
    QCOMPARE(course->title, u"T"_s);
    QCOMPARE(course->files.size(), 2);
    QCOMPARE(course->files[0].kind, olx::ParsedFile::Kind::Link);
    QCOMPARE(course->files[0].linkTarget, u"roots/2013.xml"_s);
    QCOMPARE(course->files[1].path, u"roots/2013.xml"_s);
  }

  void linksNeverLeaveTheArchiveNorGoInCircles()
  {
    CourseFeed feed;
    feed.link(u"a/course.xml"_s, u"../../etc/passwd"_s)
        .link(u"x.xml"_s, u"y.xml"_s)
        .link(u"y.xml"_s, u"x.xml"_s);
    feed.link(u"course.xml"_s, u"x.xml"_s);
    QVERIFY(!feed.read().has_value());
  }

  void whatLiesBesideTheRootHasAPathOutOfIt()
  {
    CourseFeed feed;
    feed.folder(u"a"_s).folder(u"a/b"_s).file(u"README.md"_s, "x").file(u"a/notes"_s, "x");
    feed.file(u"a/b/course.xml"_s, kWhole).file(u"a/bc/x"_s, "x");
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QStringList paths;
    for (const auto& file : course->files)
      paths.append(file.path);
    QCOMPARE(paths,
             (QStringList{u"../../a"_s, u"../b"_s, u"../../README.md"_s, u"../notes"_s, u"../bc/x"_s}));
  }
};

SCRIPTORIUM_TEST(TestRootFinder)
#include "tst_rootfinder.moc"
