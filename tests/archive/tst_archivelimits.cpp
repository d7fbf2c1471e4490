#include "archive/members.h"
#include "archive/rawtar.h"
#include "archive/rawzip.h"
#include "support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

constexpr qint64 kMiB = 1 << 20;

/// The most memory the process ever had resident, since `forgetPeak`.
qint64 peakBytes()
{
  QFile status(u"/proc/self/status"_s);
  if (!status.open(QIODevice::ReadOnly))
    return 0;
  for (const auto& line : status.readAll().split('\n'))
    if (line.startsWith("VmHWM:"))
      return line.mid(6).chopped(2).trimmed().toLongLong() * 1024;
  return 0;
}

void forgetPeak()
{
  QFile file(u"/proc/self/clear_refs"_s);
  if (file.open(QIODevice::WriteOnly))
    file.write("5");
}

/// Whether AddressSanitizer keeps what is freed for a while, so that a peak says little.
constexpr bool isFreedLate()
{
#if defined(__SANITIZE_ADDRESS__) // GCC
  return true;
#elif defined(__has_feature) // Clang
  return __has_feature(address_sanitizer);
#else
  return false;
#endif
}

QByteArray headerOf(char type, const QByteArray& name, qint64 size)
{
  return RawTar().add(type, name, {}, {}, size).bytes;
}

/// Gzip members of 1 MiB of zeros.
QByteArray zeros(int mebibytes)
{
  return gzip(QByteArray(kMiB, '\0'), 9).repeated(mebibytes);
}

QByteArray zipOfZeros()
{
  const QByteArray data(64 * kMiB, '\0');
  auto* compressor = libdeflate_alloc_compressor(9);
  QByteArray packed(kMiB, '\0');
  packed.truncate(static_cast<qsizetype>(
      libdeflate_deflate_compress(compressor, data.constData(), data.size(), packed.data(), packed.size())));
  libdeflate_free_compressor(compressor);
  RawZip::Entry entry{"a", packed, {}};
  entry.method = 8;
  entry.statedSize = 64 * kMiB;
  entry.crc = libdeflate_crc32(0, data.constData(), data.size());
  QList<RawZip::Entry> entries;
  for (int i = 0; i < 40; ++i) {
    entries.append(entry);
    entries.last().name += QByteArray::number(i);
  }
  return RawZip().built(entries);
}

/// One member's bytes under many names.
QByteArray overlappingZip()
{
  RawZip::Entry first{"a0", QByteArray(kMiB, 'x'), {}};
  QList<RawZip::Entry> entries = {first};
  for (int i = 1; i < 100; ++i) {
    entries.append(first);
    entries.last().offset = 0;
  }
  return RawZip().built(entries);
}

} // namespace

class TestArchiveLimits : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void bombsStopAtALimit_data()
  {
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& archive, const QString& says) {
      QTest::newRow(name) << archive << says;
    };
    const QByteArray plain = RawTar().file("course/course.xml").ended();
    row("2 GiB of zeros in a file", gzip(headerOf('0', "a", 2048 * kMiB)) + zeros(2048), u"200 times"_s);
    row("1 TiB declared, 300 bytes there", gzip(headerOf('0', "a", 1LL << 40) + QByteArray(300, 'x')),
        u"limit"_s);
    row("1 GiB declared, 300 bytes there", gzip(headerOf('0', "a", 1LL << 30) + QByteArray(300, 'x')),
        u"ends"_s);
    row("a million empty members", gzip(headerOf('5', "a/", 0).repeated(2048)).repeated(512), u"250000"_s);
    row("gzip in gzip", gzip(gzip(plain)), u"gzip"_s);
    row("gzip in gzip in gzip", gzip(gzip(gzip(plain))), u"gzip"_s);
    row("zip in gzip", gzip(RawZip().built({{"a", "x", {}}})), u"zip"_s);
    row("a sparse file of 1 TiB", gzip(headerOf('S', "a", 512) + QByteArray(512, 'x')), u"sparse"_s);
    row("a sparse file in pax", gzip(RawTar().pax("GNU.sparse.realsize", "1099511627776").file("a").ended()),
        u"sparse"_s);
    row("a comment of 1 GiB", gzip(headerOf('x', "p", 1 << 30) + "1073741824 comment=") + zeros(1024),
        u"200 times"_s);
    row("a path of 1 GiB", gzip(headerOf('x', "p", 1 << 30) + "1073741824 path=") + zeros(1024),
        u"name of"_s);
    row("a GNU name of 1 GiB", gzip(headerOf('L', "p", 1 << 30)) + zeros(1024), u"name of"_s);
    row("zeros behind the end", gzip(plain) + zeros(1024), u"200 times"_s);
    row("200,000 empty gzip members", gzip(plain) + gzip({}).repeated(200'000) + "x", u"foreign"_s);
    row("a zip of 2.5 GiB of zeros", zipOfZeros(), u"200 times"_s);
    row("a zip whose members share bytes", overlappingZip(), u"share"_s);
  }
  void bombsStopAtALimit()
  {
    QFETCH(QByteArray, archive);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"bomb.tar.gz"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(archive) == archive.size());
    file.close();
    archive.clear();

    CountingSink sink;
    Progress progress;
    const std::clock_t start = std::clock(); // of the processor: other work on the machine does not count
    forgetPeak();
    const qint64 before = peakBytes();
    const auto result = readArchive(path, sink, {}, progress);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::BadInput);
    QVERIFY2(result.error().toString().contains(says), qPrintable(result.error().toString()));
    QVERIFY2(std::clock() - start < 10 * CLOCKS_PER_SEC, "10 s");
    QVERIFY2(isFreedLate() || peakBytes() - before < 40 * kMiB,
             qPrintable(QString::number((peakBytes() - before) / kMiB)));
  }

  void everyLimitHolds_data()
  {
    QTest::addColumn<ArchiveLimits>("limits");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, auto set, const QString& says) {
      ArchiveLimits limits;
      set(limits);
      QTest::newRow(name) << limits << says;
    };
    row(
        "packed", [](ArchiveLimits& l) { l.packedBytes = 50; }, u"the limit is 50"_s);
    row(
        "unpacked", [](ArchiveLimits& l) { l.unpackedBytes = 999; }, u"unpacks to more than 999"_s);
    row(
        "members", [](ArchiveLimits& l) { l.entries = 2; }, u"more than 2 members"_s);
    row(
        "one member", [](ArchiveLimits& l) { l.entryBytes = 499; }, u"499"_s);
    row(
        "path", [](ArchiveLimits& l) { l.pathBytes = 5; }, u"the limit is 5"_s);
    row(
        "part", [](ArchiveLimits& l) { l.partBytes = 5; }, u"the limit is 5"_s);
    row(
        "depth", [](ArchiveLimits& l) { l.depth = 1; }, u"1 folders deep"_s);
  }
  void everyLimitHolds()
  {
    QFETCH(ArchiveLimits, limits);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const Members members = {{ArchiveEntry::Kind::File, u"course/a.xml"_s, QByteArray(500, 'x'), false},
                             {ArchiveEntry::Kind::File, u"course/b.xml"_s, QByteArray(500, 'y'), false},
                             {ArchiveEntry::Kind::Folder, u"course/empty"_s, {}, false}};
    for (const auto create : {createTarGz, createZip}) {
      const QString path = folder.filePath(u"course"_s);
      {
        auto writer = create(path);
        QVERIFY(writer && writeMembers(**writer, members));
      }
      QVERIFY(membersOf(path));
      const auto result = membersOf(path, limits);
      QVERIFY(!result);
      QCOMPARE(result.error().kind, Error::Kind::BadInput);
      QVERIFY2(result.error().toString().contains(says), qPrintable(result.error().toString()));
    }
  }

  void raisedLimitsLetALargeArchiveIn()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.tar.gz"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(gzip(headerOf('0', "a", 128 * kMiB)) + zeros(128) + gzip(QByteArray(1024, '\0')));
    file.close();
    CountingSink sink;
    Progress progress;
    ArchiveLimits limits;
    limits.ratio = 2000;
    const auto result = readArchive(path, sink, limits, progress);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().toString()));
    QCOMPARE(sink.bytes, 128 * kMiB);
  }

  void theUserCanStopIt()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.tar.gz"_s);
    {
      auto writer = createTarGz(path);
      QVERIFY(writer &&
              writeMembers(**writer, {{ArchiveEntry::Kind::File, u"a"_s, QByteArray(9 * kMiB, 'x'), false}}));
    }
    Progress progress;
    progress.cancel();
    CountingSink sink;
    const auto result = readArchive(path, sink, {}, progress);
    QVERIFY(!result);
    QCOMPARE(result.error().kind, Error::Kind::Cancelled);
  }

  void theSinksErrorIsPassedOn()
  {
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.tar.gz"_s);
    {
      auto writer = createTarGz(path);
      QVERIFY(writer &&
              writeMembers(**writer, {{ArchiveEntry::Kind::File, u"a"_s, QByteArray(9 * kMiB, 'x'), false}}));
    }
    CollectingSink sink;
    sink.stopAfter = 0;
    Progress progress;
    const auto result = readArchive(path, sink, {}, progress);
    QVERIFY(!result);
    QCOMPARE(result.error(), (Error{Error::Kind::Conflict, {}, u"Enough."_s}));
  }
};

SCRIPTORIUM_TEST(TestArchiveLimits)
#include "tst_archivelimits.moc"
