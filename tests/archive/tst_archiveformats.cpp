#include "archive/members.h"
#include "archive/rawtar.h"
#include "archive/rawzip.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

QByteArray tar()
{
  return RawTar().file("course/course.xml", "<course/>").ended();
}

QString place(const QTemporaryDir& folder, const QByteArray& bytes)
{
  const QString path = folder.filePath(u"course.tar.gz"_s);
  QFile file(path);
  return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
}

} // namespace

class TestArchiveFormats : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void theFormatIsToldByTheBytes_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ArchiveFormat>("format");
    QTest::newRow("gzip tar") << gzip(tar()) << ArchiveFormat::TarGz;
    QTest::newRow("tar") << tar() << ArchiveFormat::Tar;
    QTest::newRow("old tar") << RawTar().add('\0', "course.xml", "x", {}, -1, {}).ended()
                             << ArchiveFormat::Tar;
    QTest::newRow("GNU tar") << RawTar().add('0', "course.xml", "x", {}, -1, "ustar  ").ended()
                             << ArchiveFormat::Tar;
    QTest::newRow("zip") << RawZip().built({{"course.xml", "x", {}}}) << ArchiveFormat::Zip;
    QTest::newRow("gzip in several members")
        << gzip(tar().first(700)) + gzip(tar().sliced(700)) << ArchiveFormat::TarGz;
    QTest::newRow("gzip padded with zeros") << gzip(tar()) + QByteArray(5000, '\0') << ArchiveFormat::TarGz;
  }
  void theFormatIsToldByTheBytes()
  {
    QFETCH(QByteArray, bytes);
    QFETCH(ArchiveFormat, format);
    const QTemporaryDir folder;
    const QString path = place(folder, bytes);
    const auto detected = detectArchive(path);
    QVERIFY(detected);
    QCOMPARE(*detected, format);
    const auto members = membersOf(path);
    QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
    QCOMPARE(members->size(), 1);
    QVERIFY(members->at(0).path.endsWith(u"course.xml"_s));
  }

  void whatFollowsTheEndOfATarIsReported_data()
  {
    QTest::addColumn<QByteArray>("behind");
    QTest::addColumn<int>("zeros");
    QTest::addColumn<int>("severity"); ///< -1: nothing is said
    const auto row = [](const char* name, QByteArray behind, int zeros, int severity) {
      QTest::newRow(name) << std::move(behind) << zeros << severity;
    };
    const int warning = int(Finding::Severity::Warning);
    const int error = int(Finding::Severity::Error);
    row("nothing", {}, 1024, -1);
    row("zeros", QByteArray(5000, '\0'), 1024, -1);
    row("a byte", "x", 1024, warning);
    row("a line end that an editor added", "\r\n", 1024, warning);
    row("bytes", QByteArray(70'000, 'x'), 1024, warning);
    row("bytes behind one block of zeros", QByteArray(3000, 'x'), 512, warning);
    row("zeros and bytes", QByteArray(700, '\0') + "abc", 1024, warning);
    row("one more tar", RawTar().file("b").ended(), 1024, error);
    row("one more tar behind zeros", QByteArray(8192, '\0') + RawTar().file("b").ended(), 1024, error);
  }

  void whatFollowsTheEndOfATarIsReported()
  {
    QFETCH(QByteArray, behind);
    QFETCH(int, zeros);
    QFETCH(int, severity);
    const QByteArray tar = RawTar().file("course/course.xml").bytes + QByteArray(zeros, '\0') + behind;
    for (const QByteArray& bytes : {tar, gzip(tar)}) {
      const QTemporaryDir folder;
      const QString path = folder.filePath(u"c.tar.gz"_s);
      QFile file(path);
      QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush());
      Findings findings;
      const auto members = membersOf(path, {}, &findings);
      QVERIFY2(members, members ? "" : qPrintable(members.error().toString()));
      QCOMPARE(members->size(), 1);
      QCOMPARE(findings.size(), severity < 0 ? 0 : 1);
      if (severity < 0)
        continue;
      QCOMPARE(findings[0].rule, u"bytes-behind-end"_s);
      QCOMPARE(int(findings[0].severity), severity);
    }
  }

  void foreignFilesAreNamed_data()
  {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& what) {
      QTest::newRow(name) << bytes << what;
    };
    row("empty", {}, u"empty"_s);
    row("RAR", "Rar!\x1a\x07\x01" + QByteArray(600, 'x'), u"RAR archive"_s);
    row("7-Zip", QByteArray("7z\xbc\xaf\x27\x1c") + QByteArray(600, '\1'), u"7-Zip archive"_s);
    row("bzip2", "BZh91AY&SY" + QByteArray(600, '\1'), u"bzip2"_s);
    row("xz",
        QByteArray("\xfd"
                   "7zXZ\0",
                   6) +
            QByteArray(600, '\1'),
        u"xz"_s);
    row("PDF", "%PDF-1.7\n" + QByteArray(600, ' '), u"PDF"_s);
    row("login page", "\n<!DOCTYPE html><html><head><title>Sign in</title></head>", u"login page"_s);
    row("page with a BOM", "\xef\xbb\xbf<html><body>", u"web page"_s);
    row("error message", "{\"detail\": \"Authentication required\"}", u"JSON"_s);
    row("course.xml", "<course url_name=\"r\"/>", u"XML"_s);
    row("text", "Dear team,\nplease find attached", u"text"_s);
    row("image", "\x89PNG\r\n\x1a\n" + QByteArray(600, '\1'), u"PNG"_s);
    row("zeros", QByteArray(5000, '\0'), u"zero"_s);
    row("noise", QByteArray("\x93\x11\xfe\x01").repeated(200), u"no archive of a kind known"_s);
  }
  void foreignFilesAreNamed()
  {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, what);
    const QTemporaryDir folder;
    const QString path = place(folder, bytes);
    QString told;
    const auto format = detectArchive(path, &told);
    QVERIFY(format);
    QCOMPARE(*format, ArchiveFormat::Unknown);
    QVERIFY2(told.contains(what), qPrintable(told));
    const auto plain = membersOf(path);
    QVERIFY(!plain);
    QCOMPARE(plain.error().kind, Error::Kind::BadInput);
    QCOMPARE(plain.error().where, path);
    QVERIFY2(plain.error().detail.contains(what), qPrintable(plain.error().detail));
    if (bytes.isEmpty() || bytes == QByteArray(5000, '\0'))
      return;
    const auto packed = membersOf(place(folder, gzip(bytes)));
    QVERIFY(!packed);
    QVERIFY2(packed.error().detail.contains(what), qPrintable(packed.error().detail));
  }

  void missingAndSpecialFilesAreErrors()
  {
    const auto missing = membersOf(u"/nowhere/course.tar.gz"_s);
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, Error::Kind::NotFound);
    const auto device = membersOf(u"/dev/null"_s);
    QVERIFY(!device);
    QCOMPARE(device.error().kind, Error::Kind::BadInput);
    QVERIFY(!detectArchive(u"/nowhere"_s));
  }

  void emptyArchivesHaveNoMembers()
  {
    const QTemporaryDir folder;
    for (const auto& bytes :
         {gzip(QByteArray(1024, '\0')), RawZip().built({}), gzip(RawTar().add('5', "./").ended())})
    {
      const auto members = membersOf(place(folder, bytes));
      QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
      QCOMPARE(members->size(), 0);
    }
  }

  void oddTarsAreRefused_data()
  {
    QTest::addColumn<QByteArray>("tar");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& says) {
      QTest::newRow(name) << bytes << says;
    };
    const RawTar one = RawTar().file("a");
    row("no end marker", one.bytes, u"end marker"_s);
    row("half an end marker", one.bytes + QByteArray(512, '\0'), u"end marker"_s);
    row("a wrong checksum",
        RawTar().file("a").bytes + QByteArray(RawTar().file("b").ended()).replace(0, 1, "c"), u"checksum"_s);
    row(
        "a size that is no number",
        [] {
          QByteArray bytes = RawTar().file("a").ended();
          bytes.replace(124, 11, "12x45678901");
          RawTar::seal(bytes);
          return bytes;
        }(),
        u"size"_s);
    row(
        "a negative size",
        [] {
          QByteArray bytes = RawTar().file("a").ended();
          bytes.replace(124, 12, QByteArray(12, '\xff'));
          RawTar::seal(bytes);
          return bytes;
        }(),
        u"size"_s);
    row("two names for one member",
        RawTar().pax("path", "b").add('L', "x", QByteArray("c\0", 2)).file("a").ended(), u"two names"_s);
    row("a name for all members", RawTar().pax("path", "b", 'g').file("a").ended(), u"all members"_s);
    row("a header without member", RawTar().pax("path", "b").ended(), u"missing"_s);
    row("a pax length that lies", RawTar().add('x', "p", "99 path=b\n").file("a").ended(), u"broken"_s);
    row("a pax length of zero", RawTar().add('x', "p", "0 path=b\n").file("a").ended(), u"broken"_s);
    row("a pax length without end", RawTar().add('x', "p", QByteArray(600, '9')).file("a").ended(),
        u"broken"_s);
    row("a pax header without equals", RawTar().add('x', "p", "8 path_b\n").file("a").ended(), u"broken"_s);
  }
  void oddTarsAreRefused()
  {
    QFETCH(QByteArray, tar);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    for (const auto& bytes : {tar, gzip(tar)}) {
      const auto members = membersOf(place(folder, bytes));
      QVERIFY(!members);
      QCOMPARE(members.error().kind, Error::Kind::BadInput);
      QVERIFY2(members.error().detail.contains(says), qPrintable(members.error().detail));
    }
  }

  void oddZipsAreRefused_data()
  {
    QTest::addColumn<QByteArray>("zip");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& bytes, const QString& says) {
      QTest::newRow(name) << bytes << says;
    };
    RawZip::Entry entry{"a", "some text", {}};
    const auto changed = [&entry](auto change) {
      RawZip::Entry other = entry;
      change(other);
      return RawZip().built({other});
    };
    row("encrypted", changed([](RawZip::Entry& e) { e.flags |= 1; }), u"encrypted"_s);
    row("packed by LZMA", changed([](RawZip::Entry& e) { e.method = 14; }), u"rare method"_s);
    row("two names", changed([](RawZip::Entry& e) { e.localName = "b"; }), u"named differently"_s);
    row("a lying size", changed([](RawZip::Entry& e) { e.statedSize = 4; }), u"another size"_s);
    row("no deflate", changed([](RawZip::Entry& e) { e.method = 8; }), u"cannot be read"_s);
    row("a folder with content", changed([](RawZip::Entry& e) { e.name = "a/"; }), u"folder with content"_s);
    row("bytes behind it", RawZip().built({entry}) + "junk", u"no directory"_s);
    row("bytes before it", RawZip().built({entry}).prepend("PK\x03\x04junk"), u"directory is not where"_s);
    row("a wrong checksum", RawZip().built({entry}).replace("some text", "same text"), u"checksum"_s);
  }
  void oddZipsAreRefused()
  {
    QFETCH(QByteArray, zip);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const auto members = membersOf(place(folder, zip));
    QVERIFY(!members);
    QCOMPARE(members.error().kind, Error::Kind::BadInput);
    QVERIFY2(members.error().detail.contains(says), qPrintable(members.error().toString()));
  }

  void othersTarsAreRead()
  {
    const QTemporaryDir folder;
    RawTar odd;
    odd.pax("comment", "of git archive", 'g').pax("LIBARCHIVE.xattr.x", QByteArray(200'000, 'A'));
    odd.file("a").add('V', "volume").add('7', "contiguous", "x").add('\0', "old-folder/");
    QByteArray large = RawTar().file("base256", "12345").bytes;
    large.replace(124, 12, QByteArray("\x80\0\0\0\0\0\0\0\0\0\0\5", 12));
    RawTar::seal(large);
    const auto members = membersOf(place(folder, odd.bytes + large + QByteArray(1024, '\0')));
    QVERIFY2(members, qPrintable(members ? QString() : members.error().toString()));
    QCOMPARE(members->size(), 4);
    QCOMPARE(members->at(2).kind, ArchiveEntry::Kind::Folder);
    QCOMPARE(members->at(3).bytes, "12345");
  }
};

SCRIPTORIUM_TEST(TestArchiveFormats)
#include "tst_archiveformats.moc"
