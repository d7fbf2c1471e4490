#include "archive/members.h"
#include "base/atomicfile.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

using Create = Result<std::unique_ptr<ArchiveWriter>> (*)(const QString&);
using Kind = ArchiveEntry::Kind;

Members sample()
{
  return {
      {Kind::Folder, u"course"_s, {}, false},
      {Kind::File, u"course/course.xml"_s, "<course url_name=\"r\" org=\"o\" course=\"c\"/>\n", false},
      {Kind::Folder, u"course/empty folder"_s, {}, false},
      {Kind::File, u"course/static/My file [v2] & more.srt"_s, "x", false},
      {Kind::File, u"course/static/edX – \u00a0How It Works.srt"_s, "nbsp", false},
      {Kind::File, u"course/static/e\u0301 decomposed.txt"_s, "nfd", false},
      {Kind::File, u"course/static/asset-v1:O+C+R+type@asset+block@a?b.png"_s, QByteArray(300'000, 'p'),
       false},
      {Kind::File, u"course/static/empty.txt"_s, {}, false},
      {Kind::File, u"course/static/%20encoded%2Fslash.txt"_s, "percent", false},
      {Kind::File, u"course/build.sh"_s, "#!/bin/sh\n", true},
      {Kind::File, u"course/"_s + QString(100, u'd') + u'/' + QString(99, u'n') + u".xml"_s, "long", false},
      {Kind::File, u"course/"_s + QString(200, u'd') + u'/' + QString(200, u'n') + u".xml"_s, "longer",
       false},
      {Kind::Link, u"course/roots.xml"_s, "roots/2013.xml", false},
      {Kind::Link, u"course/lang.xml"_s,
       "roots/fran\xc3\xa7"
       "ais.xml",
       false},
  };
}

Members sorted(Members members)
{
  std::sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.path < b.path; });
  return members;
}

} // namespace

class TestRoundTrip : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void everyMemberComesBack_data()
  {
    QTest::addColumn<QString>("name");
    QTest::newRow("as a gzip tar") << u"a.tar.gz"_s;
    QTest::newRow("as a zip") << u"a.zip"_s;
  }
  void everyMemberComesBack()
  {
    QFETCH(QString, name);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    {
      auto writer = name.endsWith(".zip"_L1) ? createZip(path) : createTarGz(path);
      QVERIFY(writer);
      const auto written = writeMembers(**writer, sample());
      QVERIFY2(written, qPrintable(written ? QString() : written.error().toString()));
    }
    const auto members = membersOf(path);
    QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
    Members expected = sample();
    for (auto& member : expected)
      if (name.endsWith(".zip"_L1) && member.kind == Kind::Link)
        member.kind = Kind::File; // zip's links are text to every reader in Python
    QCOMPARE(members->size(), expected.size());
    for (qsizetype i = 0; i < members->size(); ++i) {
      QCOMPARE(members->at(i).path, expected[i].path);
      QVERIFY2(members->at(i) == expected[i], qPrintable(expected[i].path));
    }
  }

  void aFolderHoldsWhatWasWritten()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"out"_s);
    auto writer = createFolder(path);
    QVERIFY(writer);
    const auto written = writeMembers(**writer, sample());
    QVERIFY2(written, qPrintable(written ? QString() : written.error().toString()));
    auto members = membersOf(path);
    QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
    // A folder knows all its folders.
    const auto isOther = [](const Member& member) { return member.kind == Kind::Folder; };
    members->removeIf(isOther);
    Members expected = sample();
    expected.removeIf(isOther);
    QCOMPARE(sorted(*members), sorted(expected));
    QVERIFY(QFileInfo(path + u"/course/empty folder"_s).isDir());
    QVERIFY(QFileInfo(path + u"/course/build.sh"_s).isExecutable());
  }

  void otherProgramsReadOurArchives_data()
  {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("command");
    const QString names =
        u"import sys,tarfile; t=tarfile.open(sys.argv[1]); print('\\n'.join(m.name for m in t))"_s;
    const QString zips = u"import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
                         "print('\\n'.join(n.rstrip('/') for n in z.namelist()))"_s;
    QTest::newRow("gzip") << u"a.tar.gz"_s << QStringList{u"gzip"_s, u"-t"_s};
    QTest::newRow("GNU tar") << u"a.tar.gz"_s << QStringList{u"tar"_s, u"tzf"_s};
    QTest::newRow("Python tarfile") << u"a.tar.gz"_s << QStringList{u"python3"_s, u"-c"_s, names};
    QTest::newRow("Python zipfile") << u"a.zip"_s << QStringList{u"python3"_s, u"-c"_s, zips};
  }
  void otherProgramsReadOurArchives()
  {
    QFETCH(QString, name);
    QFETCH(QStringList, command);
    const QTemporaryDir folder;
    const QString path = folder.filePath(name);
    {
      auto writer = name.endsWith(".zip"_L1) ? createZip(path) : createTarGz(path);
      QVERIFY(writer);
      QVERIFY(writeMembers(**writer, sample()));
    }
    QProcess process;
    process.start(command[0], command.mid(1) << path);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const QString shown = QString::fromUtf8(process.readAllStandardOutput());
    if (command[0] != u"python3"_s)
      return;
    QStringList expected;
    for (const auto& member : sample())
      expected.append(member.path);
    QCOMPARE(shown.trimmed().split(u'\n'), expected);
  }

  void bytesDependOnTheMembersAlone()
  {
    const QTemporaryDir folder;
    const QList<Create> kinds = {createTarGz, createZip};
    for (const auto create : kinds) {
      QList<QByteArray> archives;
      for (const qsizetype piece : {1 << 16, 7, 1 << 20}) {
        const QString path = folder.filePath(u"a%1"_s.arg(piece));
        {
          auto writer = create(path);
          QVERIFY(writer);
          QVERIFY(writeMembers(**writer, sample(), piece));
        }
        archives.append(*readFile(path));
      }
      QVERIFY(archives[0] == archives[1]);
      QVERIFY(archives[0] == archives[2]);
    }
  }

  void realCoursesComeBackAndAreWrittenAlike()
  {
    const QStringList courses = sharedCourses();
    if (courses.isEmpty())
      QSKIP(kNoShared);
    const QTemporaryDir folder;
    for (const auto& course : courses) {
      const auto members = membersOf(course);
      QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
      for (const auto create : {createTarGz, createZip}) {
        const QString path = folder.filePath(u"again"_s);
        {
          auto writer = create(path);
          QVERIFY(writer);
          QVERIFY(writeMembers(**writer, *members));
        }
        const auto again = membersOf(path);
        QVERIFY2(again, qPrintable(again ? QString() : again.error().toString()));
        QVERIFY2(*again == *members, qPrintable(course));
      }
    }
  }
};

SCRIPTORIUM_TEST(TestRoundTrip)
#include "tst_roundtrip.moc"
