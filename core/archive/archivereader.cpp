#include "archive/archivereader.h"

#include "archive/folderreader.h"
#include "archive/gzip/gunzipsource.h"
#include "archive/members/archivesniffer.h"
#include "archive/members/duplicatecheck.h"
#include "archive/members/filesource.h"
#include "archive/members/hardlinks.h"
#include "archive/members/membergate.h"
#include "archive/tar/tarreader.h"
#include "archive/zip/zipreader.h"

#include <QFileInfo>
#include <QLocale>

#include <limits>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kSniffedBytes = 512;
constexpr int kLinkReadings = 4; ///< for hard links to one file

/// A file that was opened once and is read once or more often.
struct OpenArchive
{
  QString path;
  FileDescriptor file; ///< not open for a folder
  ArchiveFormat format = ArchiveFormat::Unknown;
};

QString unknownFormat(QByteArrayView start)
{
  if (start.isEmpty())
    return u"The file is empty: the download or copy failed. Download or export it again."_s;
  return u"This is %1, not a course archive. Choose a .tar.gz, .tar or .zip file or a folder."_s.arg(
      describeBytes(start));
}

/// After an error of the tar, the rest of a gzip may tell that the bytes themselves are damaged; then that is
/// the news.
Error betterError(GunzipSource& source, const Error& error, qint64 mostBytes)
{
  if (error.reason != "damaged-archive"_L1)
    return error;
  for (qint64 bytes = 0; bytes < mostBytes;) {
    const auto piece = source.next();
    if (!piece)
      return piece.error().kind == Error::Kind::BadInput ? piece.error() : error;
    if (piece->isEmpty())
      break;
    bytes += piece->size();
  }
  return error;
}

Result<Unit> readTarGz(const OpenArchive& archive, MemberReceiver& receiver)
{
  GunzipSource source(archive.file);
  auto result = TarReader(source, receiver).read();
  return result ? result : betterError(source, result.error(), 64LL << 20);
}

Result<Unit> readMembers(const OpenArchive& archive, MemberReceiver& receiver, const ArchiveLimits& limits,
                         QStringList* skipped)
{
  switch (archive.format) {
  case ArchiveFormat::Folder:
    return readFolder(archive.path, receiver, limits.depth, skipped);
  case ArchiveFormat::TarGz:
    return readTarGz(archive, receiver);
  case ArchiveFormat::Tar: {
    FileSource source(archive.file, 0, archive.file.size());
    return TarReader(source, receiver).read();
  }
  case ArchiveFormat::Zip:
    return ZipReader(archive.file, receiver, limits.entries).read();
  case ArchiveFormat::Unknown:
    break;
  }
  return Error{Error::Kind::Bug, {}, u"An archive of unknown format was read."_s};
}

Result<OpenArchive> openArchive(const QString& path, const ArchiveLimits& limits)
{
  OpenArchive archive{path, {}, ArchiveFormat::Folder};
  if (QFileInfo(path).isDir())
    return archive;
  SCRIPTORIUM_TRY_ASSIGN(archive.file, FileDescriptor::openToRead(path));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray start, archive.file.read(0, kSniffedBytes));
  archive.format = sniffFormat(start);
  if (archive.format == ArchiveFormat::Unknown)
    return Error{Error::Kind::BadInput, path, unknownFormat(start)};
  if (archive.file.size() > limits.packedBytes)
    return Error{
        Error::Kind::BadInput, path,
        u"The archive has %1; the limit is %2. If you trust its origin, raise the limit for this import."_s
            .arg(QLocale::c().formattedDataSize(archive.file.size()),
                 QLocale::c().formattedDataSize(limits.packedBytes))};
  return archive;
}

Result<Unit> readHardLinks(const OpenArchive& archive, MemberGate& gate, const ArchiveLimits& limits,
                           Progress& progress)
{
  HardLinks links(gate, limits);
  for (int reading = 0; links.areLeft(); ++reading) {
    if (reading == kLinkReadings)
      return Error{
          Error::Kind::BadInput,
          {},
          u"The archive names a large file by more than %1 hard links. Pack the course again without "
          "them (tar --hard-dereference)."_s.arg(kLinkReadings)};
    progress.begin(u"Reading linked files"_s);
    SCRIPTORIUM_TRY(readMembers(archive, links, limits, nullptr));
  }
  return Unit{};
}

Result<Unit> readOpened(const OpenArchive& archive, MemberGate& gate, const ArchiveLimits& limits,
                        Progress& progress)
{
  QStringList skipped;
  progress.begin(u"Reading archive"_s);
  SCRIPTORIUM_TRY(readMembers(archive, gate, limits, &skipped));
  SCRIPTORIUM_TRY(readHardLinks(archive, gate, limits, progress));
  if (gate.refusedLink())
    return *gate.refusedLink();
  for (const auto& folder : skipped)
    gate.note(u"version-control"_s, Finding::Severity::Info,
              u"The folder \"%1\" belongs to version control, not to the course, and was passed over."_s.arg(
                  folder),
              u"Nothing needs to be done."_s, folder);
  if (gate.lookAlikes().isEmpty())
    return Unit{};
  progress.begin(u"Comparing duplicates"_s);
  DuplicateCheck check(gate.lookAlikes(), limits, progress);
  return readMembers(archive, check, limits, nullptr);
}

} // namespace

Result<ArchiveFormat> detectArchive(const QString& path, QString* what)
{
  if (QFileInfo(path).isDir())
    return ArchiveFormat::Folder;
  SCRIPTORIUM_TRY_ASSIGN(const FileDescriptor file, FileDescriptor::openToRead(path));
  const auto start = file.read(0, kSniffedBytes);
  if (!start)
    return start.error().in(path);
  const ArchiveFormat format = sniffFormat(*start);
  if (format == ArchiveFormat::Unknown && what != nullptr)
    *what = start->isEmpty() ? u"an empty file"_s : describeBytes(*start);
  return format;
}

Result<Unit> readRawMembers(const QString& path, MemberReceiver& receiver)
{
  ArchiveLimits limits;
  limits.packedBytes = limits.entries = std::numeric_limits<qint64>::max();
  SCRIPTORIUM_TRY_ASSIGN(const OpenArchive archive, openArchive(path, limits));
  return readMembers(archive, receiver, limits, nullptr);
}

Result<Unit> readArchive(const QString& path, ArchiveSink& sink, const ArchiveLimits& limits,
                         Progress& progress, Findings* findings)
{
  SCRIPTORIUM_TRY_ASSIGN(const OpenArchive archive, openArchive(path, limits));
  MemberGate gate(sink, limits, progress, archive.file.isOpen() ? archive.file.size() : 0);
  auto result = readOpened(archive, gate, limits, progress);
  if (findings != nullptr)
    findings->append(gate.takeFindings());
  if (result)
    return result;
  const Error& error = result.error();
  const bool isOurs =
      error.kind == Error::Kind::BadInput || (error.kind == Error::Kind::Io && error.where.isEmpty());
  return isOurs ? error.in(path) : result;
}

} // namespace scriptorium
