#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "support/testmain.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

const QString kHtml = u"entities/xblock.v1/html/h1"_s;

/// An html component with a static file, in a unit that was never published.
FileTree libraryFiles()
{
  FileTree files;
  files[u"package.toml"_s] =
      "[meta]\nformat_version = 1\ncreated_at = 2025-10-05T18:23:45Z\n\n"
      "[learning_package]\ntitle = \"Physics\"\nkey = \"lib:Org:phys\"\ndescription = \"\"\n"
      "created = 2025-08-19T04:25:10.988166Z\nupdated = 2025-08-19T04:25:10.988166Z\n";
  files[kHtml + u".toml"_s] =
      "# by hand\n[entity]\ncan_stand_alone = true\nkey = \"xblock.v1:html:h1\"\n"
      "created = 2025-08-19T04:25:43.685529Z\n\n[entity.draft]\nversion_num = 4\n\n"
      "[entity.published]\nversion_num = 4\n\n[[version]]\ntitle = \"Text\"\nversion_num = 4\n";
  files[kHtml + u"/component_versions/v4/block.xml"_s] =
      "<html display_name='Text'><![CDATA[<p>old</p>]]></html>";
  files[kHtml + u"/component_versions/v4/static/me.png"_s] = "PNG";
  files[u"entities/unit1.toml"_s] =
      "[entity]\ncan_stand_alone = true\nkey = \"unit1\"\n"
      "created = 2025-08-19T04:25:43.685529Z\n[entity.draft]\nversion_num = 2\n"
      "[entity.container.unit]\n[[version]]\ntitle = \"Unit\"\nversion_num = 2\n"
      "[version.container]\nchildren = [\"xblock.v1:html:h1\"]\n";
  files[u"collections/best.toml"_s] =
      "[collection]\ntitle = \"Best\"\nkey = \"best\"\ndescription = \"\"\n"
      "created = 2025-08-19T04:25:27.754968Z\nentities = [\"xblock.v1:html:h1\"]\n";
  return files;
}

/// Files alone: folders are members of a library archive or not.
FileTree filesOf(const QString& folder)
{
  FileTree files = tree(folder);
  for (auto it = files.begin(); it != files.end();)
    it = it.key().endsWith(u'/') ? files.erase(it) : std::next(it);
  return files;
}

} // namespace

class TestLibrary : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void comesOutAsItWentIn()
  {
    const CourseBench bench;
    writeFiles(bench.path(u"in"_s), libraryFiles());
    const auto imported = bench.import(bench.path(u"in"_s));
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().toString()));
    QCOMPARE(imported->course.key, u"lib:Org:phys"_s);
    QCOMPARE(imported->course.title, u"Physics"_s);
    QCOMPARE(imported->findings.size(), 0);
    const auto zipped = bench.exportTo(imported->course, bench.path(u"out.zip"_s));
    QVERIFY2(zipped, zipped ? "" : qPrintable(zipped.error().toString()));
    QCOMPARE(zipped->rewritten, 0);
    // The archive is a library as well, and the same one.
    ImportOptions asOther;
    asOther.key = *CourseKey::parse(u"lib:Org:other"_s);
    const auto again = bench.import(bench.path(u"out.zip"_s), asOther);
    QVERIFY2(again, again ? "" : qPrintable(again.error().toString()));
    const auto unpacked = bench.exportTo(again->course, bench.path(u"out"_s));
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().toString()));
    QCOMPARE(treeDifferences(libraryFiles(), filesOf(bench.path(u"out"_s))), QStringList());
    const auto diff = bench.diff(u"lib:Org:phys"_s, u"lib:Org:other"_s);
    QVERIFY2(diff, diff ? "" : qPrintable(diff.error().toString()));
    QVERIFY(diff->isSame());
  }

  void anEditIsANewVersion()
  {
    const CourseBench bench;
    writeFiles(bench.path(u"in"_s), libraryFiles());
    const auto imported = bench.import(bench.path(u"in"_s));
    QVERIFY(imported);
    {
      const auto session = bench.open(imported->course);
      QVERIFY2(session, session ? "" : qPrintable(session.error().toString()));
      const auto html = (*session)->store().find(u"html"_s, u"h1"_s);
      QVERIFY(html);
      const auto change = (*session)->run(u"edit"_s, u"Set the text"_s, [&](Edit& edit) {
        return edit::setBody(edit, bench.types(), *html, "<p>new</p>");
      });
      QVERIFY2(change, change ? "" : qPrintable(change.error().toString()));
    }
    const auto done = bench.exportTo(imported->course, bench.path(u"out"_s));
    QVERIFY2(done, done ? "" : qPrintable(done.error().toString()));
    const FileTree files = filesOf(bench.path(u"out"_s));
    QStringList differences = treeDifferences(libraryFiles(), files);
    differences.sort();
    QCOMPARE(differences, QStringList({u"+"_s + kHtml + u"/component_versions/v5/block.xml"_s,
                                       u"+"_s + kHtml + u"/component_versions/v5/static/me.png"_s,
                                       u"-"_s + kHtml + u"/component_versions/v4/block.xml"_s,
                                       u"-"_s + kHtml + u"/component_versions/v4/static/me.png"_s,
                                       u"~"_s + kHtml + u".toml"_s}));
    QCOMPARE(files[kHtml + u"/component_versions/v5/block.xml"_s],
             QByteArray("<html display_name=\"Text\"><![CDATA[<p>new</p>]]></html>\n"));
  }

  void aReportKeepsNothing()
  {
    const CourseBench bench;
    FileTree files = libraryFiles();
    files.remove(kHtml + u"/component_versions/v4/block.xml"_s);
    writeFiles(bench.path(u"in"_s), files);
    Progress progress;
    const auto report =
        reportCourse(bench.workspace(), bench.path(u"in"_s), {}, bench.types(), bench.clock(), progress);
    QVERIFY2(report, report ? "" : qPrintable(report.error().toString()));
    QCOMPARE(report->findings.size(), 1);
    QCOMPARE(report->findings[0].rule, u"library-version-missing"_s);
    QCOMPARE(report->course.key, u"lib:Org:phys"_s);
  }
};

SCRIPTORIUM_TEST(TestLibrary)
#include "tst_library.moc"
