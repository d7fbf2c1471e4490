#include "olx/coursefeed.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QByteArray kRoot = "<course url_name='r' org='o' course='c'/>";

/// A course with one chapter and one sequential, both in files, and the rest as given.
CourseFeed courseWith(const QByteArray& vertical,
                      std::initializer_list<std::pair<const char*, QByteArray>> more = {})
{
  CourseFeed feed{{"course.xml", kRoot},
                  {"course/r.xml", "<course display_name='T'><chapter url_name='c'/></course>"},
                  {"chapter/c.xml", "<chapter><sequential url_name='s'/></chapter>"},
                  {"sequential/s.xml", "<sequential><vertical url_name='v'/></sequential>"},
                  {"vertical/v.xml", vertical}};
  for (const auto& [path, bytes] : more)
    feed.file(u"course/"_s + QString::fromUtf8(path), bytes);
  return feed;
}

QStringList filePaths(const olx::ParsedCourse& course)
{
  QStringList paths;
  for (const auto& file : course.files)
    paths.append(file.path);
  return paths;
}

} // namespace

class TestCourseReader : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void treesAreBuilt_data()
  {
    QTest::addColumn<QByteArray>("vertical");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("tree");
    const auto row = [](const char* name, QByteArray vertical, QString tree, QString path = {},
                        QByteArray file = {}) {
      QTest::newRow(name) << std::move(vertical) << std::move(path) << std::move(file) << std::move(tree);
    };
    row("empty", "<vertical/>", u"vertical/v"_s);
    row("pointer", "<vertical><problem url_name='p'/></vertical>", u"vertical/v(problem/p)"_s,
        u"problem/p.xml"_s, "<problem>x</problem>");
    row("inline", "<vertical><problem url_name='p' weight='1'>x</problem></vertical>",
        u"vertical/v(=problem/p)"_s);
    row("a pointer with a comment inside is inline",
        "<vertical><problem url_name='p'><!-- c --></problem></vertical>", u"vertical/v(=problem/p)"_s,
        u"problem/p.xml"_s, "<problem>x</problem>");
    row("a colon makes folders", "<vertical><problem url_name='a:b:p'/></vertical>",
        u"vertical/v(problem/a:b:p)"_s, u"problem/a/b/p.xml"_s, "<problem>x</problem>");
    row("comments, text and instructions stay in place",
        "<vertical>t<!-- c --><problem url_name='p'>x</problem><?pi?></vertical>",
        u"vertical/v(# # =problem/p #)"_s);
    row("nested containers",
        "<vertical><vertical url_name='w'><problem url_name='p'>x</problem></vertical></vertical>",
        u"vertical/v(=vertical/w(=problem/p))"_s);
    row("unknown types are leaves", "<vertical><zork url_name='z'><problem url_name='p'/></zork></vertical>",
        u"vertical/v(=zork/z)"_s);
    row("problem builder",
        "<vertical><problem-builder url_name='b' xblock-family='xblock.v1'>"
        "<pb-answer url_name='a' xblock-family='xblock.v1'/></problem-builder></vertical>",
        u"vertical/v(=problem-builder/b(=pb-answer/a))"_s);
    row("option elements and asides are no blocks",
        "<vertical><problem-builder url_name='b' xblock-family='xblock.v1' "
        "xmlns:o='http://code.edx.org/xblock/option'><o:x>1</o:x><y "
        "xmlns='http://code.edx.org/xblock/option'/>"
        "<z xblock-family='xblock_asides.v1'/></problem-builder></vertical>",
        u"vertical/v(=problem-builder/b(# # #))"_s);
    row("meta is no block", "<vertical><meta>{}</meta></vertical>", u"vertical/v(#)"_s);
    row("show in a conditional",
        "<vertical><conditional url_name='k'><problem url_name='p'>x</problem>"
        "<show sources='i4x://o/c/problem/q'/></conditional></vertical>",
        u"vertical/v(=conditional/k(=problem/p #))"_s);
    row("a bare pure XBlock", "<vertical><done url_name='d'/></vertical>", u"vertical/v(=done/d)"_s);
    row("a discussion with a file", "<vertical><discussion url_name='d'/></vertical>",
        u"vertical/v(discussion/d)"_s, u"discussion/d.xml"_s, "<discussion discussion_id='1'/>");
    row("a pointer to nothing", "<vertical><problem url_name='p'/></vertical>", u"vertical/v(problem/p)"_s);
    row("the same pointer twice", "<vertical><problem url_name='p'/><problem url_name='p'/></vertical>",
        u"vertical/v(problem/p @p)"_s, u"problem/p.xml"_s, "<problem>x</problem>");
    row("a pointer to itself", "<vertical><vertical url_name='v'/></vertical>", u"vertical/v(@v)"_s);
    row("a pointer to an ancestor", "<vertical><sequential url_name='s'/></vertical>", u"vertical/v(@s)"_s);
    row("the old way to point", "<vertical><problem url_name='p' filename='f' weight='2'/></vertical>",
        u"vertical/v(problem/p)"_s, u"problem/f.xml"_s, "<problem weight='1' attempts='3'>x</problem>");
    row("the old way to point, old folder", "<vertical><problem filename='f' name='P 1'/></vertical>",
        u"vertical/v(problem/P_1)"_s, u"problems/f.xml"_s, "<problem>x</problem>");
  }

  void treesAreBuilt()
  {
    QFETCH(QByteArray, vertical);
    QFETCH(QString, path);
    QFETCH(QByteArray, file);
    QFETCH(QString, tree);
    CourseFeed feed = courseWith(vertical);
    if (!path.isEmpty())
      feed.file(u"course/"_s + path, file);
    const auto course = feed.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QCOMPARE(outline(*course), u"course/r(chapter/c(sequential/s("_s + tree + u")))"_s);
  }

  void theCourseIsNamedAfterItsRoot()
  {
    const auto course = courseWith("<vertical/>").read();
    QVERIFY(course.has_value());
    QCOMPARE(course->org, u"o"_s);
    QCOMPARE(course->number, u"c"_s);
    QCOMPARE(course->run, u"r"_s);
    QCOMPARE(course->rootPath, u"course"_s);
    QCOMPARE(course->title, u"T"_s);
    QCOMPARE(course->kind, olx::ParsedCourse::Kind::Course);
  }

  void thePolicyNamesTheCourse()
  {
    const auto course =
        courseWith("<vertical/>", {{"policies/r.json", "{\"course/r\": {\"display_name\": \"Fallback\"}}"},
                                   {"policies/r/policy.json", "{}"}})
            .read();
    QVERIFY(course.has_value());
    QCOMPARE(course->title, u"Fallback"_s);
  }

  void statesKeepWhatTheFileSays()
  {
    const QByteArray element =
        "<poll url_name='q' xblock-family='xblock.v1'\n  question='a &amp; \"b\"'>x</poll>";
    CourseFeed feed = courseWith("\n<vertical display_name='V'>\n" + element + "</vertical>\n");
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto* poll = block(*course, u"poll"_s, u"q"_s);
    QVERIFY(poll && poll->published && !poll->draft);
    QCOMPARE(poll->published->fieldsJson,
             "{\"xblock-family\":\"xblock.v1\",\"question\":\"a & \\\"b\\\"\"}"_ba);
    QCOMPARE(poll->published->bodyForm, BodyForm::Element);
    QCOMPARE(feed.bytesOf(poll->published->body), element);
    QCOMPARE(poll->published->line, 3);
    QVERIFY(poll->published->flags.testFlag(VersionFlag::PureXBlock));
    const auto& source = course->sources[poll->published->source];
    QCOMPARE(course->text(source.path), u"vertical/v.xml"_s);
    QCOMPARE(source.blocks, 2);
    const auto* vertical = block(*course, u"vertical"_s, u"v"_s);
    QCOMPARE(vertical->published->fieldsJson, "{\"display_name\":\"V\"}"_ba);
    QCOMPARE(vertical->published->bodyForm, BodyForm::None);
  }

  void fieldsAreInTheFormOfFields()
  {
    const auto course =
        courseWith("<vertical a='1' b='&#10;&#9;\\' c='é&#x1F600;' d=\"'\" e='a\r\nb'/>").read();
    QVERIFY(course.has_value());
    const QByteArray json = block(*course, u"vertical"_s, u"v"_s)->published->fieldsJson;
    const auto fields = Fields::fromJson(json);
    QVERIFY(fields.has_value());
    QCOMPARE(fields->toJson(), json);
    QCOMPARE(fields->value(u"b"_s), std::optional(u"\n\t\\"_s));
    QCOMPARE(fields->value(u"e"_s), std::optional(u"a b"_s));
  }

  void wholeFilesAreTheirOwnBody()
  {
    const QByteArray text = "<problem url_name='other' weight='1'>\n<p/>\n</problem>\n";
    CourseFeed feed = courseWith("<vertical><problem url_name='p'/></vertical>", {{"problem/p.xml", text}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto* problem = block(*course, u"problem"_s, u"p"_s);
    QCOMPARE(feed.bytesOf(problem->published->body), text);
    QCOMPARE(problem->published->body, course->sources[problem->published->source].blob);
    QCOMPARE(problem->published->fieldsJson, "{\"url_name\":\"other\",\"weight\":\"1\"}"_ba);
  }

  void htmlBodiesAreFound_data()
  {
    QTest::addColumn<QByteArray>("stub");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isFound");
    QTest::newRow("usual") << "<html filename='h'/>"_ba << u"html/h.html"_s << u"h"_s << true;
    QTest::newRow("another name") << "<html filename='x'/>"_ba << u"html/x.html"_s << u"h"_s << true;
    QTest::newRow("below a folder") << "<html filename='lab'/>"_ba << u"html/secret/lab.html"_s
                                    << u"secret:lab"_s << true;
    QTest::newRow("doubled extension")
        << "<html filename='h.html'/>"_ba << u"html/h.html"_s << u"h"_s << true;
    QTest::newRow("leading folder left out")
        << "<html filename='a/h'/>"_ba << u"a/h.html"_s << u"h"_s << true;
    QTest::newRow("not there") << "<html filename='h'/>"_ba << u"html/other.html"_s << u"h"_s << false;
    QTest::newRow("not in the top folder") << "<html filename='h'/>"_ba << u"h.html"_s << u"h"_s << false;
  }

  void htmlBodiesAreFound()
  {
    QFETCH(QByteArray, stub);
    QFETCH(QString, path);
    QFETCH(QString, name);
    QFETCH(bool, isFound);
    CourseFeed feed = courseWith("<vertical><html url_name='" + name.toUtf8() + "'/></vertical>");
    feed.file(u"course/html/"_s + QString(name).replace(u':', u'/') + u".xml"_s, stub);
    feed.file(u"course/"_s + path, "<p>&nbsp;<br></p>");
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto* html = block(*course, u"html"_s, name);
    QVERIFY(html && html->published);
    QCOMPARE(html->published->flags.testFlag(VersionFlag::MissingFile), !isFound);
    QCOMPARE(html->published->bodyForm, isFound ? BodyForm::Text : BodyForm::None);
    QCOMPARE(filePaths(*course).contains(path), !isFound);
    if (isFound) {
      QCOMPARE(html->published->bodyPath, path);
      QCOMPARE(feed.bytesOf(html->published->body), "<p>&nbsp;<br></p>"_ba);
    } else {
      QVERIFY(rules(*course).contains(u"missing-html-body@html/"_s + name));
    }
  }

  void inlineHtmlWithAFileNameHasItsTextAsBody()
  {
    CourseFeed feed = courseWith("<vertical><html url_name='h' filename='h' display_name='x'/></vertical>",
                                 {{"html/h.html", "text"}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QCOMPARE(outline(*course), u"course/r(chapter/c(sequential/s(vertical/v(=html/h))))"_s);
    QCOMPARE(feed.bytesOf(block(*course, u"html"_s, u"h"_s)->published->body), "text"_ba);
  }

  void brokenFilesAreBlocksWithTheirBytes()
  {
    const QByteArray broken = "<problem>\n<choice></problem>";
    CourseFeed feed = courseWith("<vertical><problem url_name='p'/></vertical>", {{"problem/p.xml", broken}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto* problem = block(*course, u"problem"_s, u"p"_s);
    QCOMPARE(problem->published->bodyForm, BodyForm::Broken);
    QCOMPARE(feed.bytesOf(problem->published->body), broken);
    QCOMPARE(problem->published->line, 2);
    QVERIFY(problem->published->note.contains(u"choice"_s));
    QVERIFY(problem->published->flags.testFlag(VersionFlag::Broken));
    QVERIFY(rules(*course).contains(u"broken-xml@problem/p"_s));
  }

  void filesInOtherEncodingsAreBlocksWithTheirBytes_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("EBCDIC, as the parser guesses it") // <?xml version="1.0" encoding="cp037"?><problem/>
        << QByteArray::fromHex(
               "4c6fa79493 40a58599a28996957e7ff14bf07f40859583968489958 77e7f83 97f0f3f77f6f6e4c979996829385"
               "94616e");
    QTest::newRow("EBCDIC in part") << QByteArray::fromHex("4c6fa794") + "<problem/>";
    QTest::newRow("UTF-16") << QByteArray("\xFE\xFF\0<\0a\0/\0>", 10);
    QTest::newRow("UTF-32") << QByteArray("<\0\0\0a\0\0\0/\0\0\0>\0\0\0", 16);
  }
  void filesInOtherEncodingsAreBlocksWithTheirBytes()
  {
    QFETCH(QByteArray, bytes);
    CourseFeed feed = courseWith("<vertical><problem url_name='p'/></vertical>", {{"problem/p.xml", bytes}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto* problem = block(*course, u"problem"_s, u"p"_s);
    QCOMPARE(problem->published->bodyForm, BodyForm::Broken);
    QCOMPARE(feed.bytesOf(problem->published->body), bytes);
    QVERIFY(rules(*course).contains(u"broken-xml@problem/p"_s));
  }

  void aFileTooLargeToParseIsBroken()
  {
    CourseFeed feed = courseWith("<vertical><problem url_name='p'/></vertical>",
                                 {{"problem/p.xml", "<problem>" + QByteArray(11 << 20, 'x') + "</problem>"}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QCOMPARE(block(*course, u"problem"_s, u"p"_s)->published->bodyForm, BodyForm::Broken);
  }

  void missingFilesAreBlocksToo()
  {
    const auto course = courseWith("<vertical><problem url_name='p'/></vertical>").read();
    QVERIFY(course.has_value());
    const auto* problem = block(*course, u"problem"_s, u"p"_s);
    QVERIFY(problem->published->flags.testFlag(VersionFlag::MissingFile));
    QCOMPARE(problem->published->source, qsizetype(-1));
    QVERIFY(problem->published->note.contains(u"problem/p.xml"_s));
  }

  void aMissingRunFileLeavesACourseToRepair()
  {
    const auto course = CourseFeed{{"course.xml", kRoot}, {"chapter/c.xml", "<chapter/>"}}.read();
    QVERIFY(course.has_value());
    QVERIFY(course->blocks[course->root].published->flags.testFlag(VersionFlag::MissingFile));
    QVERIFY(rules(*course).contains(u"missing-file@course/r"_s));
  }

  void oldPointersTakeTheFilesFieldsAndTheElements()
  {
    CourseFeed feed = courseWith("<vertical><problem url_name='p' filename='f' weight='2'/></vertical>",
                                 {{"problem/f.xml", "<problem weight='1' attempts='3'>x</problem>"}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto& state = *block(*course, u"problem"_s, u"p"_s)->published;
    QCOMPARE(state.fieldsJson, "{\"weight\":\"2\",\"attempts\":\"3\"}"_ba);
    QCOMPARE(course->text(course->sources[state.source].path), u"problem/f.xml"_s);
    QCOMPARE(block(*course, u"vertical"_s, u"v"_s)->published->children[0].raw,
             "<problem url_name='p' filename='f' weight='2'/>"_ba);
  }

  void repeatedDefinitionsBecomeBlocksOfTheirOwn_data()
  {
    QTest::addColumn<QByteArray>("tag");
    QTest::newRow("Studio renames") << "problem"_ba;
    QTest::newRow("Studio merges") << "html"_ba;
    QTest::newRow("pure XBlock") << "poll"_ba;
  }

  void repeatedDefinitionsBecomeBlocksOfTheirOwn()
  {
    QFETCH(QByteArray, tag);
    const QByteArray one = "<" + tag + " url_name='x' a='1'>1</" + tag + ">";
    const QByteArray two = "<" + tag + " url_name='x' a='1'>2</" + tag + ">";
    CourseFeed feed = courseWith("<vertical>" + one + two + two + "</vertical>");
    const auto course = feed.read();
    QVERIFY(course.has_value());
    const auto& children = block(*course, u"vertical"_s, u"v"_s)->published->children;
    QCOMPARE(children.size(), 3);
    QSet<QString> names;
    for (const auto& child : children) {
      QCOMPARE(child.form, Child::Form::Inline);
      names.insert(course->blocks[child.block].urlName);
    }
    QCOMPARE(names.size(), 3);
    QVERIFY(course->blocks[children[1].block].hasMadeUpName);
    QVERIFY(course->blocks[children[1].block].urlName.startsWith(QString::fromLatin1(tag) + u"_x_"_s));
    QCOMPARE(feed.bytesOf(course->blocks[children[1].block].published->body), two);
  }

  void librariesAreRead()
  {
    CourseFeed feed;
    feed.file(
        u"library/library.xml"_s,
        "<library url_name='library' xblock-family='xblock.v1' display_name='L' org='O' library='N'>\n"
        "  <problem url_name='p'/>\n  <poll url_name='q' xblock-family='xblock.v1'/>\n"
        "  <ns0:advanced_modules xmlns:ns0='http://code.edx.org/xblock/option'>[]</ns0:advanced_modules>\n"
        "</library>\n");
    feed.file(u"library/problem/p.xml"_s, "<problem>x</problem>");
    const auto course = feed.read();
    QVERIFY2(course.has_value(), course ? "" : qPrintable(course.error().toString()));
    QCOMPARE(course->kind, olx::ParsedCourse::Kind::LegacyLibrary);
    QCOMPARE(course->number, u"N"_s);
    QCOMPARE(course->run, u"library"_s);
    QCOMPARE(course->title, u"L"_s);
    QCOMPARE(outline(*course), u"library/library(problem/p =poll/q #)"_s);
  }

  void wholeCourseInline()
  {
    CourseFeed feed{{"course.xml",
                     "<course url_name='r' org='o' course='c' start='x'><chapter display_name='One'>"
                     "<sequential><problem/><vertical><video youtube='1.0:a'/></vertical></sequential>"
                     "</chapter><wiki slug='w'/></course>"},
                    {"course/r.xml", "<course/>"},
                    {"chapter/One.xml", "<chapter/>"}};
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QVERIFY2(outline(*course).startsWith(u"course/r(=chapter/One(=sequential/sequential_"_s),
             qPrintable(outline(*course)));
    QCOMPARE(course->sources.size(), 1);
    QCOMPARE(course->sources[0].blocks, 6);
    QVERIFY(filePaths(*course).contains(u"course/r.xml"_s));
    QVERIFY(rules(*course).contains(u"possible-pointer@course/r"_s) ||
            rules(*course).contains(u"unreferenced-file"_s));
  }

  void repeatedNamesAreThoseThatStudioMakes()
  {
    // The hashes are those of the elements as lxml writes them.
    const auto course = courseWith("<vertical>\n  <video display_name='Lecture' youtube='1.0:a'/>\n"
                                   "  <video display_name='Lecture' youtube='1.0:b'/>\n"
                                   "  <problem url_name='p'><p>a</p></problem>\n"
                                   "  <problem url_name='p'><p>\xC3\xA9</p> <p><![CDATA[b]]></p></problem>\n"
                                   "  <problem url_name='p'><p>\xC3\xA9</p> <p><![CDATA[b]]></p></problem>\n"
                                   "</vertical>")
                            .read();
    QVERIFY(course.has_value());
    const QString tree = outline(*course);
    QVERIFY2(
        tree.contains(
            u"=video/Lecture =video/video_Lecture_aa1e7c438911 =problem/p =problem/problem_p_b8531ff23f63 "_s),
        qPrintable(tree));
    QVERIFY2(tree.count(u"=problem/problem_p_"_s) == 2, qPrintable(tree));
    QCOMPARE(tree.count(u"b8531ff23f63"_s), 1); // the very same again is a block of its own here
  }

  void oneFileOfContainersIsNotReadForManyBlocks()
  {
    // Through `filename`, links or colons a few files could otherwise stand for millions of blocks.
    QByteArray many = "<vertical>";
    for (int i = 0; i < 50; ++i)
      many += "<vertical url_name='v" + QByteArray::number(i) + "' filename='deep'/>";
    CourseFeed feed = courseWith(many + "</vertical>",
                                 {{"vertical/deep.xml", "<vertical><problem/><problem/></vertical>"}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QVERIFY(course->blocks.size() < 60);
    QVERIFY(rules(*course).join(u' ').contains(u"not-read"_s));
  }

  void aLongChainOfPointersDoesNotOverflow()
  {
    CourseFeed feed{{"course.xml", kRoot}, {"course/r.xml", "<course><chapter url_name='0'/></course>"}};
    for (int i = 0; i < 2000; ++i)
      feed.file(u"course/chapter/%1.xml"_s.arg(i),
                "<chapter><chapter url_name='" + QByteArray::number(i + 1) + "'/></chapter>");
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QVERIFY(rules(*course).join(u' ').contains(u"not-read"_s));
    // The rest is there as files.
    QVERIFY(filePaths(*course).contains(u"chapter/1999.xml"_s));
  }

  void theOrderOfTheArchiveIsKept()
  {
    CourseFeed feed = courseWith("<vertical><problem url_name='p'/></vertical>",
                                 {{"problem/p.xml", "<problem>x</problem>"}, {"z.txt", "z"}, {"a.txt", "a"}});
    const auto course = feed.read();
    QVERIFY(course.has_value());
    QStringList sources;
    for (const auto& source : course->sources)
      sources.append(course->text(source.path));
    QCOMPARE(sources, (QStringList{u"course/r.xml"_s, u"chapter/c.xml"_s, u"sequential/s.xml"_s,
                                   u"vertical/v.xml"_s, u"problem/p.xml"_s}));
    QCOMPARE(filePaths(*course), (QStringList{u"course.xml"_s, u"z.txt"_s, u"a.txt"_s}));
  }
};

SCRIPTORIUM_TEST(TestCourseReader)
#include "tst_coursereader.moc"
