#include "archive/damage.h"
#include "archive/members.h"
#include "support/shared.h"
#include "support/testmain.h"

#include <QTemporaryDir>
#include <QTest>

#include <archive.h>
#include <archive_entry.h>

#include <clocale>
#include <memory>

using namespace Qt::Literals::StringLiterals;
using namespace scriptorium;
using namespace scriptorium::testing;

namespace {

using ReadPtr = std::unique_ptr<archive, decltype(&archive_read_free)>;
using WritePtr = std::unique_ptr<archive, decltype(&archive_write_free)>;

/// The members as libarchive reads them.
Result<Members> readByLibarchive(const QString& path)
{
  const ReadPtr reader(archive_read_new(), archive_read_free);
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip(reader.get());
  if (archive_read_open_filename(reader.get(), path.toUtf8().constData(), 1 << 16) != ARCHIVE_OK)
    return Error{Error::Kind::Io, path, QString::fromUtf8(archive_error_string(reader.get()))};
  Members members;
  archive_entry* entry = nullptr;
  int code = ARCHIVE_OK;
  while ((code = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
    Member member;
    member.path = QString::fromUtf8(archive_entry_pathname(entry));
    while (member.path.endsWith(u'/'))
      member.path.chop(1);
    member.kind = archive_entry_filetype(entry) == AE_IFDIR   ? ArchiveEntry::Kind::Folder
                  : archive_entry_filetype(entry) == AE_IFLNK ? ArchiveEntry::Kind::Link
                                                              : ArchiveEntry::Kind::File;
    if (member.kind == ArchiveEntry::Kind::Link)
      member.bytes = archive_entry_symlink(entry);
    QByteArray piece(1 << 16, '\0');
    la_ssize_t got = 0;
    while (member.kind == ArchiveEntry::Kind::File &&
           (got = archive_read_data(reader.get(), piece.data(), static_cast<size_t>(piece.size()))) > 0)
      member.bytes.append(piece.first(got));
    members.append(member);
  }
  if (code != ARCHIVE_EOF)
    return Error{Error::Kind::BadInput, path, QString::fromUtf8(archive_error_string(reader.get()))};
  return members;
}

/// Writes the members with libarchive in one of its formats.
bool writeByLibarchive(const QString& path, const Members& members, int (*setFormat)(archive*),
                       bool isGzipped)
{
  const WritePtr writer(archive_write_new(), archive_write_free);
  setFormat(writer.get());
  if (isGzipped)
    archive_write_add_filter_gzip(writer.get());
  if (archive_write_open_filename(writer.get(), path.toUtf8().constData()) != ARCHIVE_OK)
    return false;
  for (const auto& member : members) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(archive_entry_new(),
                                                                              archive_entry_free);
    archive_entry_set_pathname(entry.get(), member.path.toUtf8().constData());
    archive_entry_set_perm(entry.get(), member.isExecutable ? 0755 : 0644);
    archive_entry_set_filetype(entry.get(), member.kind == ArchiveEntry::Kind::Folder ? AE_IFDIR
                                            : member.kind == ArchiveEntry::Kind::Link ? AE_IFLNK
                                                                                      : AE_IFREG);
    if (member.kind == ArchiveEntry::Kind::Link)
      archive_entry_set_symlink(entry.get(), member.bytes.constData());
    else
      archive_entry_set_size(entry.get(), member.bytes.size());
    if (archive_write_header(writer.get(), entry.get()) != ARCHIVE_OK)
      return false;
    if (member.kind == ArchiveEntry::Kind::File && !member.bytes.isEmpty() &&
        archive_write_data(writer.get(), member.bytes.constData(), static_cast<size_t>(member.bytes.size())) <
            0)
      return false;
  }
  return archive_write_close(writer.get()) == ARCHIVE_OK;
}

/// Members that old tar headers hold too: short ASCII names.
Members plainMembers()
{
  return {{ArchiveEntry::Kind::Folder, u"course"_s, {}, false},
          {ArchiveEntry::Kind::File, u"course/empty.xml"_s, {}, false},
          {ArchiveEntry::Kind::File, u"course/a b [c] & d.xml"_s, QByteArray(511, 'a'), false},
          {ArchiveEntry::Kind::File, u"course/tool.sh"_s, QByteArray(513, 'b'), true},
          {ArchiveEntry::Kind::File, u"course/large.bin"_s, QByteArray(3'000'000, 'c'), false}};
}

/// Also names that need extended headers.
Members richMembers()
{
  Members members = plainMembers();
  const QString folder = u"course/"_s + QString(90, u'd');
  members.append({ArchiveEntry::Kind::File, folder + u'/' + QString(120, u'e') + u".html"_s, "long", false});
  members.append({ArchiveEntry::Kind::File, u"course/été ж 語.xml"_s, "<html/>", false});
  return members;
}

} // namespace

/// A second opinion: archives of ours are what libarchive reads, archives of libarchive are what we read.
class TestLibarchive : public QObject
{
  Q_OBJECT

private Q_SLOTS:
  void initTestCase() { std::setlocale(LC_CTYPE, "C.UTF-8"); }

  void itsArchivesAreRead_data()
  {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("format");
    QTest::addColumn<Members>("members");
    QTest::newRow("old tar") << u"a.tar"_s << 0 << plainMembers();
    QTest::newRow("ustar") << u"a.tar.gz"_s << 1 << plainMembers();
    QTest::newRow("GNU tar with long names") << u"a.tar.gz"_s << 2 << richMembers();
    QTest::newRow("pax with long names") << u"a.tar.gz"_s << 3 << richMembers();
    QTest::newRow("zip") << u"a.zip"_s << 4 << richMembers();
  }

  void itsArchivesAreRead()
  {
    QFETCH(const QString, file);
    QFETCH(const int, format);
    QFETCH(const Members, members);
    static constexpr int (*kFormats[])(archive*) = {
        archive_write_set_format_v7tar, archive_write_set_format_ustar, archive_write_set_format_gnutar,
        archive_write_set_format_pax, archive_write_set_format_zip};
    const QTemporaryDir folder;
    const QString path = folder.path() + u'/' + file;
    QVERIFY(writeByLibarchive(path, members, kFormats[format], file.endsWith(u".gz"_s)));
    const auto read = membersOf(path);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(withoutModes(*read), withoutModes(members));
  }

  void itReadsOurs_data()
  {
    QTest::addColumn<bool>("isZip");
    QTest::newRow("tar.gz") << false;
    QTest::newRow("zip") << true;
  }

  void itReadsOurs()
  {
    QFETCH(const bool, isZip);
    const QTemporaryDir folder;
    const QString path = folder.path() + (isZip ? u"/a.zip"_s : u"/a.tar.gz"_s);
    auto writer = isZip ? createZip(path) : createTarGz(path);
    QVERIFY(writer.has_value());
    QVERIFY(writeMembers(**writer, richMembers()).has_value());
    const auto read = readByLibarchive(path);
    QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().toString()));
    QCOMPARE(withoutModes(*read), withoutModes(richMembers()));
  }

  void bothReadRealCoursesAlike()
  {
    const QStringList courses = sharedCourses();
    if (courses.isEmpty())
      QSKIP(kNoShared);
    for (const auto& path : courses) {
      const auto ours = membersOf(path);
      auto theirs = readByLibarchive(path);
      QVERIFY2(ours.has_value() && theirs.has_value(), qPrintable(path));
      // Ours leaves out a leading "./" and passes over what macOS adds.
      theirs->removeIf([](const Member& member) {
        return member.path.section(u'/', -1).startsWith(u"._"_s) || member.path == u".";
      });
      for (auto& member : *theirs)
        if (member.path.startsWith(u"./"_s))
          member.path.remove(0, 2);
      Members kept = *ours;
      kept.removeIf([](const Member& member) { return member.path.section(u'/', -1).startsWith(u"._"_s); });
      QCOMPARE(withoutModes(kept), withoutModes(*theirs));
    }
  }
};

SCRIPTORIUM_TEST(TestLibarchive)
#include "tst_libarchive.moc"
