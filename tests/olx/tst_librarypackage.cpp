#include "olx/library/librarypackage.h"
#include "olx/parsedview.h"
#include "support/testmain.h"

#include <QMap>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;
using olx::ParsedCourse;

namespace {

using Archive = QMap<QString, QByteArray>;

QByteArray entityToml(const QByteArray& key, int draft, int published, const QByteArray& more = {})
{
  QByteArray text = "[entity]\ncan_stand_alone = true\nkey = \"" + key +
                    "\"\ncreated = 2025-08-19T04:25:43.685529Z\n\n[entity.draft]\nversion_num = " +
                    QByteArray::number(draft) + "\n\n[entity.published]\n";
  text += published > 0 ? "version_num = " + QByteArray::number(published) + "\n"
                        : QByteArray("# unpublished: no published_version_num\n");
  return text + '\n' + more + "# ### Versions\n";
}

QByteArray versionToml(const QByteArray& title, int number)
{
  return "\n[[version]]\ntitle = \"" + title + "\"\nversion_num = " + QByteArray::number(number) + "\n";
}

const QString kHtml = u"entities/xblock.v1/html/h1"_s;

/// An html component with a draft, a problem, a video that was never published, and a unit in a section.
Archive archive()
{
  Archive files;
  files[u"package.toml"_s] =
      "# made by hand\n[meta]\nformat_version = 1\ncreated_at = 2025-10-05T18:23:45Z\n\n"
      "[learning_package]\ntitle = \"Physics\"\nkey = \"lib:Org:phys\"\ndescription = \"\"\n"
      "created = 2025-08-19T04:25:10.988166Z\nupdated = 2025-08-19T04:25:10.988166Z\n";
  files[kHtml + u".toml"_s] =
      entityToml("xblock.v1:html:h1", 5, 4) + versionToml("Text", 5) + versionToml("Text", 4);
  files[kHtml + u"/component_versions/v4/block.xml"_s] =
      "<html display_name=\"Text\"><![CDATA[<p>old</p>]]></html>\n";
  files[kHtml + u"/component_versions/v5/block.xml"_s] =
      "<html display_name=\"Text\"><![CDATA[<p>a &amp; b<br></p>]]></html>\n";
  files[kHtml + u"/component_versions/v5/static/me.png"_s] = "PNG";
  files[u"entities/xblock.v1/problem/p1.toml"_s] =
      entityToml("xblock.v1:problem:p1", 2, 2) + versionToml("Quiz", 2);
  files[u"entities/xblock.v1/problem/p1/component_versions/v2/block.xml"_s] =
      "<problem display_name=\"Quiz\"><p>x</p>\n</problem>\n";
  files[u"entities/xblock.v1/video/v1.toml"_s] =
      entityToml("xblock.v1:video:v1", 1, 0) + versionToml("Film", 1);
  files[u"entities/xblock.v1/video/v1/component_versions/v1/block.xml"_s] =
      "<video youtube=\"1.00:abc\" display_name=\"Film\"/>\n";
  files[u"entities/unit1.toml"_s] =
      entityToml("unit1", 2, 0, "[entity.container.unit]\n\n") + versionToml("Unit", 2) +
      "\n[version.container]\nchildren = [\"xblock.v1:problem:p1\", \"xblock.v1:html:h1\"]\n";
  files[u"entities/sec1.toml"_s] = entityToml("sec1", 1, 0, "[entity.container.section]\n\n") +
                                   versionToml("Section", 1) + "\n[version.container]\nchildren = []\n";
  files[u"collections/best.toml"_s] = "[collection]\ntitle = \"Best\"\nkey = \"best\"\ndescription = \"\"\n"
                                      "created = 2025-08-19T04:25:27.754968Z\nentities = [\n"
                                      "    \"xblock.v1:problem:p1\",\n    \"xblock.v1:html:h1\",\n]\n";
  files[u"notes.txt"_s] = "kept";
  return files;
}

/// A library read into memory, to be edited and written again.
class Library
{
public:
  explicit Library(const Archive& files, bool isBackwards = false) : m_read(read(files, isBackwards)) {}

  bool isRead() const { return m_read.has_value(); }
  const Error& error() const { return m_read.error(); }
  const ParsedCourse& course() const { return *m_read; }
  FakeCourse view() const
  {
    return viewOf(*m_read, [this](BlobId blob) { return m_blobs.value(blob); });
  }
  /// Every file that the writer gives for this state of the library.
  Archive write(FakeCourse& view) const
  {
    const BlockTypes types = BlockTypes::builtIn();
    olx::LibrarySource source{view, types, {}};
    for (qsizetype i = 0; i < m_read->sources.size(); ++i)
      source.files.append({SourceId(i + 1), m_read->text(m_read->sources[i].path),
                           view.addBlob(m_blobs.value(m_read->sources[i].blob))});
    Archive written;
    const auto result = olx::writeLibraryPackage(source, [&](const olx::LayoutFile& file) -> Result<Unit> {
      written.insert(file.path, file.blob.isValid() ? *view.blob(file.blob) : file.bytes);
      return Unit{};
    });
    if (!result)
      qWarning() << result.error().toString();
    return written;
  }

private:
  Result<ParsedCourse> read(const Archive& files, bool isBackwards)
  {
    olx::LibraryPackageReader reader([this](const QByteArray& bytes) { return Result<BlobId>(keep(bytes)); });
    QStringList paths = files.keys();
    if (isBackwards)
      std::ranges::reverse(paths);
    for (const QString& path : std::as_const(paths)) {
      if (olx::LibraryPackageReader::wantsBytes(path, files[path].size())) {
        SCRIPTORIUM_TRY(reader.addFile(path, files[path], keep(files[path])));
        continue;
      }
      olx::ParsedFile file;
      file.path = path;
      file.blob = keep(files[path]);
      SCRIPTORIUM_TRY(reader.addOpaque(file));
    }
    return reader.finish();
  }
  BlobId keep(const QByteArray& bytes)
  {
    const BlobId id(m_blobs.size() + 1);
    m_blobs.insert(id, bytes);
    return id;
  }

  QHash<BlobId, QByteArray> m_blobs;
  Result<ParsedCourse> m_read;
};

BlockId idOf(const FakeCourse& view, const QString& type, const QString& urlName)
{
  return *view.find(type, urlName);
}

/// The head's state, about to be changed.
BlockVersion edited(const FakeCourse& view, BlockId id)
{
  BlockVersion version = *view.version(id);
  version.source = {};
  return version;
}

QStringList changedPaths(const Archive& before, const Archive& after)
{
  QStringList paths;
  for (auto it = before.cbegin(); it != before.cend(); ++it)
    if (!after.contains(it.key()))
      paths.append(u"-"_s + it.key());
    else if (after[it.key()] != it.value())
      paths.append(u"*"_s + it.key());
  for (auto it = after.cbegin(); it != after.cend(); ++it)
    if (!before.contains(it.key()))
      paths.append(u"+"_s + it.key());
  return paths;
}

} // namespace

class TestLibraryPackage : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void readsALibrary()
  {
    for (const bool isBackwards : {false, true}) {
      const Library library(archive(), isBackwards);
      QVERIFY2(library.isRead(), library.isRead() ? "" : qPrintable(library.error().toString()));
      const ParsedCourse& course = library.course();
      QCOMPARE(course.kind, ParsedCourse::Kind::Library);
      QCOMPARE(course.org, u"Org"_s);
      QCOMPARE(course.number, u"phys"_s);
      QCOMPARE(course.title, u"Physics"_s);
      QCOMPARE(rules(course), QStringList());
      QCOMPARE(outline(course),
               u"library/library(section/sec1{} unit/unit1{problem/p1 html/h1{}} video/v1{})"_s);
    }
  }

  void statesAreTheSavedVersions()
  {
    const Library library(archive());
    const FakeCourse view = library.view();
    const Block html = *view.block(idOf(view, u"html"_s, u"h1"_s));
    const BlockVersion head = *view.version(html.id);
    QCOMPARE(head.bodyForm, BodyForm::Text);
    QCOMPARE(*view.blob(head.body), QByteArray("<p>a &amp; b<br></p>"));
    QCOMPARE(head.fields.value(u"display_name"_s), u"Text"_s);
    QCOMPARE(*view.blob(view.versionById(html.published)->body), QByteArray("<p>old</p>"));
    QVERIFY(!view.block(idOf(view, u"video"_s, u"v1"_s))->published.isValid());
    const Block problem = *view.block(idOf(view, u"problem"_s, u"p1"_s));
    QCOMPARE(problem.head, problem.published);
  }

  void nothingEditedChangesNothing()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    QCOMPARE(library.write(view), archive());
  }

  void anEditIsANewVersion()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    const BlockId html = idOf(view, u"html"_s, u"h1"_s);
    BlockVersion version = edited(view, html);
    version.body = view.addBlob("<p>new ]]> text</p>");
    version.fields.set(u"display_name"_s, u"A \"title\""_s);
    view.draft(html, version);
    const Archive written = library.write(view);
    QCOMPARE(changedPaths(archive(), written),
             QStringList({u"*"_s + kHtml + u".toml"_s, u"-"_s + kHtml + u"/component_versions/v5/block.xml"_s,
                          u"-"_s + kHtml + u"/component_versions/v5/static/me.png"_s,
                          u"+"_s + kHtml + u"/component_versions/v6/block.xml"_s,
                          u"+"_s + kHtml + u"/component_versions/v6/static/me.png"_s}));
    QCOMPARE(written[kHtml + u".toml"_s], entityToml("xblock.v1:html:h1", 6, 4) +
                                              versionToml("A \\\"title\\\"", 6) + versionToml("Text", 4));
    QCOMPARE(
        written[kHtml + u"/component_versions/v6/block.xml"_s],
        QByteArray("<html display_name=\"A &quot;title&quot;\"><![CDATA[<p>new ]]&gt; text</p>]]></html>\n"));
    QVERIFY(Library(written).isRead());
    QCOMPARE(rules(Library(written).course()), QStringList());
  }

  void anEditOfWhatIsPublishedMovesBoth()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    const BlockId problem = idOf(view, u"problem"_s, u"p1"_s);
    BlockVersion version = edited(view, problem);
    version.fields.set(u"max_attempts"_s, u"2"_s);
    view.publish(problem, version);
    const Archive written = library.write(view);
    const QString folder = u"entities/xblock.v1/problem/p1"_s;
    QCOMPARE(
        changedPaths(archive(), written),
        QStringList({u"*"_s + folder + u".toml"_s, u"-"_s + folder + u"/component_versions/v2/block.xml"_s,
                     u"+"_s + folder + u"/component_versions/v3/block.xml"_s}));
    QCOMPARE(written[folder + u"/component_versions/v3/block.xml"_s],
             QByteArray("<problem display_name=\"Quiz\" max_attempts=\"2\">\n  <p>x</p>\n</problem>\n"));
    QCOMPARE(written[folder + u".toml"_s], entityToml("xblock.v1:problem:p1", 3, 3) + versionToml("Quiz", 3));
  }

  void publishingADraftDropsTheOldVersion()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    const BlockId html = idOf(view, u"html"_s, u"h1"_s);
    view.publish(html, *view.version(html));
    const Archive written = library.write(view);
    QCOMPARE(
        changedPaths(archive(), written),
        QStringList({u"*"_s + kHtml + u".toml"_s, u"-"_s + kHtml + u"/component_versions/v4/block.xml"_s}));
    QCOMPARE(written[kHtml + u".toml"_s], entityToml("xblock.v1:html:h1", 5, 5) + versionToml("Text", 5));
  }

  void containersHaveVersionsToo()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    const BlockId unit = idOf(view, u"unit"_s, u"unit1"_s);
    BlockVersion version = edited(view, unit);
    version.children.append({Child::Form::Pointer, idOf(view, u"video"_s, u"v1"_s), {}});
    view.draft(unit, version);
    const Archive written = library.write(view);
    QCOMPARE(changedPaths(archive(), written), QStringList({u"*entities/unit1.toml"_s}));
    QCOMPARE(written[u"entities/unit1.toml"_s],
             entityToml("unit1", 3, 0, "[entity.container.unit]\n\n") + versionToml("Unit", 3) +
                 "\n[version.container]\nchildren = [\"xblock.v1:problem:p1\", \"xblock.v1:html:h1\", "
                 "\"xblock.v1:video:v1\"]\n");
  }

  void newBlocksBeginAtVersionOne()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    BlockVersion version;
    version.fields.set(u"display_name"_s, u"New"_s);
    const BlockId added = view.add(u"video"_s, u"abc"_s, version);
    BlockVersion unit = version;
    unit.children = {{Child::Form::Pointer, added, {}}};
    view.unpublish(view.add(u"unit"_s, u"u2"_s, unit));
    const Archive written = library.write(view);
    QCOMPARE(changedPaths(archive(), written),
             QStringList({u"+entities/u2.toml"_s, u"+entities/xblock.v1/video/abc.toml"_s,
                          u"+entities/xblock.v1/video/abc/component_versions/v1/block.xml"_s}));
    QCOMPARE(written[u"entities/xblock.v1/video/abc/component_versions/v1/block.xml"_s],
             QByteArray("<video display_name=\"New\"/>\n"));
    QCOMPARE(rules(Library(written).course()), QStringList());
  }

  void theTitleIsThatOfThePackage()
  {
    const Library library(archive());
    FakeCourse view = library.view();
    BlockVersion version = edited(view, view.root());
    version.fields.set(u"display_name"_s, u"Chemistry"_s);
    view.publish(view.root(), version);
    const Archive written = library.write(view);
    QCOMPARE(changedPaths(archive(), written), QStringList({u"*package.toml"_s}));
    const Library again(written);
    QCOMPARE(again.course().title, u"Chemistry"_s);
    QVERIFY(written[u"package.toml"_s].contains("created = 2025-08-19T04:25:10.988166Z\n"));
    QVERIFY(written[u"package.toml"_s].contains("format_version = 1\n"));
  }

  void whatIsDeletedLeavesNoTrace()
  {
    Archive files = archive();
    const Library library(files);
    FakeCourse view = library.view();
    const BlockId html = idOf(view, u"html"_s, u"h1"_s);
    const BlockId unit = idOf(view, u"unit"_s, u"unit1"_s);
    BlockVersion version = edited(view, unit);
    version.children.removeIf([&](const Child& child) { return child.block == html; });
    view.draft(unit, version);
    view.remove(html);
    const Archive written = library.write(view);
    for (auto it = written.cbegin(); it != written.cend(); ++it)
      QVERIFY2(!it.key().contains(u"/html/"_s) && !it.value().contains("html:h1"), qPrintable(it.key()));
    QVERIFY(written[u"collections/best.toml"_s].endsWith("entities = [\n    \"xblock.v1:problem:p1\",\n]\n"));
    QCOMPARE(rules(Library(written).course()), QStringList());
  }

  void aFolderAroundIsAllowed()
  {
    Archive files;
    const Archive bare = archive();
    for (auto it = bare.cbegin(); it != bare.cend(); ++it)
      files.insert(u"backup/"_s + it.key(), it.value());
    files.insert(u"README"_s, "outside");
    const Library library(files);
    QVERIFY(library.isRead());
    QCOMPARE(library.course().rootPath, u"backup"_s);
    FakeCourse view = library.view();
    Archive expected = bare;
    expected.insert(u"../README"_s, "outside");
    QCOMPARE(library.write(view), expected);
  }

  void saysWhatIsWrong_data()
  {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("rule");
    const auto row = [](const char* name, const QString& path, QByteArray bytes, const QString& rule) {
      QTest::newRow(name) << path << bytes << rule;
    };
    row("an entity that is no TOML", u"entities/bad.toml"_s, "[entity\n", u"library-entity"_s);
    row("an entity without a key", u"entities/bad.toml"_s, "[entity]\n", u"library-entity"_s);
    row("an unknown kind of container", u"entities/bad.toml"_s,
        entityToml("mystery", 1, 1, "[entity.container.mystery]\n\n"), u"library-entity"_s);
    row("an entity described twice", u"entities/zzz.toml"_s,
        entityToml("unit1", 1, 1, "[entity.container.unit]\n\n"), u"library-entity-twice"_s);
    row("a component without its content", u"entities/xblock.v1/poll/q.toml"_s,
        entityToml("xblock.v1:poll:q", 1, 1) + versionToml("Q", 1), u"library-version-missing"_s);
    row("a collection of what is not there", u"collections/c.toml"_s,
        "[collection]\ntitle = \"\"\nkey = \"c\"\nentities = [\"xblock.v1:html:none\"]\n",
        u"library-collection"_s);
    row("a block.xml that does not parse", u"entities/xblock.v1/problem/p1/component_versions/v2/block.xml"_s,
        "<problem>&nbsp;</problem>", u"broken-xml"_s);
    row("a child that is not there", u"entities/u9.toml"_s,
        entityToml("u9", 1, 1, "[entity.container.unit]\n\n") + versionToml("U", 1) +
            "\n[version.container]\nchildren = [\"xblock.v1:html:none\"]\n",
        u"library-unknown-child"_s);
  }
  void saysWhatIsWrong()
  {
    QFETCH(QString, path);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, rule);
    Archive files = archive();
    files[path] = bytes;
    const Library library(files);
    QVERIFY(library.isRead());
    QCOMPARE(rules(library.course()), QStringList({rule}));
    FakeCourse view = library.view();
    QCOMPARE(library.write(view), files);
  }

  void refusesWhatIsNoLibrary_data()
  {
    QTest::addColumn<QByteArray>("package");
    QTest::newRow("no package.toml") << QByteArray();
    QTest::newRow("not TOML") << QByteArray("<library/>");
    QTest::newRow("no table") << QByteArray("[meta]\nformat_version = 1\n");
    QTest::newRow("no key") << QByteArray("[learning_package]\ntitle = \"x\"\n");
    QTest::newRow("the key of a course") << QByteArray("[learning_package]\nkey = \"course-v1:a+b+c\"\n");
  }
  void refusesWhatIsNoLibrary()
  {
    QFETCH(QByteArray, package);
    Archive files = archive();
    if (package.isEmpty())
      files.remove(u"package.toml"_s);
    else
      files[u"package.toml"_s] = package;
    const Library library(files);
    QVERIFY(!library.isRead());
    QCOMPARE(library.error().kind, Error::Kind::BadInput);
  }
};

SCRIPTORIUM_TEST(TestLibraryPackage)
#include "tst_librarypackage.moc"
