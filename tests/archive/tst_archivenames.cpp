#include "archive/members.h"
#include "archive/rawtar.h"
#include "archive/rawzip.h"
#include "support/testmain.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

using Kind = ArchiveEntry::Kind;

/// Reads the bytes as an archive.
Result<Members> read(const QByteArray& bytes, Findings* findings = nullptr)
{
  const QTemporaryDir folder;
  const QString path = folder.filePath(u"course.tar.gz"_s);
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
    return Error{Error::Kind::Io, path, file.errorString()};
  auto result = membersOf(path, {}, findings);
  // Whatever the archive says, nothing appears beside it.
  if (QDir(folder.path())
          .entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)
          .size() != 1)
    return Error{Error::Kind::Bug, {}, u"Something was unpacked."_s};
  return result;
}

Result<Members> readNamed(const QByteArray& name, char type, const QByteArray& link = {})
{
  RawTar tar;
  tar.file("course/course.xml", "<course/>");
  if (name.size() > 100)
    tar.pax("path", name);
  tar.add(type, name, {}, link);
  return read(gzip(tar.ended()));
}

QString messageOf(const Result<Members>& result)
{
  return result ? u"accepted"_s : result.error().toString();
}

QStringList rulesOf(const Findings& findings)
{
  QStringList rules;
  for (const auto& finding : findings)
    rules.append(finding.rule);
  return rules;
}

} // namespace

class TestArchiveNames : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void oldNamesAreReadWhenAsked_data()
  {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("path"); ///< empty: refused all the same
    const auto row = [](const char* name, QByteArray raw, QString encoding, QString path) {
      QTest::newRow(name) << std::move(raw) << std::move(encoding) << std::move(path);
    };
    row("of a DOS console", "static/\x90t\x82.pdf", u"cp850"_s, u"static/\u00C9t\u00E9.pdf"_s);
    row("the same in the old one", "static/\x90t\x82.pdf", u"CP437"_s, u"static/\u00C9t\u00E9.pdf"_s);
    row("where they differ", "static/\x9B.pdf", u"cp850"_s, u"static/\u00F8.pdf"_s);
    row("where they differ, in the old one", "static/\x9B.pdf", u"cp437"_s, u"static/\u00A2.pdf"_s);
    row("of Windows", "static/\xC9t\xE9 \x96.pdf", u"windows-1252"_s, u"static/\u00C9t\u00E9 \u2013.pdf"_s);
    row("UTF-8 stays that", "static/\xC3\xA9.pdf", u"cp850"_s, u"static/\u00E9.pdf"_s);
    row("a byte that Windows does not have", "static/\x81.pdf", u"windows-1252"_s, {});
    row("a way out stays refused", "../\x82", u"cp850"_s, {});
    row("nobody was asked", "static/\x82", u"utf-8"_s, {});
  }

  void oldNamesAreReadWhenAsked()
  {
    QFETCH(QByteArray, raw);
    QFETCH(QString, encoding);
    QFETCH(QString, path);
    const QByteArray tar = gzip(RawTar().file("course/course.xml").file("course/" + raw).ended());
    RawZip::Entry entry{"course/" + raw, "x", {}};
    entry.flags = 0;
    const QByteArray zip = RawZip().built({{"course/course.xml", "x", {}}, entry});
    for (const QByteArray& bytes : {tar, zip}) {
      const QTemporaryDir folder;
      const QString name = folder.filePath(u"c"_s);
      QFile file(name);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush());
      ArchiveLimits limits;
      limits.names = *nameEncoding(encoding);
      const auto members = membersOf(name, limits);
      QCOMPARE(members.has_value(), !path.isEmpty());
      if (members)
        QCOMPARE(members->last().path, u"course/"_s + path);
      else if (limits.names == NameEncoding::Utf8)
        QCOMPARE(members.error().reason, "name-encoding"_L1);
    }
  }

  void everyByteOfAnEncodingComesBack()
  {
    for (const NameEncoding encoding : legacyEncodings())
      for (int byte = 0x80; byte < 0x100; ++byte) {
        const QByteArray raw = "a" + QByteArray(1, char(byte));
        const QString text = decodedName(raw, encoding);
        if (!text.contains(QChar::ReplacementCharacter))
          QCOMPARE(encodedName(text, encoding), raw);
      }
  }

  void wayOutIsRefusedInEverySpelling_data()
  {
    QTest::addColumn<QByteArray>("name");
    const QList<QByteArray> names = {"../x",
                                     "..",
                                     "a/../../x",
                                     "a/..",
                                     "a/../b",
                                     "./../x",
                                     "course/../../../../etc/passwd",
                                     "/x",
                                     "//x",
                                     "///x",
                                     "/etc/passwd",
                                     "C:/x",
                                     "c:/x",
                                     "C:",
                                     "C:\\x",
                                     "\\x",
                                     "\\\\server\\share\\x",
                                     "//server/share/x",
                                     "a\\..\\x",
                                     "..\\x",
                                     "a\\b",
                                     "\\\\?\\C:\\x",
                                     "\\\\.\\pipe\\x",
                                     "%2e%2e/x",
                                     "%2E%2E/x",
                                     "%2e./x",
                                     "..%2fx",
                                     "a/%2e%2e/x",
                                     "%252e%252e/x",
                                     "%25252e%25252e/x",
                                     "..%5cx",
                                     "a%5c..%5cx",
                                     "%2fetc/passwd",
                                     "%5c%5cserver%5cx",
                                     "C%3a/x",
                                     "\xc0\xae\xc0\xae/x",
                                     "\xe0\x80\xae\xe0\x80\xae/x",
                                     "a\xc0\xaf..\xc0\xafx",
                                     "\xef\xbc\x8e\xef\xbc\x8e/x",
                                     "\xef\xbc\x8e./x",
                                     "a/\xe2\x80\xa5/x",
                                     "\xef\xbc\x8fx",
                                     "\xef\xbc\xbc\xef\xbc\xbcserver",
                                     "..\xef\xbc\x8fx",
                                     ".. /x",
                                     " ../x",
                                     ".. ",
                                     ".../x",
                                     "a/. ./x"};
    for (const auto& name : names)
      QTest::newRow(name.toPercentEncoding(" /.\\:")) << name;
  }
  void wayOutIsRefusedInEverySpelling()
  {
    QFETCH(QByteArray, name);
    for (const char type : {'0', '5', '2'}) {
      const auto result = readNamed(name, type, "target");
      QVERIFY(!result);
      QCOMPARE(result.error().kind, Error::Kind::BadInput);
      const QString where = result.error().where;
      QVERIFY2(where.contains(u"course.tar.gz: "_s) && !where.endsWith(u": "_s), qPrintable(where));
    }
    const auto zip = read(RawZip().built({{"course/course.xml", "<course/>", {}}, {name, "x", {}}}));
    QVERIFY2(!zip, "zip");
    QCOMPARE(zip.error().kind, Error::Kind::BadInput);
  }

  void harmlessNamesAreKept_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("path");
    const auto row = [](const QByteArray& name, const QString& path) {
      QTest::newRow(name.toPercentEncoding(" /.\\:")) << name << path;
    };
    row("./a", u"a"_s);
    row("a//b/./c", u"a/b/c"_s);
    row("50%25 off.png", u"50%25 off.png"_s);
    row("a%2fb.png", u"a%2fb.png"_s);
    row("..a/b..", u"..a/b.."_s);
    row(".hidden", u".hidden"_s);
    row("a..b", u"a..b"_s);
    row("Q: what?.png", u"Q: what?.png"_s);
    row("\xe2\x80\xa6.png", u"….png"_s);
    row("e\xcc\x81.txt", u"e\u0301.txt"_s);
    row(QByteArray(255, 'n'), QString(255, u'n'));
  }
  void harmlessNamesAreKept()
  {
    QFETCH(QByteArray, name);
    QFETCH(QString, path);
    const auto result = readNamed(name, '0');
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE(result->last().path, path);
    const auto pax = read(gzip(RawTar().pax("path", name).file("short").ended()));
    QVERIFY2(pax, qPrintable(messageOf(pax)));
    QCOMPARE(pax->last().path, path);
    if (name.size() <= 100) {
      const auto gnu = read(RawTar().add('L', "././@LongLink", name + '\0').file("short").ended());
      QVERIFY2(gnu, qPrintable(messageOf(gnu)));
      QCOMPARE(gnu->last().path, path);
    }
  }

  void namesThatHideSomethingAreKeptAndShownEscaped_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("shown");
    QTest::newRow("escape sequence") << QByteArray("a\x1b[2Jb") << u"a\\u{1b}[2Jb"_s;
    QTest::newRow("line break") << QByteArray("a\nb") << u"a\\u{a}b"_s;
    QTest::newRow("right-to-left override") << QByteArray("a\xe2\x80\xae"
                                                          "gpj.exe")
                                            << u"a\\u{202e}gpj.exe"_s;
    QTest::newRow("isolate") << QByteArray("a\xe2\x81\xa6"
                                           "b")
                             << u"a\\u{2066}b"_s;
    QTest::newRow("delete") << QByteArray("a\x7f") << u"a\\u{7f}"_s;
    QTest::newRow("C1 control") << QByteArray("a\xc2\x9b"
                                              "2J")
                                << u"a\\u{9b}2J"_s;
  }
  void namesThatHideSomethingAreKeptAndShownEscaped()
  {
    QFETCH(QByteArray, name);
    QFETCH(QString, shown);
    Findings findings;
    const auto result = read(gzip(RawTar().file("course/" + name).ended()), &findings);
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE(result->last().path.toUtf8(), "course/" + name);
    QCOMPARE(rulesOf(findings), QStringList{u"name-deceptive"_s});
    QVERIFY2(findings[0].message.contains(shown), qPrintable(findings[0].message));
    QVERIFY(std::ranges::all_of(findings[0].message, [](QChar c) { return c.isPrint(); }));
  }

  void namesThatAreNotUtf8AreRefusedAndShownEscaped_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("shown");
    QTest::newRow("Latin-1") << QByteArray("caf\xe9.txt") << u"caf\\xe9.txt"_s;
    QTest::newRow("half a character") << QByteArray("a\xc3") << u"a\\xc3"_s;
    QTest::newRow("surrogate") << QByteArray("a\xed\xa0\x80") << u"a\\xed\\xa0\\x80"_s;
  }
  void namesThatAreNotUtf8AreRefusedAndShownEscaped()
  {
    QFETCH(QByteArray, name);
    QFETCH(QString, shown);
    const auto result = readNamed(name, '0');
    QVERIFY(!result);
    QVERIFY2(result.error().where.endsWith(u": "_s + shown), qPrintable(result.error().where));
    const QString message = result.error().toString();
    QVERIFY(std::all_of(message.begin(), message.end(), [](QChar c) { return c.isPrint(); }));
    QVERIFY(!read(gzip(RawTar().pax("path", name).file("short").ended())));
  }

  void aZeroByteInANameIsRefused()
  {
    const auto pax = read(gzip(RawTar().pax("path", QByteArray("a.xml\0.exe", 10)).file("short").ended()));
    QVERIFY(!pax);
    QCOMPARE(pax.error().kind, Error::Kind::BadInput);
    QVERIFY(!read(RawZip().built({{QByteArray("a\0b", 3), "x", {}}})));
  }

  void longAndDeepNamesMeetTheLimits()
  {
    QVERIFY(messageOf(readNamed(QByteArray(256, 'n'), '0')).contains(u"255"_s));
    const QByteArray deep = QByteArray("d/").repeated(31) + "f";
    QVERIFY2(readNamed(deep, '0'), "32 parts");
    QVERIFY(messageOf(readNamed("d/" + deep, '0')).contains(u"32"_s));
    const QByteArray longPath = (QByteArray(204, 'd') + '/').repeated(5);
    QVERIFY2(readNamed(longPath.first(1024 - 5), '0'), "below the limit");
    QVERIFY(messageOf(readNamed(longPath + "file.xml", '0')).contains(u"1024"_s));
  }

  void linksThatStayAreReportedAndOthersRefused_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<char>("type");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("kept"); // the target; empty: refused
    const auto row = [](const char* title, const QByteArray& name, char type, const QByteArray& target,
                        const QString& kept = {}) { QTest::newRow(title) << name << type << target << kept; };
    row("below", "course/c.xml", '2', "roots/2013.xml", u"roots/2013.xml"_s);
    row("beside", "course/c.xml", '2', "x.xml", u"x.xml"_s);
    row("down and up", "course/c.xml", '2', "a/../x.xml", u"a/../x.xml"_s);
    row("up", "course/a/x", '2', "../y");
    row("absolute", "course/x", '2', "/etc/passwd");
    row("down and too far up", "course/x", '2', "a/../../y");
    row("Windows", "course/x", '2', "..\\y");
    row("empty", "course/x", '2', "");
  }
  void linksThatStayAreReportedAndOthersRefused()
  {
    QFETCH(QByteArray, name);
    QFETCH(char, type);
    QFETCH(QByteArray, target);
    QFETCH(QString, kept);
    Findings findings;
    const auto result =
        read(gzip(RawTar().file("course/course.xml").add(type, name, {}, target).ended()), &findings);
    if (kept.isEmpty()) {
      QVERIFY(!result);
      QCOMPARE(result.error().kind, Error::Kind::BadInput);
      QVERIFY(result.error().where.contains(QString::fromUtf8(name)));
      return;
    }
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE(result->last().kind, Kind::Link);
    QCOMPARE(QString::fromUtf8(result->last().bytes), kept);
    QCOMPARE(rulesOf(findings), QStringList{u"link-kept"_s});
  }

  void hardLinksBecomeFiles()
  {
    const RawTar tar = RawTar()
                           .file("c/static/a.txt", "A")
                           .add('1', "c/b.txt", {}, "c/static/a.txt")
                           .add('1', "c/d/e.txt", {}, "./c/b.txt")
                           .add('1', "c/d/e.txt", {}, "c/b.txt")
                           .file("c/z.txt", "Z");
    Findings findings;
    const auto members = read(gzip(tar.ended()), &findings);
    QVERIFY2(members, qPrintable(messageOf(members)));
    QCOMPARE(*members, (Members{{Kind::File, u"c/static/a.txt"_s, "A", false},
                                {Kind::File, u"c/z.txt"_s, "Z", false},
                                {Kind::File, u"c/b.txt"_s, "A", false},
                                {Kind::File, u"c/d/e.txt"_s, "A", false}}));
    QCOMPARE(rulesOf(findings), (QStringList{u"hard-link"_s, u"hard-link"_s}));
  }

  void aHardLinkToNoFileBeforeItIsRefused_data()
  {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("missing") << QByteArray("c/x") << QByteArray("c/y");
    QTest::newRow("behind it") << QByteArray("c/x") << QByteArray("c/later");
    QTest::newRow("a folder") << QByteArray("c/x") << QByteArray("c");
    QTest::newRow("a link") << QByteArray("c/x") << QByteArray("c/link");
    QTest::newRow("itself") << QByteArray("c/x") << QByteArray("c/x");
    QTest::newRow("out") << QByteArray("c/x") << QByteArray("../../etc/passwd");
    QTest::newRow("absolute") << QByteArray("c/x") << QByteArray("/etc/passwd");
    QTest::newRow("in place of a file") << QByteArray("c/b") << QByteArray("c/a");
  }
  void aHardLinkToNoFileBeforeItIsRefused()
  {
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, target);
    const auto result = read(gzip(RawTar()
                                      .file("c/a", "A")
                                      .file("c/b", "B")
                                      .add('2', "c/link", {}, "a")
                                      .add('1', name, {}, target)
                                      .file("c/later", "C")
                                      .ended()));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadInput);
    QVERIFY2(result.error().where.contains(QString::fromUtf8(name)), qPrintable(messageOf(result)));
  }

  void largeFilesAreReadOnceForEachHardLinkAndNotForMany()
  {
    RawTar tar;
    tar.file("c/large", QByteArray(65 << 20, 'x'))
        .add('1', "c/1", {}, "c/large")
        .add('1', "c/2", {}, "c/large");
    const auto members = read(RawTar(tar).ended());
    QVERIFY2(members, qPrintable(messageOf(members)));
    QCOMPARE(members->size(), 3);
    QCOMPARE(members->at(2).path, u"c/2"_s);
    QVERIFY(members->at(2).bytes == members->at(0).bytes);
    for (const char* more : {"c/3", "c/4", "c/5"})
      tar.add('1', more, {}, "c/large");
    const auto many = read(tar.ended());
    QVERIFY2(messageOf(many).contains(u"--hard-dereference"_s), qPrintable(messageOf(many)));
  }

  void nothingIsReachedThroughALink()
  {
    const auto refused = [](const RawTar& tar) { return !read(gzip(tar.ended())); };
    QVERIFY(refused(RawTar().add('2', "a", {}, "b").file("a/x")));
    QVERIFY(refused(RawTar().add('2', "a", {}, "b").add('2', "b", {}, "c").file("b/x")));
    QVERIFY(refused(RawTar().file("a/x").add('2', "a", {}, "b")));
    QVERIFY(refused(RawTar().add('5', "a/").add('2', "a", {}, "b")));
    QVERIFY(refused(RawTar().add('2', "a", {}, "b").add('5', "a/")));
    QVERIFY(refused(RawTar().add('2', "a", {}, "b").file("a")));
    QVERIFY(refused(RawTar().add('2', "a", {}, "b").add('2', "a", {}, "c")));
    QVERIFY(refused(RawTar().file("a").file("a/x")));
    QVERIFY(refused(RawTar().file("a/x").file("a")));
    QVERIFY(refused(RawTar().add('2', ".", {}, "b")));
    QVERIFY(refused(RawTar().file("./")));
  }

  void linksOfFoldersAreReadAndThoseOfZipsAreText()
  {
    const auto zip = read(RawZip().built({{"c/x", "../y", {}, 0x0800, 0120777}}));
    QVERIFY2(zip, qPrintable(messageOf(zip)));
    QCOMPARE(zip->last(), (Member{Kind::File, u"c/x"_s, "../y", false}));

    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"c/roots"_s));
    QVERIFY(writeFile(folder.filePath(u"c/roots/r.xml"_s), "<course/>"));
    QCOMPARE(::symlink("roots/r.xml", qPrintable(folder.filePath(u"c/course.xml"_s))), 0);
    const auto inside = membersOf(folder.path());
    QVERIFY2(inside, qPrintable(messageOf(inside)));
    QCOMPARE(inside->at(1), (Member{Kind::Link, u"c/course.xml"_s, "roots/r.xml", false}));
    QCOMPARE(::symlink("/etc/passwd", qPrintable(folder.filePath(u"c/x"_s))), 0);
    QVERIFY(!membersOf(folder.path()));
  }

  void devicesAndTheirKinAreRefused()
  {
    for (const char type : {'3', '4', '6', 'S', 'M', 'D', 'N', 'A', '8', '\x1b'}) {
      const auto result = readNamed("course/dev", type);
      QVERIFY2(!result, QByteArray(1, type));
      QCOMPARE(result.error().kind, Error::Kind::BadInput);
      QVERIFY(result.error().where.endsWith(u"course/dev"_s));
    }
    for (const quint32 mode : {0060644U, 0020644U, 0010644U, 0140644U})
      QVERIFY(!read(RawZip().built({{"c/x", "", {}, 0x0800, mode}})));
    const QTemporaryDir folder;
    QCOMPARE(::mkfifo(qPrintable(folder.filePath(u"fifo"_s)), 0644), 0);
    QVERIFY(!membersOf(folder.path()));
    QVERIFY(!membersOf(folder.filePath(u"fifo"_s)));
  }

  void duplicatesAreTakenOnceOrRefused_data()
  {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::newRow("the same name") << QByteArray("a") << QByteArray("a");
    QTest::newRow("with ./") << QByteArray("./a") << QByteArray("a");
    QTest::newRow("doubled slash") << QByteArray("c/a") << QByteArray("c//a");
  }
  void duplicatesAreTakenOnceOrRefused()
  {
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    Findings findings;
    const auto same = read(gzip(RawTar().file(first, "1").file("b").file(second, "1").ended()), &findings);
    QVERIFY2(same, qPrintable(messageOf(same)));
    QCOMPARE(same->size(), 2);
    QCOMPARE(rulesOf(findings), QStringList{u"duplicate-member"_s});
    const auto different = read(gzip(RawTar().file(first, "1").file("b").file(second, "2").ended()));
    QVERIFY(!different);
    QVERIFY(different.error().detail.contains(u"twice"_s));
    QVERIFY(!read(RawZip().built({{first, "1", {}}, {second, "2", {}}})));
    QVERIFY2(read(RawZip().built({{first, "1", {}}, {second, "1", {}}})), "zip");
    QVERIFY2(read(gzip(RawTar().add('5', "c/").file("c/a").add('5', "c/").ended())), "folders");
  }

  void duplicatesWithTheSameCrcAreCompared()
  {
    // "plumless" and "buckeroo" are the classic pair with one CRC-32.
    const auto result = read(gzip(RawTar().file("a", "plumless").file("a", "buckeroo").ended()));
    QVERIFY(!result);
    QVERIFY2(result.error().detail.contains(u"twice"_s), qPrintable(messageOf(result)));
  }

  void namesThatCollideElsewhereAreKeptWithAWarning()
  {
    const QList<std::pair<QByteArray, QByteArray>> pairs = {{"a/Read.txt", "a/read.txt"},
                                                            {"a/\xc3\xa9", "a/e\xcc\x81"},
                                                            {"A/x", "a/y"},
                                                            {"\xc3\x89", "\xc3\xa9"}};
    for (const auto& [first, second] : pairs) {
      Findings findings;
      const auto result = read(gzip(RawTar().file(first).file(second).ended()), &findings);
      QVERIFY2(result, qPrintable(messageOf(result)));
      QCOMPARE(result->size(), 2);
      QCOMPARE(result->at(1).path.toUtf8(), second);
      QCOMPARE(rulesOf(findings), QStringList{u"names-collide"_s});
    }
  }

  void namesThatWindowsRefusesAreKeptWithAWarning()
  {
    QByteArrayList names = {"CON",  "con",    "aux.xml", "Nul.tar.gz", "a/PRN/b",     "a.",           "a ",
                            "a./b", "a:b",    "a?b",     "a*b",        "a<b",         "a>b",          "a\"b",
                            "a|b",  "CONIN$", "conout$", "aux .txt",   "COM\xc2\xb9", "lpt\xc2\xb2.x"};
    for (int port = 0; port < 10; ++port)
      names << "COM" + QByteArray::number(port) << "lpt" + QByteArray::number(port) + ".xml"
            << "x/Com" + QByteArray::number(port) + ".a.b"
            << "c:" + QByteArray::number(port);
    for (const auto& name : names) {
      Findings findings;
      const auto result = read(gzip(RawTar().file(name).ended()), &findings);
      QVERIFY2(result, qPrintable(messageOf(result)));
      QCOMPARE(result->at(0).path.toUtf8(), name);
      QCOMPARE(rulesOf(findings), QStringList{u"name-not-portable"_s});
    }
    for (const QByteArray name : {"console", "auxiliary.xml", "com10", "a.b", "null", "comb"}) {
      Findings findings;
      QVERIFY(read(gzip(RawTar().file(name).ended()), &findings));
      QCOMPARE(rulesOf(findings), QStringList());
    }
  }

  void findingsOfOneRuleEndWithACount()
  {
    RawTar tar;
    for (int i = 0; i < 500; ++i)
      tar.file("a:" + QByteArray::number(i));
    Findings findings;
    QVERIFY(read(gzip(tar.ended()), &findings));
    QCOMPARE(findings.size(), 101);
    QVERIFY(findings.last().message.contains(u"400"_s));
  }

  void whatMacsAddIsKeptWithAFinding()
  {
    Findings findings;
    const auto result = read(gzip(RawTar()
                                      .file("./._course", "fork")
                                      .file("course/course.xml")
                                      .file("course/._course.xml")
                                      .file("__MACOSX/course/._x")
                                      .file("course/._")
                                      .ended()),
                             &findings);
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE(result->size(), 5);
    QCOMPARE(findings.size(), 1);
    QVERIFY(findings[0].message.startsWith(u"3 "_s));
  }

  void versionControlOfAFolderIsPassedOver()
  {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u".git/objects"_s));
    QVERIFY(writeFile(folder.filePath(u".git/HEAD"_s), "ref"));
    QVERIFY(writeFile(folder.filePath(u".gitattributes"_s), "*"));
    Findings findings;
    const auto result = membersOf(folder.path(), {}, &findings);
    QVERIFY2(result, qPrintable(messageOf(result)));
    QCOMPARE(result->size(), 1);
    QCOMPARE(rulesOf(findings), QStringList{u"version-control"_s});
  }
};

SCRIPTORIUM_TEST(TestArchiveNames)
#include "tst_archivenames.moc"
