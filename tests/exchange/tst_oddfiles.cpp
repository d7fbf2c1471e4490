#include "archive/members.h"
#include "archive/rawtar.h"
#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "olx/write/blocktext.h"
#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

/// A course whose files are as Studio takes them, but not as it writes them.
FileTree oddCourse()
{
  return {{u"course.xml"_s,
           "<?xml version=\"1.0\"?>\n<!DOCTYPE course SYSTEM \"http://localhost/course.dtd\">\n"
           "<course url_name=\"r\" org=\"O\" course=\"C\"/>\n"},
          {u"course/r.xml"_s, "<course><chapter url_name=\"c\"/></course>"},
          {u"chapter/c.xml"_s, "<chapter><sequential url_name=\"s\"/></chapter>"},
          {u"sequential/s.xml"_s, "<sequential><vertical url_name=\"v\"/></sequential>"},
          {u"vertical/v.xml"_s, "<!DOCTYPE html>\n<vertical><html url_name=\"h\"/><problem url_name=\"p\"/>"
                                "<problem url_name=\"blank\"/></vertical>"},
          {u"html/h.xml"_s, "<html filename=\"h\"/>"},
          {u"html/h.html"_s, "<!DOCTYPE html><p>text</p>"},
          {u"problem/p.xml"_s,
           "<!DOCTYPE problem [\n<!ELEMENT problem ANY>\n]>\n<problem a='1'><p>x</p></problem>"},
          {u"problem/blank.xml"_s, "<problem>\n  \n</problem>\n"}};
}

BlockId find(const CourseStore& store, const QString& type, const QString& name)
{
  const auto id = store.find(type, name);
  return id ? *id : BlockId();
}

constexpr QFile::Permissions kExecutable = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;

/// An export without its folders.
FileTree exportedFiles(const CourseBench& bench, const CourseInfo& course)
{
  FileTree files = bench.exported(course);
  erase_if(files, [](const FileTree::iterator& file) { return file.key().endsWith(u'/'); });
  return files;
}

} // namespace

class TestOddFiles : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void namesOfAnOldProgramKeepTheirBytes()
  {
    const CourseBench bench;
    RawTar tar;
    const auto odd = oddCourse();
    for (auto file = odd.cbegin(); file != odd.cend(); ++file)
      tar.file("course/" + file.key().toUtf8(), *file);
    tar.file("course/static/\x9Bt\x82 (1).pdf", "old").file("course/static/\xC3\xA9.pdf", "new");
    const QString archive = bench.path(u"old.tar.gz"_s);
    QFile file(archive);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(gzip(tar.ended())) > 0);
    file.close();
    const auto refused = bench.import(archive);
    QCOMPARE(refused.error().reason, "name-encoding"_L1);
    QVERIFY(refused.error().items.contains(u"course/static/\u00F8t\u00E9 (1).pdf"_s));
    ImportOptions options;
    options.limits.names = NameEncoding::Cp850;
    const auto imported = bench.import(archive, options);
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().toString()));
    QVERIFY(std::ranges::any_of(imported->findings,
                                [](const Finding& finding) { return finding.rule == u"name-not-utf8"; }));
    for (const char* form : {"out.tar.gz", "out.zip"}) {
      const QString out = bench.path(QString::fromLatin1(form));
      QVERIFY(bench.exportTo(imported->course, out));
      CollectingSink sink;
      Progress progress;
      QCOMPARE(readArchive(out, sink, {}, progress).error().reason, "name-encoding"_L1);
      ArchiveLimits other; // the bytes are the same: in another encoding they read otherwise
      other.names = NameEncoding::Cp437;
      const auto members = membersOf(out, other);
      QVERIFY(members);
      QStringList names;
      for (const auto& member : *members)
        names.append(member.path);
      QVERIFY(names.contains(u"course/static/\u00A2t\u00E9 (1).pdf"_s));
      QVERIFY(names.contains(u"course/static/\u00E9.pdf"_s));
    }
    // Under another name it is a file like any other.
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    QVERIFY((*session)->run(u"file"_s, u"Rename"_s, [&](Edit& edit) {
      return edit::renameFile(edit, bench.types(), u"static/\u00F8t\u00E9 (1).pdf"_s, u"static/\u00E4.pdf"_s);
    }));
    const QString renamed = bench.path(u"renamed.tar.gz"_s);
    QVERIFY(bench.exportTo(imported->course, renamed));
    QVERIFY(membersOf(renamed));
  }

  void hardLinksAndNamesWithLineEndsComeInAsStudioUnpacksThem()
  {
    const CourseBench bench;
    FileTree files = oddCourse();
    const QByteArray body = files.take(u"html/h.html"_s);
    RawTar tar;
    tar.file("static/a\nb.html", body);
    for (auto file = files.cbegin(); file != files.cend(); ++file)
      tar.file(file.key().toUtf8(), *file);
    tar.add('1', "html/h.html", {}, "static/a\nb.html");
    QFile file(bench.path(u"linked.tar.gz"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(gzip(tar.ended())) > 0);
    file.close();
    const auto imported = bench.import(file.fileName());
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    files[u"html/h.html"_s] = files[u"static/a\nb.html"_s] = body;
    QCOMPARE(treeDifferences(files, exportedFiles(bench, imported->course)), QStringList());
    const auto store = bench.open(imported->course);
    QVERIFY(store && find((*store)->store(), u"html"_s, u"h"_s).isValid());
  }

  void whiteSpaceStaysWhenItsBlockIsEdited()
  {
    const CourseBench bench;
    FileTree files = oddCourse();
    files[u"vertical/v.xml"_s] = "<vertical>\n  <problem url_name=\"blank\"/>\n"
                                 "  <problem url_name=\"inside\" weight=\"1\"> </problem>\n"
                                 "  <problem url_name=\"p\"> </problem>\n</vertical>\n";
    writeFiles(bench.path(u"odd"_s), files);
    const auto imported = bench.import(bench.path(u"odd"_s));
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    for (const auto& name : {u"blank"_s, u"inside"_s})
      QVERIFY((*session)->run(u"field"_s, u"Set"_s, [&](Edit& edit) {
        return edit::setField(edit, bench.types(), find(edit.store(), u"problem"_s, name), u"weight"_s,
                              u"2"_s);
      }));
    files[u"problem/blank.xml"_s] = "<problem weight=\"2\">\n  \n</problem>\n";
    files[u"vertical/v.xml"_s].replace("weight=\"1\"", "weight=\"2\"");
    QCOMPARE(treeDifferences(files, exportedFiles(bench, imported->course)), QStringList());
  }

  void aPolicyThatIsTooLargeToHoldIsReadForAReportToo()
  {
    const CourseBench bench;
    FileTree files = oddCourse();
    files[u"policies/r/policy.json"_s] =
        "{\"course/r\": {\"display_name\": \"L\"}" + QByteArray(11 << 20, ' ') + "}";
    writeFiles(bench.path(u"large"_s), files);
    Progress progress;
    const auto report =
        reportCourse(bench.workspace(), bench.path(u"large"_s), {}, bench.types(), bench.clock(), progress);
    QVERIFY2(report, qPrintable(report ? QString() : report.error().toString()));
    QVERIFY(std::ranges::none_of(report->findings,
                                 [](const Finding& finding) { return finding.rule == u"policy-bad-json"; }));
  }

  void listsOfPathsKeepThoseWithLineEnds()
  {
    const QStringList paths = {u"a\nb"_s, u"c/d.xml"_s};
    QCOMPARE(splitPaths(joinedPaths(paths)), paths);
    QCOMPARE(splitPaths(joinedPaths({})), QStringList());
    QCOMPARE(splitPaths(u"old.xml\nc/d.xml"_s), (QStringList{u"old.xml"_s, u"c/d.xml"_s}));
  }

  void executableFilesStaySo_data()
  {
    QTest::addColumn<QString>("form");
    for (const char* form : {"folder", "a.tar.gz", "a.tar", "a.zip"})
      QTest::newRow(form) << QString::fromLatin1(form);
  }

  void executableFilesStaySo()
  {
    QFETCH(QString, form);
    const CourseBench bench;
    const QString folder = bench.path(u"odd"_s);
    FileTree files = oddCourse();
    files.insert(u"static/run.sh"_s, "#!/bin/sh");
    writeFiles(folder, files);
    const QStringList executables = {u"html/h.html"_s, u"html/h.xml"_s, u"problem/p.xml"_s,
                                     u"static/run.sh"_s};
    for (const QString& path : executables)
      QVERIFY(QFile::setPermissions(folder + u'/' + path, kExecutable));
    const auto first = bench.import(folder);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().toString()));
    const QString target = bench.path(form);
    const auto done = bench.exportTo(first->course, target);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    // A second time through, with a file written anew.
    ImportOptions options;
    options.key = CourseKey::parse(u"course-v1:O+C+again"_s).value();
    const auto second = bench.import(target, options);
    QVERIFY2(second, qPrintable(second ? QString() : second.error().toString()));
    const auto session = bench.open(second->course);
    QVERIFY(session);
    QVERIFY((*session)->run(u"field"_s, u"Set"_s, [&](Edit& edit) {
      return edit::setField(edit, bench.types(), find(edit.store(), u"problem"_s, u"p"_s), u"weight"_s,
                            u"2"_s);
    }));
    const auto again = bench.exportTo(second->course, bench.path(u"after"_s));
    QVERIFY2(again, qPrintable(again ? QString() : again.error().toString()));
    QStringList after;
    for (auto file = files.cbegin(); file != files.cend(); ++file)
      if (QFileInfo(bench.path(u"after/"_s + file.key())).isExecutable())
        after.append(file.key());
    QCOMPARE(after, executables);
  }

  void replacingSaysWhatIsExecutable()
  {
    const CourseBench bench;
    const QString folder = bench.path(u"odd"_s);
    writeFiles(folder, oddCourse());
    const auto first = bench.import(folder);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().toString()));
    writeFiles(folder, {{u"html/h.html"_s, "<p>other</p>"}});
    QVERIFY(QFile::setPermissions(folder + u"/html/h.html"_s, kExecutable));
    ImportOptions options;
    options.replace = true;
    const auto second = bench.import(folder, options);
    QVERIFY2(second, qPrintable(second ? QString() : second.error().toString()));
    const auto done = bench.exportTo(second->course, bench.path(u"after"_s));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    QVERIFY(QFileInfo(bench.path(u"after/html/h.html"_s)).isExecutable());
    QVERIFY(!QFileInfo(bench.path(u"after/html/h.xml"_s)).isExecutable());
  }

  void documentTypesStayWhenTheirFileIsEdited()
  {
    const CourseBench bench;
    writeFiles(bench.path(u"odd"_s), oddCourse());
    const auto imported = bench.import(bench.path(u"odd"_s));
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    QCOMPARE(treeDifferences(oddCourse(), exportedFiles(bench, imported->course)), QStringList());
    const auto session = bench.open(imported->course);
    QVERIFY(session);
    const BlockId problem = find((*session)->store(), u"problem"_s, u"p"_s);
    QVERIFY(problem.isValid());
    QCOMPARE(*olx::blockText((*session)->store(), problem), "<problem><p>x</p></problem>"_ba);
    QVERIFY((*session)->run(u"field"_s, u"Set"_s, [&](Edit& edit) {
      return edit::setField(edit, bench.types(), problem, u"weight"_s, u"2"_s);
    }));
    FileTree expected = oddCourse();
    expected[u"problem/p.xml"_s].replace("a='1'", "a='1' weight=\"2\"");
    QCOMPARE(treeDifferences(expected, exportedFiles(bench, imported->course)), QStringList());
  }
};

SCRIPTORIUM_TEST(TestOddFiles)
#include "tst_oddfiles.moc"
