// ctest-labels: slow;always
#include "exchange/coursebench.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

class TestRoundTrip : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyFileComesOutAsItWentIn_data()
  {
    QTest::addColumn<QString>("archive");
    for (const QString& archive : sharedCourses())
      QTest::newRow(qPrintable(archive.section(u'/', -1))) << archive;
    if (sharedCourses().isEmpty())
      QTest::newRow("none") << QString();
  }

  void everyFileComesOutAsItWentIn()
  {
    QFETCH(QString, archive);
    if (archive.isEmpty())
      QSKIP(kNoShared);
    const CourseBench bench;
    const auto imported = bench.import(archive);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    QVERIFY(CourseBench::unpack(archive, bench.path(u"before"_s)));
    const auto done = bench.exportTo(imported->course, bench.path(u"after.tar.gz"_s));
    QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
    QCOMPARE(done->rewritten, 0);
    QVERIFY(CourseBench::unpack(bench.path(u"after.tar.gz"_s), bench.path(u"after"_s)));
    QCOMPARE(treeDifferences(tree(bench.path(u"before"_s)), tree(bench.path(u"after"_s))), QStringList());
  }

  void linksOfAFolderComeOutAsLinks()
  {
    const CourseBench bench;
    const QString before = bench.path(u"before"_s);
    writeFiles(before, {{u"roots/r.xml"_s, "<course url_name='r' org='O' course='C'/>"},
                        {u"course/r.xml"_s, "<course/>"},
                        {u"policies/_base/policy.json"_s, R"({"course/r": {"display_name": "Linked"}})"}});
    QVERIFY(QFile::link(u"roots/r.xml"_s, before + u"/course.xml"_s));
    QVERIFY(QFile::link(u"_base"_s, before + u"/policies/r"_s));
    const auto imported = bench.import(before);
    QVERIFY2(imported, qPrintable(imported ? QString() : imported.error().toString()));
    QCOMPARE(imported->course.title, u"Linked"_s);
    const QString after = bench.path(u"after"_s);
    for (int time = 1; time <= 2; ++time) { // the second one takes the place of the first
      const auto done = bench.exportTo(imported->course, after, {ExportOptions::Layout::Source, true});
      QVERIFY2(done, qPrintable(done ? QString() : done.error().toString()));
      QCOMPARE(QFileInfo(after + u"/course.xml"_s).symLinkTarget(), after + u"/roots/r.xml"_s);
      QCOMPARE(QFileInfo(after + u"/policies/r"_s).symLinkTarget(), after + u"/policies/_base"_s);
      QCOMPARE(treeDifferences(tree(before), tree(after)), QStringList());
    }
    QVERIFY(QFile::link(u"r.xml"_s, after + u"/course/foreign.xml"_s));
    QVERIFY(!bench.exportTo(imported->course, after, {ExportOptions::Layout::Source, true}));
    const auto studio = bench.exportTo(imported->course, bench.path(u"studio.tar.gz"_s),
                                       {ExportOptions::Layout::Studio, true});
    QVERIFY2(studio, qPrintable(studio ? QString() : studio.error().toString()));
  }
};

SCRIPTORIUM_TEST(TestRoundTrip)
#include "tst_roundtrip.moc"
