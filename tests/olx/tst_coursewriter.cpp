#include "olx/write/coursewriter.h"
#include "support/testmain.h"

#include <QHash>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using olx::WriteBlock;

namespace {

/// Blocks and bodies to write from, by the ids that `add` and `body` gave.
class Material
{
public:
  BlockId add(const QString& type, const QString& urlName, BlockVersion version)
  {
    const BlockId id(m_blocks.size() + 1);
    m_blocks.insert(id, {type, urlName, std::move(version)});
    return id;
  }
  BlobId body(const QByteArray& bytes)
  {
    const BlobId id(m_blobs.size() + 1);
    m_blobs.insert(id, bytes);
    return id;
  }
  Result<QByteArray> write(const QString& type, const QString& urlName, const BlockVersion& version) const
  {
    return olx::writeBlockFile(
        m_types, {type, urlName, version},
        [this](BlockId id) -> Result<WriteBlock> {
          if (!m_blocks.contains(id))
            return Error{Error::Kind::NotFound, {}, u"No such block."_s};
          return m_blocks[id];
        },
        [this](BlobId id) -> Result<QByteArray> { return m_blobs[id]; });
  }
  const BlockTypes& types() const { return m_types; }

private:
  BlockTypes m_types = BlockTypes::builtIn();
  QHash<BlockId, WriteBlock> m_blocks;
  QHash<BlobId, QByteArray> m_blobs;
};

BlockVersion withFields(Fields fields, BodyForm form = BodyForm::None, BlobId body = {})
{
  BlockVersion version;
  version.fields = std::move(fields);
  version.bodyForm = form;
  version.body = body;
  return version;
}

Fields titled(const QString& title)
{
  return {{u"display_name"_s, title}};
}

} // namespace

class TestCourseWriter : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theFileOfABlock_data()
  {
    QTest::addColumn<QString>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, const QString& type, QByteArray body, QByteArray fields,
                        QByteArray expected) { QTest::newRow(name) << type << body << fields << expected; };
    row("an empty container", u"vertical"_s, "", "{}", "<vertical/>\n");
    row("settings by name, then unknown ones as read", u"sequential"_s, "",
        "{\"zebra\":\"1\",\"ispublic\":\"true\",\"format\":\"Lab\",\"apple\":\"2\",\"display_"
        "name\":\"A\"}",
        "<sequential display_name=\"A\" format=\"Lab\" zebra=\"1\" ispublic=\"true\" "
        "apple=\"2\"/>\n");
    row("values are kept as they are", u"chapter"_s, "",
        "{\"start\":\"\\\"2024-01-01T00:00:00+00:00\\\"\",\"display_name\":\"R&D \\\"x\\\" <y>\"}",
        "<chapter display_name=\"R&amp;D &quot;x&quot; &lt;y&gt;\" "
        "start=\"&quot;2024-01-01T00:00:00+00:00&quot;\"/>\n");
    row("the license of a course comes first", u"course"_s, "",
        "{\"display_name\":\"C\",\"license\":\"all\"}", "<course license=\"all\" display_name=\"C\"/>\n");
    row("a problem's unknown attributes stay in its element, before its settings", u"problem"_s,
        "<problem old='x'><p>2 &gt; 1</p></problem>",
        "{\"format\":\"3\",\"refnum\":\"7\",\"display_name\":\"P\"}",
        "<problem refnum=\"7\" display_name=\"P\" format=\"3\">\n  <p>2 &gt; 1</p>\n</problem>\n");
    row("a url_name stays where it was", u"problem"_s, "<problem/>",
        "{\"url_name\":\"other\",\"display_name\":\"P\"}",
        "<problem url_name=\"other\" display_name=\"P\"/>\n");
    row("a video names itself", u"video"_s, "<video><source src='a.mp4'/></video>",
        "{\"display_name\":\"V\",\"sub\":\"s\",\"youtube\":\"1.00:abc\"}",
        "<video youtube=\"1.00:abc\" url_name=\"x\" sub=\"s\" display_name=\"V\">\n  <source "
        "src=\"a.mp4\"/>\n"
        "</video>\n");
    row("a comment in a body stays", u"problem"_s, "<problem><!-- c --><p/></problem>", "{}",
        "<problem>\n  <!-- c -->\n  <p/>\n</problem>\n");
  }
  void theFileOfABlock()
  {
    QFETCH(QString, type);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, fields);
    QFETCH(QByteArray, expected);
    Material material;
    const auto parsed = Fields::fromJson(fields);
    QVERIFY(parsed);
    const auto version =
        body.isEmpty() ? withFields(*parsed) : withFields(*parsed, BodyForm::Element, material.body(body));
    const auto written = material.write(type, u"x"_s, version);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().toString()));
    QCOMPARE(*written, expected);
  }

  void anHtmlBlockIsAStub()
  {
    Material material;
    auto version = withFields(titled(u"T"_s), BodyForm::Text, material.body("<p>&nbsp;</p>"));
    QCOMPARE(*material.write(u"html"_s, u"secret:toy"_s, version),
             QByteArray("<html filename=\"toy\" display_name=\"T\"/>\n"));
    version.fields.set(u"filename"_s, u"other"_s);
    QCOMPARE(*material.write(u"html"_s, u"a"_s, version),
             QByteArray("<html filename=\"other\" display_name=\"T\"/>\n"));
    QCOMPARE(olx::htmlBodyPath(u"secret:toy"_s, u"toy"_s), u"html/secret/toy.html"_s);
    QCOMPARE(olx::htmlBodyPath(u"a"_s, u"b"_s), u"html/b.html"_s);
    QCOMPARE(olx::blockFilePath(u"problem"_s, u"a:b:c"_s), u"problem/a/b/c.xml"_s);
  }

  void childrenKeepTheirForms()
  {
    Material material;
    const auto pointer = material.add(u"html"_s, u"h"_s, withFields(titled(u"no matter"_s)));
    const auto inlined =
        material.add(u"problem"_s, u"p"_s,
                     withFields({{u"display_name"_s, u"P"_s}, {u"url_name"_s, u"p"_s}}, BodyForm::Element,
                                material.body("<problem url_name='p'>\n<p>a</p>\n\n<p>b</p></problem>")));
    auto pure = withFields({{u"question"_s, u"?"_s}, {u"display_name"_s, u"Q"_s}});
    pure.flags = VersionFlag::PureXBlock;
    const auto poll = material.add(u"poll"_s, u"q"_s, pure);
    const auto empty = material.add(u"video"_s, u"v"_s, withFields({}));
    const auto draft = material.add(u"html"_s, u"d"_s, withFields({}));
    auto version = withFields(titled(u"U"_s));
    version.children = {{Child::Form::Raw, {}, "<!-- first -->"},
                        {Child::Form::Pointer, pointer, {}},
                        {Child::Form::Inline, inlined, {}},
                        {Child::Form::Inline, poll, {}},
                        {Child::Form::DraftOnly, draft, {}},
                        {Child::Form::Alias, pointer, {}},
                        {Child::Form::Inline, empty, {}},
                        {Child::Form::Raw, {}, "<wiki slug='w'/>"},
                        {Child::Form::Pointer, pointer, "<html  url_name='h' />"}};
    QCOMPARE(
        *material.write(u"vertical"_s, u"u"_s, version),
        QByteArray("<vertical display_name=\"U\">\n"
                   "  <!-- first -->\n"
                   "  <html url_name=\"h\"/>\n"
                   "  <problem url_name=\"p\" display_name=\"P\">\n"
                   "    <p>a</p>\n"
                   "    <p>b</p>\n"
                   "  </problem>\n"
                   "  <poll url_name=\"q\" xblock-family=\"xblock.v1\" question=\"?\" display_name=\"Q\"/>\n"
                   "  <html url_name=\"h\"/>\n"
                   "  <video url_name=\"v\">\n"
                   "    <!-- empty -->\n"
                   "  </video>\n"
                   "  <wiki slug=\"w\"/>\n"
                   "  <html url_name=\"h\"/>\n"
                   "</vertical>\n"));
  }

  void containersNestInline()
  {
    Material material;
    const auto problem = material.add(u"problem"_s, u"p"_s, withFields({}));
    auto unit = withFields(titled(u"U"_s));
    unit.children = {{Child::Form::Pointer, problem, {}}};
    const auto unitId = material.add(u"vertical"_s, u"u"_s, unit);
    auto section = withFields(titled(u"S"_s));
    section.children = {{Child::Form::Inline, unitId, {}}};
    QCOMPARE(*material.write(u"sequential"_s, u"s"_s, section),
             QByteArray("<sequential display_name=\"S\">\n"
                        "  <vertical url_name=\"u\" display_name=\"U\">\n"
                        "    <problem url_name=\"p\"/>\n"
                        "  </vertical>\n"
                        "</sequential>\n"));
  }

  void aPrefixMayBeDeclaredFurtherUp()
  {
    Material material;
    const auto poll =
        material.add(u"poll"_s, u"q"_s,
                     withFields({{u"a"_s, u"1"_s}}, BodyForm::Element, material.body("<poll><o:x/></poll>")));
    auto version = withFields({{u"xmlns:o"_s, u"urn:o"_s}});
    version.children = {{Child::Form::Inline, poll, {}}};
    QCOMPARE(
        *material.write(u"vertical"_s, u"u"_s, version),
        QByteArray("<vertical xmlns:o=\"urn:o\">\n  <poll url_name=\"q\" a=\"1\">\n    <o:x/>\n  </poll>\n"
                   "</vertical>\n"));
  }

  void rootsNameThemselves()
  {
    Material material;
    auto library =
        withFields({{u"xblock-family"_s, u"xblock.v1"_s}, {u"org"_s, u"o"_s}, {u"library"_s, u"l"_s}});
    library.flags = VersionFlag::PureXBlock;
    QCOMPARE(
        *material.write(u"library"_s, u"library"_s, library),
        QByteArray("<library url_name=\"library\" xblock-family=\"xblock.v1\" org=\"o\" library=\"l\"/>\n"));
    const auto course = withFields(
        {{u"course"_s, u"c"_s}, {u"display_name"_s, u"D"_s}, {u"org"_s, u"o"_s}, {u"url_name"_s, u"r"_s}});
    QCOMPARE(*material.write(u"course"_s, u"r"_s, course),
             QByteArray("<course url_name=\"r\" org=\"o\" course=\"c\" display_name=\"D\"/>\n"));
  }

  void aBrokenFileIsLeftAlone()
  {
    Material material;
    const QByteArray bytes = "<problem>\r\n<choice><</choice>";
    auto version = withFields({}, BodyForm::Broken, material.body(bytes));
    version.flags = VersionFlag::Broken;
    QCOMPARE(*material.write(u"problem"_s, u"p"_s, version), bytes);
  }

  void aBodyThatDoesNotParseNamesItsBlock()
  {
    Material material;
    const auto version =
        withFields({}, BodyForm::Element, material.body("<problem>\n<p>&nbsp;</p></problem>"));
    const auto written = material.write(u"problem"_s, u"p1"_s, version);
    QVERIFY(!written);
    QCOMPARE(written.error().where, u"problem/p1"_s);
    QCOMPARE(written.error().line, 2);
  }

  void aLoopOfChildrenIsAnError()
  {
    Material material;
    auto version = withFields(titled(u"U"_s));
    version.children = {{Child::Form::Inline, BlockId(1), {}}};
    material.add(u"vertical"_s, u"u"_s, version);
    QVERIFY(!material.write(u"vertical"_s, u"u"_s, version));
  }

  void theEditableBodyHasNoAttributes_data()
  {
    QTest::addColumn<QByteArray>("element");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, QByteArray element, QByteArray expected) {
      QTest::newRow(name) << element << expected;
    };
    row("plain", "<problem a='1' b=\"x>y\">\n<p c='2'/></problem>\n", "<problem>\n<p c='2'/></problem>\n");
    row("empty element", "<problem a='/'/>", "<problem/>");
    row("behind a declaration and a comment", "<?xml version='1.0'?>\n<!-- <a> -->\n<video x='1'></video>",
        "<video></video>");
    row("behind a document type", "<!DOCTYPE a [<!ATTLIST a b CDATA '>'>]>\n<a x='1'/>", "<a/>");
    row("declared prefixes stay", "<a xmlns:m='urn:\"m' x='1'><m:b/></a>", "<a xmlns:m='urn:\"m'><m:b/></a>");
    row("no element at all", "plain text", "plain text");
    row("cut off in the tag", "<problem a='1", "<problem a='1");
  }
  void theEditableBodyHasNoAttributes()
  {
    QFETCH(QByteArray, element);
    QFETCH(QByteArray, expected);
    QCOMPARE(olx::editableBody(element), expected);
  }

  void jsonIsThatOfStudio_data()
  {
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char* name, QByteArray json, QByteArray expected) {
      QTest::newRow(name) << json << expected;
    };
    row("sorted, indented by four, ASCII", "{\"b\":[1,2.50],\"a\":{\"z\":null,\"é\":\"ü/😀\\u007f\"}}",
        "{\n    \"a\": {\n        \"z\": null,\n        \"\\u00e9\": \"\\u00fc/\\ud83d\\ude00\\u007f\"\n    "
        "},\n"
        "    \"b\": [\n        1,\n        2.5\n    ]\n}");
    row("empty ones stay on their line", "{\"a\":{},\"b\":[]}", "{\n    \"a\": {},\n    \"b\": []\n}");
    row("the last of two equal keys wins", "{\"a\":1,\"a\":2}", "{\n    \"a\": 2\n}");
    row("not JSON", "{\"a\":1,}", "");
    row("a number that would change", "{\"a\":123456789012345678901234567890}", "");
  }
  void jsonIsThatOfStudio()
  {
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, expected);
    const auto written = olx::studioJson(json);
    QCOMPARE(written.has_value(), !expected.isEmpty());
    if (written)
      QCOMPARE(*written, expected);
  }
};

SCRIPTORIUM_TEST(TestCourseWriter)
#include "tst_coursewriter.moc"
