#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "support/testmain.h"

#include <QDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestImport : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void troublesNameTheArchive()
  {
    const CourseBench bench;
    const QString folder = bench.path(u"nothing"_s);
    writeFiles(folder, {{u"readme.txt"_s, "x"}});
    Progress progress;
    const auto reported = reportCourse(bench.workspace(), folder, {}, bench.types(), bench.clock(), progress);
    QVERIFY(!reported);
    QVERIFY2(reported.error().where.startsWith(folder), qPrintable(reported.error().toString()));
    writeFiles(folder, {{u"course.xml"_s, "<course org='O' course='C' display_name='x'/>"}});
    const auto imported = bench.import(folder);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    writeFiles(folder, {{u"course.xml"_s, "<course org='O' course='C'/>"}});
    const auto nameless = bench.import(folder);
    QVERIFY(!nameless);
    QVERIFY2(nameless.error().where.startsWith(folder), qPrintable(nameless.error().toString()));
  }

  void templatesAreToldBeforeTheirLinks()
  {
    const CourseBench bench;
    const QString folder = bench.path(u"templates"_s);
    writeFiles(folder, {{u"course.xml"_s, "<%namespace file='/course.xml' name='course'/>\\\n<course/>"},
                        {u"include/lab.html"_s, "<p/>"},
                        {u"include/lab.xml"_s, "## lab\n<vertical/>"},
                        {u"html/readme.html"_s, "x"}});
    QVERIFY(QFile::link(u"../include/lab.html"_s, folder + u"/html/lab.html"_s));
    const auto imported = bench.import(folder);
    QVERIFY(!imported);
    QCOMPARE(imported.error().kind, Error::Kind::BadInput);
    QVERIFY2(imported.error().detail.startsWith(u"course.xml and one more file are templates"),
             qPrintable(imported.error().toString()));
    writeFiles(folder, {{u"course.xml"_s, "<course url_name='r' org='O' course='C'/>"},
                        {u"include/lab.xml"_s, "<a/>"}});
    const auto unsafe = bench.import(folder);
    QVERIFY(!unsafe);
    QCOMPARE(unsafe.error().reason, "unsafe-link"_L1);
    QCOMPARE(unsafe.error().items, QStringList({u"html/lab.html"_s, u"../include/lab.html"_s}));
    QVERIFY2(unsafe.error().where.contains(u"html/lab.html"), qPrintable(unsafe.error().toString()));
  }

  void aCancelAtAnyStepLeavesNothing_data()
  {
    QTest::addColumn<bool>("ownThread");
    QTest::newRow("archive read on a thread of its own") << true;
    QTest::newRow("all on one thread") << false;
  }

  void aCancelAtAnyStepLeavesNothing()
  {
    QFETCH(bool, ownThread);
    const CourseBench bench;
    writeFiles(bench.path(u"made"_s), draftCourse());
    ImportOptions options;
    options.ownThread = ownThread;
    int steps = 0;
    for (int stopAt = 1;; ++stopAt) {
      Progress* running = nullptr;
      int shown = 0;
      Progress progress([&](const QString&, qint64, qint64) {
        if (++shown == stopAt)
          running->cancel();
      });
      running = &progress;
      const auto imported = importCourse(bench.workspace(), bench.path(u"made"_s), options, bench.types(),
                                         bench.clock(), progress);
      if (imported)
        break;
      ++steps;
      QCOMPARE(imported.error().kind, Error::Kind::Cancelled);
      QCOMPARE(bench.workspaceEntries(), QStringList());
    }
    QVERIFY(steps >= 2);
    QCOMPARE(bench.workspaceEntries().size(), 1);
  }

  void archiveAndFolderGiveTheSameCourse()
  {
    const CourseBench bench;
    const auto folder = importTree(bench, draftCourse());
    QVERIFY(folder);
    QVERIFY(bench.exportTo(folder->course, bench.path(u"c.tar.gz"_s)));
    const CourseBench other;
    const auto archive = other.import(bench.path(u"c.tar.gz"_s));
    QVERIFY(archive);
    QCOMPARE(archive->blocks, folder->blocks);
    QCOMPARE(other.exported(archive->course), bench.exported(folder->course));
  }

  void anotherKeyIsTheCoursesOwn()
  {
    const CourseBench bench;
    FileTree files = draftCourse();
    files[u"course/course/r.xml"_s] =
        "<course display_name='T'>\r\n  <chapter url_name='c1'/>\n  <wiki slug='C' />\n</course>";
    files[u"course/policies/r/policy.json"_s] =
        R"({"course/r" : {"discussion_topics": {"General": {"id": "i4x-O-C-course-r"}}, "display_name": "course/r"}})";
    files[u"course/policies/r/grading_policy.json"_s] = "{}";
    files[u"course/policies/new/policy.json"_s] = "{\"course/new\": {}}";
    files[u"course/about/r/overview.html"_s] = "of the run";
    writeFiles(bench.path(u"made"_s), files);
    ImportOptions options;
    options.key = *CourseKey::parse(u"course-v1:Org+Num+new"_s);
    const auto imported = bench.import(bench.path(u"made"_s), options);
    QVERIFY2(imported.has_value(), imported ? "" : qPrintable(imported.error().toString()));
    QCOMPARE(imported->course.key, u"course-v1:Org+Num+new"_s);
    FileTree exported = bench.exported(imported->course);
    exported.removeIf([](auto file) { return file.key().endsWith(u'/'); });
    FileTree expected = files;
    expected[u"course/course.xml"_s] = "<course url_name=\"new\" org=\"Org\" course=\"Num\"/>";
    expected.remove(u"course/course/r.xml"_s);
    expected[u"course/course/new.xml"_s] =
        "<course display_name='T'>\r\n  <chapter url_name='c1'/>\n  <wiki slug='Org.Num.new' />\n</course>";
    expected[u"course/policies/new/policy.json"_s] =
        R"({"course/new" : {"discussion_topics": {"General": {"id": "i4x-Org-Num-course-new"}}, "display_name": "course/r"}})";
    expected[u"course/policies/new/grading_policy.json"_s] = "{}";
    expected.remove(u"course/policies/r/grading_policy.json"_s);
    expected[u"course/policies/r/policy.json"_s] = "{\"course/new\": {}}";
    expected.remove(u"course/about/r/overview.html"_s);
    expected[u"course/about/new/overview.html"_s] = "of the run";
    QCOMPARE(treeDifferences(expected, exported), QStringList());
  }

  void ofSeveralCoursesOneIsChosen()
  {
    const CourseBench bench;
    FileTree files;
    const FileTree course = draftCourse();
    for (auto file = course.cbegin(); file != course.cend(); ++file) {
      files[u"one/"_s + file.key()] = *file;
      files[u"two/"_s + file.key()] = *file;
    }
    const auto undecided = importTree(bench, files);
    QVERIFY(!undecided);
    QCOMPARE(undecided.error().kind, Error::Kind::BadInput);
    QVERIFY2(undecided.error().detail.contains(u"two/course"_s), qPrintable(undecided.error().detail));
    QCOMPARE(bench.workspaceEntries(), QStringList());
    ImportOptions options;
    options.root = u"two/course"_s;
    const auto chosen = bench.import(bench.path(u"made"_s), options);
    QVERIFY2(chosen, qPrintable(chosen ? QString() : chosen.error().toString()));
    FileTree out = bench.exported(chosen->course);
    out.removeIf([](auto file) { return file.key().endsWith(u'/'); });
    QCOMPARE(treeDifferences(files, out), QStringList());
  }

  void findingsTellStudiosLimits()
  {
    const CourseBench bench;
    FileTree files = draftCourse();
    files[u"course/static/zeros.bin"_s] = QByteArray(60 << 20, '\0');
    const auto imported = importTree(bench, files);
    QVERIFY(imported);
    QVERIFY(bench.exportTo(imported->course, bench.path(u"c.tar.gz"_s)));
    Progress progress;
    const auto report = reportCourse(bench.workspace(), bench.path(u"c.tar.gz"_s), {}, bench.types(),
                                     bench.clock(), progress);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().toString()));
    QVERIFY(std::ranges::any_of(
        report->findings, [](const Finding& finding) { return finding.rule == "studio-ratio-limit"_L1; }));
    QCOMPARE(report->blocks, imported->blocks);
    QCOMPARE(report->files, imported->files);
    QCOMPARE(report->course.key, imported->course.key);
  }
};

SCRIPTORIUM_TEST(TestImport)
#include "tst_import.moc"
