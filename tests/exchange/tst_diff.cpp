// ctest-labels: slow
#include "compare/diffcourses.h"
#include "edit/operations.h"
#include "exchange/coursebench.h"
#include "exchange/draftcourse.h"
#include "model/publishedview.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

QString shown(const Difference& difference)
{
  QString text = difference.type + u'/' + difference.urlName;
  for (const auto& part : difference.parts)
    text += u" ["_s + part.what + u": "_s + part.before + u" → "_s + part.after + u']';
  return text;
}

QStringList diff(const CourseBench& bench, const QString& first, const QString& second)
{
  const auto done = bench.diff(first, second);
  if (!done)
    return {done.error().toString()};
  QStringList texts;
  for (const auto& difference : done->differences)
    texts.append(shown(difference));
  return texts;
}

} // namespace

class TestDiff : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void aMovedBlockSaysWhereItWas()
  {
    const CourseBench bench;
    FileTree files = draftCourse();
    writeFiles(bench.path(u"before"_s), files);
    files[u"course/vertical/v1.xml"_s].replace("  <problem url_name=\"p1\"/>\n", "");
    files[u"course/vertical/v4.xml"_s].replace("</vertical>", "<problem url_name=\"p1\"/></vertical>");
    writeFiles(bench.path(u"after"_s), files);
    const QStringList found = diff(bench, bench.path(u"before"_s), bench.path(u"after"_s));
    QCOMPARE(found.size(), 3);
    QCOMPARE(found[0], u"problem/p1 [parent: vertical/v1 → vertical/v4]"_s);
  }

  void fieldsOfAMetaElementMeanTheSameAsAttributes()
  {
    const CourseBench bench;
    FileTree files = draftCourse();
    files[u"course/problem/p1.xml"_s] =
        "<problem weight=\"1\"><meta>{\"weight\": 3}</meta><p>x</p></problem>";
    writeFiles(bench.path(u"before"_s), files);
    files[u"course/problem/p1.xml"_s] = "<problem weight=\"3\"><p>x</p></problem>";
    writeFiles(bench.path(u"after"_s), files);
    QCOMPARE(diff(bench, bench.path(u"before"_s), bench.path(u"after"_s)), QStringList());
  }

  void policiesBehindALinkMeanTheSame()
  {
    const CourseBench bench;
    const QString folder = bench.path(u"linked"_s);
    FileTree files = draftCourse();
    files.remove(u"course/policies/r/policy.json"_s);
    files.insert(u"course/policies/_base/policy.json"_s, R"({"course/r": {"language": "cy"}})");
    files.insert(u"course/policies/_base/grading_policy.json"_s, R"({"GRADER": []})");
    writeFiles(folder, files);
    QVERIFY(QFile::link(u"_base"_s, folder + u"/course/policies/r"_s));
    const auto imported = bench.import(folder);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    const QString studio = bench.path(u"studio.tar.gz"_s);
    const auto done = bench.exportTo(imported->course, studio, {ExportOptions::Layout::Studio, true});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    QCOMPARE(diff(bench, imported->course.key, studio), QStringList());
    const FileTree laidOut = bench.exported(imported->course, {ExportOptions::Layout::Studio, true});
    QVERIFY(laidOut.value(u"course/policies/r/policy.json"_s).contains("\"language\": \"cy\""));
    QVERIFY(laidOut.value(u"course/policies/r/grading_policy.json"_s).contains("GRADER"));
  }

  void studioLayoutMeansTheSame_data() { courses(); }

  void studioLayoutMeansTheSame()
  {
    QFETCH(QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY(imported);
    const auto done = bench.exportTo(imported->course, bench.path(u"studio.tar.gz"_s),
                                     {ExportOptions::Layout::Studio, true});
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    QCOMPARE(diff(bench, imported->course.key, bench.path(u"studio.tar.gz"_s)), QStringList());
  }

private:
  static void courses()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString();
  }

  void whatLearnersGetIsComparedWithTheDraft()
  {
    const CourseBench bench;
    writeFiles(bench.path(u"in"_s), draftCourse());
    const auto imported = bench.import(bench.path(u"in"_s));
    QVERIFY(imported);
    const auto session = bench.open(imported->course);
    const CourseStore& store = (*session)->store();
    const auto compare = [&] {
      Progress progress;
      const auto learners = PublishedView::of(store);
      QStringList names;
      for (const auto& difference : diffCourses(*learners, store, bench.types(), progress)->differences)
        names.append(difference.type + u'/' + difference.urlName);
      return names;
    };
    const QStringList before = compare();
    QVERIFY(before.contains(u"html/h2"_s) && before.contains(u"vertical/v3"_s));
    QVERIFY(!before.contains(u"problem/p1"_s));
    const BlockId block = *store.find(u"problem"_s, u"p1"_s);
    QVERIFY((*session)->run(u"field"_s, u"Rename"_s, [&](Edit& edit) {
      return edit::rename(edit, bench.types(), block, u"Another title"_s);
    }));
    QCOMPARE(compare().size(), before.size() + 1);
    QVERIFY(compare().contains(u"problem/p1"_s));
    QVERIFY(
        (*session)->run(u"publish"_s, u"Publish"_s, [&](Edit& edit) { return edit::publish(edit, block); }));
    QCOMPARE(compare(), before);
  }
};

SCRIPTORIUM_TEST(TestDiff)
#include "tst_diff.moc"
